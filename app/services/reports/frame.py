"""What every printed document shares: paper, margins, the head and foot of each page, metadata, and `render`.

A document is `Sheets(head, story)`: the story is a function that is given the Body (the space of a page inside its
margins) and returns reportlab flowables. It is called with the document's language set, so it translates with `tr`.

    def story(body: Body) -> list[Flowable]:
        return [Heading(tr("Ratings")), Grid(columns, rows), TextBlock(tr("Not measured."))]

    pages = render(Sheets(head_of(design, N_("Cell specification")), story), "cell.pdf", "letter")

Texts, headings and tables come from `texts`, `blocks` and `tables`; they take plain text, never markup. Lengths are in
points; use `mm`. Nothing is scaled to fit: a page file that works on A4 works on Letter, because widths follow from the
Body. Fonts are embedded, the clock is not asked, and two runs give the same bytes.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from typing import Any, BinaryIO, Final

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

import app
from app.services import fonts, i18n
from app.services import format as writing
from app.services.design import Design
from app.services.exports.exporter import Progress, silent
from app.services.i18n import N_, joined, speaking, tr
from app.services.reports import qr
from app.services.reports.texts import BLACK, BODY, BOLD, FOOT, SET_POINT, Face, draw_text, shortened, width

PROGRAM: Final = "Cellwright"

BINDING: Final = 20 * mm
"""The left margin, for holes or a clip."""
RIGHT: Final = 12 * mm
TOP: Final = 31 * mm
"""From the edge to the body; the head stands in it."""
BOTTOM: Final = 17 * mm
"""From the edge to the body; the foot stands in it."""

WATERMARK: Final = Color(0.93, 0.93, 0.93)

_HEAD_TOP: Final = 8 * mm
_QR_SIDE: Final = 20 * mm
_QR_ID_BYTES: Final = 80
_HEAD_RULE: Final = 28.5 * mm
_OWN_LINE: Final = 18.6 * mm
"""From the top of the head to the line that is a sheet's own."""
_FOOT_RULE: Final = 14 * mm
_FOOT_LINE: Final = 9.5 * mm


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, upright."""

    id: str
    label: str
    width: float
    height: float

    @property
    def body(self) -> "Body":
        """What a page has room for inside its margins."""
        return Body(self, self.width - BINDING - RIGHT, self.height - TOP - BOTTOM)


@dataclass(frozen=True, slots=True)
class Body:
    """The space of a page between head, foot and margins."""

    paper: Paper
    width: float
    height: float


PAPERS: Final = {
    "a4": Paper("a4", "A4", 210 * mm, 297 * mm),
    "letter": Paper("letter", "Letter", 215.9 * mm, 279.4 * mm),
}

A5: Final = Paper("a5", "A5", 148 * mm, 210 * mm)
"""For the few documents that are laid out for it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every page. `kind` and `mark` are marked with N_ and translated when printed.

    `mark` is a short statement in a box, such as "Design estimate, not measured". `saved` is the date of the design,
    `released` that of its release, never the clock's. `line` is a further line of the document's own, such as the
    number of the cell being built; `serial` stands large at its end. `code` is what the QR code says when it is not the
    page of the design. `watermark` is a word that stands large behind every page; marked with N_. `number` is that of
    the document.
    """

    kind: str
    name: str
    design_id: str
    revision: int
    short_hash: str
    saved: str = ""
    mark: str = ""
    line: str = ""
    serial: str = ""
    code: str = ""
    watermark: str = ""
    number: str = ""
    released: str = ""

    def payload(self, page: int) -> str:
        """What the QR code of a page says. An id too long for a code of this size is cut; the hash still tells."""
        if self.code:
            return self.code
        design_id = self.design_id.encode("utf-8", "replace")[:_QR_ID_BYTES].decode("utf-8", "ignore")
        return f"CW1;{design_id};rev {self.revision};{self.short_hash};p{page}"

    @property
    def identity(self) -> str:
        """Design, revision and hash as one line."""
        return tr(
            "Design {id} · revision {revision} · hash {hash}",
            id=self.design_id,
            revision=self.revision,
            hash=self.short_hash,
        )


Story = Callable[[Body], Iterable[Flowable]]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A document to print: its head and, given the space of a page, its flowables."""

    head: Head
    story: Story


def head_of(design: Design, kind: str, *, mark: str = "", line: str = "", watermark: str = "") -> Head:
    """The head of a design's document."""
    document = design.document
    return Head(
        kind=kind,
        name=document.name,
        design_id=document.id,
        revision=document.revision,
        short_hash=design.short_hash,
        saved=document.saved,
        mark=mark,
        line=line,
        watermark=watermark,
        released=document.release.date if document.release else "",
    )


