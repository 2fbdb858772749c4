"""A cycler programme as a table for people: what is printed, and what is written as csv and as plain text.

A line is one step as somebody types it into a cycler: its number, what it does, the current of this cell in mA, until
when, and where the programme goes on.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from app.services import format as writing
from app.services.cycler_files import remarks
from app.services.cycler_programme import ConstantCurrent, Hold, Part, Programme, Rest, Step, programme
from app.services.design import Design
from app.services.i18n import tr
from calc.units import C_RATE, MA, MAH, MIN, MV, H, S, V

CSV_HEAD = ("number", "part", "cycles", "step", "current_mA", "rate_C", "voltage_V", "end_current_mA", "longest_s")
"""The columns of the csv. A charge has a positive current; an empty field does not apply."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step as people read it. `again`: where a part is repeated, said at its last step."""

    number: int
    part: str
    what: str
    current: str
    rate: str
    until: str
    again: str


def lines(programme: Programme) -> Iterator[Line]:
    """Every step, numbered from 1."""
    number = 0
    for part in programme.parts:
        first = number + 1
        for place, step in enumerate(part.steps, 1):
            number += 1
            last = place == len(part.steps) and part.cycles > 1
            again = tr("from {first} on, {cycles} cycles in all", first=first, cycles=part.cycles) if last else ""
            yield Line(number, _title(part), *_said(step), again)


def conditions(design: Design) -> Iterator[tuple[str, str]]:
    """Label and value of what holds for all steps: the 1C basis, recording, safety limits, time."""
    made = programme(design)
    safety, record = made.safety, made.record
    yield (
        tr("1C"),
        tr(
            "{current} = {basis} × {mass} of active material, in an hour",
            current=writing.quantity_text(made.one_c / H.to_si(1), MA),
            basis=design.text("one_c_capacity"),
            mass=design.text("cathode_active_mass"),
        ),
    )
    yield (
        tr("Record"),
        tr(
            "every {time}, and at each change of {voltage}",
            time=writing.with_unit(writing.full(record.time, S), S),
            voltage=writing.with_unit(writing.full(record.voltage, MV), MV),
        ),
    )
    yield (
        tr("Stop the test"),
        tr(
            "below {low}, above {high}, beyond ±{current}, at {charge} in one step; after {delay}",
            low=writing.with_unit(writing.full(safety.voltage_low, V), V),
            high=writing.with_unit(writing.full(safety.voltage_high, V), V),
            current=writing.quantity_text(safety.current, MA),
            charge=writing.quantity_text(safety.charge, MAH),
            delay=writing.with_unit(writing.full(safety.delay, S), S),
        ),
    )
    yield (
        tr("Time"),
        tr(
            "{time} at most, {days} days; up to {points} points recorded",
            time=design.text("programme_time"),
            days=writing.number(float(design.values["programme_time"]) / 86400, 2),
            points=writing.count(float(design.values["recorded_points"])),
        ),
    )


def as_csv(design: Design) -> bytes:
    """The steps as a table for programs: numbers in the units the head names, in UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(CSV_HEAD)
    number = 0
    for part in programme(design).parts:
        for step in part.steps:
            number += 1
            writer.writerow((number, part.id, part.cycles, *_fields(step)))
    return stream.getvalue().encode("utf-8")


def as_text(design: Design) -> bytes:
    """The table in plain text, in columns, in UTF-8."""
    document = design.document
    rows = [
        (str(line.number), line.what, line.current, line.rate, line.until, line.again)
        for line in lines(programme(design))
    ]
    head = ("", tr("Step"), tr("Current"), tr("Rate"), tr("Until"), tr("Then"))
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    told = [
        tr("Cycler programme: {name}", name=document.name),
        tr(
            "Design {id} · revision {revision} · hash {hash}",
            id=document.id,
            revision=document.revision,
            hash=design.short_hash,
        ),
        "",
    ]
    part = ""
    for line, row in zip((None, *lines(programme(design))), (head, *rows), strict=True):
        if line is not None and line.part != part:
            part = line.part
            told.append(part)
        told.append("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    told += ["", *(f"{label}: {value}" for label, value in conditions(design)), *remarks(programme(design))]
    return ("\n".join(told) + "\n").encode("utf-8")


def duration(seconds: float) -> str:
    """A time as it is typed into a cycler: `24 h`, `10 min`, `45 s`."""
    unit = next((u for u in (H, MIN) if seconds >= u.to_si(1) and not seconds % u.to_si(0.5)), S)
    return writing.with_unit(writing.full(seconds, unit), unit)


def _rate(rate: float) -> str:
    return writing.with_unit(writing.full(float(C_RATE.to_si(abs(rate))), C_RATE), C_RATE)


def _title(part: Part) -> str:
    label = tr(part.label)
    return label if part.cycles == 1 else tr("{part}, {cycles} cycles", part=label, cycles=part.cycles)


def _said(step: Step) -> tuple[str, str, str, str]:
    """What it does, current, rate, until when."""
    match step:
        case Rest(time):
            return tr("Rest"), "", "", duration(time)
        case ConstantCurrent():
            what = tr("Charge, CC") if step.charge else tr("Discharge, CC")
            return (
                what,
                writing.quantity_text(abs(step.current), MA),
                _rate(step.rate),
                writing.with_unit(writing.full(step.voltage, V), V),
            )
        case Hold():
            until = tr(
                "{current} ({rate}), or {time}",
                current=writing.quantity_text(step.current, MA),
                rate=_rate(step.rate),
                time=duration(step.longest),
            )
            return tr("Hold, CV {voltage}", voltage=writing.with_unit(writing.full(step.voltage, V), V)), "", "", until


def _fields(step: Step) -> tuple[str, ...]:
    """Kind, current, rate, voltage, end current, longest time."""
    match step:
        case Rest(time):
            return "rest", "", "", "", "", _plain(time)
        case ConstantCurrent():
            kind = "charge" if step.charge else "discharge"
            return kind, _plain(MA.from_si(step.current)), _plain(step.rate), _plain(step.voltage), "", ""
        case Hold():
            return (
                "hold",
                "",
                "",
                _plain(step.voltage),
                _plain(MA.from_si(step.current)),
                _plain(step.longest),
            )


def _plain(value: float) -> str:
    return f"{value:.12g}"
