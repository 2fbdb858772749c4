"""What goes on the clipboard: pictures as pixels and as vectors, tables as text that spreadsheets take apart."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.palette import colours
from app.services.drawings.scene import Scene
from app.services.i18n import joined, tr
from app.services.reconcile.ratios import grid
from calc.units import ONE
from ui.drawings.view import ScenePainter
from ui.panels import results
from ui.panels.rules import label_of, severity_word

SVG: Final = "image/svg+xml"
_DOTS_PER_INCH: Final = 96


def svg(scene: Scene) -> bytes:
    """A drawing as SVG, light as on paper; its letters are outlines, so that it looks alike everywhere."""
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setResolution(_DOTS_PER_INCH)
    made.setSize(QSize(round(scene.width), round(scene.height)))
    made.setViewBox(QRect(0, 0, round(scene.width), round(scene.height)))
    made.setTitle(scene.title)
    made.setDescription(scene.description)
    painter = QPainter(made)
    ScenePainter(colours("light"), 1.0, QPointF(0.0, 0.0)).paint(painter, scene.primitives)
    painter.end()
    buffer.close()
    return bytes(content.data())


def copy_picture(scene: Scene, image: QImage) -> None:
    """Put a drawing on the clipboard, as an image and as SVG: a program takes what it can use best."""
    copied = QMimeData()
    copied.setImageData(image)
    copied.setData(SVG, QByteArray(svg(scene)))
    QGuiApplication.clipboard().setMimeData(copied)


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text with tabs between cells; what would break a cell is a space."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def copy_table(rows: Iterable[Sequence[str]], html: str = "") -> None:
    """Put a table on the clipboard, as text and, where it is given, as HTML."""
    copied = QMimeData()
    copied.setText(table_text(rows))
    if html:
        copied.setHtml(html)
    QGuiApplication.clipboard().setMimeData(copied)


def results_table(design: Design) -> list[tuple[str, ...]]:
    """Every result with all its digits, its unit and its key, under a heading for each subject."""
    table: list[tuple[str, ...]] = [(tr("Result"), tr("Value"), tr("Unit"), tr("Key"))]
    for row in results.rows(design):
        if not row.key:
            table.append((row.label, "", "", ""))
            continue
        unit = design.quantity(row.key).unit
        symbol = "" if unit.symbol == ONE.symbol else unit.symbol
        table.append((row.label, writing.full(float(design.values[row.key]), unit), symbol, row.key))
    return table


def ratios_table(design: Design) -> list[tuple[str, ...]]:
    """Every N/P by name with all its digits: what is counted down the side, over what along the top."""
    heads, rows = grid(design)
    return [("N/P", *heads), *((name, *(writing.full(value, ONE) for value in values)) for name, values in rows)]


def findings_table(design: Design) -> list[tuple[str, ...]]:
    """Every rule that speaks: how grave, its sentence, its reason, and what to change."""
    table: list[tuple[str, ...]] = [(tr("Severity"), tr("Rule"), tr("Reason"), tr("To change"))]
    for finding in design.findings:
        fields = joined(map(label_of, finding.inputs))
        table.append((severity_word(finding.severity), design.message(finding), tr(finding.rule.reason), fields))
    return table
