"""A spreadsheet becomes a design: both ways round, by guess and by mapping, and every odd cell has its sentence."""

import datetime
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from app.services import i18n, settings, templates
from app.services.importing import mapping, sheets
from app.services.importing.applying import Imported, Source, imported, source
from app.services.importing.layout import numbered, unit_of
from app.services.importing.mapping import Target
from app.services.importing.sheets import Cell, ImportProblem, Sheet

GRAPHITE, SULFUR = "nmc811-graphite", "li-s-1.6Ah-ers"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))


def sheet(*rows: list[object]) -> Sheet:
    """A sheet as a workbook gives it."""

    def cell(value: object) -> Cell:
        if value in ("", None):
            return Cell()
        return Cell(str(value), "number" if isinstance(value, int | float) else "text")

    wide = max(map(len, rows))
    return Sheet("Cells", tuple(tuple(cell(v) for v in [*row, *[""] * (wide - len(row))]) for row in rows))


def keys(of: Source) -> dict[str, str]:
    return {label: target.key for label, target in of.targets.items()}


def put(of: Source, template: str = GRAPHITE, number: int = 1) -> Imported:
    return imported(templates.template(template), of, of.record(number))


def entry(done: Imported, key: str) -> tuple[str, str]:
    found = done.document.entries[key]
    return found.text, found.unit


def sentences(done: Imported) -> list[str]:
    return [refused.sentence for refused in done.refused]


BY_QUANTITY = sheet(
    ["Cell of May"],
    [""],
    ["Cathode"],
    ["Sheets", "", 12],
    ["Loading", "mg/cm2", 21.5],
    ["Width", "mm", 61],
    ["Active fraction", "%", 95],
    ["Anode"],
    ["Width", "mm", 63.5],
    ["Loading", "mg cm⁻²", 13],
    ["Rest after filling", "h", 30],
)
BY_DESIGN = sheet(
    ["Cells of May"],
    ["", "Cathode", "", "Anode", ""],
    ["Name", "Sheets", "Loading", "Width", "Loading"],
    ["", "", "mg/cm²", "mm", "mg/cm²"],
    ["A", 8, 20.5, 63, 12.5],
    ["B", 9, 21.5, 64, 13.5],
)


# Reading --------------------------------------------------------------------------------------------------------------


def test_one_quantity_a_row_with_sections_and_units():
    of = source(BY_QUANTITY)
    assert of.layout.orientation == "quantities"
    done = put(of)
    assert entry(done, "cathode_sheets") == ("12", "1")
    assert entry(done, "cathode_loading") == ("21.5", "mg/cm²")
    assert entry(done, "cathode_width") == ("61", "mm")
    assert entry(done, "cathode_active_fraction") == ("95", "%")
    assert entry(done, "anode_width") == ("63.5", "mm")
    assert entry(done, "anode_loading") == ("13", "mg/cm²")
    assert entry(done, "rest_time") == ("30", "h")
    assert done.refused == ()


@pytest.mark.parametrize(("number", "name", "sheets_", "loading"), [(1, "A", "8", "20.5"), (2, "B", "9", "21.5")])
def test_one_design_a_row_below_a_head_in_two_rows(number, name, sheets_, loading):
    of = source(BY_DESIGN)
    assert of.layout.orientation == "designs"
    assert len(of.layout.records) == 2
    done = put(of, number=number)
    assert done.document.name == name
    assert entry(done, "cathode_sheets")[0] == sheets_
    assert entry(done, "cathode_loading")[0] == loading
    assert not done.document.entries["cathode_loading"].assumed


def test_a_column_for_each_design():
    of = source(sheet(["", "unit", "A", "B"], ["Cathode width", "mm", 50, 55], ["Cathode height", "mm", 70, 75]))
    assert [record.title for record in of.layout.records] == ["A", "B"]
    assert entry(put(of, number=2), "cathode_width")[0] == "55"


@pytest.mark.parametrize(
    "head",
    [
        "Cathode loading (mg/cm2)",
        "Cathode loading [mg/cm²]",
        "Cathode loading, mg/cm²",
        "cathode_loading",
        "Cathode Loading / mg cm-2",
    ],
)
def test_a_head_says_label_and_unit(head):
    of = source(sheet([head, "Cathode width (mm)"], [20.5, 50], [21, 51]))
    assert keys(of)[of.layout.labels[0].id] == "cathode_loading"
    assert entry(put(of), "cathode_loading") == ("20.5", "mg/cm²")


