"""The head of the specification: whose cell it is, who signs for it, which revision, and what speaks against it."""

from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services import company, revisions, transport
from app.services import format as writing
from app.services.design import Design
from app.services.designation import NO_LETTER, designation, positive_letter
from app.services.i18n import N_, joined, tr
from app.services.reports import rule_list
from app.services.reports.blocks import Beside, Gap
from app.services.reports.logo import Logo
from app.services.reports.pages import page
from app.services.reports.specification.manuscript import REPORT, Manuscript, any_measured
from app.services.reports.tables import PAD_X, Cell, Column, Grid, Row
from app.services.reports.texts import BODY, BOLD, NOTE, SUBHEADING, TITLE, TextBlock, width

SIGNED: Final = (N_("Prepared"), N_("Checked"), N_("Approved"))

KINDS: Final = {
    "lithium-metal": N_("lithium metal"),
    "lithium-ion": N_("lithium-ion"),
    "sodium-metal": N_("sodium metal"),
    "sodium-ion": N_("sodium-ion"),
}

MOST_REVISIONS: Final = 4
"""Earlier revisions that page 1 lists; all of them are in the file."""
MOST_CHANGES: Final = 3
LONGEST_CHANGE: Final = 90

_LONG_NAME: Final = 90
"""Characters beyond which a name is not set as a title any more."""


def title(manuscript: Manuscript) -> list[Flowable]:
    """The name of the cell, what it is, and the company's logo."""
    document, owner = manuscript.design.document, manuscript.company
    face = TITLE if len(document.name) <= _LONG_NAME else SUBHEADING
    words: list[Flowable] = [TextBlock(owner.name, NOTE)] if owner.name else []
    words += [TextBlock(document.name, face), TextBlock(_subtitle(manuscript.design), SUBHEADING)]
    if owner.logo:
        return [Beside(words, [Logo(owner.logo)], share=0.7), Gap(1.5 * mm)]
    return [*words, Gap(1.5 * mm)]


def _subtitle(design: Design) -> str:
    anode = design.document.materials.get("anode_active")
    cathode = design.document.materials.get("cathode_active")
    pair = f"{tr(anode.name) if anode else design.option_label('anode_kind')} ‖ {tr(cathode.name) if cathode else '—'}"
    return tr("Pouch cell, {pair}, {construction}", pair=pair, construction=design.option_label("construction"))


def approval(manuscript: Manuscript) -> list[Flowable]:
    """Customer, model and number beside the three who sign."""
    design, document = manuscript.design, manuscript.design.document
    number = manuscript.company.number(document, company.SPECIFICATION, design.short_hash)
    made = document.release
    saved, released = writing.date(document.saved), writing.date(made.date) if made else ""
    facts: list[Row] = [
        _fact(tr("Customer"), document.customer),
        _fact(tr("Model"), document.model or document.id),
        _fact(tr("Designation"), designation(design) or "—"),
        _fact(tr("Document"), number) if number or made else _fact(tr("Saved"), saved or tr("not yet")),
        _fact(tr("Revision"), tr("{revision}, draft", revision=document.revision))
        if made is None
        else _fact(tr("Revision"), tr("{revision}, released {date}", revision=document.revision, date=released)),
    ]
    prepared = (made.author, "", released) if made else ("", "", "")
    names = (prepared, ("", "", ""), ("", "", ""))
    signed = [Row((tr(who), *told), height=9 * mm) for who, told in zip(SIGNED, names, strict=True)]
    columns = (
        Column("", width=20 * mm),
        Column(tr("Full name"), share=1.1),
        Column(tr("Signature"), share=1.1),
        _dated(),
    )
    left = Grid((Column(width=23 * mm), Column()), facts, pad_y=0.9 * mm, rules="rows")
    return [Beside([left], [Grid(columns, signed, rules="all", pad_y=0.4 * mm)], share=0.43, gap=4 * mm)]


def _dated() -> Column:
    """A column of dates, as wide as the longest that the language writes."""
    longest = max(width(writing.date(f"2028-{month:02}-28"), BODY) for month in range(1, 13))
    return Column(tr("Date"), width=max(longest + 2 * PAD_X, 21 * mm))


def _fact(label: str, said: str) -> Row:
    return Row((Cell(label, NOTE), said))


def history(manuscript: Manuscript) -> list[Flowable]:
    """The revisions, the last one first, and the whole hash of this one."""
    design, document = manuscript.design, manuscript.design.document
    made = document.release
    changed = [change.line for change in revisions.changes(document)]
    if made is None:
        date, author, state = writing.date(document.saved) or "—", "—", tr("Draft: not released.")
    else:
        date, author, state = writing.date(made.date), made.author, ""
    said = " ".join(part for part in (state, _together(changed)) if part) or tr("First release.")
    rows = [Row((str(document.revision), date, author, design.short_hash, said))]
    for past in reversed(document.history[-MOST_REVISIONS:]):
        told = _together([revisions.told(*change) for change in past.changes])
        dated = writing.date(past.date)
        rows.append(Row((str(past.number), dated, past.author, past.hash[:8], told or tr("First release."))))
    columns = (
        Column(tr("Revision"), width=18 * mm),
        _dated(),
        Column(tr("Author"), share=0.6),
        Column(tr("Hash"), width=20 * mm),
        Column(tr("What changed"), share=1.4),
    )
    remark = tr("Content hash {hash}", hash=design.hash)
    tampered = revisions.tampered(document)
    warned = [Grid((Column(),), [Row((tampered,), face=BOLD, shaded=True)], rules="all")] if tampered else []
    return [Grid(columns, rows, pad_y=0.35 * mm, remark=remark, space_before=1.5 * mm), *warned]


