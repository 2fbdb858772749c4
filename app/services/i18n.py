"""The one door for translated texts: English sentences are the message ids, catalogues hold the other languages.

A text shown where it is written is `tr("Saved as {name}.", name=name)`. A text declared in one place and shown in
another is marked there, `N_("Cathode width")`, and translated when shown, `tr(label)`. To add a language, put its
compiled catalogue at resources/translations/<language>/LC_MESSAGES/cellwright.mo.
"""

import functools
import os
import re
import sys
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH: Final = "en"
SYSTEM: Final = "system"
"""Instead of a language: the one that the computer speaks."""

_FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_BETWEEN: Final[Mapping[str, Mapping[str, str]]] = {"zh_CN": {", ": "，", "; ": "；", ": ": "：", " ": ""}}
_ENDS: Final = "。！？；：，、）"
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Where Chinese is written in other characters than in zh_CN."""


class Complaint(Exception):
    """Something that cannot be done; `message` is the sentence to show, translated."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Catalogue(Protocol):
    def gettext(self, message: str, /) -> str: ...


class _Door:
    """What is translated into: a language and its catalogue, None for English."""

    __slots__ = ("catalogue", "language")

    def __init__(self, language: str = "en", catalogue: _Catalogue | None = None) -> None:
        self.language = language
        self.catalogue = catalogue


_door = _Door()
"""What the whole program speaks: the one thing here that changes."""

_spoken: ContextVar[_Door | None] = ContextVar("_spoken", default=None)
"""What is spoken here instead, between `speaking` and its end: a document is made in one language while the window
goes on in another."""


def tr(message: str, /, **parameters: object) -> str:
    """`message` in the current language, each `{name}` replaced by that parameter.

    Values go in as they are: braces inside them mean nothing, and a name without a parameter stays in sight.
    """
    catalogue = (_spoken.get() or _door).catalogue
    text = catalogue.gettext(message) if catalogue is not None and message else message
    if not parameters:
        return text
    return _FIELD.sub(lambda field: str(parameters.get(field[1], field[0])), text)


def joined(parts: Iterable[str], between: str = ", ") -> str:
    """Words or sentences in a row, empty ones left out, with the sign between them that the language writes.

    `between` is the English one: a comma, a semicolon, a colon, or a space between sentences.
    """
    said = [part for part in parts if part]
    written = _BETWEEN.get(language(), {}).get(between)
    if written is None:
        return between.join(said)
    if between != " ":
        return written.join(said)
    # Between sentences; behind a word in other letters a space is needed all the same.
    return "".join(part if not at or said[at - 1][-1] in _ENDS else f" {part}" for at, part in enumerate(said))


def N_(message: str, /) -> str:  # noqa: N802 - the name that extraction tools look for
    """Mark a text that is declared here and translated where it is shown."""
    return message


NAMES: Final[Mapping[str, str]] = {"en": N_("English"), "zh_CN": N_("简体中文")}
"""What the languages call themselves; the same in every catalogue."""


def language() -> str:
    """The language texts are shown in."""
    return (_spoken.get() or _door).language


def languages() -> tuple[str, ...]:
    """Every language there is a catalogue for, English first."""
    found = {catalogue.parents[1].name for catalogue in _folder().glob("*/LC_MESSAGES/cellwright.mo")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def use(wanted: str) -> str:
    """Let the program speak `wanted` ("de", "zh_CN", "pt-BR"); the language taken is the nearest, else English."""
    taken = nearest(wanted) or ENGLISH
    _door.language, _door.catalogue = taken, _catalogue(taken)
    return taken


@contextmanager
def speaking(wanted: str) -> "Iterator[None]":
    """Texts in this language for a while, in this thread or task only; the one in use when empty."""
    if not wanted or wanted == language():
        yield
        return
    taken = nearest(wanted) or ENGLISH
    token = _spoken.set(_Door(taken, _catalogue(taken)))
    try:
        yield
    finally:
        _spoken.reset(token)


def nearest(wanted: str) -> str:
    """The language there is that is nearest to a name such as "zh-Hans-CN" or "de_AT.UTF-8"; "" when none is near."""
    available = languages()
    name = wanted.replace("-", "_").partition(".")[0].partition("@")[0]
    first, *others = name.split("_")
    for candidate in (name, first):
        if candidate in available:
            return candidate
    if _TRADITIONAL.isdisjoint(other.lower() for other in others):
        return next((known for known in available if known.partition("_")[0] == first), "")
    return ""


def system_language() -> str:
    """The language of the environment, as the computer's other programs take it; English where it says nothing."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    if not locale:
        return nearest(_display_language()) or ENGLISH
    if locale.partition(".")[0] in ("C", "POSIX"):
        return ENGLISH
    asked = [*os.environ.get("LANGUAGE", "").split(":"), locale]
    return next((taken for name in asked if name and (taken := nearest(name))), ENGLISH)


def _display_language() -> str:
    """What Windows shows its own texts in; nothing elsewhere."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


def _catalogue(taken: str) -> _Catalogue | None:
    return None if taken == ENGLISH else _read(_folder() / taken / "LC_MESSAGES" / "cellwright.mo")


@functools.lru_cache(maxsize=8)
def _read(path: Path) -> _Catalogue:
    from gettext import GNUTranslations

    with path.open("rb") as file:
        return GNUTranslations(file)


def _folder() -> Path:
    from app.services.paths import resources

    return resources() / "translations"
