"""The cycler programme: what it says follows from the design, and every file says the same when it is read back."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from app.services import cycler_files, cycler_table, edits, process, templates
from app.services.cycler_programme import ConstantCurrent, Hold, Programme, ProgrammeError, Rest, programme
from app.services.design import Design
from app.services.reports import cycler_sheet
from calc.graph import registry
from tests.reports import reading

SULFUR, COBALT, GRAPHITE = "li-s-1.6Ah-ers", "li-lco-0.53Ah-ers", "nmc811-graphite"
SMALL = {"charge_rate": "0.02", "discharge_rate": "0.02", "formation_rate": "0.01", "charge_cutoff_rate": "0.005"}
"""Rates at which every template fits into every format."""


def designed(template: str, name: str = "", **values: str) -> Design:
    document = templates.template(template)
    for key, text in values.items():
        if key in registry().choices:
            document = edits.set_choice(document, key, text)
        elif key in {d.key for d in document.plan.inputs}:
            document = edits.set_value(document, key, text)
    return Design(edits.rename(document, name) if name else document)


def made(template: str, name: str = "", **values: str) -> Programme:
    return programme(designed(template, name, **values))


def currents(found: Programme) -> list[float]:
    """In mA, of every step that has one, charge positive."""
    return [step.current * 1000 for step in found.steps if isinstance(step, ConstantCurrent)]


# What it says ---------------------------------------------------------------------------------------------------------


def test_a_sulfur_cell_rests_and_is_discharged_first():
    steps = made(SULFUR).steps
    assert isinstance(steps[0], Rest)
    assert steps[0].time == 24 * 3600
    assert isinstance(steps[1], ConstantCurrent)
    assert not steps[1].charge
    assert steps[1].voltage == pytest.approx(1.8)


@pytest.mark.parametrize("template", [COBALT, GRAPHITE])
def test_a_cathode_with_lithium_is_charged_first(template):
    steps = made(template).steps
    assert isinstance(steps[0], Rest)
    assert isinstance(steps[1], ConstantCurrent)
    assert steps[1].charge
    assert steps[1].voltage == pytest.approx(4.2)


def test_the_currents_are_the_rates_of_the_active_mass_put_in():
    """1.74 g of sulfur at 1000 mAh/g: 1C is 1740 mA. Formation at 0.1C; discharge at 0.2C, charge at 0.1C."""
    found = made(SULFUR)
    assert found.one_c / 3.6 == pytest.approx(1740)
    assert currents(found) == pytest.approx([-174, 174, -348, 174])


@pytest.mark.parametrize("template", templates.ids())
def test_it_says_the_formation_of_the_build_sheet(template):
    """The same quantities stand on the sheet and in the programme."""
    design = designed(template)
    step = next(s for s in process.process_of(design).steps if s.id == "formation")
    targets = {entry.id: entry.target for entry in step.entries if entry.target}
    formation = next(part for part in programme(design).parts if part.id == "formation")
    for found in formation.steps:
        if isinstance(found, ConstantCurrent):
            ends = targets["formation_upper" if found.charge else "formation_lower"]
            assert abs(found.current) == pytest.approx(targets["formation_current_set"].si, rel=1e-12)
            assert found.voltage == pytest.approx(ends.si, rel=1e-12)
        elif isinstance(found, Hold):
            assert found.current == pytest.approx(targets["formation_hold"].si, rel=1e-12)
    assert any(isinstance(found, Hold) for found in formation.steps) == ("formation_hold" in targets)
    assert f"{formation.cycles} cycles" in "".join(piece.text for line in step.lines for piece in line)


def test_a_held_charge_ends_at_the_cut_off_current_or_in_time():
    hold = next(step for step in made(GRAPHITE).steps if isinstance(step, Hold))
    design = designed(GRAPHITE)
    assert hold.voltage == pytest.approx(4.2)
    assert hold.current == float(design.values["charge_cutoff_current"])
    assert hold.longest == 3 * 3600


def test_a_cell_built_discharged_may_rest_near_0_volts():
    """A fresh graphite cell shows some 0.1 V: a limit below the window would stop the test before it begins."""
    assert made(GRAPHITE).safety.voltage_low == pytest.approx(-0.1)
    assert made(SULFUR).safety.voltage_low == pytest.approx(1.7)


def test_more_than_a_fifth_above_the_first_charge_stops_the_test():
    design = designed(GRAPHITE)
    assert made(GRAPHITE).safety.charge == pytest.approx(1.2 * float(design.values["first_charge_capacity"]))
    assert made(SULFUR).safety.charge == pytest.approx(1.2 * 1.6 * 3600)


def test_no_rest_no_formation_and_no_cycles_leave_out_their_part():
    assert [part.id for part in made(SULFUR, rest_time="0", cycle_count="0").parts] == ["formation"]
    assert [part.id for part in made(SULFUR, formation_cycles="0").parts] == ["soak", "cycling"]
    assert not any(isinstance(s, Rest) for s in made(SULFUR, rest_time="0", step_rest="0").steps)


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        (SULFUR, {"rest_time": "0", "formation_cycles": "0", "cycle_count": "0"}, "nothing to program"),
        (SULFUR, {"lower_voltage": "2.7"}, "2.7\u202fV, is not below the upper one, 2.6\u202fV"),
        (GRAPHITE, {"charge_cutoff_rate": "0.2"}, "Lower the cut-off rate"),
    ],
)
def test_what_makes_no_programme_is_refused_in_a_sentence(template, values, said):
    with pytest.raises(ProgrammeError) as refused:
        made(template, **values)
    assert said in refused.value.message


# Neware ---------------------------------------------------------------------------------------------------------------


def neware_steps(content: bytes) -> list[ET.Element]:
    found = ET.fromstring(content).find("config/Step_Info")
    assert found is not None
    return list(found)


def value(root: ET.Element, path: str) -> str:
    found = root.find(path)
    assert found is not None, path
    return found.get("Value", "")


def limit(step: ET.Element, name: str) -> float:
    return float(value(step, f"Limit/Main/{name}"))


CHARGE, DISCHARGE, HOLD, REST, LOOP, END = "1", "2", "3", "4", "5", "6"


@pytest.mark.parametrize("template", templates.ids())
def test_a_neware_file_read_back_says_the_programme(template):
    found = made(template)
    steps = neware_steps(cycler_files.neware(found))
    worked = [step for step in steps if step.get("Step_Type") not in (LOOP, END)]
    for step, wanted in zip(worked, found.steps, strict=True):
        match wanted:
            case Rest(time):
                assert step.get("Step_Type") == REST
                assert limit(step, "Time") == pytest.approx(time * 1000)  # ms
            case ConstantCurrent():
                assert step.get("Step_Type") == (CHARGE if wanted.charge else DISCHARGE)
                assert limit(step, "Curr") == pytest.approx(abs(wanted.current) * 1000, abs=1e-6)  # mA
                assert limit(step, "Stop_Volt") == pytest.approx(wanted.voltage * 1e4)  # 0.1 mV
            case Hold():
                assert step.get("Step_Type") == HOLD
                assert limit(step, "Volt") == pytest.approx(wanted.voltage * 1e4)
                assert limit(step, "Stop_Curr") == pytest.approx(wanted.current * 1000, abs=1e-6)
                assert limit(step, "Time") == pytest.approx(wanted.longest * 1000)
    assert steps[-1].get("Step_Type") == END
    loops = [step for step in steps if step.get("Step_Type") == LOOP]
    counts = [int(value(step, "Limit/Other/Cycle_Count")) for step in loops]
    assert counts == [part.cycles for part in found.parts if part.cycles > 1]
    assert value(loops[0], "Limit/Other/Start_Step") == "2"  # after the rest


def test_a_neware_file_stops_the_test_where_the_design_says():
    root, protect = ET.fromstring(cycler_files.neware(made(SULFUR))), "config/Whole_Prt/Protect/Main"
    assert float(value(root, f"{protect}/Volt/Upper")) == pytest.approx(2.7e4)
    assert float(value(root, f"{protect}/Volt/Lower")) == pytest.approx(1.7e4)
    assert float(value(root, f"{protect}/Curr/Upper")) == pytest.approx(1.2 * 348)
    assert float(value(root, f"{protect}/Cap/Upper")) == pytest.approx(1.2 * 1600 * 3600)  # mA·s


# BioLogic -------------------------------------------------------------------------------------------------------------


def biologic_table(content: bytes) -> dict[str, list[str]]:
    """Row → what stands in each column of a step, 20 characters wide."""
    text = content.decode("cp1252")
    rows = text[text.index("\r\nNs ") :].strip("\r\n").split("\r\n")
    return {row[:20].strip(): [cell.strip() for cell in re.findall(".{20}", row[20:])] for row in rows}


IN_MILLI = {"mA": 1.0, "uA": 1e-3}


@pytest.mark.parametrize("template", templates.ids())
def test_a_biologic_file_read_back_says_the_programme(template):
    found = made(template, **SMALL)
    table = biologic_table(cycler_files.biologic(found))
    worked = [column for column, kind in enumerate(table["ctrl_type"]) if kind != "Loop"]

    def limits(column: int) -> dict[str, float]:
        used = range(1, 1 + int(table["lim_nb"][column]))
        return {table[f"lim{n}_type"][column]: float(table[f"lim{n}_value"][column]) for n in used}

    for column, wanted in zip(worked, found.steps, strict=True):
        match wanted:
            case Rest(time):
                assert table["ctrl_type"][column] == "Rest"
                assert limits(column)["Time"] == pytest.approx(time)
            case ConstantCurrent():
                milli = float(table["ctrl1_val"][column]) * IN_MILLI[table["ctrl1_val_unit"][column]]
                assert milli == pytest.approx(wanted.current * 1000, abs=5e-4)
                assert limits(column)["Ewe"] == pytest.approx(wanted.voltage)
                assert limits(column)["Time"] == pytest.approx(wanted.longest, abs=0.5)
                span, unit = table["I Range"][column].split()
                assert abs(milli) <= float(span) * {"A": 1000, "mA": 1, "µA": 1e-3}[unit]
            case Hold():
                assert table["ctrl_type"][column] == "CV"
                assert float(table["ctrl1_val"][column]) == pytest.approx(wanted.voltage)
                assert limits(column)["|I|"] == pytest.approx(wanted.current * 1000, abs=5e-4)
    repeats = [int(table["ctrl_repeat"][c]) for c, kind in enumerate(table["ctrl_type"]) if kind == "Loop"]
    assert repeats == [part.cycles - 1 for part in found.parts if part.cycles > 1]


@pytest.mark.parametrize("written", [cycler_files.neware, cycler_files.biologic, cycler_files.pybamm])
def test_a_discharge_to_no_voltage_at_all_is_refused_where_it_would_go_on(written):
    with pytest.raises(ProgrammeError, match=r"can end at 0\u202fV"):
        written(made(SULFUR, lower_voltage="0"))


def test_what_a_biologic_channel_cannot_do_is_refused():
    with pytest.raises(ProgrammeError, match=r"at most 1\.000\u202fA; this programme needs 2\.022\u202fA"):
        cycler_files.biologic(made(GRAPHITE))
    with pytest.raises(ProgrammeError, match="rest between steps of at least"):
        cycler_files.biologic(made(SULFUR, step_rest="0"))
    found = made(SULFUR)
    wide = replace(found, safety=replace(found.safety, voltage_high=12.0))
    with pytest.raises(ProgrammeError, match="−10 V to 10 V"):
        cycler_files.biologic(wide)


def test_a_biologic_file_is_in_western_letters_and_says_so():
    found = made(SULFUR, name="电池 ‖ A")
    assert "Comments : ?? || A\r\n" in cycler_files.biologic(found).decode("cp1252")
    assert any("Western letters" in sentence for sentence in cycler_files.limits(found, "biologic"))
    assert not any("Western letters" in s for s in cycler_files.limits(made(SULFUR, name="A"), "biologic"))


# The others -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", templates.ids())
def test_the_library_reads_its_own_file_and_finds_the_currents(template):
    from aurora_unicycler import ConstantCurrent as Theirs
    from aurora_unicycler import CyclingProtocol

    found = made(template)
    read = CyclingProtocol.from_dict(json.loads(cycler_files.unicycler(found)))
    capacity = read.sample.capacity_mAh
    assert capacity == pytest.approx(found.one_c / 3.6)
    theirs = [step.rate_C * capacity for step in read.method if isinstance(step, Theirs)]
    assert theirs == pytest.approx(currents(found))
    assert read.safety.max_capacity_mAh == pytest.approx(found.safety.charge / 3.6)
    assert read.record.time_s == 30


def test_a_pybamm_experiment_says_currents_and_every_cycle():
    listed = json.loads(cycler_files.pybamm(made(SULFUR, cycle_count="3")))
    assert len(listed) == 1 + (2 + 3) * 4
    assert listed[0] == "Rest for 86400.0 seconds"
    assert listed[1].startswith("Discharge at 174.0 mA for ")
    assert listed[1].endswith("or until 1.8 V")
    with pytest.raises(ProgrammeError, match="Lower the number of cycles"):
        cycler_files.pybamm(made(SULFUR, cycle_count="5000"))


def test_a_tomato_payload_uses_a_range_that_fits_the_current():
    rates = {"charge_rate": "0.02", "discharge_rate": "0.02", "formation_rate": "0.02"}  # 35 mA
    payload = json.loads(cycler_files.tomato(made(SULFUR, **rates)))
    assert {step["I_range"] for step in payload["method"] if "I_range" in step} == {"100 mA"}
    driven = [step["current"] for step in payload["method"] if step["technique"] == "constant_current"]
    assert driven == ["0.02D", "0.02C", "0.02D", "0.02C"]
    assert payload["sample"]["capacity_mAh"] == pytest.approx(1740)
    assert not any("MPG2" in sentence for sentence in cycler_files.limits(made(SULFUR, **rates), "tomato"))
    assert any("MPG2" in sentence for sentence in cycler_files.limits(made(SULFUR), "tomato"))
    with pytest.raises(ProgrammeError, match="ranges up to"):
        cycler_files.tomato(made(GRAPHITE))


def test_linked_data_says_the_currents_of_this_cell():
    text = cycler_files.battinfo(made(SULFUR)).decode()
    assert json.loads(text)["@context"][0] == "https://w3id.org/emmo/domain/battery/context"
    assert '"hasNumberValue": 348.0' in text


@pytest.mark.parametrize("file", list(cycler_files.FILES))
def test_two_runs_give_the_same_bytes(file):
    values = {**SMALL, "formation_rate": "0.005"}
    first, again = (cycler_files.FILES[file](made(COBALT, **values)) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("file", list(cycler_files.FILES))
@pytest.mark.parametrize("name", ["$NAME", '<b>&"quoted"</b> ]]>', "‖ 电池"])
def test_a_name_is_a_name_in_every_file(file, name):
    content = cycler_files.FILES[file](made(COBALT, name))
    if file == "neware":
        assert value(ET.fromstring(content), "config/Head_Info/Remark").strip() == name


@pytest.mark.parametrize("file", list(cycler_files.FILES))
def test_every_file_tells_what_it_cannot_say(file):
    told = cycler_files.limits(made(GRAPHITE), file)
    assert any("degassed" in sentence for sentence in told)
    assert all(sentence.endswith(".") for sentence in told)


# The table ------------------------------------------------------------------------------------------------------------


def test_the_printed_table_says_every_step_in_milliamperes():
    text = " ".join(reading.pages(cycler_sheet.pdf(designed(GRAPHITE))))
    squeezed = reading.squeezed(text)
    for said in ("404.4mA", "1334mA", "2022mA", "202.2mA(0.05C),or3h", "195mAh/g×20.74g", "below−0.1V,above4.3V"):
        assert said in squeezed
    assert "Stopthetest" in squeezed


def test_a_broken_rule_stands_above_the_programme():
    design = designed(SULFUR, negative_tab_length="20")
    assert any(f.severity == "error" for f in design.findings)
    assert "breaks design rules" in reading.pages(cycler_sheet.pdf(design))[0]


def test_the_csv_holds_a_row_for_every_step():
    rows = list(csv.DictReader(io.StringIO(cycler_table.as_csv(designed(GRAPHITE)).decode())))
    assert [row["step"] for row in rows[:5]] == ["rest", "charge", "hold", "rest", "discharge"]
    assert [float(row["current_mA"]) for row in rows if row["current_mA"]] == pytest.approx(currents(made(GRAPHITE)))
    assert len(rows) == len(made(GRAPHITE).steps)


def test_the_plain_text_says_where_it_goes_on():
    text = cycler_table.as_text(designed(SULFUR)).decode()
    assert text.count("from 2 on, 2 cycles in all") == 1
    assert text.count("from 6 on, 100 cycles in all") == 1
