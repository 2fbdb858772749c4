"""What a printed page says, read back by another program."""

import re
from contextlib import closing
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]  # it carries no types


def pages(pdf: bytes) -> list[str]:
    """The text of each page, white space as one space."""
    texts = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                texts.append(flat(text.get_text_bounded()))
    return texts


def pages_read_otherwise(pdf: bytes) -> list[str]:
    """The same by a second, slower reader: what both find does not hang on one of them."""
    return [flat(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def flat(text: str) -> str:
    """A text as it is found in `pages`."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Without any white space: what is broken over lines or over fonts is found too."""
    return re.sub(r"\s+", "", text)


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font a page names, and whether its file is in the document."""
    found: dict[str, bool] = {}
    page: Any
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor")
            found[font["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found
