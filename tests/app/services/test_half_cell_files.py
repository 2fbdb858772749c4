"""Half-cell curves of one's own: two columns, and the text exports of cyclers."""

import itertools

import numpy as np
import pytest

from app.services import edits, storage, templates
from app.services.design import Design
from app.services.expressions.refusals import EntryError
from app.services.half_cell_files import CurveError, curve, mass_of, runs, summary
from calc.halfcell import lookup
from calc.units import MAH_G


def written(tmp_path, text, name="half.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def table(rows, heading="Capacity (mAh/g),Voltage (V)", sign=","):
    return "\n".join([heading, *(sign.join(str(cell) for cell in row) for row in rows)]) + "\n"


FALLING = [(q, round(4.3 - q / 200, 4)) for q in range(0, 201, 5)]


def test_two_columns_with_units_are_a_curve(tmp_path):
    taken = curve(written(tmp_path, table(FALLING)), direction="lithiation")
    assert taken.charge[0] == "0.000"
    assert taken.charge[-1] == "200.000"
    assert (taken.potential[0], taken.potential[-1]) == ("4.3000", "3.3000")
    assert lookup(taken.half_cell(), MAH_G.to_si(100.0)) == pytest.approx(3.8)
    assert taken.direction == "lithiation"
    assert "half.csv" in taken.note
    assert "within" in summary(taken)


@pytest.mark.parametrize(
    ("heading", "sign"),
    [
        ("charge [mAh/g],potential [V]", ","),
        ("Specific Capacity/mAh/g\tEwe/V", "\t"),
        ("Capacity (mAh g-1);Voltage (V)", ";"),
        ("q (Ah/kg),U (mV)", ","),
    ],
)
def test_headings_are_read_as_people_write_them(tmp_path, heading, sign):
    rows = [(q, v * 1000) for q, v in FALLING] if "mV" in heading else FALLING
    taken = curve(written(tmp_path, table(rows, heading, sign)), direction="lithiation")
    assert float(taken.charge[-1]) == pytest.approx(200)
    assert float(taken.potential[0]) == pytest.approx(4.3)


def test_a_decimal_comma_between_semicolons(tmp_path):
    text = table([(str(q).replace(".", ","), str(v).replace(".", ",")) for q, v in FALLING],
                 "Capacity (mAh/g);Voltage (V)", ";")  # fmt: skip
    assert curve(written(tmp_path, text), direction="lithiation").potential[-1] == "3.3000"


def test_a_delithiation_counts_the_lithium_that_is_left(tmp_path):
    rising = [(q, round(0.05 + q / 400, 4)) for q in range(0, 361, 5)]
    taken = curve(written(tmp_path, table(rising)), direction="delithiation")
    assert taken.charge[0] == "0.000"
    assert taken.potential[0] == "0.9500"  # empty: the highest potential
    assert taken.potential[-1] == "0.0500"


def test_a_charge_needs_the_mass_it_is_of(tmp_path):
    path = written(tmp_path, table([(q / 100, v) for q, v in FALLING], "Capacity (mAh),Voltage (V)"))
    with pytest.raises(CurveError, match="say the mass of the active material"):
        curve(path, direction="lithiation")
    taken = curve(path, direction="lithiation", mass=mass_of("10 mg"))
    assert float(taken.charge[-1]) == pytest.approx(200)
    assert "10000" not in taken.basis
    assert "10 mg" in taken.basis
    for text in ("0 mg", "-1", "3 mm"):
        with pytest.raises(CurveError):
            mass_of(text)
    assert mass_of(" ") is None


# Cyclers ----------------------------------------------------------------------------------------------------------


def cycled(time, current, voltage, heading, extra=()):
    rows = zip(time, current, voltage, *extra, strict=True)
    return table([tuple(f"{cell:.6g}" for cell in row) for row in rows], heading)


def half_cell_test(sign):
    """Rest, 2 h of lithiation at 1 mA, rest, 1.9 h of delithiation; `sign` of a lithiating current."""
    time: list[float] = []
    current: list[float] = []
    voltage: list[float] = []
    for hours, amperes, at in (
        (0.2, 0.0, lambda q: 4.3),
        (2.0, sign * 1e-3, lambda q: 4.2 - q),
        (0.2, 0.0, lambda q: 2.3),
        (1.9, -sign * 1e-3, lambda q: 2.3 + q),
    ):
        for k in range(41):
            time.append((time[-1] if time else 0.0) + (60.0 if k == 0 else hours * 3600 / 40))
            current.append(amperes)
            voltage.append(at(k / 40))
    return np.array(time), np.array(current), np.array(voltage)


MAKERS = {
    "Arbin": ("Test_Time(s),Current(A),Voltage(V)", 1.0),
    "Battery Data Format": ("test_time_second,current_ampere,voltage_volt", 1.0),
    "EC-Lab": ("time/s,<I>/mA,Ewe/V", 1000.0),
    "Neware": ("Total Time(Sec),Current(mA),Voltage(V)", 1000.0),
}


@pytest.mark.parametrize(("maker", "sign"), list(itertools.product(MAKERS, (-1, 1))))
def test_runs_of_a_cycler_are_integrated_from_time_and_current(tmp_path, maker, sign):
    heading, scale = MAKERS[maker]
    time, current, voltage = half_cell_test(sign)
    path = written(tmp_path, cycled(time, current * scale, voltage, heading))
    found = runs(path)
    assert [run.direction for run in found] == ["lithiation", "delithiation"]
    assert found[0].charge[-1] == pytest.approx(1e-3 * 7200, rel=1e-3)
    taken = curve(path, direction="lithiation", mass=10e-6)
    assert float(taken.charge[-1]) == pytest.approx(2.0 / 0.01, rel=1e-3)
    back = curve(path, direction="delithiation", mass=10e-6, number=2)
    assert float(back.charge[-1]) == pytest.approx(1.9 / 0.01, rel=2e-2)


def test_lines_before_the_headings_are_skipped(tmp_path):
    time, current, voltage = half_cell_test(-1)
    head = "EC-Lab ASCII FILE\nNb header lines : 5\n\nTechnique : GCPL\n"
    text = head + cycled(time, current * 1000, voltage, "time/s,<I>/mA,Ewe/V").replace(",", "\t")
    assert len(runs(written(tmp_path, text, "a.mpt", "cp1252"))) == 2


def test_a_clock_that_jumps_back_passes_no_charge(tmp_path):
    time, current, voltage = half_cell_test(-1)
    time[60:] -= 3000
    found = runs(written(tmp_path, cycled(time, current, voltage, "Test_Time(s),Current(A),Voltage(V)")))
    assert found[0].charge[-1] == pytest.approx(1e-3 * 7200, rel=0.03)


def test_a_charge_counter_that_begins_anew_begins_a_run(tmp_path):
    down = [(q, 4.3 - q / 200) for q in range(0, 201, 10)]
    up = [(q, 3.3 + q / 200) for q in range(0, 201, 10)]
    found = runs(written(tmp_path, table([*down, *up])))
    assert [run.direction for run in found] == ["lithiation", "delithiation"]


def test_noise_is_levelled_and_its_size_is_stated(tmp_path):
    deal = np.random.default_rng(1)
    rows = [(q, 4.3 - q / 200 + deal.normal(0, 0.002)) for q in np.linspace(0, 200, 400)]
    taken = curve(written(tmp_path, table(rows)), direction="lithiation")
    volts = [float(text) for text in taken.potential]
    assert all(a >= b for a, b in itertools.pairwise(volts))
    assert len(volts) <= 40
    assert 1 < float(taken.error.split()[0]) < 20
    assert lookup(taken.half_cell(), MAH_G.to_si(100.0)) == pytest.approx(3.8, abs=0.006)


# What cannot be read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no headings with units"),
        ("a,b\n1,2\n", "no headings with units"),
        ("Voltage (V),Name\n1,2\n", "no headings with units"),
        ("Capacity (mAh/g),Voltage (V)\n0,4\n5,x\n10,3\n", "line 3: “x” in the column Voltage is not a number"),
        ("Capacity (mAh/g),Voltage (V)\n0,4\n5\n10,3\n", "line 3: “” in the column Voltage"),
        ("Capacity (mAh/g),Voltage (V)\n0,nan\n", "is not a number"),
        ("Capacity (mAh/g),Voltage (V)\n", "no three rows on end in which charge is passed"),
        ("Capacity (mAh/g),Voltage (V)\n0,4\n1,3\n", "no three rows on end in which charge is passed"),
        ("Capacity (mAh/g),Voltage (V)\n5,4\n5,3\n5,2\n5,1\n", "no three rows on end in which charge is passed"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_the_place(tmp_path, text, said):
    with pytest.raises(CurveError) as refused:
        curve(written(tmp_path, text), direction="lithiation")
    assert said in refused.value.message
    assert refused.value.message.count("\n") == 0


def test_a_binary_file_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "cell.ndax"
    path.write_bytes(b"PK\x03\x04\x00\x00\x00")
    with pytest.raises(CurveError, match="export it as csv or text"):
        runs(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CurveError, match="cannot be read"):
        runs(tmp_path / "none.csv")


def test_a_run_of_the_other_direction_is_refused(tmp_path):
    path = written(tmp_path, table(FALLING))
    with pytest.raises(CurveError, match="has no run giving lithium"):
        curve(path, direction="delithiation")
    with pytest.raises(CurveError, match="goes the other way"):
        curve(path, direction="delithiation", number=1)
    with pytest.raises(CurveError, match="has no run 7"):
        curve(path, direction="lithiation", number=7)


# In a design ----------------------------------------------------------------------------------------------------------


def test_a_curve_of_ones_own_gives_the_voltage_and_stays_in_the_file(tmp_path):
    taken = curve(written(tmp_path, table(FALLING)), direction="lithiation")
    document = edits.set_curve(templates.template("nmc811-graphite"), "cathode_active", taken)
    design = Design(edits.set_choice(document, "voltage_given_by", "curve"))
    assert design.number("cathode_mean_potential") == pytest.approx(3.8, abs=0.05)
    again = storage.read(storage.written(design.document), "x.cell")
    assert again.materials["cathode_active"].curve == taken


def test_a_curve_makes_a_material_usable_that_had_none(tmp_path):
    falling = [(q, round(2.4 - q / 2500, 4)) for q in range(0, 1201, 20)]
    taken = curve(written(tmp_path, table(falling)), direction="lithiation")
    document = edits.set_curve(templates.template("li-s-1.6Ah-ers"), "cathode_active", taken)
    design = Design(edits.set_choice(document, "voltage_given_by", "curve"))
    assert 1.9 < design.number("mean_voltage") < 2.4


def test_a_place_without_use_for_a_curve_is_refused(tmp_path):
    taken = curve(written(tmp_path, table(FALLING)), direction="lithiation")
    with pytest.raises(EntryError, match="Take one of: cathode_active"):
        edits.set_curve(templates.template("li-s-1.6Ah-ers"), "anode_active", taken)
