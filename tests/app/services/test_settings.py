"""What the program remembers, and that nothing in that file can keep it from starting."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services import settings
from app.services.settings import Geometry, Settings


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    kept = Settings(
        theme="dark",
        recent=("/somewhere/Cell A.cell",),
        geometry=Geometry(10, 20, 1280, 800, True),
        splitters={"columns": (320, 660, 296)},
        results=True,
        units={"cathode_loading": "g/m²"},
    )
    settings.save(kept, file)
    assert settings.load(file) == kept


def test_without_a_file_the_defaults_stand(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "nothing.json") == Settings()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe{",
        b"[]",
        b'{"theme": "pink"}',
        b'{"recent": [1]}',
        b'{"geometry": {"x": 1e999, "y": 0, "width": 1, "height": 1}}',
        b'{"splitters": {"columns": [-5]}}',
        b"9" * 2_000_000,
    ],
)
def test_a_damaged_file_is_kept_aside_and_the_defaults_stand(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert not file.exists()
    assert file.with_name("settings.json.damaged").read_bytes() == content


@given(st.binary(max_size=200))
def test_no_bytes_can_keep_the_program_from_starting(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.json"
        file.write_bytes(content)
        assert isinstance(settings.load(file), Settings)


def test_what_a_newer_program_wrote_is_let_be(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "dark", "hologram": true}', "utf-8")
    assert settings.load(file) == Settings(theme="dark")


def test_recent_files_come_last_first_once_each_and_ten_at_most() -> None:
    kept = Settings()
    for count in range(12):
        kept = kept.with_recent(Path(f"/cells/{count}.cell"))
    kept = kept.with_recent(Path("/cells/5.cell"))
    assert kept.recent[0] == str(Path("/cells/5.cell"))
    assert len(kept.recent) == settings.MAX_RECENT
    assert len(set(kept.recent)) == len(kept.recent)
    assert kept.without_recent(Path("/cells/5.cell")).recent == kept.recent[1:]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everybody may write everywhere here")
def test_a_place_that_cannot_be_written_to_is_let_be(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    settings.save(Settings(theme="dark"), tmp_path / "settings.json")
    tmp_path.chmod(0o700)
    assert settings.load(tmp_path / "settings.json") == Settings()


def test_a_folder_in_the_place_of_the_file_is_survived(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    assert settings.load(tmp_path / "settings.json") == Settings()
    settings.save(Settings(theme="dark"), tmp_path / "settings.json")


def test_a_home_of_its_own_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.HOME, str(tmp_path))
    folders = (settings.config_folder(), settings.data_folder(), settings.log_folder())
    assert all(folder.parent == tmp_path for folder in folders)
    assert len(set(folders)) == 3


def test_without_one_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.HOME, raising=False)
    assert settings.NAME.casefold() in str(settings.config_folder()).casefold()
