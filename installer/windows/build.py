# ruff: noqa: T201
"""Makes the Windows installer: python installer/windows/build.py [--bundle DIST/cellwright] [-o FILE]

Needs makensis (Windows: `choco install nsis`; Debian: `apt-get install nsis`). On another system it serves to check
the recipe: it packs whatever lies in --bundle.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from installer import identity  # noqa: E402 - found beside this file

PLACES = (r"C:\Program Files (x86)\NSIS\makensis.exe", r"C:\Program Files\NSIS\makensis.exe")


def main() -> int:
    version = identity.version()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "cellwright")
    parser.add_argument("-o", type=Path, default=ROOT / "dist" / f"cellwright-{version}-windows-x86_64-setup.exe")
    arguments = parser.parse_args()
    tool = makensis()
    if tool is None:
        sys.exit("makensis is missing: `choco install nsis` on Windows, `apt-get install nsis` on Debian.")
    if not (arguments.bundle / "cellwright.exe").is_file():
        sys.exit(f"There is no cellwright.exe in {arguments.bundle}: run `python dev.py bundle` first.")
    output = arguments.o.resolve()
    defines = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, identity.numbers(version))),
        "BUNDLE": arguments.bundle.resolve(),
        "OUTPUT": output,
        "ROOT": ROOT,
    }
    # The official NSIS has no 64-bit stub; Debian's has.
    flag = "/" if os.name == "nt" else "-"
    words = [tool, f"{flag}V2", f"{flag}WX", f"{flag}INPUTCHARSET", "UTF8"]
    words += [f"{flag}D{name}={value}" for name, value in defines.items()]
    if os.name == "nt":
        words.append("/DNO_TARGET")
    code = subprocess.call([*words, str(Path(__file__).with_name("cellwright.nsi"))])
    if code == 0:
        print(f"{output}  {output.stat().st_size / 1e6:.1f} MB")
    return code


def makensis() -> str | None:
    return shutil.which("makensis") or next((place for place in PLACES if Path(place).is_file()), None)


if __name__ == "__main__":
    sys.exit(main())