def _together(changed: list[str]) -> str:
    """The first changes as one text, and how many more there are."""
    shown = [writing.clipped(" ".join(line.split("\n")), LONGEST_CHANGE) for line in changed[:MOST_CHANGES]]
    if len(changed) > MOST_CHANGES:
        shown.append(tr("and {count} more", count=len(changed) - MOST_CHANGES))
    return "; ".join(shown)


def changes(manuscript: Manuscript) -> list[Flowable]:
    """What was typed otherwise than in the released revision before, and which ratings moved."""
    design = manuscript.design
    base = design.document.base
    if base is None:
        return []
    line = revisions.in_one_line
    typed = [Row((c.label, line(c.before), line(c.after))) for c in revisions.changes(design.document)]
    content = page(REPORT, "ratings")
    rated = {row["key"] for s in (*content["sections"], *content["further"]["sections"]) for row in s["rows"]}
    results = [Row((m.label, m.before or "—", m.after or "—", m.by)) for m in revisions.moved(design) if m.key in rated]
    flowables: list[Flowable] = [manuscript.heading(tr("Changes since revision {revision}", revision=base.revision))]
    if not typed:
        return [*flowables, TextBlock(tr("Nothing was typed or chosen otherwise."))]
    three = (Column(tr("What"), share=1.3), Column(tr("Before"), align="decimal"), Column(tr("Now"), align="decimal"))
    flowables.append(Grid(three, typed, title=tr("Typed and chosen"), pad_y=0.35 * mm))
    if results:
        four = (*three, Column(tr("Change"), width=24 * mm, align="decimal"))
        flowables.append(Grid(four, results, title=tr("Ratings that moved"), pad_y=0.35 * mm, space_before=2 * mm))
    return flowables


def scope(manuscript: Manuscript) -> list[Flowable]:
    """What the paper is about, and how its designation reads."""
    design, document = manuscript.design, manuscript.design.document
    kind, named = tr(KINDS[transport.kind(design)]), designation(design)
    said = [
        tr("This specification describes the rechargeable {kind} pouch cell “{name}”.", kind=kind, name=document.name)
    ]
    if named:
        said.append(tr("Its designation in the form of IEC 61960 is {name}.", name=named))
        if positive_letter(design) == NO_LETTER:
            said.append(tr("({letter}: the standard has no letter for this positive electrode.)", letter=NO_LETTER))
    if document.reference:
        said.append(tr("The cell is stated in {source}.", source=manuscript.citations.cite(document.reference)))
    mark = tr("DESIGN ESTIMATE, NOT MEASURED: every number follows from the design, no cell was measured.")
    if any_measured(design):
        mark = tr("DESIGN VALUES: measured is only what is marked so; every other number follows from the design.")
    return [
        manuscript.heading(tr("Scope and designation"), 20),
        TextBlock(joined(said, " "), space_after=1.5 * mm),
        Grid((Column(),), [Row((mark,), face=BOLD)], rules="all", pad_y=0.5 * mm, space_after=0),
    ]


def errors(manuscript: Manuscript) -> list[Flowable]:
    """What makes the design impossible or dangerous; it stands before the numbers."""
    return _findings(manuscript.design, "error")


def warnings(manuscript: Manuscript) -> list[Flowable]:
    """What else the design check says, and what somebody lets stand."""
    design = manuscript.design
    standing = rule_list.acknowledged(design)
    if not design.count("error") and not design.count("warning"):
        return [TextBlock(tr("Design check: no open errors, no open warnings."), BOLD, space_before=1 * mm), *standing]
    return [*_findings(design, "warning"), *standing]


def _findings(design: Design, severity: str) -> list[Flowable]:
    error, word = severity == "error", tr(rule_list.SEVERITY[severity])
    rows = [
        Row(
            (Cell(word.upper() if error else word, BOLD), design.message(finding)),
            face=BOLD if error else BODY,
            shaded=error,
        )
        for finding in design.open_findings
        if finding.severity == severity
    ]
    if not rows:
        return []
    title = tr(
        "Design check: {errors} open errors, {warnings} open warnings",
        errors=design.count("error"),
        warnings=design.count("warning"),
    )
    columns: tuple[Any, ...] = (Column(width=19 * mm), Column())
    return [Grid(columns, rows, title=title, rules="all" if error else "rows", pad_y=0.4 * mm, space_before=2 * mm)]
