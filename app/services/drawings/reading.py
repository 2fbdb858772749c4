"""A design as a drawing reads it: it remembers what was read, and so knows whether another design is drawn the same."""

from collections.abc import Callable, Iterator, Mapping

from app.services.design import Design
from app.services.drawings.scene import Frame, Scene
from calc.evaluate import Value


class Reading(Design):
    """Stands for the open design in a drawing function, edit after edit.

    A drawing may read numbers, texts and choices. What it says in words, and a tip when it is asked for, is of the
    design followed then.
    """

    def __init__(self, design: Design) -> None:
        self._numbers: dict[str, Value] = {}
        self._texts: dict[tuple[str, int], str] = {}
        self._drawing = False
        self._become(design)

    def drawn(self, draw: Callable[[Design, Frame], Scene], frame: Frame) -> Scene:
        """Draw, and note what is read for it."""
        self._drawing, self.values = True, _Noted(self._design.values, self._numbers)
        try:
            return draw(self, frame)
        finally:
            self._drawing, self.values = False, self._design.values

    def text(self, key: str, digits: int = 4) -> str:
        written = self._design.text(key, digits)
        if self._drawing:
            self._texts[key, digits] = written
        return written

    def follow(self, design: Design) -> bool:
        """Stand for this design from now on; says whether anything differs of what was read, to be read anew."""
        differs = (
            design.plan is not self.plan
            or any(_differ(design.values[key], number) for key, number in self._numbers.items())
            or any(design.text(*asked) != text for asked, text in self._texts.items())
        )
        self._become(design)
        if differs:
            self._numbers.clear()
            self._texts.clear()
        return differs

    def forget(self) -> None:
        """Forget what was read, for a drawing that is to be another."""
        self._numbers.clear()
        self._texts.clear()

    def _become(self, design: Design) -> None:
        self._design = design
        self.document, self.plan = design.document, design.plan
        self.values = design.values


def _differ(one: Value, other: Value) -> bool:
    return bool(one != other and (one == one or other == other))  # two unknowns are drawn alike


class _Noted(Mapping[str, Value]):
    """Values, with a note of those that were looked up."""

    def __init__(self, values: Mapping[str, Value], notes: dict[str, Value]) -> None:
        self._values, self._notes = values, notes

    def __getitem__(self, key: str) -> Value:
        value = self._notes[key] = self._values[key]
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)
