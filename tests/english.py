"""English left where Chinese should stand: what the tests of pages, window and command line look for."""

import functools
import re
import tomllib
from collections.abc import Iterable

from babel.messages.pofile import read_po

from app.services import library
from app.services.paths import resources

CATALOGUE = resources() / "translations" / "zh_CN" / "LC_MESSAGES" / "cellwright.po"
_WORD = r"[A-Za-z][A-Za-z'’-]+"
_RUN = re.compile(rf"{_WORD}(?:[,;:]? {_WORD}){{3,}}")
"""Four English words in a row; names of instruments, compounds and standards are shorter."""


def english_in(texts: Iterable[str], *allowed: str) -> list[str]:
    """The runs of English words that are neither of a source, nor allowed, nor of a text that waits for its translation
    (`python dev.py messages` tells which)."""
    known = "\n".join((_sources(), *map(_flat, allowed)))
    return sorted({run for text in texts for run in runs_in(_without_waiting(_flat(text))) if run not in known})


def runs_in(text: str) -> list[str]:
    """Every four or more English words in a row; a list of abbreviations is none."""
    return [found[0] for found in _RUN.finditer(_flat(text)) if not found[0].isupper()]


def translations() -> dict[str, str]:
    """Every text with its translation; empty where there is none yet."""
    with CATALOGUE.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def _without_waiting(text: str) -> str:
    for fragment in _waiting():
        text = text.replace(fragment, "…")
    return text


@functools.cache
def _waiting() -> tuple[str, ...]:
    """What stands between the fields of the texts that are not translated yet, the longest first."""
    texts = [text for text, translation in translations().items() if not translation]
    found = {_flat(fragment).strip() for text in texts for fragment in re.split(r"\{[^}]*\}", text)}
    return tuple(sorted((fragment for fragment in found if len(fragment) > 3), key=len, reverse=True))


@functools.cache
def _sources() -> str:
    listed = tomllib.loads((resources() / "sources.toml").read_text(encoding="utf-8"))
    return "\n".join(_flat(library.source(source).line()) for source in listed)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
