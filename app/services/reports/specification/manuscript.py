"""What the sections of a specification share: the design, the page, and the numbers of headings and sources."""

import math
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.services.company import Company
from app.services.design import Design
from app.services.drawings.scene import Drawing, Scene
from app.services.i18n import joined, tr
from app.services.reports.blocks import Heading
from app.services.reports.drawing_flowable import DrawingFlowable
from app.services.reports.frame import Body
from app.services.reports.provenance import Citations, mark
from calc.graph import registry
from calc.inputs import GROUPS
from calc.quantity import Input

REPORT: Final = "specification"

IN_HOUSE: Final = frozenset({"batch", "cost", "cycling"})
"""Groups that a customer's paper leaves out."""

MARK_WIDTH: Final = 22 * mm


class Manuscript:
    """One design on its way into pages of one size. A section is a function of it that returns flowables."""

    def __init__(self, design: Design, body: Body, company: Company, *, black_and_white: bool) -> None:
        self.design = design
        self.body = body
        self.company = company
        self.black_and_white = black_and_white
        self.citations = Citations()
        self._number = 0

    def heading(self, text: str, needs: float = 35) -> Heading:
        """A heading with the next number; `needs`: millimetres that must be free below it."""
        self._number += 1
        return Heading(f"{self._number}\u2002{text}", needs=needs * mm)

    def together(self, text: str, *flowables: Flowable) -> list[Flowable]:
        """A heading with the next number, and what stays on one page with it where a page has room for all of it."""
        needs = sum(
            flowable.wrapOn(None, self.body.width, self.body.height)[1] + flowable.getSpaceAfter()
            for flowable in flowables
        )
        return [self.heading(text, needs / mm), *flowables]

    def drawn(self, drawing: Drawing | Scene, width: float, height: float) -> Flowable:
        """A drawing in the colours of this print."""
        return DrawingFlowable(drawing, width, height, black_and_white=self.black_and_white)

    def mark(self, key: str) -> str:
        """Design, typical or measured, with the source of the value."""
        return f"{mark(self.design, key)}{after_space(self.citations.of(self.design, key))}"


def known(design: Design, key: str) -> bool:
    """Whether a quantity exists in this design and has a value."""
    return design.has(key) and math.isfinite(float(design.values[key]))


def measured(design: Design, key: str) -> bool:
    """Whether somebody measured a value."""
    return known(design, key) and design.origin(key) == "measured"


def any_measured(design: Design) -> bool:
    """Whether a figure of a built cell stands on the paper."""
    return any(entry.measured for entry in design.document.entries.values())


def optional(key: str) -> bool:
    """Whether an input may be left empty."""
    declaration = registry().inputs.get(key)
    return declaration is not None and declaration.optional


def with_basis(design: Design, declaration: Input) -> str:
    """The label of an input with what its number counts."""
    basis = design.basis(declaration.key)
    return joined((tr(declaration.label), basis))


def group_of(design: Design, key: str) -> str:
    """The group that a quantity is listed in; the first for what belongs to none."""
    group = getattr(design.quantity(key), "group", "")
    return group if group in GROUPS else next(iter(GROUPS))


def after_space(text: str) -> str:
    """A text with a space before it, nothing for nothing."""
    return f" {text}" if text else ""
