"""The one door for translated texts: English sentences are the message ids, catalogues hold the other languages.

A text shown where it is written is `tr("Saved as {name}.", name=name)`. A text declared in one place and shown in
another is marked there, `N_("Cathode width")`, and translated when shown, `tr(label)`. To add a language, put its
compiled catalogue at resources/translations/<language>/LC_MESSAGES/cellwright.mo.
"""

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENGLISH = "en"

_FIELD = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class _Catalogue(Protocol):
    def gettext(self, message: str, /) -> str: ...


class _Door:
    """What is translated into at the moment: the one thing here that changes."""

    __slots__ = ("catalogue", "language")

    def __init__(self) -> None:
        self.language = ENGLISH
        self.catalogue: _Catalogue | None = None


_door = _Door()


def tr(message: str, /, **parameters: object) -> str:
    """`message` in the current language, each `{name}` replaced by that parameter.

    Values go in as they are: braces inside them mean nothing, and a name without a parameter stays in sight.
    """
    text = _door.catalogue.gettext(message) if _door.catalogue is not None and message else message
    if not parameters:
        return text
    return _FIELD.sub(lambda field: str(parameters.get(field[1], field[0])), text)


def N_(message: str, /) -> str:  # noqa: N802 - the name that extraction tools look for
    """Mark a text that is declared here and translated where it is shown."""
    return message


def language() -> str:
    """The language texts are shown in."""
    return _door.language


def languages() -> tuple[str, ...]:
    """Every language there is a catalogue for, English first."""
    found = {catalogue.parents[1].name for catalogue in _folder().glob("*/LC_MESSAGES/cellwright.mo")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def use(wanted: str) -> str:
    """Show texts in `wanted` ("de", "zh_CN", "pt-BR"); the language taken is the nearest there is, else English."""
    taken = _nearest(wanted, languages())
    catalogue: _Catalogue | None = None
    if taken != ENGLISH:
        from gettext import GNUTranslations

        with (_folder() / taken / "LC_MESSAGES" / "cellwright.mo").open("rb") as file:
            catalogue = GNUTranslations(file)
    _door.language, _door.catalogue = taken, catalogue
    return taken


@contextmanager
def speaking(wanted: str) -> "Iterator[None]":
    """Texts in this language for a while; the one in use when empty."""
    before = language()
    if not wanted or wanted == before:
        yield
        return
    use(wanted)
    try:
        yield
    finally:
        use(before)


def _nearest(wanted: str, available: tuple[str, ...]) -> str:
    name = wanted.replace("-", "_").partition(".")[0]
    for candidate in (name, name.partition("_")[0]):
        if candidate in available:
            return candidate
    return ENGLISH


def _folder() -> "Path":
    from app.services.paths import resources

    return resources() / "translations"
