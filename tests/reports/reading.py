"""What a printed page says, read back by another program."""

import re
from io import BytesIO
from typing import Any

import pypdf


def pages(pdf: bytes) -> list[str]:
    """The text of each page, white space as one space."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


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