def test_a_unit_of_the_table_is_kept_as_typed():
    done = put(source(sheet(["Cathode width (cm)", "Cathode height (cm)"], [6.1, 9])))
    assert entry(done, "cathode_width") == ("6.1", "cm")


@pytest.mark.parametrize(
    ("unit", "key"), [("g/g", "electrolyte_per_active_mass"), ("µL/mg", "electrolyte_volume_per_active_mass")]
)
def test_the_unit_tells_quantities_of_one_name_apart(unit, key):
    of = source(sheet(["Cathode width", "mm", 50], ["E/S", unit, 3.2]))
    assert keys(of)["e/s"] == key


def test_what_fits_two_quantities_alike_is_left_open():
    of = source(sheet(["Width", "mm", 50], ["Cathode height", "mm", 70]))
    assert "width" not in keys(of)


@pytest.mark.parametrize(
    ("said", "symbol"),
    [
        ("mg/cm2", "mg/cm²"),
        ("mg cm-2", "mg/cm²"),
        ("mg·cm⁻²", "mg/cm²"),
        ("um", "µm"),
        ("[%]", "%"),
        ("-", "1"),
        ("kg m", None),
        ("Source", None),
    ],
)
def test_units_as_people_write_them(said, symbol):
    assert unit_of(said) == symbol


def test_choices_and_materials_come_first_and_by_name():
    """The kind of anode decides that the thickness of lithium is typed at all."""
    of = source(
        sheet(
            ["Lithium thickness", "µm", 40],
            ["Anode: kind", "", "lithium-on-copper"],
            ["Separator width", "", ""],
            ["Cathode width", "mm", 60],
        ),
        "quantities",
        {
            "lithium thickness": Target("lithium_thickness", "µm"),
            "anode: kind": Target("anode_kind"),
            "cathode width": Target("cathode_width"),
        },
    )
    done = put(of)
    assert done.document.choices["anode_kind"] == "lithium-on-copper"
    assert entry(done, "lithium_thickness") == ("40", "µm")
    assert done.refused == ()


def test_names_of_the_language_in_force_are_known_as_the_form_has_them():
    """Materials and options too; a name that several fields have is told apart by the section above it."""
    chinese = sheet(
        ["正极"],
        ["宽度", "mm", 52],
        ["面载量（mg/cm²）", "", 5.9],
        ["负极"],
        ["宽度：", "mm", 58],
        ["负极片数", "", 5],
        ["隔膜厚度", "µm", 12],
        ["负极类型", "", "锂箔"],
        ["宽度之和", "mm", 7],
    )
    with i18n.speaking("zh_CN"):
        of = source(chinese)
        done = put(of, SULFUR)
    assert set(keys(of).values()) == {
        "cathode_width", "cathode_loading", "anode_width", "anode_sheets", "separator_thickness", "anode_kind"
    }  # fmt: skip
    assert entry(done, "cathode_width") == ("52", "mm")
    assert entry(done, "cathode_loading") == ("5.9", "mg/cm²")
    assert "cathode_width" not in keys(source(chinese)).values()  # English has no such words


# Files ----------------------------------------------------------------------------------------------------------------


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Empty")
        page = book.add_worksheet("Cells")
        page.merge_range(0, 1, 0, 2, "Cathode")
        page.merge_range(0, 3, 0, 4, "Anode")
        page.write_row(1, 0, ["Name", "Width (mm)", "Height (mm)", "Width (mm)", "Height (mm)", "Formation rate"])
        page.write_row(2, 0, ["A", 0.1 + 0.2, 90, 62.5, 92.5])
        page.write_formula(2, 5, "=1/0", None, "#DIV/0!")
        page.write_row(3, 0, ["B", 61, 91, 63.5, 93.5])
        page.write_datetime(3, 5, datetime.date(2026, 1, 2), book.add_format({"num_format": "d.m.yyyy"}))
    return path


def test_a_workbook_is_read_with_its_merged_heads(tmp_path):
    of = source(sheets.open_book(workbook(tmp_path / "a.xlsx")).sheet())
    assert of.sheet.name == "Cells"
    done = put(of, number=2)
    assert entry(done, "cathode_width")[0] == "61"
    assert entry(done, "anode_width")[0] == "63.5"


