"""Page files: the order, keys and words of a report as data, in templates/reports/<report>/<page>.toml.

Their texts are message ids, translated when they are printed; a text may name quantities in braces.
"""

import functools
import string
import tomllib
from collections.abc import Mapping
from typing import Any

from app.services.design import Design
from app.services.i18n import tr
from app.services.paths import templates


@functools.cache
def page(report: str, name: str) -> Mapping[str, Any]:
    """A page file's content."""
    path = templates() / "reports" / report / f"{name}.toml"
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return content


def filled(design: Design, message: str) -> str:
    """A text of a page file, translated, with the quantities it names put in."""
    return tr(message, **{key: design.text(key) for key in named_keys(message) if design.has(key)})


def named_keys(message: str) -> tuple[str, ...]:
    """The keys that a text names in braces."""
    return tuple(dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(message) if name))
