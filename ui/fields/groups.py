"""What is declared in each group of a form, in order, and which of several slots for a material are shown."""

from collections.abc import Mapping

import calc.inputs
from app.services.design import Design
from app.services.library import Material
from calc.graph import registry
from calc.quantity import Choice, Input, Slot

Declared = Input | Choice | Slot


def offered(slot: Slot, materials: Mapping[str, Material]) -> bool:
    """Whether a slot is shown: the next empty one of several is, those behind it are not."""
    return not slot.after or slot.key in materials or slot.after in materials


def vacancies(design: Design) -> frozenset[str]:
    """The optional slots that nothing fills."""
    return frozenset(slot.key for slot in design.plan.slots if slot.optional) - design.document.materials.keys()


def declared_in(group: str) -> tuple[Declared, ...]:
    """What is declared in a group, in order; a material stands before the first value it supplies there."""
    registered = registry()
    module = next((m for m in calc.inputs.MODULES if group == m.GROUP), None)
    if module is None:
        return ()
    slots: Mapping[str, Slot] = {slot.key: slot for slot in registered.slots.values() if slot.group == group}
    placed: list[Declared] = []
    for declared in module.DECLARATIONS:
        slot = None
        if isinstance(declared, Input):
            slot = slots.get(declared.of or (declared.material[0] if declared.material else ""))
        if slot is not None and slot not in placed:
            placed.append(slot)
        placed.append(declared)
    placed.extend(slot for slot in slots.values() if slot not in placed)
    return tuple(placed)
