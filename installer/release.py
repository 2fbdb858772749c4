# ruff: noqa: T201
"""The small parts of a release, each of them one command:

python installer/release.py check-tag v1.2.3   the tag, the version and a section of the changelog agree
python installer/release.py notes [VERSION]    the changelog's section, as the release's notes
python installer/release.py sbom -o FILE       what the bundle in dist/ is made of, as CycloneDX 1.5
python installer/release.py sums FOLDER        FOLDER/SHA256SUMS of every file in it
"""

import argparse
import hashlib
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from installer import identity  # noqa: E402 - found beside this file

UNRELEASED = "Unreleased"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check-tag").add_argument("tag")
    verbs.add_parser("notes").add_argument("version", nargs="?", default=UNRELEASED)
    sbom = verbs.add_parser("sbom")
    sbom.add_argument("-o", type=Path, required=True)
    sbom.add_argument("--bundle", type=Path, default=ROOT / "dist")
    verbs.add_parser("sums").add_argument("folder", type=Path)
    words = parser.parse_args()
    if words.verb == "check-tag":
        return check_tag(words.tag)
    if words.verb == "notes":
        print(notes(words.version))
    elif words.verb == "sbom":
        index = next(iter(words.bundle.rglob("licences/index.json")), None)
        if index is None:
            sys.exit(f"There is no bundle in {words.bundle}: run `python dev.py bundle` first.")
        text = json.dumps(bill_of_materials(json.loads(index.read_text(encoding="utf-8"))), indent=1)
        words.o.write_text(text + "\n", encoding="utf-8")
        print(words.o)
    else:
        print(sums(words.folder))
    return 0


def check_tag(tag: str) -> int:
    """0 when the tag is the version of this checkout and the changelog has its section."""
    version = identity.version()
    if tag != f"v{version}":
        print(f"The tag is {tag}, the version in app/__init__.py is {version}.", file=sys.stderr)
        return 1
    if not notes(version):
        print(f"CHANGELOG.md has no section {version}.", file=sys.stderr)
        return 1
    return 0


def notes(version: str) -> str:
    """The changelog's section of a version without its heading; empty where there is none."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"^## \[?{re.escape(version)}\]?[^\n]*\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1].strip() if found else ""


def bill_of_materials(index: list[dict[str, str]]) -> dict[str, Any]:
    """CycloneDX of what licences/index.json lists, with the digests of the lock that it was installed from."""
    digests = locked()
    program, *parts = index
    components = []
    for part in parts:
        name = part["name"].lower().replace("_", "-")
        component: dict[str, Any] = {"type": "library", "bom-ref": name, "name": part["name"]}
        if part["version"]:
            component["version"] = part["version"]
        if part["licence"] and not part["licence"].startswith("system library"):
            component["licenses"] = [{"license": {"name": part["licence"]}}]
        if (name, part["version"]) in digests:
            component["purl"] = f"pkg:pypi/{name}@{part['version']}"
            listed = [{"name": "cellwright:locked-sha256", "value": one} for one in digests[name, part["version"]]]
            component["properties"] = listed
        elif part["licence"].startswith("system library"):
            component["description"] = part["licence"]
        components.append(component)
    name = f"cellwright {program['version']} {sys.platform}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name + json.dumps(components))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "cellwright",
                "name": program["name"],
                "version": program["version"],
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "cellwright", "dependsOn": [part["bom-ref"] for part in components]}],
    }


def locked() -> dict[tuple[str, str], list[str]]:
    """Name and version of what the lock lists, with the digests it allows."""
    found: dict[tuple[str, str], list[str]] = {}
    current: list[str] = []
    for line in (ROOT / "requirements-dev.lock").read_text(encoding="utf-8").splitlines():
        if named := re.match(r"([A-Za-z0-9_.-]+)==([^ ;\\]+)", line):
            current = found.setdefault((named[1].lower().replace("_", "-"), named[2]), [])
        current += re.findall(r"--hash=sha256:([0-9a-f]{64})", line)
    return found


def sums(folder: Path) -> Path:
    """Write SHA256SUMS, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    target = folder / "SHA256SUMS"
    target.write_bytes("".join(lines).encode())
    return target


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
