"""Makes the tables of docs/validation.md from the program itself.

    python docs/make_validation.py            write the tables into docs/validation.md
    python docs/make_validation.py --check    exit 1 if the file says anything else

The text between `<!-- table: NAME -->` and `<!-- end -->` is what `TABLES[NAME]` returns; the rest is written by hand.
To add a table, add a function to `TABLES` and its two marks to the file.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.services import edits, library, templates  # noqa: E402
from app.services.design import Design  # noqa: E402
from app.services.document import Document  # noqa: E402
from app.services.reconcile import KINDS, reconciled  # noqa: E402
from calc.graph import registry  # noqa: E402
from calc.inputs import GROUPS  # noqa: E402

FILE = Path(__file__).with_name("validation.md")
WEIGHED = ("li-lco-0.53Ah-ers", "li-lco-0.53Ah-foil", "li-s-1.6Ah-ers", "li-s-1.6Ah-foil")
SULFUR = ("li-s-1.6Ah-ers", "li-s-1.6Ah-foil")
LARGE = "li-s-6.4Ah-ers"
CELLS = (*WEIGHED, LARGE)

ROUNDED_THEORY_OF_SULFUR = 1675.0
"""mAh/g, the rounded theoretical capacity that candidate D takes."""


def design(template: str, **changes: str) -> Design:
    """A published cell, with inputs changed as a user would type them."""
    return Design(_changed(templates.template(template), changes))


def _changed(document: Document, changes: dict[str, str]) -> Document:
    for key, text in changes.items():
        if key in registry().choices:
            document = edits.set_choice(document, key, text)
        elif key in registry().slots:
            document = edits.set_material(document, key, library.material(registry().slots[key].kind, text))
        else:
            document = edits.set_value(document, key, text)
    return document


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; the first column is words, the others are numbers."""
    head = tuple(head)
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def signed(value: float, digits: int = 1) -> str:
    """A difference with its sign: +1.2, −3.4."""
    return f"{value:+.{digits}f}".replace("-", "−")


# The tables -----------------------------------------------------------------------------------------------------------


SHARED = (
    "mean_voltage",
    "cathode_foil_thickness",
    "pouch_film_thickness",
    "pouch_film_areal_mass",
    "cup_clearance",
    "side_seal_width",
    "top_seal_width",
    "bottom_seal_width",
    "positive_tab_mass",
    "negative_tab_mass",
    "sealant_mass",
    "tape_mass",
    "separator_porosity",
    "separator_clearance",
)
"""What weighs or yields and is not in the paper; results stand for the inputs they are made of."""


def assumptions() -> str:
    """What the paper does not state, and the one value taken for all five cells."""
    rows = []
    for key in SHARED:
        having = [d for d in map(design, CELLS) if d.has(key)]
        cells: dict[str, list[str]] = {}
        for d in having:
            cells.setdefault(d.text(key, 2), []).append(d.text("rated_capacity"))
        said = [
            value if len(cells) == 1 else f"{value} ({', '.join(dict.fromkeys(of))})" for value, of in cells.items()
        ]
        sources = {d.source(key) for d in having} - {""}
        label = registry().quantities[key].label
        rows.append([f"{GROUPS[_group(key)]}: {label}", "; ".join(said), ", ".join(sorted(sources))])
    return table(("Assumed", "Value", "Source"), rows)


ALTERNATIVES = (("152 µm", "15 µm"), ("152 µm", "12 µm"), ("113 µm", "15 µm"), ("113 µm", "12 µm"), ("88 µm", "12 µm"))


def alternatives() -> str:
    """Mass of the weighed cells against the paper with other film and foil."""
    rows = []
    for film, foil in ALTERNATIVES:
        changes = {"pouch_film": f"film-{film.split()[0]}", "cathode_foil_thickness": foil}
        off = [design(name, **changes).number("claim_mass_deviation") for name in WEIGHED]
        rows.append([f"film {film}, foil {foil}", *map(signed, off)])
    return table(("Mass against the paper, %", *(_name(name) for name in WEIGHED)), rows)


def masses() -> str:
    """Model against paper: mass, specific energy and energy of the four weighed cells."""
    rows = []
    for name in WEIGHED:
        d = design(name)
        rows.append(
            [
                d.document.name,
                f"{d.number('cell_mass'):.2f}",
                d.text("claimed_mass").split()[0],
                signed(d.number("claim_mass_deviation")),
                f"{d.number('specific_energy'):.1f}",
                d.text("claimed_specific_energy").split()[0],
                signed(d.number("claim_specific_energy_deviation")),
                f"{d.number('energy'):.3f}",
                f"{d.number('claim_energy'):.3f}",
                signed(d.number("claim_energy_deviation")),
            ]
        )
    head = (
        "Cell",
        "Model, g",
        "Paper, g",
        "%",
        "Model, Wh/kg",
        "Paper, Wh/kg",
        "%",
        "Model, Wh",
        "Paper, Wh/kg × g",
        "%",
    )
    return table(head, rows)


