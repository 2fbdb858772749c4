"""Half-cell curves from files: a table of two columns, or the text export of a cycler.

A column is known by its heading: a name and a unit, as in `Capacity (mAh/g)`, `Ewe/V` or `test_time_second`. A table
needs a voltage and either a charge or a time with a current. Rows in which the current has one sign, or the charge goes
one way, are a run; a curve is one run. Whatever is wrong becomes one sentence.

Potentials that rise for a moment in a run, as noise makes them, are levelled: the curve keeps the mean of the highest
potential to come and the lowest before. The largest change that this and the choice of points make is stated.
"""

import csv
import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from app.services import format as writing
from app.services.i18n import N_, Complaint, tr
from app.services.library import MaterialCurve
from calc import units
from calc.halfcell import resampled
from calc.units import AH, MAH_G, MG, A, S, Unit, UnknownUnit, V

POINTS: Final = 40
MAX_BYTES: Final = 200_000_000
LONGEST_HEAD: Final = 200
"""Lines before the headings, at the most: cyclers write their settings there."""

DIRECTIONS: Final = {
    "lithiation": N_("taking up lithium: the potential falls"),
    "delithiation": N_("giving lithium: the potential rises"),
}

Array = npt.NDArray[np.float64]

_WORDS: Final = {
    "second": "s", "sec": "s", "seconds": "s", "volt": "V", "volts": "V", "ampere": "A", "amps": "A", "amp": "A",
    "milliampere": "mA", "ah": "Ah", "mah": "mAh", "hour": "h", "hours": "h", "min": "min", "mA.h": "mAh",
    "mA·h": "mAh", "mA.h/g": "mAh/g", "A.h": "Ah", "mAhg-1": "mAh/g", "mAh g-1": "mAh/g", "mAh g^-1": "mAh/g",
}  # fmt: skip
"""Units as makers write them, and how they are written here."""

_UNLIKELY: Final = re.compile(
    r"^d[qv]/|aux|power|energy|internal|polar|control|max|min_|std|\bdv\b|\bdq\b", re.IGNORECASE
)
"""Headings of columns that have the unit but are not what is meant."""


class CurveError(Complaint, ValueError):
    """A file from which no curve can be taken."""


@dataclass(frozen=True, slots=True)
class Run:
    """Rows in one direction: charge passed (A·s, or A·s/kg where `specific`) from 0, rising, and potential in V."""

    number: int
    charge: Array
    potential: Array
    specific: bool

    @property
    def direction(self) -> str:
        """Lithium goes in while the potential falls."""
        return "lithiation" if self.potential[0] > self.potential[-1] else "delithiation"


def runs(path: Path) -> tuple[Run, ...]:
    """Every run in a file. Raises CurveError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CurveError(tr("{name} is too large: cut it to the cycle that is wanted.", name=path.name))
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CurveError(tr("{name} cannot be read: {reason}.", name=path.name, reason=reason)) from None
    found = tuple(_runs(_Table(_text(raw, path.name), path.name)))
    if not found:
        raise CurveError(tr("{name} holds no three rows on end in which charge is passed one way.", name=path.name))
    return found


def curve(path: Path, *, direction: str, mass: float | None = None, number: int | None = None) -> MaterialCurve:
    """The half-cell curve of one run of a file.

    `direction`: `lithiation` or `delithiation`; of the runs that go that way the one that passes most charge is taken,
    or run `number`. `mass`: active material in kg, where the file gives a charge and not a charge per mass. Raises
    CurveError.
    """
    found = runs(path)
    if number is None:
        fitting = [run for run in found if run.direction == direction]
        if not fitting:
            raise CurveError(tr("{name} has no run {direction}.", name=path.name, direction=tr(DIRECTIONS[direction])))
        run = max(fitting, key=lambda run: run.charge[-1])
    else:
        try:
            run = next(run for run in found if run.number == number)
        except StopIteration:
            raise CurveError(
                tr("{name} has no run {number}: there are {count}.", name=path.name, number=number, count=len(found))
            ) from None
        if run.direction != direction:
            raise CurveError(
                tr("Run {number} of {name} goes the other way: {direction}.", number=number, name=path.name,
                   direction=tr(DIRECTIONS[run.direction]))
            )  # fmt: skip
    if not run.specific and not (mass is not None and math.isfinite(mass) and mass > 0):
        raise CurveError(
            tr("{name} gives a charge and not a charge per mass: say the mass of the active material.", name=path.name)
        )
    return _curve(path, run, direction, 1.0 if run.specific or mass is None else mass)


def _curve(path: Path, run: Run, direction: str, mass: float) -> MaterialCurve:
    passed = run.charge / mass
    lithium = passed if direction == "lithiation" else passed[-1] - passed[::-1]
    measured = run.potential if direction == "lithiation" else run.potential[::-1]
    before, after = np.minimum.accumulate(measured), np.maximum.accumulate(measured[::-1])[::-1]
    levelled = (before + after) / 2
    x, first = np.unique(np.round(MAH_G.from_si(lithium), 3), return_index=True)
    y = levelled[first]
    if len(x) < 2:
        raise CurveError(tr("{name}: the run passes no charge to speak of.", name=path.name))
    xs, ys, _ = resampled(x, y, POINTS)
    charge = tuple(_digits(value, 3) for value in xs)
    potential = tuple(_digits(value, 4) for value in np.minimum.accumulate(np.round(ys, 4)))
    drawn = np.interp(MAH_G.from_si(lithium), [float(text) for text in charge], [float(text) for text in potential])
    error = math.ceil(10_000 * float(np.max(np.abs(drawn - measured)))) / 10
    content = "\n".join((*charge, *potential)).encode("ascii")
    return MaterialCurve(
        id=f"own-{hashlib.sha256(content).hexdigest()[:8]}",
        charge=charge,
        potential=potential,
        rate=tr("as measured"),
        direction=direction,
        licence=tr("own measurement"),
        basis=tr("charge per mass")
        if run.specific
        else tr("charge over {mass} mg of active material", mass=f"{mass * 1e6:.6g}"),
        error=f"{error:.1f} mV",
        note=tr("Run {number} of {name}.", number=run.number, name=printable(path.name)),
    )


def _digits(value: float, decimals: int) -> str:
    """Plain digits, never an exponent and never a minus before nothing."""
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0 else text


def printable(name: str) -> str:
    """A file's name without what no design file may hold."""
    return "".join(character if character.isprintable() else "?" for character in name)[:200]


