"""The specification of a cell, laid out like a maker's datasheet: ratings first, every formula at the end.

What stands in it and in which order is in templates/reports/specification/*.toml; how it looks is here. A section is
a method of `_Specification` that returns flowables; its place is the list in `story`.
"""

import functools
import itertools
import math
from collections.abc import Callable, Iterable
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

import app
from app.services import format as writing
from app.services import recipes, transport
from app.services.design import Design
from app.services.designation import designation
from app.services.drawings.cross_section import cross_section
from app.services.drawings.mass_bar import mass_bar
from app.services.drawings.palette import mass_part
from app.services.drawings.plan_view import cell_drawing
from app.services.drawings.scene import Drawing, Rect, Scene
from app.services.drawings.voltage_chart import voltage_chart
from app.services.i18n import N_, tr
from app.services.library import source
from app.services.reports import rule_list
from app.services.reports.breakdown import adding_up, percentages
from app.services.reports.drawing_flowable import DrawingFlowable
from app.services.reports.formula_flowable import FormulaFlowable
from app.services.reports.frame import ESTIMATE, PROGRAM, Body, Sheets, head_of, rendered
from app.services.reports.pages import filled, page
from app.services.reports.provenance import LEGEND, Citations, behind, status
from app.services.reports.ratio_table import ratio_table
from app.services.reports.recipe_table import recipe_table
from app.services.reports.tables import Cell, Column, Gap, Grid, Heading, Kept, Row, group_row, note
from app.services.reports.texts import BODY, BOLD, NOTE, SUBHEADING, TITLE, TextBlock
from app.services.voltage_words import ending, missing, windows
from calc.formula import Name, Term, Words, symbol_term
from calc.graph import registry
from calc.inputs import GROUPS
from calc.quantity import Derivation, Input
from calc.typesetting import Layout, Measure, Picture, derivation, lay_out

REPORT: Final = "specification"

SOURCE_WIDTH: Final = 18 * mm
STATUS_WIDTH: Final = 19 * mm
DIMENSIONS_HEIGHT: Final = 125 * mm
SECTION_HEIGHT: Final = 80 * mm
BAR_HEIGHT: Final = 9 * mm
CHART_HEIGHT: Final = 72 * mm
FORMULA_SIZE: Final = 9.0

COMPARABLE: Final = N_("Only figures of the whole cell compare with those of other cells.")

IN_HOUSE: Final = frozenset({"cost", "cycling"})
"""Groups that a customer's paper leaves out."""

_LONG_NAME: Final = 90
"""Characters beyond which a name is not set as a title any more."""


def pdf(design: Design, paper: str = "a4", language: str = "", *, black_and_white: bool = False) -> bytes:
    """The specification of a design as the bytes of a PDF."""
    return rendered(sheets(design, black_and_white=black_and_white), paper, language)


def sheets(design: Design, *, black_and_white: bool = False) -> Sheets:
    """The specification of a design, to be rendered. In black and white, drawings are hatched."""
    return Sheets(
        head_of(design, N_("Cell specification"), mark=ESTIMATE),
        lambda body: _Specification(design, body, black_and_white).story(),
    )


