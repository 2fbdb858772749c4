"""How a strip is divided into the layers that it passes, in mm along it: where it lies flat, bends and folds."""

from dataclasses import dataclass

from app.services.design import Design
from app.services.drawings.layers import Stack
from app.services.drawings.sheet import length, positive

LONGEST = 1e6
"""mm drawn at most."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A layer of a strip: where its flat part begins and ends, and the bend behind it, in mm."""

    start: float
    end: float
    bend: float


def turned_panels(design: Design, of: Stack) -> list[Panel]:
    """The layers of the anode strip in the order in which it passes them."""
    flat = min(positive(length(design, "strip_flat_length"), 1.0), LONGEST)
    bends, turns = min(length(design, "strip_bend_length"), LONGEST), of.anodes - 1
    parts = turns * (turns + 1) / 2 if of.wound else turns
    panels: list[Panel] = []
    start = 0.0
    for turn in range(1, of.anodes + 1):
        share = (turn if of.wound else 1) / parts if turn <= turns and parts else 0.0
        panels.append(Panel(start, start + flat, bends * share))
        start += flat + bends * share
    return panels


def folded_panels(of: Stack, width: float) -> list[Panel]:
    """The layers of a separator strip that is folded to and fro, each so wide."""
    return [Panel(at * width, (at + 1) * width, 0.0) for at in range(of.separators)]