def residuals() -> str:
    """What the weighed mass leaves when everything the paper states is taken off."""
    rows = []
    for name in WEIGHED:
        d = design(name)
        left, given = (
            d.number("claim_residual_mass"),
            sum(d.number(k) for k in ("package_mass", "tabs_mass", "tape_mass")),
        )
        stated = d.number("claimed_mass") - left
        rows.append([d.document.name, f"{stated:.2f}", f"{left:.2f}", f"{given:.2f}", signed(left - given, 2)])
    head = (
        "Cell",
        "Electrodes, separator, electrolyte, g",
        "Left of the weighed mass, g",
        "Film, tabs, tape of the model, g",
        "Gap, g",
    )
    return table(head, rows)


def np_ratios() -> str:
    """N/P of each cell over its rated capacity, by numerator, and over theoretical capacity."""
    keys = ("np_whole_anode", "np_anode_area", "np_facing_area", "np_theoretical")
    rows = []
    for name in CELLS:
        d = design(name)
        claimed = d.text("claimed_np") if "claimed_np" in d.document.entries else "not stated"
        rows.append([d.document.name, d.text("rated_capacity"), *(f"{d.number(k):.3f}" for k in keys), claimed])
    return table(
        ("Cell", "Over", "Whole anode", "Half, anode area", "Half, facing area", "Whole anode over theory", "Paper"),
        rows,
    )


def claims() -> str:
    """What the paper's own figures for the sulfur cells imply."""
    rows = []
    for name in SULFUR:
        d = design(name)
        capacity, mass = d.number("claim_capacity_from_energy"), d.number("cathode_active_mass")
        rows.append(
            [
                d.document.name,
                f"{d.number('claim_energy'):.4f}",
                f"{d.number('claim_mean_voltage'):.3f}",
                f"{d.number('mean_voltage_low'):.2f} to {d.number('mean_voltage_high'):.2f}",
                f"{capacity:.3f}",
                f"{1000 * capacity / mass:.0f}",
            ]
        )
    head = ("Cell", "Wh/kg × g, Wh", "Over 1.6 Ah, V", "Plausible, V", "At 2.10 V, Ah", "mAh/g of sulfur")
    return table(head, rows)


def np_candidates() -> str:
    """The capacity that each numerator needs for the published N/P, and the mean voltage that it would mean."""
    numerators = (
        ("A. whole foil", "claim_np_capacity_whole_anode"),
        ("B. half of the foil, facing area", "claim_np_capacity_facing_area"),
        ("C. half of the foil, anode area", "claim_np_capacity_anode_area"),
    )
    rows = []
    for label, key in numerators:
        row = [label]
        for name in SULFUR:
            d = design(name)
            capacity = d.number(key)
            row += [
                f"{capacity:.3f}",
                f"{1000 * capacity / d.number('cathode_active_mass'):.0f}",
                f"{d.number('claim_energy') / capacity:.3f}",
            ]
        rows.append(row)
    head = ["Numerator"]
    for name in SULFUR:
        claimed = design(name).text("claimed_np")
        head += [f"N/P {claimed}: Ah", "mAh/g", "V"]
    return table(head, rows)


def np_written_off() -> str:
    """Candidate D: whole foil over 80 % of 1675 mAh/g."""
    rows = []
    for name in SULFUR:
        d = design(name)
        denominator = 0.8 * ROUNDED_THEORY_OF_SULFUR * d.number("claimed_active_mass") / 1000
        value, claimed = d.number("anode_capacity") / denominator, d.number("claimed_np")
        rows.append(
            [
                d.document.name,
                f"{denominator:.3f}",
                f"{value:.3f}",
                f"{claimed:.2f}",
                signed(100 * (claimed / value - 1)),
            ]
        )
    return table(("Cell", "80 % × 1675 mAh/g × sulfur, Ah", "N/P", "Paper", "%"), rows)


