"""The help says what is declared, all of it, and leads to it."""

import html
import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services import help_pages
from app.services.i18n import tr
from calc.graph import registry
from ui.dialogs.help import HelpDialog
from ui.main_window import MainWindow


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> HelpDialog:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    found = window.findChild(HelpDialog)
    assert found is not None
    return found


def plain_text(page_id: str) -> str:
    """A page without any marks."""
    ends = re.sub(r"</(?:p|h2|h3|tr|li|td)>", "\n", help_pages.as_html(page_id))
    return html.unescape(re.sub(r"<[^>]+>", "", ends))


def test_there_is_a_page_for_every_quantity_choice_and_rule() -> None:
    declared = registry()
    wanted = {f"quantity:{key}" for key in declared.quantities}
    wanted |= {f"choice:{key}" for key in declared.choices} | {f"rule:{key}" for key in declared.rules}
    pages = help_pages.pages()
    assert {page.id for page in pages} == wanted
    assert len(pages) == len(wanted)


def test_every_page_can_be_made_and_its_links_lead_somewhere() -> None:
    known = {page.id for page in help_pages.pages()}
    for page in help_pages.pages():
        made = help_pages.as_html(page.id)
        assert set(re.findall(r'href="page:([^"]+)"', made)) <= known
        assert page.title in plain_text(page.id)


def test_a_page_says_limits_unit_formula_and_source() -> None:
    given = plain_text("quantity:separator_thickness")
    assert "µm" in given
    assert "Limits" in given
    derived = plain_text("quantity:specific_energy")
    assert "E_m" in derived.replace("Em", "E_m")
    assert "Energy" in derived
    sourced = next(rule for rule in registry().rules.values() if rule.source)
    assert "Source" in plain_text(f"rule:{sourced.key}")


def test_what_a_declaration_holds_is_never_markup() -> None:
    shown = [help_pages.as_html(page.id) for page in help_pages.pages()]
    assert not any("<script" in page for page in shown)
    assert any("&lt;" in page or "&gt;" in page or "&#x27;" in page for page in shown)


def test_f1_opens_the_page_of_what_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    window.explain.show_key("cell_mass")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.page_id == "quantity:cell_mass"


def test_searching_finds_and_shows_the_likeliest_page(dialog: HelpDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "separator thick")
    assert dialog.page_id == "quantity:separator_thickness"
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "separator")
    first = dialog.page_id
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.page_id != first
    assert tr("Unit") in dialog.browser.toPlainText()


def test_links_and_back(dialog: HelpDialog, qtbot: QtBot) -> None:
    dialog.show_page("quantity:specific_energy")
    dialog.browser.anchorClicked.emit(QUrl("page:quantity:energy"))
    assert dialog.page_id == "quantity:energy"
    back = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert dialog.page_id == "quantity:specific_energy"


def test_the_help_leads_to_the_field_the_reason_and_the_rule(
    window: MainWindow, dialog: HelpDialog, qtbot: QtBot
) -> None:
    show = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Show in the design")
    window.places.show_place("build")
    dialog.show_page("quantity:cathode_width")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert window.places.current == "design"
    row = window.form.row("cathode_width")
    assert row is not None
    assert row.isAncestorOf(window.focusWidget())
    dialog.show_page("quantity:cell_thickness")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert window.explain.key == "cell_thickness"
