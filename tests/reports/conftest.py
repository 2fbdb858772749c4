"""Documents are printed as on a computer on which nothing is set."""

from collections.abc import Callable, Iterator

import pytest

from app.services import settings, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from tests.reports.reading import pages

Printed = Callable[..., tuple[Design, bytes, list[str]]]


@pytest.fixture(scope="session", autouse=True)
def nobodys_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(settings.HOME, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def printed() -> Printed:
    """Each template's specification, printed once: the design, its PDF and the text of the pages."""
    known: dict[tuple[str, str], tuple[Design, bytes, list[str]]] = {}

    def of(name: str, paper: str = "a4") -> tuple[Design, bytes, list[str]]:
        if (name, paper) not in known:
            design = Design(templates.template(name))
            pdf = EXPORTERS["specification"].export(design, ExportOptions(paper=paper))
            known[name, paper] = design, pdf, pages(pdf)
        return known[name, paper]

    return of