THINNER = (
    ("as shipped", {}),
    ("113 µm film", {"pouch_film": "film-113"}),
    ("88 µm film", {"pouch_film": "film-88"}),
    ("88 µm film, 12 µm foil", {"pouch_film": "film-88", "cathode_foil_thickness": "12"}),
    ("88 µm film, 10 µm foil", {"pouch_film": "film-88", "cathode_foil_thickness": "10"}),
    (
        "88 µm film, 10 µm foil, 2.15 V",
        {"pouch_film": "film-88", "cathode_foil_thickness": "10", "mean_voltage": "2.15"},
    ),
    (
        "88 µm film, 10 µm foil, seals 3/6/3 mm",
        {
            "pouch_film": "film-88",
            "cathode_foil_thickness": "10",
            "side_seal_width": "3",
            "top_seal_width": "6",
            "bottom_seal_width": "3",
        },
    ),
)


def large_cell() -> str:
    """The 6.4 Ah cell with ever thinner inactive parts."""
    rows = []
    for label, changes in THINNER:
        d = design(LARGE, **changes)
        rows.append(
            [
                label,
                f"{d.number('cell_mass'):.2f}",
                f"{d.number('package_mass'):.2f}",
                f"{d.number('cathode_foil_mass'):.2f}",
                f"{d.number('specific_energy'):.0f}",
                signed(d.number("claim_specific_energy_deviation")),
            ]
        )
    return table(("6.4 Ah cell", "Mass, g", "Film and sealant, g", "Aluminium, g", "Wh/kg", "Against 466.7, %"), rows)


def loading_basis() -> str:
    """17.47 mg/cm² read as active material and as whole coating."""
    rows = []
    for label, option in (("active material", "active"), ("whole coating", "coating")):
        d = design(WEIGHED[0], loading_basis=option)
        rows.append(
            [
                f"17.47 mg/cm² of {label}",
                f"{d.number('cathode_active_mass'):.3f}",
                f"{d.number('cathode_coating_mass'):.3f}",
                f"{d.number('cathode_specific_capacity'):.1f}",
                f"{145 * d.number('cathode_active_mass') / 1000:.3f}",
                f"{d.number('specific_energy'):.1f}",
            ]
        )
    head = ("Read as", "LCO, g", "Coating, g", "mAh/g for 0.53 Ah", "Ah at 145 mAh/g", "Wh/kg")
    return table(head, rows)


def pairs() -> str:
    """With and without the surface layer: what the paper weighs apart and what the model explains."""
    rows = []
    for with_layer, without in (WEIGHED[:2], WEIGHED[2:]):
        a, b = design(with_layer), design(without)
        rows.append(
            [
                f"{a.document.name} less {b.document.name}",
                signed(1000 * (a.number("claimed_mass") - b.number("claimed_mass")), 0),
                signed(1000 * (a.number("cell_mass") - b.number("cell_mass")), 0),
                signed(1000 * a.number("surface_layer_mass"), 0),
            ]
        )
    return table(("Pair", "Weighed, mg", "Model, mg", "of it the layer, mg"), rows)


def dose() -> str:
    """The published dose in the other dialects."""
    rows = []
    for name in (WEIGHED[0], WEIGHED[2], LARGE):
        d = design(name)
        rows.append(
            [
                d.document.name,
                f"{d.number('electrolyte_per_active_mass'):.2f}",
                f"{d.number('electrolyte_volume_per_active_mass'):.2f}",
                f"{d.number('electrolyte_per_capacity'):.2f}",
                f"{d.number('electrolyte_volume'):.2f}",
                f"{d.number('electrolyte_fill_ratio'):.2f}",
            ]
        )
    return table(("Cell", "g/g", "µL/mg", "g/Ah", "mL", "Pores filled"), rows)


RECIPES = (
    ("litfsi-lino3-dol-dme", "the paper’s Li‖S pouch cells", ""),
    ("lifsi-dme-tte", "the paper’s Li‖LCO cells, printed as 1.5 M", ""),
    ("lipf6-ec-emc-fec", "the paper’s coin cells", ""),
    ("lipf6-ec-emc", "literature, 1 M", "1.20"),
    ("litfsi-dol-dme", "simulated with 0.25 M Li₂S₈ besides", "1.171"),
)
"""Electrolyte of the library, what is known of it, and its density in g/cm³ where another source gives one."""


