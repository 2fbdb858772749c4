"""What the cycler does with the finished cell, step by step: rest, formation, cycles, and when it stops.

`programme(design)` makes it from the design's rates, voltage window and 1C basis, in SI units. The printed table and
the files for cyclers (`app.services.cycler_files`) are made from the same steps. Charge currents are positive.

A cathode that contains lithium is charged first; a sulfur cell is built charged and starts with a discharge.
"""

import math
from dataclasses import dataclass
from typing import Literal

from app.services.design import Design
from app.services.i18n import N_, Complaint, tr

DELAY = 1.0
"""Seconds for which a safety limit must be passed before the test is stopped: a spike of the supply is no fault."""


class ProgrammeError(Complaint):
    """A design that no programme can be made of."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Open circuit for `time` seconds."""

    time: float


@dataclass(frozen=True, slots=True)
class ConstantCurrent:
    """`rate` times the 1C current, positive in a charge, until the voltage is reached. `current` in A.

    `longest`: seconds after which the step has moved the charge at which the test is to be stopped.
    """

    current: float
    rate: float
    voltage: float
    longest: float
    keys: tuple[str, str]
    """The quantities that current and voltage are."""

    @property
    def charge(self) -> bool:
        return self.current > 0


@dataclass(frozen=True, slots=True)
class Hold:
    """`voltage` held until the current has fallen to `current` A, `rate` times the 1C current, or for `longest` s."""

    voltage: float
    current: float
    rate: float
    longest: float


Step = Rest | ConstantCurrent | Hold


@dataclass(frozen=True, slots=True)
class Part:
    """Steps that are done `cycles` times. `id` names the part in a file, `label` is marked with N_."""

    id: Literal["soak", "formation", "cycling"]
    label: str
    cycles: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Safety:
    """Where the cycler stops the whole test; in V, A and C, `delay` in s."""

    voltage_high: float
    voltage_low: float
    current: float
    charge: float
    delay: float = DELAY


@dataclass(frozen=True, slots=True)
class Record:
    """When a point is recorded: each `time` s and each `voltage` V."""

    time: float
    voltage: float


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole programme. `one_c` is the charge in C that 1C moves in an hour."""

    name: str
    design_id: str
    revision: int
    hash: str
    saved: str
    one_c: float
    parts: tuple[Part, ...]
    safety: Safety
    record: Record
    degassed: bool
    """Whether the gas bag is cut off between formation and cycles."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step once, in order."""
        return tuple(step for part in self.parts for step in part.steps)

    @property
    def highest_current(self) -> float:
        """The largest current of any step, in A."""
        return max((abs(s.current) for s in self.steps if isinstance(s, ConstantCurrent)), default=0.0)


def programme(design: Design) -> Programme:
    """The programme of a design. Raises ProgrammeError where a number is missing or contradicts another."""
    _check(design)
    value = design.values
    soak = Part("soak", N_("Rest after filling"), 1, (Rest(_si(design, "rest_time")),))
    formation = Part("formation", N_("Formation"), int(value["formation_cycles"]), _cycle(design, "formation"))
    cycling = Part("cycling", N_("Cycling"), int(value["cycle_count"]), _cycle(design, ""))
    parts = tuple(part for part in (soak, formation, cycling) if part.cycles and not _empty(part))
    if not parts:
        raise ProgrammeError(
            tr("There is nothing to program: rest time, formation cycles and cycles after formation are all 0.")
        )
    document = design.document
    return Programme(
        name=document.name,
        design_id=document.id,
        revision=document.revision,
        hash=design.hash,
        saved=document.saved,
        one_c=_si(design, "one_c_charge"),
        parts=parts,
        safety=Safety(
            _si(design, "safety_voltage_high"),
            _si(design, "safety_voltage_low"),
            _si(design, "safety_current"),
            _si(design, "safety_charge"),
        ),
        record=Record(_si(design, "record_interval"), _si(design, "record_voltage_step")),
        degassed={formation, cycling} <= set(parts) and _si(design, "gas_bag_width") > 0,
    )


def starts_with_charge(design: Design) -> bool:
    """Whether the first step moves lithium out of the cathode."""
    return design.plan.choices["cathode_lithium"] == "contained"


def _cycle(design: Design, which: Literal["formation", ""]) -> tuple[Step, ...]:
    """One cycle, rests included: the steps of a charge and of a discharge in the order of the chemistry."""
    prefix = (which, which) if which else ("charge", "discharge")
    pause = Rest(_si(design, "step_rest"))
    pauses: tuple[Step, ...] = (pause,) if pause.time > 0 else ()
    up: tuple[Step, ...] = (_current(design, prefix[0], +1), *_hold(design), *pauses)
    down: tuple[Step, ...] = (_current(design, prefix[1], -1), *pauses)
    return (*up, *down) if starts_with_charge(design) else (*down, *up)


def _current(design: Design, prefix: str, sign: int) -> ConstantCurrent:
    key, limit = f"{prefix}_current", "upper_voltage" if sign > 0 else "lower_voltage"
    current = _si(design, key)
    return ConstantCurrent(
        current=sign * current,
        rate=sign * design.number(f"{prefix}_rate"),
        voltage=_si(design, limit),
        longest=_si(design, "safety_charge") / current,
        keys=(key, limit),
    )


def _hold(design: Design) -> tuple[Step, ...]:
    if design.plan.choices["charge_method"] != "cc-cv":
        return ()
    return (
        Hold(
            voltage=_si(design, "upper_voltage"),
            current=_si(design, "charge_cutoff_current"),
            rate=design.number("charge_cutoff_rate"),
            longest=_si(design, "hold_time_limit"),
        ),
    )


def _empty(part: Part) -> bool:
    return all(isinstance(step, Rest) and step.time <= 0 for step in part.steps)


def _si(design: Design, key: str) -> float:
    return float(design.values[key])


def _check(design: Design) -> None:
    for key in (
        "capacity",
        "one_c_charge",
        "formation_current",
        "charge_current",
        "discharge_current",
        "safety_charge",
    ):
        number = _si(design, key)
        if not (math.isfinite(number) and number > 0):
            raise ProgrammeError(
                tr(
                    "{label} ({key}) is {value}: a cycler programme needs a number above 0.",
                    label=tr(design.quantity(key).label),
                    key=key,
                    value=design.text(key),
                )
            )
    if _si(design, "lower_voltage") >= _si(design, "upper_voltage"):
        raise ProgrammeError(
            tr(
                "The lower cut-off voltage, {low}, is not below the upper one, {high}.",
                low=design.text("lower_voltage"),
                high=design.text("upper_voltage"),
            )
        )
    if design.plan.choices["charge_method"] == "cc-cv":
        for key in ("charge_current", "formation_current"):
            if _si(design, "charge_cutoff_current") >= _si(design, key):
                raise ProgrammeError(
                    tr(
                        "The hold would end at once: its cut-off current, {cutoff}, is not below the current before "
                        "it, {current}. Lower the cut-off rate of the hold.",
                        cutoff=design.text("charge_cutoff_current"),
                        current=design.text(key),
                    )
                )
