"""Makes docs/exports.md from the exporters themselves.

python docs/make_exports.py            write the page
python docs/make_exports.py --check    exit 1 if the page says anything else
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.services.exports import EXPORTERS, Exporter  # noqa: E402
from app.services.exports.exporter import OPTIONS  # noqa: E402

FILE = Path(__file__).with_name("exports.md")

HEAD = """# What a design can be exported as

    python -m app export DESIGN --what WHAT -o FILE

DESIGN is a design file or the id of a template; `--set KEY=VALUE` changes it first. FILE ends as the format wants. Two
runs write the same bytes. In the window all of this stands under Export.

This page is made by `python docs/make_exports.py`.
"""


def page() -> str:
    """The page as it should be."""
    parts = [HEAD, _table(), *(_part(exporter) for exporter in EXPORTERS.values()), _options()]
    return "\n".join(parts)


def _table() -> str:
    lines = ["| WHAT | file | options |", "|---|---|---|"]
    for name, exporter in EXPORTERS.items():
        options = " ".join(f"`{OPTIONS[field].flag}`" for field in exporter.options)
        lines.append(f"| `{name}` | {' '.join(_suffixes(exporter))} | {options} |")
    return "\n".join(lines) + "\n"


def _part(exporter: Exporter) -> str:
    lines = [f"## {exporter.name}", "", exporter.help]
    if len(exporter.formats) > 1:
        lines += ["", "| `--format` | file | |", "|---|---|---|"]
        lines += [f"| `{f.id}` | {f.suffix} | {f.label} |" for f in exporter.formats]
    if exporter.in_parts:
        lines += ["", "Long runs show how far they are and can be cancelled; nothing is written then."]
    return "\n".join(lines) + "\n"


def _options() -> str:
    lines = ["## Options", "", "An option that a document does not take is refused.", "", "| | |", "|---|---|"]
    for option in OPTIONS.values():
        value = " \\| ".join(option.answers) or option.value
        lines.append(f"| `{option.flag}` {value}".rstrip() + f" | {option.help} |")
    return "\n".join(lines) + "\n"


def _suffixes(exporter: Exporter) -> list[str]:
    return list(dict.fromkeys(f.suffix for f in exporter.formats))


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    made = page()
    if "--check" in arguments:
        return int(FILE.read_text(encoding="utf-8") != made)
    FILE.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
