"""Every text that is shown can be translated: what the program looks up stands in the catalogue of texts."""

import pytest

from app import cli
from app.services import i18n, templates
from app.services.design import Design
from app.services.exports import EXPORTERS, ExportOptions
from installer import messages
from tests.ui.conftest import Opened


class Recorder:
    """A catalogue that marks every text it knows and keeps those it does not."""

    def __init__(self, known: set[str]) -> None:
        self.known = known
        self.unknown: set[str] = set()

    def gettext(self, message: str) -> str:
        if message not in self.known and any(character.isalpha() for character in message):
            self.unknown.add(message)
        return message


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {str(message.id) for message in messages.catalogue() if message.id}


@pytest.fixture
def recorder(known: set[str], monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder(known)
    monkeypatch.setattr(i18n._door, "catalogue", recorder)
    return recorder


CELLS = ("li-s-1.6Ah-ers", "li-lco-0.53Ah-foil", "nmc811-graphite", "nmc811-anode-free")


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("document", ["specification", "build-sheet"])
def test_what_the_documents_say_can_be_translated(document: str, cell: str, recorder: Recorder) -> None:
    EXPORTERS[document].export(Design(templates.template(cell)), ExportOptions())
    assert recorder.unknown == set()


@pytest.mark.parametrize(
    "words",
    [
        ["list", "quantities"],
        ["list", "rules"],
        ["list", "exporters"],
        ["compute", CELLS[0]],
        ["explain", CELLS[2], "N/P"],
    ],
    ids=" ".join,
)
def test_what_the_command_line_says_can_be_translated(
    words: list[str], recorder: Recorder, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(words)
    assert recorder.unknown == set()


def test_what_the_window_says_can_be_translated(recorder: Recorder, open_window: Opened) -> None:
    for cell in CELLS:
        window = open_window(cell)
        for key in window.session.design.plan.by_key:
            window.explain.show_key(key)
        window.places.show_place("build").choose("process-plan")  # type: ignore[attr-defined]
    assert recorder.unknown == set()
