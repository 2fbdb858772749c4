"""`python3 dev.py bench [-- --write]`: measure, print, and with --write put the figures into docs/performance.md."""

import os
import platform
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import model, paper, start, timing, window

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
PARTS = {
    "The window": window.rows,  # first, in a process that has done nothing else, as it is when somebody types
    "The start": start.rows,
    "The core": model.rows,
    "The paper": paper.rows,
}


def main() -> int:
    """Measure everything and print it; with --write also into the page."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    head = (
        "# Performance\n\nMade by `python3 dev.py bench -- --write`. Times depend on the machine and on what else it "
        f"does; ratios within one run do not. This run: {system}, Python {platform.python_version()}."
    )
    sections = [head]
    for title, rows in PARTS.items():
        section = f"## {title}\n\n{timing.table(rows())}"
        print(section, end="\n\n", flush=True)
        sections.append(section)
    if "--write" in sys.argv:
        kept = PAGE.read_text(encoding="utf-8").partition("## The bundle")[1:] if PAGE.exists() else ("", "")
        PAGE.write_text("\n\n".join(sections) + "\n\n" + "".join(kept), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