class _Specification:
    """Writes one design's specification into pages of one size."""

    def __init__(self, design: Design, body: Body, black_and_white: bool) -> None:
        self._design = design
        self._body = body
        self._black_and_white = black_and_white
        self._citations = Citations()
        self._number = 0

    def story(self) -> list[Flowable]:
        """Every section in order."""
        sections: tuple[Callable[[], list[Flowable]], ...] = (
            self._title_block,
            self._findings,
            self._ratings,
            self._energy_basis,
            self._discharge,
            self._drawing,
            self._construction,
            self._recipe,
            self._cross_section,
            self._mass,
            self._claims,
            self._transport,
            self._notes,
            self._remarks,
            self._assumptions,
            self._approval,
            self._appendix,
            self._rules,
            self._sources,
        )
        return [flowable for section in sections for flowable in section()]

    # Page 1

    def _title_block(self) -> list[Flowable]:
        design, document = self._design, self._design.document
        name = TITLE if len(document.name) <= _LONG_NAME else SUBHEADING
        mark = tr("DESIGN ESTIMATE, NOT MEASURED: every number follows from the design, no cell was measured.")
        facts = [
            Row((Cell(tr("Design"), NOTE), document.id, Cell(tr("Saved"), NOTE), document.saved or tr("not yet"))),
            Row(
                (
                    Cell(tr("Revision"), NOTE),
                    str(document.revision),
                    Cell(tr("Program"), NOTE),
                    f"{PROGRAM} {app.__version__}",
                )
            ),
            Row((Cell(tr("Content hash"), NOTE), design.hash)),
        ]
        named = designation(design)
        if named:
            facts.append(Row((Cell(tr("Designation"), NOTE), tr("{name}, in the form of IEC 61960", name=named))))
        if document.reference:
            cited = self._citations.cite(document.reference)
            facts.append(Row((Cell(tr("Stated in"), NOTE), f"{cited} {source(document.reference).title}")))
        label = 24 * mm
        columns = (Column(width=label), Column(share=1.6), Column(width=label), Column())
        return [
            TextBlock(document.name, name, space_after=0.5 * mm),
            TextBlock(self._subtitle(), SUBHEADING, space_after=2 * mm),
            Grid((Column(),), [Row((mark,), face=BOLD)], rules="all"),
            Grid(columns, facts, pad_y=0.3 * mm, rules="none"),
        ]

    def _subtitle(self) -> str:
        design = self._design
        anode = design.document.materials.get("anode_active")
        cathode = design.document.materials.get("cathode_active")
        pair = f"{anode.name if anode else design.option_label('anode_kind')} ‖ {cathode.name if cathode else '—'}"
        return tr("Pouch cell, {pair}, {construction}", pair=pair, construction=design.option_label("construction"))

    def _findings(self) -> list[Flowable]:
        design = self._design
        found = [f for f in design.open_findings if f.severity in ("error", "warning")]
        standing = rule_list.acknowledged(design)
        if not found:
            return [Gap(1 * mm), TextBlock(tr("Design check: no open errors, no open warnings."), BOLD), *standing]
        rows = []
        for finding in found:
            error, word = finding.severity == "error", tr(rule_list.SEVERITY[finding.severity])
            cells = (Cell(word.upper() if error else word, BOLD), design.message(finding))
            rows.append(Row(cells, face=BOLD if error else BODY, shaded=error))
        title = tr(
            "Design check: {errors} open errors, {warnings} open warnings",
            errors=design.count("error"),
            warnings=design.count("warning"),
        )
        return [
            Grid(
                (Column(width=19 * mm), Column()),
                rows,
                title=title,
                rules="all" if design.count("error") else "rows",
                space_before=2 * mm,
            ),
            *standing,
        ]

    # Datasheet

    def _ratings(self) -> list[Flowable]:
        design, content = self._design, page(REPORT, "ratings")
        rows: list[Row] = []
        for section in content["sections"]:
            inner = [
                Row(
                    (
                        tr(row.get("label", design.quantity(row["key"]).label)),
                        Cell(design.text(row["key"]), BOLD),
                        filled(design, row["basis"]),
                        self._status(row["key"]),
                    )
                )
                for row in section["rows"]
                if design.has(row["key"])
            ]
            rows += [group_row(tr(section["title"])), *inner] if inner else []
        columns = (
            Column(tr("Quantity"), share=0.88),
            Column(tr("Value"), width=26 * mm, align="decimal"),
            Column(tr("Basis"), share=1.0, face=NOTE),
            Column(tr("Status"), width=22 * mm),
        )
        remark = f"{tr(COMPARABLE)} {tr(LEGEND)}"
        return [self._heading(tr(content["title"])), Grid(columns, rows, pad_y=0.35 * mm, remark=remark)]

    def _energy_basis(self) -> list[Flowable]:
        design = self._design
        key = behind(design, "capacity")
        capacity = (
            tr("the rated capacity, {status}", status=status(design, key))
            if key == "rated_capacity"
            else tr("areal capacity times facing area")
        )
        text = tr(
            "Energy is capacity × mean discharge voltage = {capacity} × {voltage} = {energy}. The capacity is"
            " {capacity_origin}. {voltage_origin} Capacity, voltage and energy of a built cell will differ with rate,"
            " temperature, pressure and cycle number.",
            capacity=design.text("capacity"),
            voltage=design.text("mean_voltage"),
            energy=design.text("energy"),
            capacity_origin=capacity,
            voltage_origin=self._voltage_origin(),
        )
        return [self._heading(tr("Basis of the energy"), 25), TextBlock(text)]

    def _voltage_origin(self) -> str:
        design = self._design
        match design.plan.choices["voltage_given_by"]:
            case "curve":
                return tr(
                    "The mean voltage is that of the half-cell curves of both electrodes, balanced against each other"
                    " between the cut-offs at C/10."
                )
            case "two-plateaus":
                return tr(
                    "The mean voltage is that of a shape given to the lithium-sulfur discharge: two plateaus, a dip"
                    " and a knee."
                )
        return tr(
            "The mean voltage is {voltage_status}{source}; no discharge curve was measured or integrated for it.",
            voltage_status=status(design, "mean_voltage"),
            source=_after_space(self._citations.of(design, "mean_voltage")),
        )

    def _discharge(self) -> list[Flowable]:
        """The discharge curve, and what it rests on; nothing where there is none."""
        design = self._design
        if missing(design):
            return []
        said = [ending(design), windows(design)]
        said.append(
            tr(
                "Energy at C/10 {slow}; at the discharge rate {rate}, with the estimated resistance of {resistance}.",
                slow=design.text("curve_energy"),
                rate=design.text("curve_energy_at_rate"),
                resistance=design.text("dc_resistance"),
            )
        )
        if design.plan.choices["voltage_given_by"] == "typed":
            said.append(tr("For comparison only: the mean voltage of this specification is typed."))
        curves = [curve for d in design.plan.curves if (curve := design.document.curve(d.key)) is not None]
        cited = " ".join(dict.fromkeys(self._citations.cite(curve.source) for curve in curves if curve.source))
        rests = tr("Half-cell curves: {sources}", sources=cited) if cited and not _shaped(design) else ""
        words = [TextBlock(" ".join(text for text in said if text))]
        words += [TextBlock(rests, NOTE)] if rests else []
        chart = self._drawn(functools.partial(voltage_chart, design), CHART_HEIGHT)
        return [self._heading(tr("Discharge curve"), CHART_HEIGHT / mm + 18), *words, chart]

    def _drawing(self) -> list[Flowable]:
        drawing = self._drawn(functools.partial(cell_drawing, self._design), DIMENSIONS_HEIGHT)
        return [self._heading(tr("Dimensions"), DIMENSIONS_HEIGHT / mm + 2), drawing]

    def _construction(self) -> list[Flowable]:
        content = page(REPORT, "construction")
        rows: list[Row] = []
        for section in content["sections"]:
            inner = [row for key in section["rows"] for row in self._construction_row(key)]
            rows += [group_row(tr(section["title"])), *inner] if inner else []
        columns = (
            Column(tr("Quantity"), share=0.9),
            Column(tr("Value"), align="decimal"),
            Column(tr("Status"), width=STATUS_WIDTH),
            Column(tr("Source"), width=SOURCE_WIDTH, face=NOTE),
        )
        return [
            self._heading(tr(content["title"])),
            Grid(columns, rows, pad_y=0.4 * mm),
            ratio_table(self._design),
        ]

    def _construction_row(self, key: str) -> Iterable[Row]:
        design, declared = self._design, registry()
        if key in declared.choices:
            yield Row((tr(declared.choices[key].label), Cell(design.option_label(key), align="left"), tr("typed"), ""))
        elif key in declared.slots:
            material = design.document.materials.get(key)
            if material is not None:
                identity = tr("({id}, revision {revision})", id=material.id, revision=material.revision)
                parts = ", ".join(part for part in (material.name, material.formula, material.recipe) if part)
                if key == recipes.ELECTROLYTE and recipes.has(design.document):
                    # What is mixed may no longer be what the material is called.
                    parts, identity = recipes.described(design), ""
                state = tr("assumed") if material.assumed else tr("typed")
                yield Row((tr(declared.slots[key].label), Cell(f"{parts} {identity}".strip(), align="left"), state, ""))
        elif design.has(key) and not (_optional(key) and not _known(design, key)):
            label = tr(design.quantity(key).label)
            basis = design.basis(key)
            yield Row(
                (
                    f"{label}, {basis}" if basis else label,
                    design.text(key),
                    status(design, key),
                    self._citations.of(design, key),
                )
            )

    def _recipe(self) -> list[Flowable]:
        design = self._design
        if not recipes.has(design.document):
            return []
        table = recipe_table(design, lambda key: self._citations.of(design, key))
        return [self._heading(tr("Electrolyte recipe"), 50), table]

    def _cross_section(self) -> list[Flowable]:
        drawing = self._drawn(functools.partial(cross_section, self._design, mode="readable"), SECTION_HEIGHT)
        return [self._heading(tr("Cross-section"), SECTION_HEIGHT / mm + 2), drawing]

    def _drawn(self, drawing: Drawing, height: float) -> Flowable:
        return DrawingFlowable(drawing, self._body.width, height, black_and_white=self._black_and_white)

    def _mass(self) -> list[Flowable]:
        design, content = self._design, page(REPORT, "mass")
        total_key = content["total"]
        keys = [row["key"] for row in content["rows"]]
        values = [design.number(key) for key in keys]
        total = design.number(total_key)
        decimals = _decimals(total, 5)
        shown = adding_up(values, total, decimals)
        shares = percentages(values, total)
        symbol = design.quantity(total_key).unit.symbol
        rows = []
        for row, value, share in zip(content["rows"], shown, shares, strict=True):
            label = tr(design.quantity(row["key"]).label)
            rows.append(Row((self._swatch(row["key"]), label, _fixed(value, decimals, symbol), _fixed(share, 1, "%"))))
            for key in row.get("of_which", ()):
                if design.has(key) and design.number(key):
                    label = tr("of which {part}", part=tr(design.quantity(key).label))
                    mass = _fixed(design.number(key), decimals, symbol)
                    rows.append(Row(("", Cell(f"\u2003{label}", NOTE), Cell(mass, NOTE), "")))
        label = tr(design.quantity(total_key).label)
        whole = 100.0 if math.isfinite(total) else total
        rows.append(
            Row(("", label, _fixed(total, decimals, symbol), _fixed(whole, 1, "%")), face=BOLD, ruled=True),
        )
        columns = (
            Column(width=7 * mm),
            Column(tr("Part"), share=2),
            Column(tr("Mass"), align="decimal"),
            Column(tr("Share"), align="decimal"),
        )
        remark = tr("Rounded so that the parts make the cell mass and 100.0 %. The parts of a part add nothing.")
        bar = self._drawn(functools.partial(mass_bar, design), BAR_HEIGHT)
        grid = Grid(columns, rows, pad_y=0.5 * mm, remark=remark)
        return [self._heading(tr(content["title"]), BAR_HEIGHT / mm + 6 * (len(rows) + 3)), Kept([bar, grid])]

    def _swatch(self, key: str) -> Flowable:
        """A spot of the colour that stands for a mass in the bar."""
        part = mass_part(key, self._design.plan.choices["anode_kind"])
        wide, high = 4.0, 2.6
        spot = Scene(wide, high, (Rect(0, 0, wide, high, part),))
        return DrawingFlowable(spot, wide * mm, high * mm, black_and_white=self._black_and_white)

    def _claims(self) -> list[Flowable]:
        design, content = self._design, page(REPORT, "claims")
        stated = [row for row in content["rows"] if _known(design, row["claim"])]
        if not stated:
            return []
        rows = []
        for row in stated:
            claim = (tr(design.quantity(row["claim"]).label), design.text(row["claim"]))
            for key in row["design"]:
                deviation = self._deviation(row, key)
                rows.append(
                    Row(
                        (*claim, tr(design.quantity(key).label), design.text(key), deviation),
                        keep=key != row["design"][-1],
                    )
                )
                claim = ("", "")
        columns = (
            Column(tr("Claim"), share=1.1),
            Column(tr("Claimed"), share=0.8, align="decimal"),
            Column(tr("In this design"), share=1.5),
            Column(tr("Value"), share=0.8, align="decimal"),
            Column(tr("Difference"), width=22 * mm, align="decimal"),
        )
        remark = tr(
            "Claims are kept as they are printed in their source {source}; no number of this design was fitted to"
            " them.",
            source=self._citations.of(design, stated[0]["claim"]),
        )
        flowables: list[Flowable] = [
            self._heading(tr(content["title"])),
            Grid(columns, rows, pad_y=0.5 * mm, remark=remark),
        ]
        implied = [key for key in content["implied"]["rows"] if _known(design, key)]
        if implied:
            inner = [
                Row((tr(design.quantity(key).label), design.text(key), tr(design.quantity(key).help)))
                for key in implied
            ]
            meaning = (
                Column(tr("Quantity"), share=1.2),
                Column(tr("Value"), width=28 * mm, align="decimal"),
                Column(tr("Meaning"), share=1.4, face=NOTE),
            )
            flowables.append(
                Grid(meaning, inner, title=tr(content["implied"]["title"]), pad_y=0.5 * mm, space_before=2 * mm)
            )
        return flowables

    def _deviation(self, row: Any, key: str) -> str:
        """How far the design's value lies from the claim, in percent with its sign."""
        design = self._design
        if "deviation" in row:
            ratio = design.number(row["deviation"])
        else:
            claimed = design.number(row["claim"])
            ratio = (design.number(key) / claimed - 1) * 100 if claimed else math.nan
        return (
            writing.with_unit(writing.signed(ratio, 3), registry().quantities["claim_mass_deviation"].unit)
            if math.isfinite(ratio)
            else writing.NO_VALUE
        )

    def _transport(self) -> list[Flowable]:
        design = self._design
        content = design.text("lithium_content_charged")
        kind = transport.kind(design)
        if kind == "sodium-ion":
            said = tr(
                "Nominal energy {energy} per cell. It is counted as a sodium-ion cell.", energy=design.text("energy")
            )
        elif kind == "sodium-metal":
            said = tr(
                "Nominal energy {energy} per cell. Its charged anode holds metallic sodium and no lithium.",
                energy=design.text("energy"),
            )
        elif kind == "lithium-ion":
            said = tr(
                "Equivalent lithium content {content} and nominal energy {energy} per cell, as lithium-ion cells are"
                " rated.",
                content=content,
                energy=design.text("energy"),
            )
        else:
            said = tr(
                "Lithium in the anode of the fully charged cell: {content}; nominal energy"
                " {energy} per cell. It is counted as a lithium metal cell.",
                content=content,
                energy=design.text("energy"),
            )
        rest = tr(
            "Limits, packing and tests change: verify against the current regulation before anything is shipped."
            " An untested prototype is not covered by a test report of another design."
        )
        rows = [
            Row(
                (
                    tr(design.quantity(found.limit.key).label),
                    design.text(found.limit.key),
                    writing.quantity_text(found.limit.value, found.limit.unit),
                    tr(found.consequence),
                )
            )
            for found in transport.assessed(design)
        ]
        columns = (
            Column(tr("Quantity"), share=1.1),
            Column(tr("This cell"), width=26 * mm, align="decimal"),
            Column(tr("Limit"), width=22 * mm, align="decimal"),
            Column(tr("What follows"), share=1.8, face=NOTE),
        )
        remarks = " ".join(tr(remark.says) for remark in transport.remarks(design))
        dated = tr("Limits as collected on {date}.", date=transport.table().collected)
        remark = f"{dated} {remarks}"
        return [
            self._heading(tr("Transport"), 20),
            TextBlock(f"{said} {rest}"),
            Grid(columns, rows, pad_y=0.45 * mm, remark=remark, space_before=1 * mm),
        ]

    def _notes(self) -> list[Flowable]:
        notes = self._design.document.notes.strip()
        return [self._heading(tr("Notes"), 20), TextBlock(notes)] if notes else []

    def _remarks(self) -> list[Flowable]:
        design = self._design
        found = [f for f in design.open_findings if f.severity == "info"]
        changed = rule_list.limits_set(design)
        if not found and not changed:
            return []
        rows = [Row((design.message(f), Cell(tr(f.rule.reason), NOTE))) for f in found]
        remarks = [Grid((Column(), Column()), rows)] if rows else []
        return [self._heading(tr("Remarks of the design check"), 25), *remarks, *changed]

    def _assumptions(self) -> list[Flowable]:
        design, document = self._design, self._design.document
        rows: list[Row] = []
        for group, title in GROUPS.items():
            inner = [
                Row((tr(slot.label), Cell(material.name, align="left"), tr("nobody stated the material")))
                for slot in design.plan.slots
                if slot.group == group and (material := document.materials.get(slot.key)) and material.assumed
            ]
            inner += [
                Row((_with_basis(design, declaration), design.text(declaration.key), self._reason(declaration)))
                for declaration in design.plan.inputs
                if declaration.group == group and group not in IN_HOUSE and design.origin(declaration.key) == "assumed"
            ]
            rows += [group_row(tr(title)), *inner] if inner else []
        heading = self._heading(tr("Assumptions"))
        if not rows:
            return [heading, TextBlock(tr("Every input is stated; nothing was assumed."))]
        columns = (
            Column(tr("Quantity"), share=1.1),
            Column(tr("Value"), share=0.9, align="decimal"),
            Column(tr("Source or reason"), share=1.3, face=NOTE),
        )
        return [
            heading,
            note(tr("Nobody stated these values. Replace them by what is known of the cell before it is built.")),
            Grid(columns, rows, pad_y=0.45 * mm),
        ]

    def _reason(self, declaration: Input) -> str:
        supplied = self._design.document.supplied(declaration)
        remark = supplied.note if supplied is not None and declaration.key not in self._design.document.entries else ""
        cited = self._citations.of(self._design, declaration.key)
        return " ".join(part for part in (cited, remark) if part)

    def _approval(self) -> list[Flowable]:
        rows = [Row((tr(who), "", "", ""), height=9 * mm) for who in (N_("Prepared"), N_("Checked"), N_("Approved"))]
        columns = (
            Column("", width=26 * mm),
            Column(tr("Name"), share=1.2),
            Column(tr("Signature"), share=1.4),
            Column(tr("Date"), width=30 * mm),
        )
        return [Gap(4 * mm), Kept([Grid(columns, rows, title=tr("Approval"), rules="all")])]

    # Appendix

    def _appendix(self) -> list[Flowable]:
        design = self._design
        told = [
            step
            for step in design.plan.steps
            if _group(design, step.key) not in IN_HOUSE and not design.concerns_nothing(step.key)
        ]
        steps = [step for step in told if _determined(design, step.key)]
        lacking = [step for step in told if not _determined(design, step.key)]
        rows: list[Row] = []
        for group, title in GROUPS.items():
            inner = [self._formula_row(step) for step in steps if _group(design, step.key) == group]
            rows += [group_row(tr(title)), *inner] if inner else []
        columns = (Column(tr("Quantity"), share=0.72), Column(tr("Formula in symbols and in numbers")))
        intro = tr(
            "Every formula in force, in the order in which the numbers follow. They are read from the program that"
            " computes; numbers stand in the units shown and are rounded for print only."
        )
        flowables: list[Flowable] = [
            PageBreak(),
            Heading(tr("Appendix: calculation")),
            note(intro),
            Grid(columns, rows, pad_y=0.9 * mm, valign="top"),
        ]
        if lacking:
            listed = "; ".join(tr(design.quantity(step.key).label) for step in lacking)
            flowables += [
                Heading(tr("Formulas without a value"), level=1, needs=15 * mm),
                TextBlock(
                    tr(
                        "These formulas are in force too, but what they need is not given or has no value: {labels}.",
                        labels=listed,
                    )
                ),
            ]
        return [*flowables, *self._symbols()]

    def _formula_row(self, step: Derivation) -> Row:
        design = self._design
        quantity = design.quantity(step.key)
        helped = tr(step.help)
        cited = self._citations.cite(quantity.source)
        words: list[Flowable] = [TextBlock(design.label(step.key), BOLD), TextBlock(f"{helped} {cited}".strip(), NOTE)]
        return Row((Kept(words, gap=0.2 * mm), FormulaFlowable(_layout(design, step), FORMULA_SIZE)))

    def _symbols(self) -> list[Flowable]:
        """What is put into the formulas, beside its symbol."""
        design, declared = self._design, registry()
        used = {key for step in design.plan.steps for key in step.parameters}
        keys = [d.key for d in design.plan.inputs if d.key in used and not design.document.vacant(d)] + [
            key for key in declared.constants if key in used
        ]
        rows: list[Row] = []
        groups = {group: title for group, title in GROUPS.items() if group not in IN_HOUSE}
        for group, title in (*groups.items(), ("", N_("Constants"))):
            inner = [self._symbol_cells(key) for key in keys if getattr(design.quantity(key), "group", "") == group]
            half = (len(inner) + 1) // 2
            pairs = itertools.zip_longest(inner[:half], inner[half:], fillvalue=("", "", ""))
            rows += [group_row(tr(title)), *(Row((*left, *right)) for left, right in pairs)] if inner else []
        three = (
            Column(tr("Symbol"), width=16 * mm),
            Column(tr("Quantity"), share=1.3),
            Column(tr("Value"), align="decimal"),
        )
        return [Heading(tr("Appendix: what is put in")), Grid((*three, *three), rows, pad_y=0.4 * mm, valign="top")]

    def _symbol_cells(self, key: str) -> tuple[str | Cell | Flowable, ...]:
        design = self._design
        quantity = design.quantity(key)
        label = _with_basis(design, quantity) if isinstance(quantity, Input) else tr(quantity.label)
        cited = self._citations.of(design, key)
        label += _after_space(cited) if cited.startswith("[") else ""
        return FormulaFlowable(_symbol_layout(quantity.symbol), FORMULA_SIZE), label, design.text(key)

    def _rules(self) -> list[Flowable]:
        return rule_list.appendix(self._design, IN_HOUSE)

    def _sources(self) -> list[Flowable]:
        rows = [Row((number, source.line())) for number, source in self._citations.listed()]
        if not rows:
            return []
        return [Heading(tr("Sources")), Grid((Column(width=12 * mm), Column()), rows, rules="none", pad_y=0.5 * mm)]

    # Parts

    def _heading(self, text: str, needs: float = 35) -> Heading:
        self._number += 1
        return Heading(f"{self._number}\u2002{text}", needs=needs * mm)

    def _status(self, key: str) -> str:
        return f"{status(self._design, key)}{_after_space(self._citations.of(self._design, key))}"


