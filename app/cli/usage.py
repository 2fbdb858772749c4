"""What every verb says in the same way: who is speaking, what it is called, and arguments it cannot act on."""

import difflib
import sys
from collections.abc import Iterable

from app.services.i18n import Complaint, joined, tr

PROGRAM = "cellwright" if getattr(sys, "frozen", False) else "python -m app"


class UsageError(Complaint):
    """Arguments that cannot be acted on."""


def close(word: str, words: Iterable[str]) -> str:
    """“ Is it WORD?” for the nearest of the words, or nothing."""
    found = difflib.get_close_matches(word, list(words), 1)
    return joined((".", tr("Is it {word}?", word=found[0])), " ")[1:] if found else ""
