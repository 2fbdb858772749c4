"""Saving a design: whatever the disk and the system do, nothing on it is ever lost and one sentence says why."""

import errno
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.services import disk, edits, storage, templates
from app.services.disk import StorageError

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and links")


@pytest.fixture
def document():
    return templates.template("li-s-1.6Ah-ers")


@pytest.fixture
def target(tmp_path, document):
    path = tmp_path / "design.cell"
    storage.save(document, path, saved="2025-01-31")
    return path


def unchanged_after(path, document):
    """The sentence of a save that fails; the old file is byte-identical and nothing is left beside it."""
    before = path.read_bytes()
    beside = set(path.parent.iterdir())
    with pytest.raises(StorageError) as refused:
        storage.save(edits.set_value(document, "cathode_width", "60"), path, saved="2025-02-01")
    assert path.read_bytes() == before
    assert set(path.parent.iterdir()) == beside
    return refused.value.message


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_full_disk_leaves_the_old_file(target, document, monkeypatch, code):
    def full(_descriptor):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    message = unchanged_after(target, document)
    assert "untouched" in message
    assert target.name in message


@POSIX
def test_a_file_that_may_not_grow_leaves_the_old_file(target, document):
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        before = target.read_bytes()
        with pytest.raises(StorageError) as refused:
            storage.save(document, target, saved="2025-02-01")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "untouched" in refused.value.message
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def windows_error(code):
    error = PermissionError(errno.EACCES, "used by another process")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore] # only Windows has it
    return error


@pytest.mark.parametrize("code", [32, 33])
def test_a_target_open_elsewhere_is_tried_again_and_then_said(target, document, monkeypatch, code):
    tries: list[tuple[str, Path]] = []
    pauses: list[float] = []

    def busy(source, destination):
        tries.append((source, destination))
        raise windows_error(code)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr("app.services.disk.sleep", pauses.append)
    message = unchanged_after(target, document)
    assert "open in another program" in message
    assert len(tries) == len(disk.RETRIES) + 1
    assert pauses == list(disk.RETRIES)


def test_a_target_held_for_a_moment_is_saved_all_the_same(target, document, monkeypatch):
    real, held = os.replace, [windows_error(5), windows_error(32)]

    def briefly_busy(source, destination):
        if held:
            raise held.pop()
        real(source, destination)

    monkeypatch.setattr(os, "replace", briefly_busy)
    monkeypatch.setattr("app.services.disk.sleep", lambda _seconds: None)
    changed = edits.set_value(document, "cathode_width", "60")
    assert storage.save(changed, target, saved="2025-02-01") == storage.load(target)


def test_an_interrupted_save_leaves_no_temporary_file(target, document, monkeypatch):
    def interrupted(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    before = target.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        storage.save(document, target, saved="2025-02-01")
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_a_read_only_file_is_not_replaced(target, document, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "may not be written" in unchanged_after(target, document)


def test_a_read_only_folder_is_said(target, document, monkeypatch):
    def refused(**_arguments):
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    assert "may not be written" in unchanged_after(target, document)


def test_a_read_only_disk_is_said(target, document, monkeypatch):
    def refused(**_arguments):
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    assert "read-only disk" in unchanged_after(target, document)


def test_a_missing_folder_is_named(document, tmp_path):
    with pytest.raises(StorageError, match="no folder") as refused:
        storage.save(document, tmp_path / "nowhere" / "a.cell", saved="")
    assert "nowhere" in refused.value.message
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_a_file(document, tmp_path):
    with pytest.raises(StorageError, match="is a folder"):
        storage.save(document, tmp_path, saved="")
    with pytest.raises(StorageError, match="is a folder"):
        storage.load(tmp_path)


def test_a_file_is_not_a_folder(document, target):
    with pytest.raises(StorageError):
        storage.save(document, target / "a.cell", saved="")
    with pytest.raises(StorageError):
        storage.load(target / "a.cell")


@pytest.mark.parametrize("name", ["nul\0.cell", "x" * 300 + ".cell"])
def test_a_name_no_file_can_have_is_a_sentence(document, tmp_path, name):
    with pytest.raises(StorageError):
        storage.save(document, tmp_path / name, saved="")
    with pytest.raises(StorageError):
        storage.load(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(StorageError, match=r"gone\.cell"):
        storage.load(tmp_path / "gone.cell")


def test_a_name_as_long_as_the_system_takes_is_saved(document, tmp_path):
    path = tmp_path / ("n" * (250 - len(str(tmp_path)) if sys.platform == "win32" else 250))
    storage.save(document, path, saved="")
    assert storage.load(path) == document


@POSIX
def test_a_linked_target_stays_a_link(document, target):
    link = target.parent / "link.cell"
    link.symlink_to(target.name)
    changed = edits.set_value(document, "cathode_width", "60")
    saved = storage.save(changed, link, saved="2025-02-01")
    assert link.is_symlink()
    assert storage.load(target) == saved


@POSIX
def test_a_link_to_nowhere_makes_the_file_it_names(document, tmp_path):
    link = tmp_path / "link.cell"
    link.symlink_to("made.cell")
    storage.save(document, link, saved="")
    assert link.is_symlink()
    assert (tmp_path / "made.cell").is_file()


@POSIX
def test_links_in_a_circle_are_a_sentence(document, tmp_path):
    one, two = tmp_path / "one.cell", tmp_path / "two.cell"
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(StorageError, match="itself"):
        storage.save(document, one, saved="")
    with pytest.raises(StorageError):
        storage.load(one)


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_saved_file_keeps_its_permissions(document, target, mode):
    target.chmod(mode)
    storage.save(document, target, saved="2025-02-01")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@POSIX
def test_a_new_file_has_the_permissions_new_files_have(document, tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.write_text("")
    storage.save(document, tmp_path / "a.cell", saved="")
    assert (tmp_path / "a.cell").stat().st_mode == ordinary.stat().st_mode


@POSIX
def test_a_device_without_end_is_not_read_to_its_end():
    with pytest.raises(StorageError, match="too large"):
        storage.load(Path("/dev/zero"))


def test_what_could_not_be_read_again_is_not_written(document, target):
    broken = replace(document, name="half \ud83d")
    before = target.read_bytes()
    with pytest.raises(StorageError, match="not written"):
        storage.save(broken, target, saved="")
    assert target.read_bytes() == before
