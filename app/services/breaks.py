"""Where a line of text may be broken, on paper and on a console: at spaces, and between ideographs."""

import re
from collections.abc import Iterator
from typing import Final

_PARTS: Final = re.compile(r"[ \t]+|[^ \t]+")


def words(paragraph: str) -> Iterator[str]:
    """What may not be broken; a space belongs to the word before it. Ideographs stand alone."""
    word = ""
    for part in _PARTS.findall(paragraph):
        if part[0] == " ":
            yield word + part
            word = ""
        elif part.isascii():
            word += part
        else:
            for character in part:
                if _ideograph(character):
                    if word and not (len(word) == 1 and word in _OPENING):
                        yield word
                        word = ""
                    word += character
                elif word and _ideograph(word[-1]) and character not in CLOSING:
                    yield word
                    word = character
                else:
                    word += character
    if word:
        yield word


_OPENING: Final = "（《〈「『【〔([“‘"
CLOSING: Final = "）》〉」』】〕)]”’，。、；：？！,.;:?!%…"


def _ideograph(character: str) -> bool:
    return character > "\u2e7f" and character not in CLOSING and character not in _OPENING
