"""Serial numbers of built cells: short, easy to write by hand, and a slip of the pen is noticed.

`H7KD-012-X`: four signs that stand for the design and the batch, the number of the cell in it, a check sign. The signs
leave out what looks like another in handwriting (0 O Q, 1 I L, 2 Z, 5 S, 6 G, B). Their count is a prime
number, so that the check sign notices every single wrong sign and every pair of neighbours in the wrong order.
"""

import hashlib
import re
from typing import Final

SIGNS: Final = "34789ACDEFHJKMNPRTUVWXY"
"""In the order of their values."""

_PREFIX: Final = 4
_FORM: Final = re.compile(r"([A-Z0-9]{4})-([0-9]{3,6})-([A-Z0-9])")


def serial(content_hash: str, number: int, batch: str = "") -> str:
    """The serial of cell `number` (from 1) of a batch of the design with this content hash."""
    if not 1 <= number <= 999_999:
        raise ValueError(f"the number of a cell is 1 to 999999, not {number}")
    digest = int.from_bytes(hashlib.sha256(f"{content_hash}\n{batch}".encode()).digest())
    prefix = ""
    for _ in range(_PREFIX):
        digest, sign = divmod(digest, len(SIGNS))
        prefix += SIGNS[sign]
    return f"{prefix}-{number:03}-{_check(prefix, f'{number:03}')}"


def is_serial(text: str) -> bool:
    """Whether the text is a serial without a slip."""
    match = _FORM.fullmatch(text.strip().upper())
    return match is not None and all(sign in SIGNS for sign in match[1]) and _check(match[1], match[2]) == match[3]


def _check(prefix: str, number: str) -> str:
    values = [SIGNS.index(sign) for sign in prefix] + [int(digit) for digit in number]
    return SIGNS[sum(place * value for place, value in enumerate(values, 2)) % len(SIGNS)]
