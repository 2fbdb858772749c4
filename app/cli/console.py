"""Consoles: characters they cannot show, lines they can hold, and outputs that go away."""

import codecs
import contextlib
import json
import os
import re
import sys
import unicodedata
from typing import Any

from app.services.breaks import words

WIDTH = 100


def make_printable() -> None:
    """A console that cannot show µ gets u, never an error."""
    codecs.register_error("cellwright-plain", _plain_characters)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="cellwright-plain")


_PLAIN = {
    "µ": "u", "μ": "u", "·": "*", "−": "-", "‖": "||", "Ω": "ohm", "°": "deg ", "ρ": "rho", "ε": "eps", "φ": "phi",
    "Δ": "d", "δ": "d", "Σ": "sum ", "±": "+-", "“": '"', "”": '"', "’": "'", "—": "-", "–": "-", "→": "->", "×": "x",
    "÷": "/", "√": "sqrt", "≤": "<=", "≥": ">=", "∞": "inf", "…": "...", "\u202f": " ", "\u00a0": " ",
}  # fmt: skip
_RAISED = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"


def _plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(_plain(error.object, at) for at in range(error.start, error.end))
    return text.encode(error.encoding, "replace").decode(error.encoding), error.end


def _plain(text: str, at: int) -> str:
    character = text[at]
    if character in _RAISED:
        power = "^" if text[max(at - 1, 0)] not in _RAISED and text[max(at - 2, 0) : at] == "10" else ""
        return power + ("-" if character == "⁻" else unicodedata.normalize("NFKC", character))
    if character in _PLAIN:
        return _PLAIN[character]
    # Letters with accents, small digits and the like have a plain form inside; a lone accent is nothing.
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return plain or ("" if unicodedata.combining(character) else "?")


def json_text(content: Any) -> str:
    """The content as JSON that the console can take."""
    encoding = (sys.stdout.encoding or "" if sys.stdout is not None else "").lower().replace("-", "")
    return json.dumps(content, ensure_ascii=encoding not in ("utf8", "utf8sig"), indent=1, allow_nan=False)


def wrapped(text: str, first: str, others: str | None = None) -> list[str]:
    """The text in lines of WIDTH, the first beginning with `first` and the others with `others`."""
    return broken(text, WIDTH, first, first if others is None else others)


def broken(text: str, room: int, first: str = "", others: str = "") -> list[str]:
    """The text in lines of `room` columns; a word that is longer stays whole. No text, no line."""
    lines: list[str] = []
    line, empty = first, True
    for word in words(re.sub(r"\s", " ", text).strip()):
        if not empty and columns(line) + columns(word.rstrip()) > room:
            lines.append(line.rstrip())
            line = others
        line, empty = line + word, False
    return lines if empty else [*lines, line.rstrip()]


def columns(text: str) -> int:
    """How many columns of a console a text takes: an ideograph takes two, a combining mark none."""
    if text.isascii():
        return len(text)
    wide = (2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text
            if not unicodedata.combining(character))  # fmt: skip
    return sum(wide)


def left(text: object, room: int) -> str:
    """The text, filled up with spaces to `room` columns."""
    said = str(text)
    return said + " " * (room - columns(said))


def right(text: object, room: int) -> str:
    """The text behind as many spaces as make it `room` columns wide."""
    said = str(text)
    return " " * (room - columns(said)) + said


def drop_output() -> None:
    """Let what is still buffered go nowhere, or Python complains when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