def recipes() -> str:
    """Electrolytes from their recipe."""
    rows = []
    for name, known, elsewhere in RECIPES:
        changes = {"electrolyte": name, "electrolyte_density_given_by": "recipe"}
        if "Li₂S₈" in known:
            changes |= {"salt_2": "li2s8", "salt_2_molarity": "0.25"}
        d = design(WEIGHED[2], **changes)
        density = d.number("electrolyte_density")
        off = signed(100 * (density / float(elsewhere) - 1)) if elsewhere else ""
        rows.append(
            [
                f"{d.document.materials['electrolyte'].recipe}; {known}",
                f"{density:.3f}",
                f"{d.number('salts_molarity'):.3f}",
                elsewhere,
                off,
            ]
        )
    return table(("Recipe", "Density, g/cm³", "Salt, mol/L", "Elsewhere, g/cm³", "off, %"), rows)


XIAO = {
    "cathode_active": "nmc111",
    "cathode_width": "89",
    "cathode_height": "264",
    "cathode_active_fraction": "97",
    "cathode_carbon_fraction": "1.5",
    "cathode_binder_fraction": "1.5",
    "cathode_density": "3.3",
    "cathode_foil_thickness": "10",
    "loading_side": "per-side",
    "loading_basis": "coating",
    "capacity_given_by": "specific-capacity",
    "cathode_specific_capacity": "140",
    "mean_voltage": "3.6",
    "anode_width": "91",
    "anode_height": "266",
    "anode_active_fraction": "96",
    "anode_carbon_fraction": "1",
    "anode_binder_fraction": "3",
    "anode_specific_capacity": "340",
    "anode_foil_thickness": "6",
    "separator_thickness": "20",
    "separator_size_given_by": "size",
    "separator_height": "269",
    "electrolyte_given_by": "mass-per-capacity",
    "claimed_np": "1.1",
}
"""What the source states of both cells; how carbon and binder share the rest, and the overhang, it does not."""


@dataclass(frozen=True)
class Xiao:
    """One of the two cells: what is typed, and what the source states of the outcome."""

    label: str
    cathodes: int
    anodes: int
    loading: str
    anode_loading: str
    dose: str
    capacity: float
    areal: float
    thickness: float
    specific: float


XIAO_CELLS = (
    Xiao("energy cell", 69, 70, "30", "13.0", "2.5", 132.0, 4.1, 91.0, 264.0),
    Xiao("power cell", 63, 64, "15", "6.9", "3.0", 60.0, 2.0, 45.0, 240.0),
)


def xiao() -> list[tuple[Xiao, Design]]:
    """Two published pouch cells of another group."""
    return [
        (
            cell,
            design(
                "nmc811-graphite",
                **XIAO,
                cathode_sheets=str(cell.cathodes),
                anode_sheets=str(cell.anodes),
                cathode_loading=cell.loading,
                anode_loading=cell.anode_loading,
                electrolyte_per_capacity=cell.dose,
                claimed_capacity=f"{cell.capacity:.0f}",
                claimed_specific_energy=f"{cell.specific:.0f}",
            ),
        )
        for cell in XIAO_CELLS
    ]


def outcomes_elsewhere() -> str:
    """Every outcome that the source states of the two cells, beside the model's."""
    rows = []
    for cell, d in xiao():
        for words, key, stated, digits in (
            ("capacity, Ah", "capacity", cell.capacity, 1),
            ("areal capacity of the cathode, mAh/cm²", "cathode_areal_capacity", cell.areal, 3),
            ("thickness of a cathode coating, µm", "cathode_coating_thickness", cell.thickness, 1),
            ("N/P, facing area", "np_facing_area", 1.1, 3),
            ("N/P, anode area", "np_anode_area", 1.1, 3),
            ("N/P, whole anode", "np_whole_anode", 1.1, 3),
            ("Wh/kg of the stack", "specific_energy_of_stack", cell.specific, 1),
        ):
            value = d.number(key)
            rows.append(
                [f"{cell.label}: {words}", f"{value:.{digits}f}", f"{stated:g}", signed(100 * (value / stated - 1))]
            )
    return table(("Outcome", "Model", "Stated", "%"), rows)


def capacity_elsewhere() -> str:
    """Capacity of two pouch cells of another group."""
    rows = [
        [
            cell.label,
            d.text("cathode_sheets"),
            d.text("anode_sheets"),
            d.text("cathode_loading").split()[0],
            f"{d.number('facing_faces'):.0f}",
            f"{d.number('facing_area'):.0f}",
            f"{d.number('cathode_areal_capacity'):.3f}",
            f"{d.number('capacity'):.1f}",
            f"{cell.capacity:.0f}",
        ]
        for cell, d in xiao()
    ]
    head = ("Cell", "Cathodes", "Anodes", "mg/cm² per side", "Faces", "cm²", "mAh/cm²", "Model, Ah", "Stated, Ah")
    return table(head, rows)


