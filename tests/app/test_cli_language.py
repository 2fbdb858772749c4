"""The command line in Chinese: what is asked for, what the environment says, and columns that stand."""

import json
import re

import pytest

from app import cli, main
from app.cli import console
from app.cli.compute import FRONT
from app.services import i18n

CELL = "li-s-1.6Ah-ers"
HAN = re.compile("[\u4e00-\u9fff]")


def said(words: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert cli.run(words) == code
    printed = capsys.readouterr()
    return printed.err if code else printed.out


@pytest.mark.parametrize(
    "words",
    [
        ["compute", CELL],
        ["explain", CELL, "specific_energy"],
        ["reconcile", CELL],
        ["seek", CELL, "specific_energy=240 Wh/kg", "--by", "cathode_loading"],
        ["list", "quantities"],
        ["list", "rules"],
        ["--help"],
        ["export", "--help"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_verb_that_prints_speaks_chinese_and_english_afterwards(words, capsys):
    english = said(words, capsys)
    assert not HAN.search(english)
    assert len(HAN.findall(said([*words, "--language", "zh_CN"], capsys))) > 20
    assert i18n.language() == "en"
    assert said(words, capsys) == english


def test_the_language_may_stand_before_the_verb_and_behind_a_sign(capsys):
    one = said(["--language", "zh_CN", "list", "rules"], capsys)
    assert HAN.search(one)
    assert said(["list", "rules", "--language=zh"], capsys) == one


def test_a_refusal_is_in_the_language_too(capsys):
    assert HAN.search(said(["compute", CELL, "--set", "cathode_width=wide", "--language", "zh_CN"], capsys, 2))
    assert HAN.search(said(["compute", "--language", "zh_CN"], capsys, 2))


def test_a_language_without_texts_is_refused_in_one_sentence(capsys):
    assert "“tlh” yet. Take one of: en, zh_CN." in said(["list", "rules", "--language", "tlh"], capsys, 2)


def test_the_environment_decides_where_nothing_is_asked(monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    try:
        assert main.main(["list", "rules"]) == 0
        assert HAN.search(capsys.readouterr().out)
        assert main.main(["list", "rules", "--language", "en"]) == 0
        assert not HAN.search(capsys.readouterr().out)
    finally:
        i18n.use("en")


def test_what_programs_read_is_english_unless_they_ask(monkeypatch, capsys):
    english = said(["list", "quantities", "--json"], capsys)
    i18n.use("zh_CN")
    try:
        assert said(["list", "quantities", "--json"], capsys) == english
    finally:
        i18n.use("en")
    chinese = json.loads(said(["list", "quantities", "--json", "--language", "zh_CN"], capsys))
    assert [row["key"] for row in chinese] == [row["key"] for row in json.loads(english)]
    assert HAN.search(chinese[0]["label"])


def test_an_export_is_in_the_language_of_its_command(tmp_path, capsys):
    path = tmp_path / "results.csv"
    said(["export", CELL, "--what", "csv", "-o", str(path), "--language", "zh"], capsys)
    assert HAN.search(path.read_text(encoding="utf-8-sig"))


def test_columns_stand_below_each_other_though_ideographs_are_twice_as_wide(capsys):
    lines = said(["compute", CELL, "--language", "zh_CN"], capsys).splitlines()
    before = [line.partition(f"  {key} ")[0] for key in FRONT for line in lines if f"  {key} " in line]
    assert len(before) == len(FRONT)
    assert len(set(map(console.columns, before))) == 1
    assert max(map(console.columns, lines)) <= 110


def test_lines_break_between_ideographs_and_not_before_a_full_stop():
    lines = console.broken("锂金属超过一克的电芯须按全部规定运输。以现行法规为准。", 16, "- ", "  ")
    assert "".join(line[2:] for line in lines) == "锂金属超过一克的电芯须按全部规定运输。以现行法规为准。"
    assert all(console.columns(line) <= 16 for line in lines)
    assert not any(line[2] in "。，" for line in lines)
    assert console.broken("", 10) == []
    assert console.broken("one two three", 8, "  ", "    ") == ["  one", "    two", "    three"]


def test_what_an_option_takes_stands_behind_the_colon_of_the_language(told):
    assert "页面尺寸：a4, letter, a5" in told("--language", "zh_CN", "export", "--help")