def render(
    sheets: Sheets,
    target: BinaryIO | str | PathLike[str],
    paper: Paper | str = "a4",
    language: str = "",
    progress: Progress = silent,
) -> int:
    """Print the document into a file or stream and return the number of pages. Raises what `progress` raises.

    `paper`: one of PAPERS or its id. `language`: of the printed texts; the one in use when empty. To replace a user's
    file use `rendered` and `app.services.disk.write_bytes`, which is atomic.
    """
    chosen = PAPERS[paper] if isinstance(paper, str) else paper
    with speaking(language):
        return printed(sheets, target, chosen, _canvas_maker(sheets.head, chosen), progress)


def printed(
    sheets: Sheets,
    target: BinaryIO | str | PathLike[str],
    paper: Paper,
    canvas: Callable[..., Canvas],
    progress: Progress = silent,
) -> int:
    """Print the document in the language in use on a canvas of this kind; returns the pages of its layout.

    The parts of its progress are the flowables of the story; it is told at least once for every page.
    """
    rl_config.useA85 = 0  # streams in text form are a quarter larger and slow to write
    flowables: list[Flowable] = []
    for flowable in sheets.story(paper.body):
        flowables.append(flowable)
        progress(0, len(flowables))
    template = _template(sheets, target, paper)
    template.setProgressCallBack(_placing(progress, len(flowables)))
    template.build(flowables, canvasmaker=canvas)
    return int(template.page)


def rendered(sheets: Sheets, paper: Paper | str = "a4", language: str = "", progress: Progress = silent) -> bytes:
    """The document as the bytes of a PDF. Raises what `progress` raises."""
    stream = BytesIO()
    render(sheets, stream, paper, language, progress)
    return stream.getvalue()


def saved_text(saved: str) -> str:
    """The date of the design as the foot says it."""
    return tr("Design saved {date}", date=writing.date(saved)) if saved else tr("Design not saved yet")


# Pages ------------------------------------------------------------------------------------------------------------


def _placing(progress: Progress, of: int) -> Callable[[str, int], None]:
    """What reportlab tells of its work, as the progress of so many flowables."""
    furthest = 0

    def told(what: str, done: int) -> None:
        nonlocal furthest
        if what == "PROGRESS":
            furthest = max(furthest, done)  # one that falls into several counts backwards
            progress(furthest, of)

    return told


def _template(sheets: Sheets, target: BinaryIO | str | PathLike[str], paper: Paper) -> BaseDocTemplate:
    head = sheets.head
    name = fonts.sanitize(head.name).replace("\n", " ")
    template = BaseDocTemplate(
        target if hasattr(target, "write") else str(target),
        pagesize=(paper.width, paper.height),
        leftMargin=BINDING,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=joined((tr(head.kind), name), ": "),
        subject=fonts.sanitize(head.identity),
        author=PROGRAM,
        creator=f"{PROGRAM} {app.__version__}",
        lang=i18n.language().replace("_", "-"),
        invariant=1,
        allowSplitting=1,
    )
    body = paper.body
    frame = Frame(BINDING, BOTTOM, body.width, body.height, 0, 0, 0, 0, id="body")
    word = tr(head.watermark) if head.watermark else ""

    def behind(canvas: Canvas, _: BaseDocTemplate) -> None:
        if word:
            _draw_watermark(canvas, word, paper)

    template.addPageTemplates(PageTemplate("page", [frame], onPage=behind))
    return template


def _draw_watermark(canvas: Canvas, word: str, paper: Paper) -> None:
    """The word from corner to corner, so pale that what is printed over it stays easy to read."""
    face = Face("bold", 1.0)
    size = min(0.75 * math.hypot(paper.width, paper.height) / max(width(word, face), 1e-3), 150.0)
    canvas.saveState()
    canvas.translate(paper.width / 2, paper.height / 2)
    canvas.rotate(math.degrees(math.atan2(paper.height, paper.width)))
    draw_text(canvas, word, Face("bold", size), 0, -0.36 * size, "centre", WATERMARK)
    canvas.restoreState()


def _canvas_maker(head: Head, paper: Paper) -> Callable[..., Canvas]:
    def make(*arguments: Any, **options: Any) -> Canvas:
        return NumberedCanvas(head, paper, *arguments, **options)

    return make


