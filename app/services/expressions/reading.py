"""The one small grammar of what is typed:

    sum      = product (("+" | "−") product)*
    product  = part (("×" | "÷" | "*" | "/" | "·") part)*
    part     = ["+" | "−"] (number [unit] | "(" sum ")" [unit] | ("min" | "max") "(" sum (";" sum)+ ")" | key)

* A number has a decimal point or a decimal comma, `1e-3` if need be, and no separators between thousands. What can be
  read two ways is refused with both readings: `1,000` and `1.234,5`; `0,125` and `10,5` can be read in one way only.
* The values of min and max are separated by `;`. A comma separates them too unless it stands between two digits.
* A result without a unit is in the field's unit. In a sum every number has a unit or none has.
* Keys of quantities are known only where the caller passes them.
* No powers, at most 200 characters and 20 brackets inside each other. Nothing here evaluates Python.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from app.services.expressions.exact import Entry, digits_of, in_si, in_unit
from app.services.expressions.refusals import (
    MAX_EXPONENT,
    EntryError,
    not_a_number,
    quoted,
    too_large,
    two_readings,
    wanted,
)
from app.services.i18n import tr
from calc import units
from calc.units import Unit, UnknownUnit

MAX_DEPTH = 20

Keys = Mapping[str, tuple[float, Unit]]
"""Key of a quantity → its value in SI and its unit."""

# One spelling for what looks alike; spaces of every width are spaces.
SAME = str.maketrans(
    {"\N{MINUS SIGN}": "-", "×": "*", "÷": "/", "⋅": "·", "∙": "·", "\t": " "}
    | {chr(code): " " for code in (0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
)
# The wide letters and signs of a Chinese keyboard, and its full stop, which stands where the point is typed.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3002: "."}
_WIDE = frozenset(map(chr, _NARROW))
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = re.compile(r"(?:[0-9]+(?:[.,][0-9]+)*\.?|[.,][0-9]+(?:[.,][0-9]+)*)(?:[eE][+-]?[0-9]+)?")
_NAME = re.compile(rf"[^\W\d{_RAISED}]\w*")
_UNIT_PART = rf"(?:[%¤]|°?[^\W\d_{_RAISED}][^\W{_RAISED}]*(?:\^[23](?![0-9.,])|[²³])?)"
_UNIT = re.compile(rf"{_UNIT_PART}(?: *[/*·] *{_UNIT_PART})*")
_UNIT_END = re.compile(r" *[/*·] *(?=[^/*· ])")
_FUNCTIONS = {"min": min, "max": max}
_Kind = tuple[int, ...]
_PURE: _Kind = units.ONE.dimension


@dataclass(frozen=True, slots=True)
class _Value:
    """A value under way. `kind` is None for a bare number, else `number` is in SI.

    `unit` is the only unit written in it, if there was just one; `text` the number as typed, if nothing was calculated.
    """

    number: Fraction
    kind: _Kind | None = None
    unit: Unit | None = None
    text: str = ""

    @property
    def has_offset(self) -> bool:
        return self.unit is not None and self.unit.offset != 0


class Reader:
    """One pass over one text, from left to right."""

    def __init__(self, text: str, unit: Unit, keys: Keys | None) -> None:
        self.text = text
        self.said = quoted(text)
        self.unit = unit
        self.keys = keys
        self.at = 0
        self.depth = 0
        self.listing = False  # inside min or max, where a comma may separate values
        self.asked = False  # keys were used, so the result is nobody's typing

    def entry(self) -> Entry:
        """What the whole text says. Raises EntryError."""
        self._refuse_digits_of_other_scripts()
        value = self._sum()
        if self.at < len(self.text):
            self._refuse_rest()
        return self._accepted(value)

    # the grammar

    def _sum(self) -> _Value:
        value = self._product()
        while operator := self._take("+-"):
            right = self._product()
            kind = self._common_kind(value, right)
            number = value.number + right.number if operator == "+" else value.number - right.number
            value = _Value(number, kind, value.unit if value.unit == right.unit else None)
        return value

    def _product(self) -> _Value:
        value = self._part()
        while operator := self._take("*/·"):
            if self._peek() == "*":
                self._refuse_power()
            value = self._multiplied(value, self._part(), operator)
        if self._peek() in {"^", *_RAISED}:
            self._refuse_power()
        return value

    def _multiplied(self, left: _Value, right: _Value, operator: str) -> _Value:
        if left.has_offset or right.has_offset:
            self._refuse_offset()
        if operator == "/" and right.number == 0:
            raise EntryError(tr("“{text}” divides by zero; write a divisor other than 0.", text=self.said))
        number = left.number / right.number if operator == "/" else left.number * right.number
        if left.kind is None and right.kind is None:
            return _Value(number)
        if right.kind is None:
            return _Value(number, left.kind, left.unit)
        if left.kind is None and operator != "/":
            return _Value(number, right.kind, right.unit)
        sign = -1 if operator == "/" else 1
        kind = tuple(a + sign * b for a, b in zip(left.kind or _PURE, right.kind, strict=True))
        return _Value(number, kind)

    def _part(self) -> _Value:
        sign = self._take("+-")
        if sign and self._peek() in {"+", "-"}:
            raise EntryError(tr("“{text}” has two signs in a row; write one.", text=self.said))
        negative = sign == "-"
        if self._take("("):
            value = self._in_brackets()
            return self._with_unit(_Value(-value.number, value.kind, value.unit) if negative else value)
        self._skip()
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            if self.text[self.at :] == "," and not self.depth:
                self.at += 1  # on the way to 10,5
            return self._with_unit(self._read_number(number[0], negative))
        name = _NAME.match(self.text, self.at)
        if name is None:
            self._refuse_part()
        value = self._named(name[0], name.end())
        if negative and value.has_offset:
            self._refuse_offset()
        return _Value(-value.number, value.kind, value.unit) if negative else value

    def _in_brackets(self) -> _Value:
        outside, self.listing = self.listing, False
        self._deeper()
        value = self._sum()
        self._close()
        self.listing = outside
        return value

    def _named(self, name: str, end: int) -> _Value:
        if name in _FUNCTIONS and self.text[end:].lstrip().startswith("("):
            self.at = end
            self._take("(")
            return self._extreme(name)
        if self.keys is None or name not in self.keys:
            self._refuse_name(name)
        self.at, self.asked = end, True
        value_si, unit = self.keys[name]
        if not math.isfinite(value_si):
            raise EntryError(tr("“{key}” has no value at present; write a number instead.", key=name))
        return _Value(Fraction(repr(float(value_si))), unit.dimension, unit)

    def _extreme(self, name: str) -> _Value:
        outside, self.listing = self.listing, True
        self._deeper()
        values = [self._sum()]
        while self._take(";,"):
            values.append(self._sum())
        self._close()
        self.listing = outside
        if len(values) == 1:
            raise EntryError(
                tr(
                    "“{text}”: {name} needs two values or more, such as {name}(1; 2).",
                    text=self.said,
                    name=name,
                )
            )
        chosen = values[0]
        for value in values[1:]:
            kind = self._common_kind(chosen, value)
            number = _FUNCTIONS[name](chosen.number, value.number)
            chosen = _Value(number, kind, chosen.unit if chosen.unit == value.unit else None)
        return chosen

    # numbers and units

    def _read_number(self, digits: str, negative: bool) -> _Value:
        self._refuse_separators(digits)
        mantissa, _, exponent = digits.lower().replace(",", ".").partition("e")
        whole, _, decimals = mantissa.partition(".")
        # Ten characters say too large as well as a hundred, and are not computed with.
        power = int(exponent[:10] or 0)
        canonical = f"{whole or '0'}{'.' if decimals else ''}{decimals}{f'e{power}' if power else ''}"
        exact = Decimal(canonical)
        if exact:
            self._in_range(exact, digits)
        elif power:
            canonical = canonical.partition("e")[0]
        number = Fraction(exact) if exact else Fraction(0)
        return _Value(-number, text=f"-{canonical}") if negative and exact else _Value(number, text=canonical)

    def _with_unit(self, value: _Value) -> _Value:
        """`value` in the unit that follows, if one does."""
        self._skip()
        run = _UNIT.match(self.text, self.at)
        if run is None:
            return value
        unit, end = self._longest_unit(run[0])
        if value.kind is not None:
            self._refuse_second_unit(run[0])
        self.at += end
        return _Value(in_si(value.number, unit), unit.dimension, unit, value.text)

    def _longest_unit(self, run: str) -> tuple[Unit, int]:
        """The longest known unit that `run` starts with, and where it ends: mg/cm² is not mg divided by something."""
        ends = [len(run), *(joint.start() for joint in reversed(list(_UNIT_END.finditer(run))))]
        for end in ends:
            try:
                unit = units.find(run[:end])
            except UnknownUnit:
                continue
            following = _NAME.match(run[end:].lstrip(" /*·"))
            if following is None or following[0] in _FUNCTIONS or following[0] in (self.keys or {}):
                return unit, end
            break
        raise EntryError(
            tr("“{unit}” is not a unit known here; the entry needs {what}.", unit=quoted(run), what=wanted(self.unit))
        )

    def _accepted(self, value: _Value) -> Entry:
        if value.kind is None:
            unit, number = self.unit, value.number
        else:
            if value.kind != self.unit.dimension:
                self._refuse_kind(value)
            unit = self.unit if value.unit is None or self.asked else value.unit
            number = in_unit(value.number, unit)
        text = value.text or digits_of(number)
        exact = Decimal(text)
        if exact:
            self._in_range(exact, self.text)
        return Entry(float(exact), unit, text)

    # where we are in the text

    def _skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1

    def _peek(self) -> str:
        self._skip()
        return self.text[self.at : self.at + 1]

    def _take(self, characters: str) -> str:
        found = self._peek()
        if not found or found not in characters:
            return ""
        self.at += 1
        return found

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise EntryError(
                tr(
                    "“{text}” has more than {limit} brackets inside each other; write it with fewer.",
                    text=self.said,
                    limit=MAX_DEPTH,
                )
            )

    def _close(self) -> None:
        if not self._take(")"):
            if self.at < len(self.text):
                self._refuse_rest()
            raise EntryError(tr("“{text}” lacks a closing bracket; add “)”.", text=self.said))
        self.depth -= 1

    # refusals

    def _common_kind(self, left: _Value, right: _Value) -> _Kind | None:
        """What two values are that are added or compared; a bare 1 beside a share is one, unless it may mean 1 %."""
        if left.has_offset or right.has_offset:
            self._refuse_offset()
        if left.kind == right.kind:
            return left.kind
        if left.kind is None or right.kind is None:
            other = left if right.kind is None else right
            if other.kind == _PURE and units.PERCENT not in {other.unit, self.unit}:
                return _PURE
            raise EntryError(
                tr(
                    "“{text}” puts together numbers with and without a unit; write each with its unit.",
                    text=self.said,
                )
            )
        raise EntryError(
            tr("“{text}” puts together different kinds of quantity; use units of one kind.", text=self.said)
        )

    def _in_range(self, value: Decimal, written: str) -> None:
        if value.adjusted() > MAX_EXPONENT:
            raise EntryError(too_large(written))
        if value.adjusted() < -MAX_EXPONENT:
            raise EntryError(
                tr("“{text}” is too small; write 0, or 1e-{limit} at least.", text=quoted(written), limit=MAX_EXPONENT)
            )

    def _refuse_digits_of_other_scripts(self) -> None:
        if any(c in _WIDE or (not c.isascii() and c.isdecimal()) for c in self.text):
            plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in self.text.translate(_NARROW))
            Reader(plain, self.unit, self.keys).entry()  # what is wrong with that, too, is said first
            raise EntryError(
                tr(
                    "“{text}” has digits or signs of another width or script; write {plain}.",
                    text=self.said,
                    plain=quoted(plain),
                )
            )

    def _refuse_separators(self, digits: str) -> None:
        mantissa = re.split("[eE]", digits)[0]
        exponent = digits[len(mantissa) :]
        points, commas = mantissa.count("."), mantissa.count(",")
        if self.listing and re.search(r"[0-9],[0-9]", mantissa):
            raise EntryError(
                tr(
                    "“{text}” can be read as {one} or as {two}; write a decimal point, or “;” between the values.",
                    text=quoted(mantissa),
                    one=quoted(mantissa.replace(",", ".")),
                    two=quoted(mantissa.replace(",", "; ")),
                )
            )
        if points == commas == 1:
            first, middle, last = re.split("[.,]", mantissa)
            one = f"{first or 0}{middle}.{last}".rstrip(".")
            two = f"{first or 0}.{middle}{last}"
            raise two_readings(digits, one + exponent, two + exponent)
        if points + commas > 1:
            raise EntryError(
                tr(
                    "“{text}” has more than one decimal mark; write a number with one decimal point.",
                    text=quoted(mantissa),
                )
            )
        if re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", mantissa):
            raise two_readings(digits, digits.replace(",", ""), digits.replace(",", "."))

    def _refuse_power(self) -> NoReturn:
        raise EntryError(tr("“{text}” has a power; write it as a product, such as 3*3.", text=self.said))

    def _refuse_offset(self) -> NoReturn:
        raise EntryError(
            tr(
                "“{text}” calculates with a temperature in °C; write one number, such as 25 °C.",
                text=self.said,
            )
        )

    def _refuse_second_unit(self, unit: str) -> NoReturn:
        raise EntryError(
            tr(
                "“{text}” gives a unit to what has one; leave out the last {unit}.",
                text=self.said,
                unit=quoted(unit),
            )
        )

    def _refuse_kind(self, value: _Value) -> NoReturn:
        if value.unit is None:
            message = tr(
                "“{text}” is a quantity of another kind; the entry needs {what}.",
                text=self.said,
                what=wanted(self.unit),
            )
        else:
            message = tr(
                "“{text}” does not fit; the entry needs {what}, not {unit}.",
                text=self.said,
                what=wanted(self.unit),
                unit=value.unit.symbol,
            )
        raise EntryError(message)

    def _refuse_name(self, name: str) -> NoReturn:
        if self.keys is not None:
            raise EntryError(
                tr(
                    "“{name}” in “{text}” is not a quantity known here; write a key such as {example}, or a number.",
                    name=quoted(name),
                    text=self.said,
                    example=next(iter(self.keys), "cathode_width"),
                )
            )
        raise EntryError(not_a_number(self.text, self.unit))

    def _refuse_part(self) -> NoReturn:
        if self.at >= len(self.text):
            raise EntryError(tr("“{text}” ends before it is complete; add the number that is missing.", text=self.said))
        self._refuse_rest()

    def _refuse_rest(self) -> NoReturn:
        rest = self.text[self.at :]
        before = self.text[: self.at].rstrip()
        if not self.text.isprintable():
            message = tr("“{text}” holds a character that cannot be seen; type it again.", text=self.said)
        elif re.match(r"[.,]?[0-9]", rest) and re.search(r"[0-9][.,]?$", before):
            joined = re.sub(r"(?<=[0-9.,]) +(?=[.,]?[0-9])", "", self.text)
            message = tr(
                "“{text}” has a space inside a number; write {joined} if that is meant.",
                text=self.said,
                joined=quoted(joined),
            )
        elif rest.startswith("_"):
            message = tr(
                "“{text}” has an underscore in a number; write {plain}.",
                text=self.said,
                plain=quoted(self.text.replace("_", "")),
            )
        elif rest.startswith(")") and self.depth:
            message = tr("“{text}” lacks a number before “)”; add it.", text=self.said)
        elif rest.startswith(")"):
            message = tr("“{text}” closes a bracket that is not open; remove “)”.", text=self.said)
        elif rest.startswith("("):
            message = tr("“{text}” lacks a sign before “(”; write × for a product.", text=self.said)
        elif rest[0] in "\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}":
            message = tr("“{text}” has a dash; write - for minus.", text=self.said)
        elif rest[0] in ";,":
            message = tr("“{text}” has more than one value; write one.", text=self.said)
        elif self.keys is None and not re.search(r"[0-9]", self.text):
            message = not_a_number(self.text, self.unit)
        else:
            message = tr(
                "“{text}” cannot be read at “{rest}”; write numbers, units, + − × ÷, brackets, min and max only.",
                text=self.said,
                rest=quoted(rest, 12),
            )
        raise EntryError(message)
