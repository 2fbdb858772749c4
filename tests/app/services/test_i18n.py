"""The door for translated texts: lookup, parameters, languages."""

import struct
import threading
from pathlib import Path

import pytest

from app.services import i18n
from app.services.i18n import N_, tr


@pytest.fixture(autouse=True)
def _english_again():
    yield
    i18n.use("en")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A program with a German catalogue of two sentences."""
    place = tmp_path / "translations" / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "cellwright.mo").write_bytes(
        _compiled(
            {
                "": "Content-Type: text/plain; charset=UTF-8\n",
                "Saved as {name}.": "Als {name} gesichert.",
                "{value} is below {limit}.": "Unter {limit} liegt {value}.",
            }
        )
    )
    monkeypatch.setattr("app.services.paths.resources", lambda: tmp_path)


def test_english_is_the_message_itself():
    assert i18n.language() == "en"
    assert tr("Saved.") == "Saved."


def test_parameters_go_in_by_name():
    assert tr("{value} is below {limit}.", value=3, limit="5 mm") == "3 is below 5 mm."


@pytest.mark.parametrize("value", ["{limit}", "{0}", "{}", "{{", "}", "{value.__class__}", "\\1", "%s"])
def test_braces_in_a_value_mean_nothing(value: str):
    assert tr("{value} is below {limit}.", value=value, limit="5") == f"{value} is below 5."


@pytest.mark.parametrize("message", ["{value.real}", "{value!r}", "{value:>9}", "{}", "{0}", "{other}", "{", "}"])
def test_only_plain_fields_are_filled(message: str):
    assert tr(message, value=1) == message


def test_a_parameter_may_be_called_message():
    assert tr("“{message}”", message="no") == "“no”"


def test_marking_changes_nothing():
    assert N_("Cathode width") == "Cathode width"


@pytest.mark.usefixtures("german")
def test_a_catalogue_translates_and_may_change_the_order():
    assert i18n.languages() == ("en", "de")
    assert i18n.use("de") == "de"
    assert i18n.language() == "de"
    assert tr("Saved as {name}.", name="a.cell") == "Als a.cell gesichert."
    assert tr("{value} is below {limit}.", value="{limit}", limit=5) == "Unter 5 liegt {limit}."


@pytest.mark.usefixtures("german")
def test_what_has_no_translation_stays_english_and_nothing_stays_nothing():
    i18n.use("de")
    assert tr("Never translated.") == "Never translated."
    assert tr("") == ""


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("wanted", "taken"),
    [("de_AT", "de"), ("de-CH.UTF-8", "de"), ("fr", "en"), ("", "en"), ("../de", "en"), ("en_GB", "en")],
)
def test_the_nearest_language_is_taken(wanted: str, taken: str):
    assert i18n.use(wanted) == taken
    assert i18n.language() == taken


@pytest.mark.usefixtures("german")
def test_a_document_in_one_language_leaves_the_window_s_alone():
    """One thread makes a document in German while another goes on in English."""
    inside, looked = threading.Event(), threading.Event()
    said: dict[str, str] = {}

    def make() -> None:
        with i18n.speaking("de"):
            inside.set()
            looked.wait(60)
            said["document"] = tr("Saved as {name}.", name="a")

    maker = threading.Thread(target=make)
    maker.start()
    inside.wait(60)
    said["window"] = tr("Saved as {name}.", name="a")
    i18n.use("en")  # nor does the window's language reach the document
    looked.set()
    maker.join()
    assert said == {"window": "Saved as a.", "document": "Als a gesichert."}


@pytest.mark.usefixtures("german")
def test_speaking_ends_with_its_block_whatever_happens():
    def fail() -> None:
        with i18n.speaking("de"), i18n.speaking("en"):
            raise RuntimeError(tr("Saved as {name}.", name="a"))

    with pytest.raises(RuntimeError, match="Saved as a"):
        fail()
    with i18n.speaking("de"):
        with i18n.speaking("en"):
            pass
        assert i18n.language() == "de"
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [("zh", "zh_CN"), ("zh-Hans-CN", "zh_CN"), ("zh_SG.UTF-8", "zh_CN"), ("zh_TW", ""), ("zh-Hant-HK", ""), ("fr", "")],
)
def test_simplified_chinese_is_near_to_those_who_write_it(wanted: str, taken: str):
    assert i18n.nearest(wanted) == taken


@pytest.mark.parametrize(
    ("variables", "taken"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.GB18030"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh_CN"),
        ({"LANGUAGE": "zh_CN", "LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_environment(variables: dict[str, str], taken: str, monkeypatch: pytest.MonkeyPatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == taken


@pytest.mark.usefixtures("german")
def test_back_to_english():
    i18n.use("de")
    i18n.use("en")
    assert tr("Saved as {name}.", name="a") == "Saved as a."


def test_without_a_folder_of_translations_there_is_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.services.paths.resources", lambda: tmp_path)
    assert i18n.languages() == ("en",)


def _compiled(messages: dict[str, str]) -> bytes:
    """A .mo file, as msgfmt writes it."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    texts = [key for key, _ in pairs] + [text for _, text in pairs]
    table, body, at = b"", b"", 28 + 16 * len(pairs)
    for text in texts:
        table += struct.pack("<2I", len(text), at + len(body))
        body += text + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0) + table + body


@pytest.mark.parametrize(
    ("parts", "between", "english", "chinese"),
    [
        (("锂箔", "层压叠片"), ", ", "锂箔, 层压叠片", "锂箔，层压叠片"),
        (("a", "", "b"), "; ", "a; b", "a；b"),
        (("容量", "4 Ah"), ": ", "容量: 4 Ah", "容量：4 Ah"),
        (("一句。", "又一句。"), " ", "一句。 又一句。", "一句。又一句。"),
        (("[1]", "干胶的值"), " ", "[1] 干胶的值", "[1] 干胶的值"),
        ((), ", ", "", ""),
    ],
)
def test_words_are_joined_as_the_language_writes_them(parts: tuple[str, ...], between: str, english: str, chinese: str):
    assert i18n.joined(parts, between) == english
    with i18n.speaking("zh_CN"):
        assert i18n.joined(parts, between) == chinese
