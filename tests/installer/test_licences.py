"""The about box leads to every licence that is shipped."""

import json
from importlib import metadata

from app.services import licences, paths


def test_a_checkout_shows_its_own_licence_the_typefaces_and_the_packages_in_use():
    shown = licences.notices()
    assert [notice.name for notice in shown[:3]] == ["Cellwright", "Typefaces", "Half-cell curves"]
    packages = {notice.name: notice for notice in shown[3:]}
    assert packages["numpy"].version == metadata.version("numpy")
    assert "LESSER GENERAL PUBLIC LICENSE" in packages["pyside6-essentials"].text()
    for package in packages.values():
        assert package.licence, package.name
        assert len(package.text()) > 500, package.name
    assert "Permission is hereby granted" in shown[0].text()
    assert "SIL OPEN FONT LICENSE" in shown[1].text().upper()
    assert "the PyBaMM team" in shown[2].text()


def test_a_bundle_shows_what_was_collected(tmp_path, monkeypatch):
    (tmp_path / "licences").mkdir()
    part = {"name": "Qt", "version": "6", "licence": "LGPL-3.0-only", "file": "Qt.txt"}
    (tmp_path / "licences" / "index.json").write_text(json.dumps([part]), encoding="utf-8")
    (tmp_path / "licences" / "Qt.txt").write_text("the terms", encoding="utf-8")
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    (notice,) = licences.notices()
    assert (notice.name, notice.licence, notice.text()) == ("Qt", "LGPL-3.0-only", "the terms")


def test_the_about_box_opens_the_licences(qtbot):
    from ui.dialogs.about import AboutDialog
    from ui.dialogs.licences import LicencesDialog

    about = AboutDialog()
    qtbot.addWidget(about)
    about.show_licences()
    shown = about.findChild(LicencesDialog)
    assert shown is not None
    shown.parts.setCurrentRow(1)
    assert "SIL OPEN FONT LICENSE" in shown.text.toPlainText().upper()


def test_the_about_box_says_the_versions_that_a_report_needs(qtbot):
    from PySide6.QtCore import qVersion
    from PySide6.QtWidgets import QLabel

    from ui.dialogs.about import AboutDialog

    about = AboutDialog()
    qtbot.addWidget(about)
    said = "\n".join(label.text() for label in about.findChildren(QLabel))
    for part in (
        f"Qt {qVersion()}",
        f"NumPy {metadata.version('numpy')}",
        f"ReportLab {metadata.version('reportlab')}",
    ):
        assert part in said
