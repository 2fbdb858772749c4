"""Finding things by a few letters: which of many texts are meant, the likeliest first.

Every word of the query has to be found in a candidate: as a whole word, as the beginning of one, inside one, or as
letters that follow each other (`arcap` finds “areal capacity”). Case, accents, subscripts and signs do not count.
Chinese has no spaces between words: what is not found as it was typed may be two words, each found by itself.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_APART = re.compile(r"[^0-9a-z\u0370-\uffff%]+")
_CHINESE = "\u2e80"
"""The first of the letters that are words of their own."""
_WHOLE, _BEGIN, _INSIDE, _SCATTERED = 100.0, 80.0, 50.0, 25.0
_FIRST = 20.0
"""What a match at the very beginning counts more."""
_KEY = 100.0
"""What it counts that a whole key was typed, or the short name: that very thing is meant."""
_LESS = 0.5
"""What a match in the other words counts, beside one in the name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be found: its name, and other words it goes by; one of them may be its `short` name."""

    name: str
    words: str = ""
    short: str = ""


def plain(text: str) -> str:
    """A text as it is compared: small letters and digits, single spaces."""
    return _plain(text)


def score(query: str, candidate: Candidate) -> float:
    """How well a query finds a candidate; 0 when it does not. An empty query finds everything alike."""
    total, name = 0.0, _plain(candidate.name)
    tokens = _plain(query).split()
    for token in tokens:
        found = _found_in(token, name, _plain(candidate.words))
        if not found:
            return 0.0
        total += found
    if not tokens:
        return 1.0
    asked = query.strip().casefold()
    if asked == candidate.short.casefold() or ("_" in query and asked in candidate.words.casefold().split()):
        total += _KEY * len(tokens)
    # Of two that match alike the shorter name is meant.
    return total / len(tokens) - min(len(name), 60) / 10 + (_FIRST if name.startswith(" ".join(tokens)) else 0.0) + 10


def ranked(query: str, candidates: Iterable[Candidate]) -> list[int]:
    """The places of those that are found, the likeliest first; among equals the order stays."""
    scored = [(score(query, candidate), at) for at, candidate in enumerate(candidates)]
    return [at for value, at in sorted((-value, at) for value, at in scored if value > 0)]


@functools.lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    small = unicodedata.normalize("NFKD", text.casefold()).replace("μ", "u")
    bare = "".join(character for character in small if not unicodedata.combining(character))
    return _APART.sub(" ", bare).strip()


def _found_in(token: str, name: str, words: str) -> float:
    """How well one word of the query is found in the name, or half as well in the other words."""
    found = max(_found(token, name), _LESS * _found(token, words))
    if found or not _is_chinese(token):
        return found
    parts = ((token[:at], token[at:]) for at in range(1, len(token)))
    return max((_both(first, second, name, words) for first, second in parts), default=0.0)


def _both(first: str, second: str, name: str, words: str) -> float:
    """The mean of two words written as one; 0 where one of them is not found."""
    each = [max(_found(part, name), _LESS * _found(part, words)) for part in (first, second)]
    return sum(each) / 2 if all(each) else 0.0


def _is_chinese(token: str) -> bool:
    return any(character >= _CHINESE for character in token)


def _found(token: str, text: str) -> float:
    at = text.find(token)
    if at >= 0:
        padded = f" {text} "
        if f" {token} " in padded:
            return _WHOLE
        if f" {token}" in padded:
            return _BEGIN + _FIRST * (at == 0) / 2
        return _INSIDE if len(token) > 1 or _is_chinese(token) else 0.0
    return _scattered(token, text) if len(token) > 2 else 0.0


def _scattered(token: str, text: str) -> float:
    """Letters in order, the first of them at the beginning of a word; the closer together the better."""
    best = 0.0
    start = -1
    while (start := text.find(token[0], start + 1)) >= 0:
        if start and text[start - 1] != " ":
            continue
        at, jumps = start, 0
        for letter in token[1:]:
            # Going on in the same word, or with the beginning of another one, is what people do.
            following = at + 1 if text[at + 1 : at + 2] == letter else text.find(f" {letter}", at + 1) + 1
            if not following:
                following = text.find(letter, at + 1)
                jumps += 1
            if following < 0:
                return best
            at = following
        if jumps <= (len(token) > 3):  # three letters with a jump are found nearly everywhere
            best = max(best, _SCATTERED - 8.0 * jumps)
    return best
