"""Designs for the drawings' tests: every template, and random ones over the full ranges, sensible or not."""

from dataclasses import replace
from types import MappingProxyType

from hypothesis import strategies as st

from app.services import templates
from app.services.design import Design
from app.services.document import Document, Entry
from app.services.edits import set_choice
from calc.graph import registry
from calc.quantity import Input

TEMPLATES = templates.ids()


def design(template: str, **typed: str) -> Design:
    """A template with some inputs typed otherwise, in their declared units, without asking whether they are allowed."""
    return Design(typed_into(templates.template(template), typed))


def chosen(template: str, **answers: str) -> Design:
    """A template with some choices answered otherwise."""
    document = templates.template(template)
    for key, option in answers.items():
        document = set_choice(document, key, option)
    return Design(document)


def typed_into(document: Document, typed: dict[str, str]) -> Document:
    entries = dict(document.entries)
    for key, text in typed.items():
        entries[key] = Entry(text, registry().inputs[key].unit.symbol)
    return replace(document, entries=MappingProxyType(entries))


_DRAWN = (
    "cathode_sheets",
    "cathode_width",
    "cathode_height",
    "cathode_loading",
    "cathode_foil_thickness",
    "anode_sheets",
    "anode_width",
    "anode_height",
    "lithium_thickness",
    "lithium_strip_length",
    "separator_thickness",
    "separator_height",
    "separator_length",
    "separator_clearance",
    "separator_tail",
    "separator_wraps",
    "pouch_film_thickness",
    "cup_clearance",
    "side_seal_width",
    "top_seal_width",
    "bottom_seal_width",
    "positive_tab_width",
    "positive_tab_length",
    "negative_tab_width",
    "tab_protrusion",
    "tab_pitch",
    "sealant_height",
    "sealant_overhang",
)


def _text(declaration: Input) -> st.SearchStrategy[str]:
    if declaration.integer:
        return st.integers(int(declaration.low), int(declaration.high)).map(str)
    ends = st.sampled_from([declaration.low, declaration.high])
    between = st.floats(declaration.low, declaration.high, allow_nan=False)
    return st.one_of(ends, between).map(lambda value: f"{value:.6f}") | st.just("")


@st.composite
def designs(draw: st.DrawFn) -> Design:
    """Any template with any of the drawn inputs anywhere in its limits, or empty, and choices made otherwise."""
    document = templates.template(draw(st.sampled_from(TEMPLATES)))
    for key, options in (
        ("construction", ("lamination", "turn-stacking")),
        ("anode_kind", ("lithium-foil", "lithium-on-copper", "coated", "anode-free")),
        ("turning", ("accordion", "winding")),
        ("separator_form", ("strip", "cut")),
        ("stack_ends", ("counts", "chosen")),
        ("bottom_end", ("anode", "anode-single", "anode-bare", "cathode", "cathode-single", "cathode-bare")),
        ("top_end", ("anode", "anode-single", "anode-bare", "cathode", "cathode-single", "cathode-bare")),
        ("pouch_cups", ("single", "double")),
        ("side_seals", ("folded", "flat")),
    ):
        if draw(st.booleans()):
            document = set_choice(document, key, draw(st.sampled_from(options)))
    in_force = {declaration.key: declaration for declaration in document.plan.inputs}
    keys = draw(st.lists(st.sampled_from([key for key in _DRAWN if key in in_force]), unique=True, max_size=10))
    return Design(typed_into(document, {key: draw(_text(in_force[key])) for key in keys}))