ENERTECH = {
    "cathode_active": "lco",
    "voltage_given_by": "curve",
    "lower_voltage": "3.0",
    "upper_voltage": "4.2",
    "cathode_sheets": "17",
    "anode_sheets": "18",
    "cathode_width": "47",
    "cathode_height": "51",
    "anode_size_given_by": "overhang",
    "loading_given_by": "thickness-and-porosity",
    "cathode_coating_thickness": "68",
    "cathode_porosity": "32",
    "cathode_active_fraction": "96.6",
    "cathode_carbon_fraction": "1.7",
    "cathode_binder_fraction": "1.7",
    "cathode_foil_thickness": "15",
    "anode_loading_given_by": "thickness-and-porosity",
    "anode_coating_thickness": "76.5",
    "anode_porosity": "33",
    "anode_active_fraction": "95.7",
    "anode_carbon_fraction": "1",
    "anode_binder_fraction": "3.3",
    "anode_foil_thickness": "10",
    "separator_form": "cut",
    "separator_thickness": "25",
    "separator_porosity": "50",
    "cathode_specific_capacity": "145",
}
"""What the source states: 34 faces, sizes, coatings, foils, separator, cut-offs, and the 62 and 61 % of the coatings'
volume that are active, which the weight fractions give. Not stated: the overhang, and the capacity of the oxide, which
the curves make idle."""


def enertech() -> Design:
    """A commercial cell of cobalt oxide and graphite, from the parameters of a modelling paper."""
    return design("nmc811-graphite", **ENERTECH)


def enertech_outcomes() -> str:
    """What the curves and the layers make of it, beside what the source states."""
    d = enertech()
    rows = []
    for words, key, stated, digits in (
        ("thickness of the layers, mm", "stack_thickness", 6.40, 2),
        ("capacity between 4.2 and 3.0 V, from curves, Ah", "curve_capacity", 2.28, 2),
        ("stoichiometry of the cathode, charged", "cathode_stoichiometry_start", 0.435, 3),
    ):
        value = d.number(key)
        rows.append([words, f"{value:.{digits}f}", f"{stated:g}", signed(100 * (value / stated - 1))])
    return table(("Outcome", "Model", "Stated", "%"), rows)


def contradictions() -> str:
    """What Reconcile finds in the claims of each cell, the grave ones."""
    rows = []
    for name in CELLS:
        d = design(name)
        for statement in reconciled(d).statements:
            if statement.kind in ("contradiction", "doubt", "ambiguous"):
                text = statement.text.replace("\u202f", "\u00a0")
                rows.append([d.document.name, KINDS[statement.kind], text])
    return "\n".join(
        ["| Cell | | What Reconcile says |", "|---|---|---|", *("| " + " | ".join(r) + " |" for r in rows)]
    )


TABLES: dict[str, Callable[[], str]] = {
    "assumptions": assumptions,
    "alternatives": alternatives,
    "masses": masses,
    "residuals": residuals,
    "pairs": pairs,
    "np": np_ratios,
    "claims": claims,
    "np-candidates": np_candidates,
    "np-written-off": np_written_off,
    "large-cell": large_cell,
    "loading-basis": loading_basis,
    "dose": dose,
    "recipes": recipes,
    "xiao": capacity_elsewhere,
    "xiao-outcomes": outcomes_elsewhere,
    "enertech": enertech_outcomes,
    "reconcile": contradictions,
}


def _group(key: str) -> str:
    return {**registry().results, **registry().inputs}[key].group


def _name(template: str) -> str:
    return templates.template(template).name


# The file -------------------------------------------------------------------------------------------------------------


def filled(text: str) -> str:
    """The document with every table made anew. Raises ValueError when a mark is missing or unknown."""
    for name, make in TABLES.items():
        start = f"<!-- table: {name} -->\n"
        if text.count(start) != 1:
            raise ValueError(f"docs/validation.md needs one line {start.strip()}")
        before, _, rest = text.partition(start)
        _, end, after = rest.partition("<!-- end -->")
        if not end:
            raise ValueError(f"the table {name} has no <!-- end -->")
        text = f"{before}{start}\n{make()}\n\n{end}{after}"
    if text.count("<!-- table:") != len(TABLES):
        raise ValueError("docs/validation.md has a table that this script does not make")
    return text


def main(arguments: list[str]) -> int:
    """Write the file, or with --check only compare."""
    text = FILE.read_text(encoding="utf-8")
    made = filled(text)
    if arguments == ["--check"]:
        return int(made != text)
    FILE.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
