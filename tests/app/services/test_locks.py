"""A design that somebody has open is locked; a lock left behind by a crash is not in force."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.services import locks
from app.services.locks import Held


@pytest.fixture
def design(tmp_path: Path) -> Path:
    path = tmp_path / "mine.cell"
    path.write_text("{}")
    return path


def hold(design: Path) -> "subprocess.Popen[str]":
    """Another program that has the design open."""
    code = "import sys; from pathlib import Path; from app.services import locks\n"
    code += "lock = locks.take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(design)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[3],
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def end(other: "subprocess.Popen[str]") -> None:
    other.kill()
    other.communicate()


def test_a_design_open_in_another_program_is_held_and_says_by_whom(design: Path) -> None:
    other = hold(design)
    try:
        with pytest.raises(Held) as held:
            locks.take(design)
    finally:
        end(other)
    assert held.value.holder.process == other.pid
    assert held.value.holder.host
    assert held.value.holder.since[:2] == "20"


def test_a_lock_left_by_a_program_that_was_killed_is_taken_over(design: Path) -> None:
    end(hold(design))
    assert locks.lock_path(design).exists()
    lock = locks.take(design)
    assert lock.held
    assert json.loads(locks.lock_path(design).read_bytes())["process"] == os.getpid()
    lock.release()


def test_a_released_lock_leaves_nothing_behind(design: Path) -> None:
    lock = locks.take(design)
    assert lock.held
    lock.release()
    lock.release()
    assert list(design.parent.iterdir()) == [design]
    locks.take(design).release()


def test_a_lock_of_another_computer_is_in_force_while_it_is_touched(design: Path) -> None:
    path = locks.lock_path(design)
    path.write_text(json.dumps({"who": "Ada", "host": "dry-room-2", "since": "2026-11-22 09:30", "process": 7}))
    with pytest.raises(Held) as held:
        locks.take(design)
    assert (held.value.holder.who, held.value.holder.host) == ("Ada", "dry-room-2")
    old = time.time() - 2 * locks.STALE_AFTER
    os.utime(path, (old, old))
    locks.take(design).release()


def test_touching_keeps_a_lock_young(design: Path) -> None:
    lock = locks.take(design)
    os.utime(lock.path, (1e9, 1e9))
    lock.touch()
    assert lock.path.stat().st_mtime > 1e9
    lock.release()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"who": 1}', b"[" * 4000])
def test_a_lock_file_that_says_nothing_is_no_obstacle(design: Path, content: bytes) -> None:
    locks.lock_path(design).write_bytes(content)
    lock = locks.take(design)
    assert lock.held
    lock.release()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everybody may write everywhere here")
def test_where_nothing_can_be_written_there_is_no_lock(design: Path) -> None:
    design.parent.chmod(0o500)
    try:
        assert not locks.take(design).held
    finally:
        design.parent.chmod(0o700)


def test_a_design_in_a_folder_that_is_gone_has_no_lock(tmp_path: Path) -> None:
    assert not locks.take(tmp_path / "nowhere" / "a.cell").held
