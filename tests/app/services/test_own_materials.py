"""The user's own materials: kept in the user's folder, read again, refused with a sentence when damaged."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.services import i18n, library, own_materials, settings, templates
from app.services.library import Material, Property
from app.services.own_materials import OwnMaterialError
from app.services.paths import resources


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))
    return tmp_path / "home"


def a_carbon(**changes: object) -> Material:
    values = {"density": Property("1.85", "g/cm³", "our pycnometer, 2026", "dried")}
    made = Material("our-black", "carbon", 'Our "black"\n‖', note="tab\tand \\ and \x7f", values=values)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_what_is_kept_is_read_again_to_the_last_character(home: Path) -> None:
    own_materials.keep(a_carbon())
    assert library.material("carbon", "our-black") == a_carbon()
    assert a_carbon() in library.materials("carbon")
    assert (home / "data" / "materials" / "carbon" / "our-black.toml").is_file()
    assert own_materials.is_own(a_carbon())
    assert own_materials.problems() == ()


@pytest.mark.parametrize(("kind", "material_id"), [("electrolyte", "litfsi-lino3-dol-dme"), ("cathode-active", "lco")])
def test_every_shipped_material_survives_a_copy(kind: str, material_id: str) -> None:
    shipped = [m for m in library.materials(kind) if m.mixture is not None] or list(library.materials(kind))
    copy = own_materials.keep(own_materials.duplicated(shipped[0]))
    again = library.material(kind, copy.id)
    assert replace(again, id=shipped[0].id, name=shipped[0].name, revision=shipped[0].revision) == shipped[0]
    assert again.mixture == shipped[0].mixture
    assert copy.id != shipped[0].id


def test_every_copy_has_a_name_of_its_own() -> None:
    shipped = library.materials("carbon")[0]
    names = [own_materials.keep(own_materials.duplicated(shipped)).name for _ in range(3)]
    assert names == [f"{shipped.name}, copy", f"{shipped.name}, copy 2", f"{shipped.name}, copy 3"]
    i18n.use("zh_CN")
    try:
        names = [own_materials.keep(own_materials.duplicated(shipped)).name for _ in range(2)]
    finally:
        i18n.use(i18n.ENGLISH)
    assert names == [f"{shipped.name}，副本", f"{shipped.name}，副本 2"]


def test_an_edit_is_seen_at_once_and_deleting_leaves_nothing() -> None:
    own_materials.keep(a_carbon())
    own_materials.keep(a_carbon(values={"density": Property("1.9", "g/cm³")}))
    assert library.material("carbon", "our-black").values["density"].text == "1.9"
    own_materials.delete(a_carbon())
    with pytest.raises(KeyError):
        library.material("carbon", "our-black")


def test_a_shipped_material_cannot_be_overwritten() -> None:
    shipped = library.materials("carbon")[0]
    before = (resources() / "materials" / "carbon" / f"{shipped.id}.toml").read_bytes()
    with pytest.raises(OwnMaterialError, match="comes with the program"):
        own_materials.keep(shipped)
    assert (resources() / "materials" / "carbon" / f"{shipped.id}.toml").read_bytes() == before


def test_an_id_never_leads_out_of_the_folder(home: Path) -> None:
    for material_id in ("../../evil", "a/b", "", "..", "C:evil"):
        with pytest.raises(OwnMaterialError):
            own_materials.keep(a_carbon(id=material_id))
    assert not list(home.rglob("*.toml"))
    assert own_materials.free_id("carbon", "../Évil é/..") not in ("", "..")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id = ", "no TOML"),
        ('kind = "carbon"\nname = "x"', "“id” is missing"),
        ('id = "bad"\nkind = "stone"\nname = "x"', "“stone” is no kind"),
        ('id = "bad"\nkind = "carbon"\nname = 3', "put it between quotes"),
        ('id = "bad"\nkind = "carbon"\nname = "x"\n[values.density]\nvalue = "-2"\nunit = "g/cm³"', "bad.toml"),
        ('id = "bad"\nkind = "carbon"\nname = "x"\n[values.density]\nvalue = "2"\nunit = "mm"', "mm"),
        (
            'id = "bad"\nkind = "carbon"\nname = "x"\n[values.density]\nvalue = "2"\nunit = "furlong"',
            "“furlong” is not a unit known here",
        ),
        ('id = "bad"\nkind = "carbon"\nname = "x"\n[values.density]\nvalue = "2"\nunit = ""', "such as g/cm³"),
        ('id = "bad"\nkind = "carbon"\nname = "x"\n[values.colour]\nvalue = "2"\nunit = "mm"', "colour"),
        ('id = "other"\nkind = "carbon"\nname = "x"', "must be called"),
        ('id = "bad"\nkind = "carbon"\nname = "x"\nvalues = 3', "not a table"),
        ('id = "bad"\nkind = "electrolyte"\nname = "x"\n[mixture]\ncomponents = 3', "mixture.components"),
        ("revision = " + "9" * 5000, "no TOML"),
    ],
)
def test_a_bad_file_is_named_in_one_sentence_and_stops_no_other(content: str, said: str) -> None:
    own_materials.keep(a_carbon())
    (own_materials.folder() / "carbon" / "bad.toml").write_text(content, encoding="utf-8")
    problems = own_materials.problems()
    assert len(problems) == 1
    assert said in problems[0]
    assert "\n" not in problems[0]
    assert a_carbon() in library.materials("carbon")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "n" * 3000},
        {"note": "n" * 3000},
        {"values": {"density": Property("1.85", "g/cm³", "s" * 3000)}},
        {"values": {"density": Property("1.85", "g/cm³", "", "n" * 3000)}},
    ],
)
def test_what_could_not_be_read_again_is_not_kept(changes: dict[str, object]) -> None:
    with pytest.raises(OwnMaterialError, match="longer than 2000"):
        own_materials.keep(a_carbon(**changes))
    assert own_materials.materials("carbon") == ()
    assert own_materials.problems() == ()


def test_an_unknown_unit_of_a_curve_is_told_in_a_sentence() -> None:
    lco = library.material("cathode-active", "lco")
    assert lco.curve is not None
    with pytest.raises(OwnMaterialError, match="“furlong” is not a unit known here"):
        own_materials.keep(replace(own_materials.duplicated(lco), curve=replace(lco.curve, charge_unit="furlong")))


def test_differences_are_told_value_by_value() -> None:
    design = templates.template("li-s-1.6Ah-ers")
    snapshot = design.materials["cathode_carbon"]
    other = replace(snapshot, name="Otherwise", values={"density": Property("1.77", "g/cm³", "ours")})
    told = {difference.label: (difference.one, difference.other) for difference in
            own_materials.differences(snapshot, other)}  # fmt: skip
    assert told["Name"] == (snapshot.name, "Otherwise")
    assert told["True density"][1] == "1.77 g/cm³"
    assert own_materials.differences(snapshot, snapshot) == ()
    same = replace(snapshot, values={"density": replace(snapshot.values["density"], source="ours")})
    assert "ours" in own_materials.differences(snapshot, same)[0].other


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('slot = "solvent_1"', 'slot = "solvent_9"', "mixture.components.slot: “solvent_9” is not offered"),
        ('slot = "salt_1"', 'slot = "salt_2"', "“mixture.components.salt_1” is missing"),
        ('salts_given_by = "molarity"', 'salts_given_by = "spoons"', "mixture.salts_given_by: “spoons” is not offered"),
        ('salts_given_by = "molarity"', "salts_given_by = 1979-05-27", "“mixture.salts_given_by” is not a text"),
    ],
)
def test_a_recipe_that_cannot_be_one_is_told(written: str, instead: str, said: str, tmp_path: Path) -> None:
    text = own_materials.written(library.material("electrolyte", "lipf6-ec-emc")).decode("utf-8")
    assert written in text
    (tmp_path / "mixed.toml").write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(OwnMaterialError, match=said):
        own_materials.read(tmp_path / "mixed.toml")


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "our-black.toml").write_bytes(b"\xef\xbb\xbf" + own_materials.written(a_carbon()))
    assert own_materials.read(tmp_path / "our-black.toml") == a_carbon()


def test_why_a_file_cannot_be_taken_is_said_in_the_language_in_force() -> None:
    own_materials.keep(a_carbon())
    (own_materials.folder() / "carbon" / "bad.toml").write_text('kind = "carbon"', encoding="utf-8")
    assert "is missing" in own_materials.problems()[0]
    i18n.use("zh_CN")
    try:
        assert "缺少“id”" in own_materials.problems()[0]
    finally:
        i18n.use(i18n.ENGLISH)
