"""Labels with QR codes as an exporter; each label sheet and roll is one of its formats."""

from app.services.design import Design
from app.services.exports.exporter import Exporter, ExportError, ExportOptions, Format, Progress
from app.services.i18n import N_, tr
from app.services.stocks import STOCKS


def _make(design: Design, options: ExportOptions, progress: Progress) -> bytes:
    from app.services.reports import labels

    stock = next(stock for stock in STOCKS if stock.id == EXPORTER.format(options).id)
    if options.first > stock.count:
        raise ExportError(
            tr(
                "--first: {first} is more than the {count} labels of a sheet of {stock}.",
                first=options.first,
                count=stock.count,
                stock=tr(stock.name),
            )
        )
    return labels.pdf(design, stock, options, progress)


EXPORTER = Exporter(
    name="labels",
    label=N_("Labels"),
    help=N_("Labels with serial and QR code for cells, trays or bags, on label sheets and rolls, as a PDF."),
    formats=tuple(Format(stock.id, ".pdf", stock.name) for stock in STOCKS),
    make=_make,
    takes=frozenset({"cells", "language", "batch", "kind", "each", "first"}),
    in_parts=True,
)
