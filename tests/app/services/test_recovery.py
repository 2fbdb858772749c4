"""The copy of unsaved work: kept beside, taken away when all is well, found after a crash and only then."""

import subprocess
import sys
from pathlib import Path

from app.services import edits, recovery, templates


def test_a_copy_is_found_after_a_crash_with_its_place(tmp_path: Path) -> None:
    code = f"""
import os
from pathlib import Path
from app.services import edits, recovery, templates
document = edits.set_value(templates.template("li-s-1.6Ah-ers"), "cathode_sheets", "7")
recovery.Slot(Path({str(tmp_path)!r})).keep(document, Path("/cells/mine.cell"))
os._exit(9)
"""
    ended = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3])
    assert ended.returncode == 9
    (found,) = recovery.left(tmp_path)
    assert found.document.entries["cathode_sheets"].text == "7"
    assert found.path == Path("/cells/mine.cell")
    recovery.discard(found)
    assert recovery.left(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_running_window_is_not_mistaken_for_a_crash(tmp_path: Path) -> None:
    slot = recovery.Slot(tmp_path)
    slot.keep(templates.template("li-s-1.6Ah-ers"), None)
    assert slot.copy.exists()
    assert recovery.left(tmp_path) == ()
    slot.close()


def test_a_window_that_closes_well_leaves_nothing(tmp_path: Path) -> None:
    slot = recovery.Slot(tmp_path)
    slot.keep(templates.template("li-s-1.6Ah-ers"), None)
    slot.close()
    assert list(tmp_path.iterdir()) == []


def test_the_copy_is_replaced_and_dropped(tmp_path: Path) -> None:
    slot = recovery.Slot(tmp_path)
    document = templates.template("li-s-1.6Ah-ers")
    slot.keep(document, None)
    slot.keep(edits.set_value(document, "cathode_sheets", "7"), None)
    assert b'\\"7\\"' in slot.copy.read_bytes()
    slot.drop()
    assert not slot.copy.exists()
    slot.close()


def test_a_damaged_copy_is_left_alone(tmp_path: Path) -> None:
    for name, content in (("a", b""), ("b", b"{}"), ("c", b'{"path": 3, "design": "{}"}'), ("d", b"\xff")):
        (tmp_path / f"{name}.json").write_bytes(content)
    assert recovery.left(tmp_path) == ()
    assert len(list(tmp_path.glob("*.json"))) == 4
