"""The pictures of the README and of the tour."""

import importlib.util
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs" / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_picture_is_made_and_shown(script):
    shown = re.findall(r"\(images/(\w+)\.png\)", (ROOT / "docs" / "tour.md").read_text(encoding="utf-8"))
    shown += re.findall(r"\(docs/images/(\w+)\.png\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(shown) == set(script.PICTURES) == {path.stem for path in script.FOLDER.glob("*.png")}


def test_a_small_mark_keeps_its_colour(script, tmp_path):
    """However many shades the rest of the picture has."""
    picture = QImage(320, 300, QImage.Format.Format_RGB888)
    for x in range(320):
        for y in range(300):
            picture.setPixelColor(x, y, QColor(255 - x // 4, 255 - y // 4, 200 + (x + y) % 55))
    mark = QColor(0x2C, 0x6E, 0x49)
    for x in range(6):
        for y in range(6):
            picture.setPixelColor(40 + x, 40 + y, mark)
    script.save(picture, tmp_path / "a.png")
    read = QImage(str(tmp_path / "a.png")).pixelColor(42, 42)
    assert abs(read.red() - mark.red()) + abs(read.green() - mark.green()) + abs(read.blue() - mark.blue()) <= 20
