"""The text of a design file: JSON taken strictly, and laid out to be read and compared."""

import json
import math
import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any, Final

from app.services.disk import StorageError
from app.services.document import check_text
from app.services.expressions.refusals import EntryError
from app.services.format import clipped
from app.services.i18n import tr
from app.services.storage.records import FORMAT

MAX_BYTES: Final = 8_000_000
MAX_DEPTH: Final = 40
MAX_NUMBER: Final = 100
"""Characters of a bare JSON number; a design has its numbers in quotes."""


def parsed(raw: bytes, name: str) -> dict[str, Any]:
    """The content of a design file called `name`, nothing in it checked yet. Raises StorageError."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in raw[:4] and b"{" in raw[:4]):
        raise StorageError(tr("{name} is UTF-16 text; design files are UTF-8. Save it as UTF-8.", name=name))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" not in raw and raw.lstrip()[:1] == b"{":
            line = raw.count(b"\n", 0, error.start) + 1
            raise StorageError(_damaged(name, line)) from None
        raise StorageError(tr("{name} is not a text file, so it is not a design file.", name=name)) from None
    if not text.strip():
        raise StorageError(tr("{name} is empty.", name=name))
    if _depth(text) > MAX_DEPTH:
        raise StorageError(tr("{name} is nested too deeply to be a design file.", name=name))
    try:
        content = json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
            parse_float=_float,
            parse_int=_int,
        )
    except _Refused as refused:
        raise StorageError(tr("{name} is not a sound design file: {reason}.", name=name, reason=refused)) from None
    except json.JSONDecodeError as error:
        if not text.lstrip().startswith("{"):
            raise StorageError(tr("{name} is not a Cellwright design file.", name=name)) from None
        raise StorageError(_damaged(name, error.lineno)) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise StorageError(tr("{name} is not a Cellwright design file.", name=name))
    _check_characters(content, name, "")
    return content


def _damaged(name: str, line: int) -> str:
    return tr("{name} is cut off or damaged: it cannot be read from line {line} on.", name=name, line=line)


class _Refused(Exception):
    """JSON that Python would read but a design file must not hold."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _Refused(tr("the key “{key}” stands in it twice", key=clipped(key)))
        result[key] = value
    return result


def _no_constant(constant: str) -> None:
    raise _Refused(tr("{value} is not a number", value=constant))


def _float(text: str) -> float:
    value = float(text) if len(text) <= MAX_NUMBER else math.inf
    if not math.isfinite(value):
        raise _Refused(tr("{value} is too large a number", value=clipped(text)))
    return value


def _int(text: str) -> int:
    if len(text) > MAX_NUMBER:
        raise _Refused(tr("{value} is too large a number", value=clipped(text)))
    return int(text)


_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_NESTING = {"[": 1, "{": 1, "]": -1, "}": -1}


def _depth(text: str) -> int:
    """How deeply brackets nest outside of strings: the parser's stack must not decide what is too deep."""
    return max(accumulate(_NESTING.get(c, 0) for c in _STRING.sub("", text)), default=0)


def _check_characters(value: Any, name: str, where: str) -> None:
    if isinstance(value, str):
        try:
            check_text(value, where or tr("A key"), longest=MAX_BYTES)
        except EntryError as error:
            raise StorageError(f"{name}: {error}") from None
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_characters(key, name, where)
            _check_characters(inner, name, f"{where}.{key}" if where else f"“{key}”")
    elif isinstance(value, list):
        for inner in value:
            _check_characters(inner, name, where)


def laid_out(content: Mapping[str, Any]) -> str:
    """Indented JSON with short lists and the values of a material on one line each: made to be read and compared."""
    lines = [f" {json.dumps(key, ensure_ascii=False)}: {_block(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _block(value: Any, indent: str = "  ") -> str:
    if isinstance(value, dict) and value and any(isinstance(v, dict | list | tuple) for v in value.values()):
        deeper = indent + " "
        inner = (f"{indent}{json.dumps(k, ensure_ascii=False)}: {_block(v, deeper)}" for k, v in value.items())
        return "{\n" + ",\n".join(inner) + f"\n{indent[:-1]}}}"
    if isinstance(value, list | tuple) and any(isinstance(v, dict) for v in value):
        deeper = indent + " "
        return "[\n" + ",\n".join(f"{indent}{_block(v, deeper)}" for v in value) + f"\n{indent[:-1]}]"
    return json.dumps(value, ensure_ascii=False)
