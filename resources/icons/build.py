# mypy: ignore-errors
"""Draws the pixel versions of cellwright.svg: python resources/icons/build.py (needs PySide6 and Pillow)."""

import io
import os
from pathlib import Path

from PIL import Image

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent


def drawn(size: int) -> Image.Image:
    canvas = QImage(size, size, QImage.Format.Format_ARGB32)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(HERE / "cellwright.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    canvas.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGBA")


application = QGuiApplication([])
for side in (256, 512):
    drawn(side).save(HERE / f"cellwright-{side}.png", optimize=True)
windows = (16, 20, 24, 32, 40, 48, 64, 256)
drawn(256).save(HERE / "cellwright.ico", sizes=[(n, n) for n in windows], append_images=[drawn(n) for n in windows])
drawn(1024).save(HERE / "cellwright.icns", append_images=[drawn(n) for n in (16, 32, 64, 128, 256, 512)])
