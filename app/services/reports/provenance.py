"""Where the printed numbers come from: their status in one word, and the numbered list of sources."""

from typing import Final

from app.services.design import Design
from app.services.i18n import N_, tr
from app.services.library import Source, source
from calc.formula import Name, formula

STATUS: Final = {
    "typed": N_("typed"),
    "assumed": N_("assumed"),
    "measured": N_("measured"),
    "material": N_("material"),
    "derived": N_("design"),
    "constant": N_("constant"),
}


def behind(design: Design, key: str) -> str:
    """The key a number really comes from: through formulas that only pass a value on, `capacity` to what was typed."""
    seen = {key}
    while key in design.plan.by_key:
        read = formula(design.plan.by_key[key].function)
        if read.steps or not isinstance(read.result, Name) or read.result.name in seen:
            break
        key = read.result.name
        seen.add(key)
    return key


def status(design: Design, key: str) -> str:
    """Whether a number is typed, assumed, of a material or of the design, in words."""
    return tr(STATUS[design.origin(behind(design, key))])


MARK_LEGEND: Final = N_(
    "design: stated by this design or computed from it · typical: usual for the material, * assumed because nobody"
    " stated it · measured: measured on built cells · [n]: source, listed at the end · uncited: no source is known"
)


def mark(design: Design, key: str) -> str:
    """What a customer may make of a number: whether it is of the design, typical or measured."""
    match design.origin(behind(design, key)):
        case "measured":
            return tr("measured")
        case "assumed":
            return tr("{mark} *", mark=tr("typical"))
        case "material" | "constant":
            return tr("typical")
    return tr("design")


class Citations:
    """Numbers sources in the order in which a document first names them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cite(self, source_id: str) -> str:
        """The reference to print, `[3]`; nothing for no source."""
        if not source_id:
            return ""
        return f"[{self._numbers.setdefault(source_id, len(self._numbers) + 1)}]"

    def of(self, design: Design, key: str) -> str:
        """The reference of a quantity's value; `uncited` for a material's value without one."""
        origin_key = behind(design, key)
        origin = design.origin(origin_key)
        if origin == "derived":
            return self.cite(design.quantity(origin_key).source)
        if origin == "typed" and not design.text(origin_key).strip("—"):
            return ""
        return self.cite(design.source(origin_key)) or (tr("uncited") if origin not in ("typed", "measured") else "")

    def listed(self) -> tuple[tuple[str, Source], ...]:
        """Every source named so far with its reference, in order."""
        return tuple((f"[{number}]", source(key)) for key, number in self._numbers.items())