def test_a_workbook_called_something_else_is_read_by_its_content(tmp_path):
    workbook(tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    assert sheets.open_book(tmp_path / "a.xls").sheet("Cells").rows
    (tmp_path / "b.xls").write_text("Cathode width;mm;50\nCathode height;mm;70\n", encoding="utf-8")
    assert entry(put(source(sheets.open_book(tmp_path / "b.xls").sheet())), "cathode_width")[0] == "50"


def test_what_binary_division_leaves_behind_is_not_read(tmp_path):
    assert sheets.open_book(workbook(tmp_path / "a.xlsx")).sheet().cell(2, 1).text == "0.3"


def test_errors_and_dates_are_told_with_their_place(tmp_path):
    of = source(sheets.open_book(workbook(tmp_path / "a.xlsx")).sheet())
    assert sentences(put(of))[-1].startswith("Row 3, column F, “#DIV/0!”: the cell has an error")
    assert "Row 4, column F" in sentences(put(of, number=2))[0]
    assert "holds a date" in sentences(put(of, number=2))[0]


def test_a_formula_that_was_never_computed_is_not_taken_for_nothing(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Cathode width", "Cathode height"])
    page.append(["=5*10", 70])
    book.save(tmp_path / "a.xlsx")
    done = put(source(sheets.open_book(tmp_path / "a.xlsx").sheet()))
    assert "never computed" in sentences(done)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_from_a_western_excel(encoding, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("Größe;Einheit;Wert\r\nCathode width;mm;62,5\r\nLithium thickness;µm;50\r\n".encode(encoding))
    of = source(sheets.open_book(path).sheet())
    assert entry(put(of, SULFUR), "cathode_width") == ("62.5", "mm")
    assert entry(put(of, SULFUR), "lithium_thickness") == ("50", "µm")


def test_a_csv_from_a_chinese_excel_can_be_mapped_by_hand(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("参数,单位,数值\r\n正极宽度,mm,62.5\r\n正极高度,mm,80\r\n".encode("gb18030"))
    page = sheets.open_book(path).sheet()
    of = source(page, None, {"正极宽度": Target("cathode_width", "mm"), "正极高度": Target("cathode_height", "mm")})
    assert entry(put(of), "cathode_height") == ("80", "mm")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n;;;\r\n", "is empty"),
        (b"%PDF-1.7 ...", "neither a workbook nor a csv table"),
        (b"<html><table>", "neither a workbook nor a csv table"),
        (b"\x00\x01\x02\x03", "neither a workbook nor a csv table"),
        (b"PK\x03\x04 cut off", "could not be read as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "could not be read as a workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(content, said, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ImportProblem) as refused:
        sheets.open_book(path).sheet()
    assert said in refused.value.message
    assert refused.value.message.endswith(".")


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path):
    book = sheets.open_book(workbook(tmp_path / "a.xlsx"))
    with pytest.raises(ImportProblem, match="It has: Empty, Cells"):
        book.sheet("Sheet1")
    with pytest.raises(ImportProblem, match="is empty"):
        book.sheet("Empty")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("readme.txt", "nothing")
    (tmp_path / "a.xlsx").write_bytes(stream.getvalue())
    with pytest.raises(ImportProblem, match="could not be read as a workbook"):
        sheets.open_book(tmp_path / "a.xlsx")


def test_a_table_without_labels_is_refused():
    with pytest.raises(ImportProblem, match="give each number a label"):
        source(sheet([1, 2, 3], [4, 5, 6]))


def test_ten_thousand_rows_are_read_and_any_of_them_is_taken(tmp_path):
    path = tmp_path / "long.csv"
    rows = [f"C{n},{40 + n / 1000}" for n in range(10_000)]
    path.write_text("\n".join(["Name,Cathode width (mm)", *rows]), encoding="utf-8")
    of = source(sheets.open_book(path).sheet())
    assert len(of.layout.records) == 10_000
    assert entry(put(of, number=10_000), "cathode_width") == ("49.999", "mm")
    with pytest.raises(ImportProblem, match="no design 10001"):
        of.record(10_001)


def test_a_table_beyond_the_limits_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    path = tmp_path / "long.csv"
    path.write_text("a,1\n" * 20, encoding="utf-8")
    with pytest.raises(ImportProblem, match="10 are the limit"):
        sheets.open_book(path).sheet()


# Cells that cannot be taken -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-5, "Width (cathode_width): −5 mm is below the limit of 1 mm"),
        (1e6, "is above the limit"),
        ("5.2 kg", "kg"),
        ("50-60", "not one number"),
        ("2*30", "not one number"),
        ("wide", "not one number"),
        ("1,000", "1,000"),
    ],
)
def test_a_refused_cell_has_a_sentence_and_the_rest_is_taken(value, said):
    done = put(source(sheet(["Cathode width", "mm", value], ["Cathode height", "mm", 70], ["Anode width", "mm", 77])))
    (told,) = sentences(done)
    assert told.startswith("Row 1, column C, “")
    assert said in told.replace("\u202f", " ")
    assert entry(done, "cathode_height")[0] == "70"
    assert entry(done, "cathode_width") == ("60", "mm")  # as it was


def test_a_share_without_a_unit_is_refused_with_both_readings():
    done = put(
        source(
            sheet(["Electrolyte loss", 0.03], ["Cathode width", 60]),
            None,
            {"electrolyte loss": Target("electrolyte_loss")},
        )
    )
    assert "0.03 % or 3 %" in sentences(done)[0]
    said = put(
        source(
            sheet(["Electrolyte loss", 0.03], ["Cathode width", 60]),
            None,
            {"electrolyte loss": Target("electrolyte_loss", "1")},
        )
    )
    assert entry(said, "electrolyte_loss") == ("0.03", "1")


def test_what_is_derived_under_the_choices_is_refused_naming_the_choice():
    done = put(source(sheet(["Lithium thickness", "µm", 50], ["Cathode width", "mm", 60])))
    assert "Set anode_kind to" in sentences(done)[0]


def test_one_key_is_not_taken_from_two_cells():
    two = {"one": Target("cathode_width"), "two": Target("cathode_width")}
    done = put(source(sheet(["one", 55], ["two", 56]), None, two))
    assert entry(done, "cathode_width")[0] == "55"
    assert "already taken" in sentences(done)[0]


def test_text_stays_text():
    done = put(source(sheet(["Name", "Cathode width"], ["=cmd()<b>", 50])))
    assert done.document.name == "=cmd()<b>"


# Mappings -------------------------------------------------------------------------------------------------------------


def test_a_mapping_mended_by_hand_is_found_again_for_the_same_head():
    page = sheet(["Breite Kathode", "mm", 55], ["Höhe Kathode", "mm", 75], ["E/S", "g/g", 3])
    first = source(page)
    assert not first.known
    mended = {"breite kathode": Target("cathode_width", "mm"), "höhe kathode": Target("cathode_height", "mm")}
    mapping.keep(first.layout, mended)
    again = source(sheet(["Breite Kathode", "mm", 44], ["Höhe Kathode", "mm", 66], ["E/S", "g/g", 2]))
    assert again.known
    assert dict(again.targets) == mended
    assert entry(put(again), "cathode_height")[0] == "66"
    assert not source(sheet(["Breite", "mm", 44], ["Höhe Kathode", "mm", 66])).known


def test_a_damaged_mapping_is_let_be():
    of = source(BY_QUANTITY)
    mapping.keep(of.layout, of.targets)
    (place,) = (settings.data_folder() / "mappings").iterdir()
    place.write_text("{", encoding="utf-8")
    assert not source(BY_QUANTITY).known


def test_a_mapping_file_lists_every_label_to_be_filled_in(tmp_path):
    of = source(sheet(["Breite", "mm", 55], ["Cathode height", "mm", 75]))
    path = tmp_path / "m.json"
    path.write_bytes(mapping.written(of.layout, of.targets))
    content = json.loads(path.read_text(encoding="utf-8"))
    assert [line["key"] for line in content["labels"]] == ["", "cathode_height"]
    assert mapping.load(path) == ("quantities", {"cathode height": Target("cathode_height", "mm")})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"key": "cathode_widht"}, "cathode_widht"),
        ({"unit": "furlong"}, "furlong"),
        ({"unit": "kg"}, "cannot be in kg"),
        ({"more": 1}, "no mapping"),
    ],
)
def test_a_mapping_file_that_is_wrong_is_refused_in_a_sentence(change, said, tmp_path):
    line = {"label": "w", "key": "cathode_width", "unit": "mm", **change}
    content = {"format": "cellwright-mapping", "version": "1.0", "orientation": "designs", "labels": [line]}
    (tmp_path / "m.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ImportProblem) as refused:
        mapping.load(tmp_path / "m.json")
    assert said in refused.value.message


def test_labels_that_say_the_same_are_told_apart():
    of = source(sheet(["Width", "mm", 50], ["Width", "mm", 60], ["Cathode height", "mm", 70]))
    assert list(numbered(of.layout.labels)) == ["width", "width #2", "cathode height"]


def test_every_target_has_its_words():
    assert all(mapping.label_of(key) for key in mapping.targets())
