"""The recipes of the packages agree with each other and with the program; what can be compiled here compiles."""

import ast
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

import app
from app.services.storage import SUFFIX
from installer import identity, licences, release, trim
from installer.windows import build as windows

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "installer"
NSIS = (INSTALLER / "windows" / "cellwright.nsi").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")


def test_the_version_and_the_suffix_are_the_programs_own():
    assert identity.version() == app.__version__
    assert identity.suffix() == SUFFIX
    assert identity.numbers("1.2.3rc4") == (1, 2, 3, 0)
    assert identity.numbers("10.2") == (10, 2, 0, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NAME", identity.NAME),
        ("PUBLISHER", identity.PUBLISHER),
        ("TYPE", identity.WINDOWS_TYPE),
        ("SUFFIX", SUFFIX),
        ("MIME", identity.MIME),
    ],
)
def test_the_windows_installer_uses_the_same_ids(name, value):
    assert f'!define {name} "{value}"' in NSIS


def test_linux_uses_the_same_ids():
    desktop = ConfigParser(interpolation=None, strict=True)
    desktop.optionxform = str  # type: ignore[method-assign, assignment]
    desktop.read(INSTALLER / "linux" / "cellwright.desktop", encoding="utf-8")
    entry = desktop["Desktop Entry"]
    assert entry["Name"] == identity.NAME
    assert entry["Comment"] == identity.SENTENCE
    assert entry["MimeType"] == f"{identity.MIME};"
    assert entry["Exec"] == "cellwright %f"
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ET.parse(INSTALLER / "linux" / "cellwright-mime.xml").getroot().find(f"{space}mime-type")
    assert kind is not None
    assert kind.get("type") == identity.MIME
    assert [glob.get("pattern") for glob in kind.findall(f"{space}glob")] == [f"*{SUFFIX}"]


def test_macos_shows_the_window_and_knows_the_files():
    recipe = (ROOT / "build.spec").read_text(encoding="utf-8")
    for needed in (
        '"LSBackgroundOnly": False',
        '"LSItemContentTypes": [identity.MAC_TYPE]',
        '"UTTypeIdentifier": identity.MAC_TYPE',
        "bundle_identifier=identity.MAC_ID",
        '"LSMinimumSystemVersion": identity.OLDEST_MACOS',
    ):
        assert needed in recipe
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert f"| macOS | {identity.OLDEST_MACOS.removesuffix('.0')} |" in page
    assert identity.MAC_ID in page


def test_every_text_of_the_windows_installer_is_there_in_both_languages():
    texts: dict[str, set[str]] = {}
    for name, language in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", NSIS, re.M):
        texts.setdefault(name, set()).add(language)
    assert texts
    assert set(map(frozenset, texts.values())) == {frozenset({"ENGLISH", "SIMPCHINESE"})}
    assert set(re.findall(r"\$\((\w+)\)", NSIS)) == set(texts)


def test_files_named_in_recipes_and_in_the_workflow_exist():
    named = re.findall(r"\$\{ROOT\}/([\w/.-]+)", NSIS)
    named += re.findall(r"(installer/[\w/]+\.(?:py|sh|ps1))", WORKFLOW)
    for page in ("docs/install.md", "docs/release.md"):
        named += re.findall(r"(installer/[\w/]+\.(?:py|sh|ps1|nsi))", (ROOT / page).read_text(encoding="utf-8"))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
def test_scripts_can_be_run():
    scripts = sorted(INSTALLER.rglob("*.sh"))
    assert len(scripts) == 3
    for script in scripts:
        assert os.access(script, os.X_OK), f"{script.name} is not executable"
        shell = "bash" if "bash" in script.read_text(encoding="utf-8").splitlines()[0] else "sh"
        subprocess.run([shell, "-n", script], check=True)


