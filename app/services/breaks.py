"""Where a line of text may be broken, on paper and on a console: at spaces, between ideographs, behind their marks.

A number stays with the unit behind it, whichever space stands between them.
"""

import re
from collections.abc import Iterator
from typing import Final

_UNIT: Final = (
    r"(?:[%‰°]|(?:[nµμmckMG]?(?:A|Ah|bar|F|g|gf|Hz|J|L|m|mol|N|Pa|s|V|W|Wh|Ω)|C|d|h|M|min|ppm)(?![0-9A-Za-z]))"
)
_PARTS: Final = re.compile(rf"[^ \t]+(?:(?<=\d) (?={_UNIT})[^ \t]+)*|[ \t]+")


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
                elif word and _parts(word[-1], character):
                    yield word
                    word = character
                else:
                    word += character
    if word:
        yield word


_WIDE_OPENING: Final = "（《〈「『【〔"
_OPENING: Final = f"{_WIDE_OPENING}([“‘"
_WIDE_CLOSING: Final = "）》〉」』】〕，。、；：？！"
CLOSING: Final = "）》〉」』】〕)]”’，。、；：？！,.;:?!%…"


def _parts(before: str, after: str) -> bool:
    """Whether a line may end between two characters of which the second is no ideograph."""
    if after in CLOSING or before in _OPENING:
        return False
    return _ideograph(before) or before in _WIDE_CLOSING or after in _WIDE_OPENING


def _ideograph(character: str) -> bool:
    return character > "\u2e7f" and character not in CLOSING and character not in _OPENING