# Text -----------------------------------------------------------------------------------------------------------------


def _text(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw[:4096]:
        raise CurveError(
            tr("{name} is not a text file: export it as csv or text in the cycler's own program.", name=name)
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")  # EC-Lab and older Windows programs


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    name: str
    unit: Unit


class _Table:
    """The numbers of a text table under their headings."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        lines = text.splitlines()
        for at, line in enumerate(lines[:LONGEST_HEAD]):
            delimiter = next((sign for sign in ("\t", ";", ",") if sign in line), "")
            if not delimiter:
                continue
            columns = tuple(_columns(next(csv.reader([line], delimiter=delimiter))))
            if _usable(columns):
                self.columns = columns
                self._rows = list(csv.reader(lines[at + 1 :], delimiter=delimiter))
                self._first = at + 2
                self._comma = delimiter != ","
                return
        raise CurveError(
            tr(
                "{name} has no headings with units for a voltage and a charge (or a time and a current), such as "
                "“Capacity (mAh/g)” and “Voltage (V)”.",
                name=name,
            )
        )

    def numbers(self, column: _Column) -> Array:
        """A column in SI; rows that hold nothing there are left out of all columns alike."""
        return np.array([self._number(row, line, column) for line, row in self._filled()])

    def _filled(self) -> Iterator[tuple[int, Sequence[str]]]:
        return ((self._first + at, row) for at, row in enumerate(self._rows) if any(cell.strip() for cell in row))

    def _number(self, row: Sequence[str], line: int, column: _Column) -> float:
        text = row[column.index].strip() if column.index < len(row) else ""
        plain = text.replace(",", ".") if self._comma else text
        try:
            value = float(plain)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or "_" in plain:
            raise CurveError(
                tr(
                    "{name}, line {line}: “{text}” in the column {column} is not a number. Mend the line or take it "
                    "out.",
                    name=self.name,
                    line=line,
                    text=text[:40],
                    column=column.name,
                )
            )
        return float(column.unit.to_si(value))


def _columns(headings: Sequence[str]) -> Iterator[_Column]:
    for index, heading in enumerate(headings):
        name, symbol = _split(heading.strip())
        try:
            yield _Column(index, name, units.find(_WORDS.get(symbol, _WORDS.get(symbol.lower(), symbol))))
        except UnknownUnit:
            continue


def _split(heading: str) -> tuple[str, str]:
    """A heading's name and unit: `Voltage (V)`, `Ewe/V`, `Q discharge/mA.h`, `test_time_second`."""
    bracketed = re.fullmatch(r"(.*?)\s*[(\[{]\s*([^)\]}]+?)\s*[)\]}]", heading)
    if bracketed:
        return bracketed[1], bracketed[2]
    name, slash, unit = heading.rpartition("/")
    if slash and name:
        if name.rpartition("/")[2] in ("mAh", "Ah", "mA.h") and unit == "g":  # a unit with a solidus of its own
            name, _, above = name.rpartition("/")
            return name, f"{above}/{unit}"
        return name.strip(), unit.strip()
    name, _, unit = heading.rpartition("_")
    return (name, unit) if unit.lower() in _WORDS else (heading, heading)


def _of(columns: Sequence[_Column], unit: Unit, *names: str) -> _Column | None:
    """The column of this dimension that is likeliest meant: the one whose name comes first among `names`."""
    fitting = [c for c in columns if c.unit.dimension == unit.dimension and not _UNLIKELY.search(c.name)]

    def rank(column: _Column) -> tuple[int, int]:
        lowered = column.name.lower()
        return next((at for at, name in enumerate(names) if name in lowered), len(names)), column.index

    return min(fitting, key=rank, default=None)


def _usable(columns: Sequence[_Column]) -> bool:
    charge = _of(columns, AH) or _of(columns, MAH_G)
    timed = _of(columns, S) and _of(columns, A)
    return bool(_of(columns, V) and (charge or timed))


# Runs -----------------------------------------------------------------------------------------------------------------


def _runs(table: _Table) -> Iterator[Run]:
    columns = table.columns
    voltage = _of(columns, V, "ewe", "ecell", "voltage", "potential", "volt")
    time = _of(columns, S, "total", "test_time", "test time", "time")
    current = _of(columns, A, "<i>", "current", "i")
    specific = _of(columns, MAH_G)
    charge = specific or _of(columns, AH, "(q-qo)", "q-qo", "capacity", "cap", "charge", "q")
    assert voltage is not None
    potential = table.numbers(voltage)
    if time is not None and current is not None and specific is None:
        amperes = table.numbers(current)
        step = np.diff(table.numbers(time), prepend=0.0)
        if len(step):
            step[0] = 0.0
        # A clock that jumps back, as after a restart, passes no charge.
        passed = np.where(step > 0, amperes * step, 0.0)
        sign = np.sign(np.where(np.abs(amperes) > 1e-4 * np.max(np.abs(amperes), initial=0.0), amperes, 0.0))
    else:
        assert charge is not None
        passed = np.diff(table.numbers(charge), prepend=np.nan)
        passed = np.where(np.isfinite(passed), passed, 0.0)
        # A counter that goes back to nothing begins another run.
        sign = np.where(passed == 0, 0.0, np.sign(passed))
        if len(sign) > 1:
            sign[0] = sign[1]
    number = 0
    for start, end in _stretches(sign):
        moved = np.abs(passed[start:end])
        moved[0] = 0.0
        total = np.cumsum(moved)
        if end - start < 3 or total[-1] <= 0:
            continue
        number += 1
        yield Run(number, total, potential[start:end], specific is not None)


def _stretches(sign: Array) -> Iterator[tuple[int, int]]:
    """(first, end) of the longest stretches of one sign other than 0; a 0 inside a stretch does not end it."""
    start, now = 0, 0.0
    for at, value in enumerate(sign):
        if value in (0.0, now):
            continue
        if now:
            yield start, _last(sign, start, at)
        start, now = at, float(value)
    if now:
        yield start, _last(sign, start, len(sign))


def _last(sign: Array, start: int, end: int) -> int:
    """The end without the rests that follow."""
    while end > start and sign[end - 1] == 0:
        end -= 1
    return end


def summary(taken: MaterialCurve) -> str:
    """What was taken, in one sentence."""
    return tr(
        "{count} points from {first} to {last} mAh/g and {high} to {low} V, within {error} of the file.",
        count=len(taken.charge),
        first=writing.number(float(taken.charge[0]), 4),
        last=writing.number(float(taken.charge[-1]), 4),
        high=writing.number(float(taken.potential[0]), 4),
        low=writing.number(float(taken.potential[-1]), 4),
        error=taken.error,
    )


def mass_of(text: str) -> float | None:
    """A mass as people type it, `12.5 mg`, in kg; None for nothing. Raises CurveError."""
    from app.services.expressions import parse
    from app.services.expressions.refusals import EntryError

    if not text.strip():
        return None
    try:
        entry = parse(text, MG)
    except EntryError as error:
        raise CurveError(error.message) from None
    if entry.unit.dimension != MG.dimension or entry.si <= 0:
        raise CurveError(
            tr("The mass of the active material is a mass above 0, such as 12.5 mg, not “{text}”.", text=text)
        )
    return entry.si
