"""A cycler programme as the files that cyclers and models read, written by aurora-unicycler.

Every function takes a Programme and returns the bytes of a file; FILES lists them. The library works in mA, V and s
and is imported when a file is made. What a format cannot say is said in `limits`, or refused with a sentence; nothing
is left out quietly. Two runs give the same bytes: where the library writes the clock or a random number, the date and
the hash of the design take its place.
"""

import functools
import json
import re
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from app.services import format as writing
from app.services.cycler_programme import ConstantCurrent, Hold, Part, Programme, ProgrammeError, Rest, Step
from app.services.i18n import tr
from calc.units import MA, MAH, A, V

if TYPE_CHECKING:
    from aurora_unicycler import CyclingProtocol

BIOLOGIC_HIGHEST: Final = 1.0
"""A: the largest range of a channel without a booster."""
BIOLOGIC_SMALLEST_REST: Final = 1.0
"""s: the current range of a channel changes in a rest only."""
BIOLOGIC_VOLTAGES: Final = ((0.0, 5.0), (-5.0, 5.0), (0.0, 10.0), (-10.0, 10.0))
"""V: control ranges, the finest first."""
TOMATO_RANGES: Final = ((1e-3, "1 mA"), (1e-2, "10 mA"), (1e-1, "100 mA"), (1.0, "1 A"))
"""A: the largest current of a range, and its name."""
MPG2_HIGHEST: Final = 0.1
"""A: what a channel of the MPG2 gives, the one instrument the library names in a payload."""
PYBAMM_MOST_STEPS: Final = 10_000
"""Steps with every loop written out."""
NEWARE_DATE: Final = "20000101000000"
"""Stands for the date of a design that is not saved yet."""
_PLACEHOLDER: Final = "$NAME"
_SPACE_OF_IDS: Final = uuid.UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")


def neware(programme: Programme) -> bytes:
    """A step file of Neware's BTS client, version 8: .xml."""
    made: str = _protocol(programme).to_neware_xml()
    # Safe to parse: it was written by the library a line ago.
    root = ET.fromstring(made)
    config = root.find("config")
    assert config is not None
    digits = re.sub(r"\D", "", programme.saved)
    config.set("date", f"{digits}000000" if len(digits) == 8 else NEWARE_DATE)
    config.set("Guid", str(uuid.uuid5(_SPACE_OF_IDS, f"{programme.design_id} {programme.hash}")))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def biologic(programme: Programme) -> bytes:
    """A settings file of BioLogic's EC-Lab with the technique Modulo Bat: .mps, in Windows-1252 with CRLF."""
    highest = programme.highest_current
    if highest > BIOLOGIC_HIGHEST:
        raise ProgrammeError(
            tr(
                "A BioLogic channel without a booster gives at most {limit}; this programme needs {current}. Lower "
                "the rates, or take another format.",
                limit=writing.quantity_text(BIOLOGIC_HIGHEST, A),
                current=writing.quantity_text(highest, A),
            )
        )
    pauses = [
        step.time for part in programme.parts if part.id != "soak" for step in part.steps if isinstance(step, Rest)
    ]
    if any(isinstance(step, ConstantCurrent) for step in programme.steps) and (
        not pauses or min(pauses) < BIOLOGIC_SMALLEST_REST
    ):
        raise ProgrammeError(
            tr(
                "A BioLogic channel changes its current range in a rest only: give a rest between steps of at least "
                "1 s."
            )
        )
    low, high = programme.safety.voltage_low, programme.safety.voltage_high
    spans = [span for span in BIOLOGIC_VOLTAGES if span[0] <= low and high <= span[1]]
    if not spans:
        raise ProgrammeError(
            tr(
                "A BioLogic channel controls −10 V to 10 V; the safety limits are {low} and {high}.",
                low=writing.quantity_text(low, V),
                high=writing.quantity_text(high, V),
            )
        )
    made: str = _protocol(programme, timed=True, name=_latin(programme.name)).to_biologic_mps(range_V=spans[0])
    return made.replace("\n", "\r\n").encode("cp1252")


