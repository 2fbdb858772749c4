"""The explain panel, from the question down to what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.services import library, templates
from app.services.design import Design
from app.services.edits import set_value
from calc.graph import registry
from calc.sensitivity import slopes
from ui import theme
from ui.formula_view import FormulaView
from ui.panels.explain import ExplainPanel
from ui.panels.explain_lines import BarLine, BehindLine, Line, MoreLine
from ui.panels.explanation import Behind, Measured, Said, Shown, as_text, described, label_in_context, question
from ui.session import Session


@pytest.fixture
def session(qapp) -> Session:
    return Session(templates.template("li-s-1.6Ah-ers"))


@pytest.fixture
def panel(qtbot, themed, session) -> ExplainPanel:
    panel = ExplainPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 800)
    panel.show()
    QApplication.processEvents()
    return panel


def lines(panel, kind=Line):
    """The lines of one kind, from top to bottom."""
    return sorted((w for w in panel.findChildren(kind) if w.isVisible()), key=lambda w: w.y())


def line(panel, key, kind=BehindLine):
    return next(w for w in lines(panel, kind) if w.key() == key)


def texts(panel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_before_anything_is_asked_the_panel_says_how_to_ask(panel):
    assert "Press any number" in texts(panel)
    assert panel.key == ""


def test_a_result_is_explained_by_its_formula_with_numbers(panel, session):
    panel.show_key("specific_energy")
    value = session.design.text("specific_energy")
    assert f"Why {value}?" in texts(panel)
    assert "Specific energy" in texts(panel)
    formula = panel.findChild(FormulaView).text()
    assert formula.startswith("E_m = E / m = ")
    assert session.design.text("energy") in formula
    assert formula.endswith(value)


def test_what_it_rests_on_unfolds_down_to_what_was_typed(panel, session):
    panel.show_key("specific_energy")
    assert [w.key() for w in lines(panel, BehindLine)] == ["energy", "cell_mass"]
    QTest.mouseClick(line(panel, "energy"), Qt.MouseButton.LeftButton)
    assert [w.key() for w in lines(panel, BehindLine)] == ["energy", "capacity", "mean_voltage", "cell_mass"]
    assert len([v for v in panel.findChildren(FormulaView) if v.isVisible()]) == 2
    QTest.mouseClick(line(panel, "energy"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert [w.key() for w in lines(panel, BehindLine)] == ["energy", "cell_mass"]


def test_the_list_is_unfolded_with_the_keyboard(panel):
    panel.show_key("specific_energy")
    QTest.keyClick(line(panel, "energy"), Qt.Key.Key_Right)
    assert "mean_voltage" in [w.key() for w in lines(panel, BehindLine)]
    QTest.keyClick(line(panel, "energy"), Qt.Key.Key_Left)
    assert "mean_voltage" not in [w.key() for w in lines(panel, BehindLine)]


def test_a_typed_value_leads_to_its_field(panel, qtbot):
    panel.show_key("energy")
    with qtbot.waitSignal(panel.focus_requested) as asked:
        QTest.mouseClick(line(panel, "mean_voltage"), Qt.MouseButton.LeftButton)
    assert asked.args == ["mean_voltage"]


def test_a_typed_value_says_where_it_comes_from(panel):
    panel.show_key("energy")
    assert line(panel, "mean_voltage").block.remark.startswith("assumed")
    panel.show_key("separator_mass")
    panel.unfold(("separator_mass", "separator_areal_mass"))
    found = [w.block for w in lines(panel, BehindLine) if w.key() == "separator_porosity"]
    assert found
    assert found[0].origin == "material"
    assert "Polyethylene, 15 µm" in found[0].remark


def test_slopes_are_listed_by_size_and_lead_to_fields(panel, session, qtbot):
    panel.show_key("specific_energy")
    bars = [w.block for w in lines(panel, BarLine)]
    expected = slopes(session.design.plan, session.design.values, "specific_energy")
    sizes = [abs(expected[bar.key]) for bar in bars]
    assert sizes == sorted(sizes, reverse=True)
    assert bars[0].length == pytest.approx(1.0, abs=1e-6)
    weight = next(bar for bar in bars if bar.key == "cathode_loading")
    assert weight.figure.startswith("−0.")
    with qtbot.waitSignal(panel.focus_requested) as asked:
        QTest.mouseClick(line(panel, "cathode_loading", BarLine), Qt.MouseButton.LeftButton)
    assert asked.args == ["cathode_loading"]


def test_all_slopes_are_shown_on_request(panel):
    panel.show_key("specific_energy")
    few = len(lines(panel, BarLine))
    QTest.mouseClick(lines(panel, MoreLine)[0], Qt.MouseButton.LeftButton)
    assert len(lines(panel, BarLine)) > few


def test_a_sum_shows_the_shares_of_its_terms(panel, session):
    panel.show_key("cell_mass")
    shares = [w.block for w in lines(panel, BarLine) if not w.block.two_sided]
    assert shares[0].key == "electrolyte_mass"
    assert shares[0].figure.startswith("39")
    QTest.mouseClick(line(panel, "electrolyte_mass", BarLine), Qt.MouseButton.LeftButton)
    assert panel.key == "electrolyte_mass"


def test_the_panel_is_live_while_somebody_types(panel, session, qtbot):
    panel.show_key("specific_energy")
    before = texts(panel)
    session.edit("cathode_loading", "6.5")
    assert texts(panel) == before  # the main numbers come first
    qtbot.waitUntil(lambda: session.design.text("specific_energy") in texts(panel))


def test_typing_keeps_what_is_unfolded_and_the_widgets(panel, session):
    panel.show_key("specific_energy")
    panel.unfold(("specific_energy", "energy"))
    voltage = line(panel, "mean_voltage")
    voltage.setFocus()
    session.edit("mean_voltage", "2.05")
    panel.refresh()
    assert line(panel, "mean_voltage") is voltage
    assert voltage.block.value.startswith("2.05")


def test_back_and_forward(panel):
    for key in ("specific_energy", "energy", "capacity"):
        panel.show_key(key)
    panel.back()
    panel.back()
    assert panel.key == "specific_energy"
    panel.forward()
    assert panel.key == "energy"
    panel.show_key("cell_mass")
    panel.forward()
    assert panel.key == "cell_mass"


def test_a_typed_quantity_says_its_origin_and_what_it_goes_into(panel, session):
    panel.show_key("cathode_loading")
    assert "Goes into" in texts(panel)
    assert "cathode_active_loading" in [w.key() for w in lines(panel, BarLine)]


def test_a_choice_says_its_options(panel, session):
    panel.show_key("anode_kind")
    said = texts(panel)
    for option in registry().choices["anode_kind"].options:
        assert option.label in said


def test_a_quantity_that_this_kind_of_cell_does_not_have(panel):
    panel.show_key("anode_coating_mass")
    assert "does not exist in this kind of cell" in texts(panel)


def test_unknown_keys_are_ignored(panel):
    panel.show_key("nonsense")
    assert panel.key == ""


def test_the_explanation_is_copied_as_text(panel, session):
    panel.show_key("specific_energy")
    panel.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Specific energy = {session.design.text('specific_energy').replace(chr(0x202F), ' ')}")
    assert "Cathode: Loading = 5.80 mg/cm²" in copied
    assert library.source("long-2024-si").line() in copied


def test_sources_behind_the_value_stand_at_the_end(panel):
    panel.show_key("specific_energy")
    assert library.source("long-2024-si").line() in texts(panel)


def test_labels_say_which_part_they_are_of():
    assert label_in_context("cathode_width") == "Cathode: Width"
    assert label_in_context("anode_width") == "Anode: Width"
    assert label_in_context("cell_mass") == "Cell mass"


@pytest.mark.parametrize("template", templates.ids())
def test_everything_can_be_explained(template):
    design = Design(templates.template(template))
    for key in [*registry().quantities, *registry().choices]:
        blocks = list(described(design, key, all_slopes=True))
        assert blocks
        assert question(design, key)
        derived = key in design.plan.by_key
        assert derived == any(isinstance(block, Shown) for block in blocks)
        for block in blocks:
            match block:
                case Said(text=text):
                    assert "{" not in text
                case Measured(length=length):
                    assert -1.0 - 1e-9 <= length <= 1.0 + 1e-9
                case Behind(label=label, value=value):
                    assert label
                    assert value
    assert as_text(design, "specific_energy")


def test_an_empty_input_is_explained_without_numbers(qapp):
    document = set_value(templates.template("li-s-1.6Ah-ers"), "claimed_mass", "")
    design = Design(document)
    assert question(design, "claim_energy") == "Why —?"
    assert list(described(design, "claim_energy"))


def test_the_tooltip_and_name_of_every_line_are_words(panel):
    panel.show_key("specific_energy")
    for found in lines(panel):
        assert found.accessibleName()
        assert found.height() >= 3 * theme.GRID - 2