def _layout(design: Design, step: Derivation) -> Layout:
    """How a formula is set at the width it gets."""

    def symbols(name: str) -> Term:
        declared = registry()
        quantity = declared.curves.get(name) or declared.quantities.get(name)
        return symbol_term(quantity.symbol if quantity else name)

    def numbers(name: str) -> Term | None:
        return Term(design.text(name), italic=False) if design.has(name) else None

    def layout(measure: Measure, size: float, largest: float | None) -> Picture:
        read = design.formula(step)
        symbol = design.quantity(step.key).symbol
        return derivation(symbol, read, symbols, numbers, design.text(step.key), measure, size, largest, _words())

    return layout


def _shaped(design: Design) -> bool:
    return design.plan.choices["voltage_given_by"] == "two-plateaus"


def _symbol_layout(symbol: str) -> Layout:
    def layout(measure: Measure, size: float, largest: float | None) -> Picture:
        return lay_out(Name(symbol), symbol_term, measure, size, largest)

    return layout


def _words() -> Words:
    return Words(tr("if"), tr("otherwise"), tr("where"), tr("and"), tr("or"), tr("not"), tr("mean"))


def _with_basis(design: Design, declaration: Input) -> str:
    basis = design.basis(declaration.key)
    return f"{tr(declaration.label)}, {basis}" if basis else tr(declaration.label)


