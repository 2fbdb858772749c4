# ruff: noqa: T201
"""The workbooks of all templates, recalculated by LibreOffice from wrong cached values.

    .venv/bin/python -m tests.app.services.with_libreoffice      exit code 1 where a result differs by more than 1e-9

Needs LibreOffice Calc (`soffice`), so it is not among the tests; those recalculate with the `formulas` package.
"""

import io
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from openpyxl import load_workbook

from app.services import templates
from app.services.design import Design
from app.services.workbook import workbook
from calc.graph import registry

PATIENCE = 300  # seconds
WRONG = "12345.678"
"""What every formula is said to have given."""

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501
"""A profile in which files of others are always recalculated."""

_CACHED = re.compile(rb"(</f>)<v>[^<]*</v>")


def main() -> int:
    """Recalculate and compare."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is not installed: there is no soffice.")
        return 2
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
        designs = {template: Design(templates.template(template)) for template in templates.ids()}
        files = [folder / f"{template}.xlsx" for template in designs]
        for file, design in zip(files, designs.values(), strict=True):
            file.write_bytes(spoilt(workbook(design, cells=7)))
        profile_url = profile.parent.as_uri()
        command = [
            office,
            f"-env:UserInstallation={profile_url}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
        ]
        subprocess.run(
            [*command, "--outdir", str(folder / "out"), *map(str, files)],
            check=True, timeout=PATIENCE, capture_output=True, env={**os.environ, "HOME": name},
        )  # fmt: skip
        for template, design in designs.items():
            count, found = difference(design, (folder / "out" / f"{template}.xlsx").read_bytes())
            print(f"{template}: {count} results, largest relative difference {found:.1e}")
            worst = max(worst, found)
    return 0 if worst <= 1e-9 else 1


def spoilt(content: bytes) -> bytes:
    """A workbook with a wrong cached value in every formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                data = _CACHED.sub(rb"\1<v>" + WRONG.encode() + rb"</v>", data)
            after.writestr(entry, data)
    return out.getvalue()


def difference(design: Design, recalculated: bytes) -> tuple[int, float]:
    """How many results were compared, and by how much the worst one differs; infinite where one has no number."""
    book = load_workbook(io.BytesIO(recalculated), data_only=True)
    places = {name.casefold(): defined.attr_text for name, defined in book.defined_names.items()}
    worst, count = 0.0, 0
    for key in design.values.keys() - registry().curves.keys():
        sheet, _, address = places[key.casefold()].rpartition("!")
        found, wanted = book[sheet.strip("'")][address.replace("$", "")].value, float(design.values[key])
        count += 1
        if math.isfinite(wanted) and isinstance(found, int | float):
            off = abs(found - wanted)
            worst = max(worst, 0.0 if off < 1e-12 else off / max(abs(wanted), 1e-300))
        elif math.isfinite(wanted) or isinstance(found, int | float):
            print(f"  {key}: {found!r}, not {wanted}")
            worst = math.inf
    return count, worst


if __name__ == "__main__":
    sys.exit(main())