def tomato(programme: Programme) -> bytes:
    """A payload of tomato 0.2 for a BioLogic MPG2: .json."""
    highest = programme.highest_current
    fitting = [name for limit, name in TOMATO_RANGES if highest <= limit]
    if not fitting:
        raise ProgrammeError(
            tr(
                "The file for tomato has ranges up to {limit}; this programme needs {current}. Lower the rates, or "
                "take another format.",
                limit=writing.quantity_text(TOMATO_RANGES[-1][0], A),
                current=writing.quantity_text(highest, A),
            )
        )
    made = json.loads(_protocol(programme, timed=True).to_tomato_mpg2())
    for step in made["method"]:
        if "I_range" in step:  # The library writes 10 mA whatever the current.
            step["I_range"] = fitting[0]
    return _json(made)


def pybamm(programme: Programme) -> bytes:
    """The steps of a PyBaMM experiment with every loop written out, as a JSON list of texts: .json."""
    count = sum(part.cycles * len(part.steps) for part in programme.parts)
    # The library counts the loop itself as a step of each cycle.
    if count + sum(part.cycles for part in programme.parts) > PYBAMM_MOST_STEPS:
        raise ProgrammeError(
            tr(
                "A PyBaMM experiment lists every step; this programme has {count} of them, and {most} can be written. "
                "Lower the number of cycles.",
                count=count,
                most=PYBAMM_MOST_STEPS,
            )
        )
    # PyBaMM takes C-rates from the nominal capacity of its own parameters: only currents say what is meant.
    return _json(_protocol(programme, timed=True, rates=False).to_pybamm_experiment())


def battinfo(programme: Programme) -> bytes:
    """The programme as linked data in the terms of BattINFO: .jsonld."""
    return _json(_protocol(programme).to_battinfo_jsonld())


def unicycler(programme: Programme) -> bytes:
    """The programme in aurora-unicycler's own terms, which it reads back: .json."""
    return _json(_protocol(programme).to_dict())


FILES: Final[Mapping[str, Callable[[Programme], bytes]]] = {
    "neware": neware,
    "biologic": biologic,
    "unicycler": unicycler,
    "tomato": tomato,
    "pybamm": pybamm,
    "battinfo": battinfo,
}
"""Format → what makes its file."""


def limits(programme: Programme, file: str) -> tuple[str, ...]:
    """What the file cannot say, and what to do about it; sentences, translated."""
    charge = writing.quantity_text(programme.safety.charge, MAH)
    told = {
        "neware": (),
        "biologic": (
            tr(
                "The file has no limit of the charge: each step at constant current also ends after the time in which "
                "it moves {charge}, and the test goes on.",
                charge=charge,
            ),
            tr(
                "The safety limit of the current counts for charge and discharge alike; check the current ranges of "
                "the channel."
            ),
        ),
        "unicycler": (),
        "tomato": (
            tr(
                "The file has no safety limits: set them at the instrument ({low} to {high}, {current}).",
                low=writing.quantity_text(programme.safety.voltage_low, V),
                high=writing.quantity_text(programme.safety.voltage_high, V),
                current=writing.quantity_text(programme.safety.current, MA),
            ),
        ),
        "pybamm": (tr("A simulation has neither safety limits nor recording conditions: the file says neither."),),
        "battinfo": (tr("The terms say the steps; safety limits and recording conditions are not in the file."),),
    }[file]
    if file == "tomato" and programme.highest_current > MPG2_HIGHEST:
        told = (
            *told,
            tr(
                "The file names a BioLogic MPG2, whose channels give {limit}; name an instrument that gives {current}.",
                limit=writing.quantity_text(MPG2_HIGHEST, A),
                current=writing.quantity_text(programme.highest_current, A),
            ),
        )
    if file == "biologic" and "?" in _latin(programme.name.replace("?", "")):
        told = (*told, tr("The file holds Western letters only; others in the name of the design became “?”."))
    return (*told, *remarks(programme))