class NumberedCanvas(Canvas):  # type: ignore[misc]
    """Draws head and foot. "Page x of y" is a form that is filled in when the last page is known."""

    def __init__(self, head: Head, paper: Paper, *arguments: Any, **options: Any) -> None:
        self._head = head
        self._paper = paper
        # Trying all eight masks takes longer than drawing a page: the first page's serves all.
        self._mask = qr.best_mask(head.payload(1))
        # Without it every page would name Helvetica, which is not embedded.
        options["initialFontName"] = fonts.on_paper(fonts.STYLES["regular"][0]).fontName
        super().__init__(*arguments, **options)
        self._count = 0

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._count += 1
        self.saveState()
        self._draw_shared()
        self._draw_own(self._head, self._head.payload(self._count))
        self._draw_foot()
        self.restoreState()
        super().showPage()

    def save(self) -> None:
        if self._code or not self._count:
            self.showPage()
        self._number_forms()
        super().save()

    def _number_forms(self) -> None:
        """What the pages say of their number, now that the last is known."""
        for page in range(1, self._count + 1):
            self.beginForm(_number_form(page), 0, 0, self._paper.width, self._paper.height)
            numbered = tr("Page {page} of {pages}", page=page, pages=self._count)
            draw_text(self, numbered, FOOT, self._paper.width - RIGHT, _FOOT_LINE, "right")
            self.endForm()

    def _draw_shared(self) -> None:
        """The part of the head that is the same on every page."""
        head, right, top = self._head, self._paper.width - RIGHT, self._paper.height
        room = right - _QR_SIDE - BINDING
        y = top - _HEAD_TOP - 4.0 * mm
        draw_text(self, tr(head.kind), BOLD, BINDING, y)
        if head.number:
            begins = width(tr(head.kind), BOLD) + 3 * mm
            beside = width(tr(head.mark), BOLD) + 7 * mm if head.mark else 2 * mm
            draw_text(self, shortened(head.number, BODY, max(room - begins - beside, 0)), BODY, BINDING + begins, y)
        if head.mark:
            self._draw_mark(tr(head.mark), BINDING + room, y)
        y -= 5.2 * mm
        draw_text(self, shortened(head.name, SET_POINT, room), SET_POINT, BINDING, y)
        y -= 4.8 * mm
        draw_text(self, shortened(head.identity, BODY, room), BODY, BINDING, y)
        self._rule(top - _HEAD_RULE, 0.8)

    def _draw_own(self, head: Head, payload: str) -> None:
        """What tells one sheet from the others: its line, its serial, its code."""
        right, top = self._paper.width - RIGHT, self._paper.height
        # The quiet zone of the code may lie in the margin.
        corner = right - _QR_SIDE + 2 * mm, top - _HEAD_TOP - _QR_SIDE + 1 * mm
        qr.draw_qr(self, payload, self._mask, *corner, _QR_SIDE)
        ends = right - _QR_SIDE
        y = top - _HEAD_TOP - _OWN_LINE
        if head.serial:
            draw_text(self, head.serial, SET_POINT, ends - 2 * mm, y, "right")
            ends -= width(head.serial, SET_POINT) + 4 * mm
        if head.line:
            draw_text(self, shortened(head.line, BODY, ends - BINDING), BODY, BINDING, y)

    def _draw_mark(self, mark: str, right: float, y: float) -> None:
        wide, pad = width(mark, BOLD), 1.6 * mm
        self.setLineWidth(0.8)
        self.setStrokeColor(BLACK)
        self.rect(right - wide - 2 * pad, y - 1.7 * mm, wide + 2 * pad, 5.4 * mm, stroke=1, fill=0)
        draw_text(self, mark, BOLD, right - pad, y, "right")

    def _draw_foot(self) -> None:
        self._rule(_FOOT_RULE, 0.4)
        middle = (BINDING + self._paper.width - RIGHT) / 2
        draw_text(self, f"{PROGRAM} {app.__version__}", FOOT, BINDING, _FOOT_LINE)
        dated = self._head.released
        said = tr("Released {date}", date=writing.date(dated)) if dated else saved_text(self._head.saved)
        draw_text(self, said, FOOT, middle, _FOOT_LINE, "centre")
        self.doForm(_number_form(self._count))

    def _rule(self, y: float, thickness: float) -> None:
        self.setStrokeColor(BLACK)
        self.setLineWidth(thickness)
        self.line(BINDING, y, self._paper.width - RIGHT, y)


def _number_form(page: int) -> str:
    return f"number-{page}"


ESTIMATE: Final = N_("Design estimate, not measured")
"""The mark of a document whose numbers follow from a design."""