def test_the_windows_installer_compiles(tmp_path):
    if windows.makensis() is None:
        pytest.skip("makensis is not installed (Debian: apt-get install nsis)")
    bundle = tmp_path / "bundle"
    (bundle / "_internal").mkdir(parents=True)
    for name in ("cellwright.exe", "cellwright-cli.exe", "_internal/a.dll"):
        (bundle / name).write_bytes(b"stand-in")
    target = tmp_path / "cellwright-test.exe"
    command = [sys.executable, windows.__file__, "--bundle", bundle, "-o", target]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert target.read_bytes()[:2] == b"MZ"


def test_the_program_imports_nothing_that_the_bundle_leaves_out():
    wrong = []
    for folder in ("app", "calc", "ui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
                wrong += [
                    f"{file.relative_to(ROOT)}: {name}"
                    for name in names
                    for out in trim.UNUSED
                    if name == out or name.startswith(f"{out}.")
                ]
    assert wrong == []


def test_the_libraries_start_without_what_the_bundle_leaves_out():
    program = f"""
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if any(name == out or name.startswith(out + ".") for out in {trim.UNUSED!r}):
            raise ImportError(f"{{name}} is left out")
sys.meta_path.insert(0, Missing())
import numpy, numpy.random, numpy.fft, pyqtgraph, reportlab.platypus, reportlab.graphics.barcode, msgspec, platformdirs
import hashlib
hashlib.sha256(), hashlib.md5(), hashlib.blake2b()
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_qts_licence_is_shipped_in_full():
    texts = INSTALLER / "licence-texts"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (texts / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (texts / "GPL-3.0.txt").read_text(encoding="utf-8")
    assert "{version}" in (texts / "Qt.txt").read_text(encoding="utf-8")


def test_collected_licences_name_every_shipped_package(tmp_path):
    entries = [(name, "", "PYMODULE") for name in ("numpy.linalg", "reportlab.platypus", "PySide6", "shiboken6", "PIL")]
    index = json.loads((licences.collect(entries, tmp_path / "licences") / "index.json").read_text(encoding="utf-8"))
    by_name = {part["name"].lower().replace("_", "-"): part for part in index}
    assert {"cellwright", "python", "typefaces", "numpy", "reportlab", "pillow", "pyside6-essentials"} <= set(by_name)
    for part in index:
        assert (tmp_path / "licences" / part["file"]).stat().st_size > 500, part["name"]
        assert part["licence"]
    assert "LESSER" in (tmp_path / "licences" / by_name["pyside6-essentials"]["file"]).read_text(encoding="utf-8")


def test_release_notes_are_the_changelogs_section():
    assert release.notes("Unreleased") or release.notes(app.__version__)
    assert release.notes("99.0") == ""
    assert release.check_tag("v99.0") == 1


def test_the_bill_of_materials_names_versions_and_locked_digests():
    version = next(version for name, version in release.locked() if name == "numpy")
    index = [
        {"name": "Cellwright", "version": "1", "licence": "MIT", "file": ""},
        {"name": "numpy", "version": version, "licence": "BSD-3-Clause", "file": ""},
    ]
    bill = release.bill_of_materials(index)
    assert bill["bomFormat"] == "CycloneDX"
    (numpy,) = bill["components"]
    assert numpy["purl"] == f"pkg:pypi/numpy@{version}"
    assert numpy["properties"]
    assert release.bill_of_materials(index) == bill


def test_checksums_are_read_by_sha256sum(tmp_path):
    (tmp_path / "a.deb").write_bytes(b"abc")
    assert release.sums(tmp_path).read_text() == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.deb\n"
    )


def test_who_removes_the_users_data_is_told_that_own_materials_go_too():
    section = NSIS[NSIS.index('Section /o "un.$(UserData)"') :]
    assert 'RMDir /r "$LOCALAPPDATA\\${NAME}"' in section
    labels = dict(re.findall(r'LangString UserData \$\{LANG_(\w+)\} "(.*)"', NSIS))
    assert "materials" in labels["ENGLISH"]
    assert "材料" in labels["SIMPCHINESE"]
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert "| your own materials, " in page
