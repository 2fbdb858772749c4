"""The window on a screen with four device pixels to each logical one: what is blurred, cut or faint there, as JSON.

    python -m tests.ui.double_scale

Run in a process of its own, as the scale of a screen is settled when Qt starts. The test is test_double_scale.py.
"""

import functools
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QToolButton

from app.services import settings, templates
from app.services.drawings.scene import Polyline, Primitive, Rect, bounds
from tests.ui.looks import box, cut, faint, short, show
from ui import theme
from ui.drawings.view import DrawingView
from ui.files import Answer
from ui.main_window import MainWindow
from ui.places import PLACES
from ui.preferences import Preferences
from ui.session import Session

RATIO = 2
SIZES = ((1280, 800), (1280, 720))
"""Logical pixels: what screens of 2560 × 1600 and 2560 × 1440 have."""
NEAR = 3
"""Device pixels on either side of an edge that are looked at."""


def screen(folder: Path) -> dict[str, str]:
    """The environment in which Qt has such a screen without a display."""
    told = {"name": "double", "x": 0, "y": 0, "width": 2560, "height": 1600,
            "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}  # fmt: skip
    path = folder / "screen.json"
    path.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": [told]}), encoding="utf-8")
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={path}", "QT_SCALE_FACTOR": str(RATIO), "QT_FONT_DPI": "96"}


def drawings(window: MainWindow) -> tuple[int, list[str]]:
    """How many level edges of the drawings were looked at, and which of them are not sharp.

    A sharp edge has the drawing's own colours on both sides of it, and nothing mixed between them.
    """
    looked, found = 0, []
    for view in window.findChildren(DrawingView):
        scene = view.scene()
        if not view.isVisible() or scene is None:
            continue
        picture = view.grab().toImage()
        painter = view._painter(scene)
        known = {view.palette().base().color().rgb()}
        known |= {pen.color().rgb() for pen in painter._pens.values()}
        known |= {brush.color().rgb() for brush in painter._brushes.values()}
        shapes = scene.primitives
        smooth = [painter.area(bounds(shape)) for shape in shapes if not _is_sharp(shape)]
        for shape in shapes:
            if not _is_sharp(shape):
                continue
            x, y, right, bottom = (value * RATIO for value in _on_screen(painter.area(bounds(shape))))
            middle = QPoint(round((x + right) / 2), round((y + bottom) / 2))
            for line in _across(QRect(QPoint(round(x), round(y)), QPoint(round(right), round(bottom))), middle):
                seen = [
                    point
                    for point in line
                    if picture.rect().contains(point)
                    and not any(area.contains(point.x() // RATIO, point.y() // RATIO) for area in smooth)
                ]
                if len(seen) < NEAR:
                    continue
                looked += 1
                mixed = [point for point in seen if picture.pixel(point) not in known]
                if mixed:
                    colour = QColor(picture.pixel(mixed[0])).name()
                    found.append(f"{scene.title}: {type(shape).__name__} {shape.part} {shape.tag}: {colour}")
    return looked, found


def _is_sharp(shape: Primitive) -> bool:
    """Whether a shape runs along the pixels, so that nothing of it is smoothed."""
    if isinstance(shape, Rect):
        return not shape.hatch and not shape.dash
    if isinstance(shape, Polyline) and len(shape.points) == 2 and not shape.dash:
        (x1, y1), (x2, y2) = shape.points
        return abs(x1 - x2) < 1e-9 or abs(y1 - y2) < 1e-9
    return False


def _on_screen(area: QRect) -> tuple[float, float, float, float]:
    return area.left() + 3, area.top() + 3, area.right() - 2, area.bottom() - 2


def _across(area: QRect, middle: QPoint) -> Iterator[list[QPoint]]:
    """The device pixels in a row across the left, right, upper and lower edge of an area, at its middle."""
    for x in (area.left(), area.right()):
        yield [QPoint(x + step, middle.y()) for step in range(-NEAR, NEAR + 1)]
    for y in (area.top(), area.bottom()):
        yield [QPoint(middle.x(), y + step) for step in range(-NEAR, NEAR + 1)]


def icons(window: MainWindow, picture: QImage) -> tuple[int, list[str]]:
    """How many buttons with an icon were looked at, and whose icon is not drawn for these pixels.

    Between two neighbouring pixels a sharp icon goes nearly all the way from its ground to its ink. One that was made
    for half as many pixels and is spread over these needs three or four of them.
    """
    looked, found = 0, []
    for button in window.findChildren(QToolButton):
        alone = button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        if button.icon().isNull() or not alone or button.visibleRegion().isEmpty():
            continue
        room = box(window, button).toRect()
        area = QRect(room.topLeft() * RATIO, room.size() * RATIO).intersected(picture.rect())
        if area.width() < RATIO * room.width():
            continue
        looked += 1
        grey = picture.copy(area.adjusted(8, 8, -8, -8)).convertToFormat(QImage.Format.Format_Grayscale8)
        shades = np.array(grey.constBits()).reshape(grey.height(), -1)[:, : grey.width()].astype(int)
        step, whole = max(np.abs(np.diff(shades, axis=at)).max() for at in (0, 1)), np.ptp(shades)
        if step < 0.7 * whole:
            found.append(f"{button.accessibleName() or button.toolTip()}: {step} of {whole}")
    return looked, found


def painted_for(window: MainWindow) -> set[float]:
    """For how many device pixels a logical one the icons of a whole picture were asked."""
    asked: set[float] = set()
    made = theme.pixmap

    @functools.wraps(made)
    def noted(name: str, paint: str, size: int, scale: float) -> object:
        asked.add(scale)
        return made(name, paint, size, scale)

    theme.pixmap = noted  # type: ignore[assignment]
    window.grab()
    theme.pixmap = made
    return asked


def main() -> None:
    """Look at every place in both sizes, light and dark."""
    found: dict[str, list[str]] = {name: [] for name in ("cut", "faint", "short", "drawings", "icons")}
    looked = {"drawings": 0, "icons": 0}
    with tempfile.TemporaryDirectory() as home:
        os.environ[settings.HOME] = home
        application = QApplication([])
        theme.start(application)
        window = MainWindow(Session(templates.template("nmc811-lithium-on-copper")), Preferences())
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.comparing.pin_template("li-s-6.4Ah-ers")
        window.show()
        for size, scheme in zip(SIZES, ("light", "dark"), strict=True):
            window.use_theme("dark" if scheme == "dark" else "light")
            for place in PLACES:
                window.resize(*size)
                show(window, place.id)
                picture = window.grab().toImage()
                where = f"{size} {scheme} {place.id}"
                assert (picture.width(), picture.height()) == (size[0] * RATIO, size[1] * RATIO), picture.size()
                for name, faults in (("cut", cut(window)), ("short", short(window)), ("faint", faint(window, picture))):
                    found[name] += [f"{where}: {fault}" for fault in faults]
                for name, (count, faults) in (("drawings", drawings(window)), ("icons", icons(window, picture))):
                    looked[name] += count
                    found[name] += [f"{where}: {fault}" for fault in faults]
        asked = painted_for(window)
        window.files.ask_unsaved = lambda: Answer.DISCARD  # type: ignore[method-assign]
        window.close()
        window.jobs.finish()
    told = {"ratio": window.devicePixelRatioF(), "asked": sorted(asked), "looked": looked, "found": found}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