def remarks(programme: Programme) -> tuple[str, ...]:
    """What the hands have to know besides, whatever the file; sentences, translated."""
    if not programme.degassed:
        return ()
    return (
        tr(
            "The cell is degassed between formation and cycles, and this is one programme: stop it there, or make two, "
            "one with cycle_count = 0 and one with rest_time = 0 and formation_cycles = 0."
        ),
    )


# The library's protocol ---------------------------------------------------------------------------------------------


def _protocol(programme: Programme, *, timed: bool = False, rates: bool = True, name: str = "") -> "CyclingProtocol":
    """The programme as the library takes it. `timed`: a step ends after its longest time, where no limit of the
    charge can be said. `rates`: currents as multiples of the 1C capacity, which is given with them."""
    import aurora_unicycler as unicycler

    make = functools.partial(_step, timed=timed, rates=rates)
    method: list[Any] = []
    for part in programme.parts:
        steps = [make(step) for step in part.steps if not (isinstance(step, Rest) and step.time <= 0)]
        method += _looped(part, steps) if part.cycles > 1 else steps
    safety, record = programme.safety, programme.record
    chosen = name or programme.name
    return unicycler.CyclingProtocol(
        # The library takes this very name for one that is still to be filled in.
        sample=unicycler.SampleParams(
            name=f"{chosen} " if chosen == _PLACEHOLDER else chosen, capacity_mAh=_mah(programme.one_c)
        ),
        record=unicycler.RecordParams(time_s=_tidy(record.time), voltage_V=_tidy(record.voltage)),
        safety=unicycler.SafetyParams(
            max_voltage_V=_tidy(safety.voltage_high),
            min_voltage_V=_tidy(safety.voltage_low),
            max_current_mA=_ma(safety.current),
            min_current_mA=-_ma(safety.current),
            max_capacity_mAh=_mah(safety.charge),
            delay_s=safety.delay,
        ),
        method=method,
    )


def _looped(part: Part, steps: list[Any]) -> list[Any]:
    import aurora_unicycler as unicycler

    return [unicycler.Tag(tag=part.id), *steps, unicycler.Loop(loop_to=part.id, cycle_count=part.cycles)]


def _step(step: Step, *, timed: bool, rates: bool) -> Any:
    import aurora_unicycler as unicycler

    match step:
        case Rest(time):
            return unicycler.OpenCircuitVoltage(until_time_s=_tidy(time))
        case ConstantCurrent():
            if _tidy(step.voltage) == 0:  # which the library takes for a step without a voltage
                raise ProgrammeError(
                    tr(
                        "No step of this format can end at {voltage}: type a lower cut-off just above it, or take the "
                        "csv or the text.",
                        voltage=writing.quantity_text(0.0, V),
                    )
                )
            return unicycler.ConstantCurrent(
                rate_C=_tidy(step.rate) if rates else None,
                current_mA=None if rates else _ma(step.current),
                until_voltage_V=_tidy(step.voltage),
                until_time_s=float(round(step.longest)) if timed else None,
            )
        case Hold():
            return unicycler.ConstantVoltage(
                voltage_V=_tidy(step.voltage),
                until_rate_C=_tidy(step.rate) if rates else None,
                until_current_mA=None if rates else _ma(step.current),
                until_time_s=_tidy(step.longest),
            )


def _tidy(value: float) -> float:
    """Twelve digits: enough for any cycler, and free of what binary division leaves behind."""
    return float(f"{value:.12g}")


def _ma(current: float) -> float:
    return _tidy(MA.from_si(current))


def _mah(charge: float) -> float:
    return _tidy(MAH.from_si(charge))


def _latin(name: str) -> str:
    return name.replace("‖", "||").encode("cp1252", "replace").decode("cp1252")


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