def _group(design: Design, key: str) -> str:
    quantity = design.quantity(key)
    group = getattr(quantity, "group", "")
    return group if group in GROUPS else next(iter(GROUPS))


def _known(design: Design, key: str) -> bool:
    return design.has(key) and math.isfinite(float(design.values[key]))


def _determined(design: Design, key: str) -> bool:
    """A formula is shown with its numbers unless it lacks one that was never given."""
    if _known(design, key):
        return True
    return not any(math.isnan(float(design.values[needed])) for needed in design.plan.by_key[key].parameters)


def _optional(key: str) -> bool:
    declaration = registry().inputs.get(key)
    return declaration is not None and declaration.optional


def _after_space(text: str) -> str:
    return f" {text}" if text else ""


def _decimals(value: float, digits: int) -> int:
    """Decimals that give a number so many significant digits, six at most."""
    if not math.isfinite(value) or value <= 0:
        return 3
    return max(0, min(6, digits - 1 - math.floor(math.log10(value))))


def _fixed(value: float, decimals: int, unit: str) -> str:
    """A number with fixed decimals and its unit."""
    if not math.isfinite(value):
        return writing.number(value)
    digits = decimals + 1 + (math.floor(math.log10(abs(value))) if value else 0)
    if value and digits > 0:
        text = writing.number(value, digits)
    else:
        text = writing.number(1.0, decimals + 1).replace("1", "0", 1)  # the decimal mark of the language
    return f"{text}{writing.SPACE}{unit}"
