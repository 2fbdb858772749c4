"""The files of the project as they lie there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("app", "calc", "docs", "installer", "resources", "templates", "tests", "ui")
TEXTS = {".css", ".csv", ".json", ".md", ".po", ".py", ".qss", ".svg", ".toml", ".txt"}
UNMERGED = re.compile(r"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)


def test_no_two_versions_of_a_text_stand_in_one_file() -> None:
    inside = (file for folder in FOLDERS for file in (ROOT / folder).rglob("*.*"))
    files = [file for file in (*ROOT.glob("*.*"), *inside) if file.suffix in TEXTS]
    assert len(files) > 500
    assert [file for file in files if UNMERGED.search(file.read_text(encoding="utf-8"))] == []
