"""What the tests of the command line have in common."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
CELL = "li-s-1.6Ah-ers"


def computed(told, *arguments):
    return json.loads(told("compute", *arguments, "--json"))


def value(told, key, *arguments):
    return computed(told, *arguments)["results"][key]["value"]


def sets(*pairs):
    return [word for pair in pairs for word in ("--set", pair)]
