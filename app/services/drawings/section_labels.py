"""The labels beside a cross-section: number, name and thickness of a layer, with a leader to it."""

from dataclasses import dataclass

from app.services import format as writing
from app.services.design import Design
from app.services.drawings.folds import Across, ply_heights
from app.services.drawings.layers import ANODE, CATHODE, PERIOD, SEPARATOR, Stack, layer_name, layer_thickness
from app.services.drawings.scene import Point, Polyline, Rect
from app.services.drawings.section_layout import Mode, Section, section_tag
from app.services.drawings.sheet import LINE, Sheet, micrometres, spread
from app.services.i18n import tr


@dataclass(frozen=True, slots=True)
class _Row:
    """A label beside the section: what it says and the point it speaks of."""

    number: str
    name: str
    thickness: str
    at: Point
    tag: str
    quiet: bool = False


def label_columns(sheet: Sheet, design: Design, of: Stack, section: Section, mode: Mode) -> tuple[float, float, float]:
    """Widths of the labels' columns: number, name, thickness."""
    most = max(of.cathodes, of.anodes, of.separators)
    if mode == "true":
        names = [ply.name for plies in of.plies.values() for ply in plies if not ply.skin]
        numbers = f"{most}{writing.SPACE}×"
    else:
        names = [layer_name(kind, most) for kind in of.plies]
        names += [ply.name for plies in of.plies.values() for ply in plies if not ply.skin]
        numbers = f"{len(of.sequence)}{writing.SPACE}×"
    thicknesses = [layer_thickness(design, kind) for kind in of.plies] + [design.text("pouch_film_thickness")]
    thickness = max(sheet.text_width(text) for text in thicknesses)
    name = max(sheet.text_width(name) for name in (*names, tr("Pouch film")))
    if section.gap is not None:
        name = max(name, sheet.text_width(_gap_text(section)) - thickness - 0.5 * sheet.em)
    return sheet.text_width(numbers), name, thickness


def label_rows(
    design: Design, of: Stack, section: Section, mode: Mode, across: Across, cup: Point, fit: float
) -> list[_Row]:
    """The labels, uppermost first: of every layer, or of the electrodes, or of each kind, as many as fit."""
    film = design.text("pouch_film_thickness")
    x = (across.cathode[1] + across.straight[1]) / 2 - 0.03 * (cup[1] - cup[0])
    outside = [
        _Row("", tr("Pouch film"), film, (x, y), "pouch-film")
        for y in (section.top + section.film / 2, section.bottom - section.film / 2)
    ]
    if mode == "true":
        return _kind_rows(design, of, section, outside[0], x)
    numbers = sorted(section.layers, reverse=True)
    extra = 3 if section.gap else 2
    if len(numbers) + extra > fit:
        first, last = 1, len(of.sequence)
        numbers = [n for n in numbers if of.sequence[n - 1] != SEPARATOR or n in (first, last)]
    if len(numbers) + extra > fit:
        return _kind_rows(design, of, section, outside[0], x)
    thickness = {kind: layer_thickness(design, kind) for kind in of.plies}
    rows = [outside[0]]
    gap_written = section.gap is None
    for number in numbers:
        if not gap_written and number < section.hidden[0]:
            rows.append(_gap_row(section, x))
            gap_written = True
        kind = of.sequence[number - 1]
        top, bottom = section.layers[number]
        tag = section_tag(of, kind, number)
        rows.append(
            _Row(
                str(number),
                layer_name(kind, of.index(number)),
                layer_thickness(design, kind, of.ends[number]) if number in of.ends else thickness[kind],
                (x, (top + bottom) / 2),
                tag,
                kind == SEPARATOR,
            )
        )
    return [*rows, outside[1]]


def _gap_row(section: Section, x: float) -> _Row:
    assert section.gap is not None
    return _Row("⋮", _gap_text(section), "", (x, sum(section.gap) / 2), "", True)


def _gap_text(section: Section) -> str:
    first, last = section.hidden
    repeats = (last - first + 1) // PERIOD
    return tr("layers {first} to {last}: {repeats} × the same", first=first, last=last, repeats=repeats)


def _kind_rows(design: Design, of: Stack, section: Section, film: _Row, x: float) -> list[_Row]:
    """One label for each material, at its uppermost layer."""
    counts = {SEPARATOR: of.separators, ANODE: of.anodes, CATHODE: of.cathodes}
    seen: set[str] = set()
    rows = [film]
    for number in sorted(section.layers, reverse=True):
        kind = of.sequence[number - 1]
        if kind in seen:
            continue
        seen.add(kind)
        for ply, top, bottom in reversed(
            ply_heights(of.plies_at(number), section.layers[number], 1.0 if section.scale else 0.4)
        ):
            if ply.skin or ply.name in seen:
                continue
            seen.add(ply.name)
            thickness = micrometres(ply.thickness)
            rows.append(
                _Row(
                    f"{counts[kind]}{writing.SPACE}×",
                    ply.name,
                    thickness,
                    (x, (top + bottom) / 2),
                    section_tag(of, kind, number),
                )
            )
    if section.gap is not None:
        rows.append(_gap_row(section, x))
    return rows


def write_labels(sheet: Sheet, rows: list[_Row], section: Section, left: float, columns: tuple[float, ...]) -> None:
    """The labels in three columns, each with a leader to what it names."""
    em = sheet.em
    low, high = 0.15 * em, section.bottom + 0.6 * em
    fitting = rows[: max(int((high - low) / (LINE * em)), 0)]
    ys = spread([row.at[1] for row in fitting], [LINE * em] * len(fitting), low, high)
    number_x = left + 1.9 * em + columns[0]
    name_x = number_x + 0.7 * em
    knee, dot = left + 0.35 * em, 0.13 * em
    for row, y in zip(fitting, ys, strict=True):
        part = "quiet" if row.quiet else "text"
        if row.number != "⋮":
            sheet.add(Polyline((row.at, (knee, row.at[1]), (left + 1.5 * em, y)), "leader"))
            sheet.add(Rect(row.at[0] - dot, row.at[1] - dot, 2 * dot, 2 * dot, "leader", line=0))
        sheet.write(number_x, y, row.number, "right", part="quiet", tag=row.tag)
        sheet.write(name_x, y, row.name, part=part, tag=row.tag)
        if row.thickness:
            sheet.write(sheet.width - 0.3 * em, y, row.thickness, "right", part=part, tag=row.tag)
