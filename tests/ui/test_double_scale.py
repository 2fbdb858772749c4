"""The window at 200 %: nothing cut or faint, drawings sharp to the device pixel, icons made for it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui import double_scale

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What tests/ui/double_scale.py found, in a process whose screen has that scale."""
    environment = {**os.environ, **double_scale.screen(tmp_path_factory.mktemp("screen"))}
    command = [sys.executable, "-m", "tests.ui.double_scale"]
    ran = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=150
    )
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return answer


def test_the_window_stood_on_such_a_screen(told: dict[str, Any]) -> None:
    assert told["ratio"] == double_scale.RATIO


@pytest.mark.parametrize("fault", ["cut", "short", "faint"])
def test_texts_are_whole_and_can_be_read(told: dict[str, Any], fault: str) -> None:
    assert not told["found"][fault], "\n".join(told["found"][fault])


def test_level_edges_of_drawings_are_sharp_to_the_pixel(told: dict[str, Any]) -> None:
    assert told["looked"]["drawings"] > 200
    assert not told["found"]["drawings"], "\n".join(told["found"]["drawings"])


def test_icons_are_made_for_these_pixels(told: dict[str, Any]) -> None:
    assert told["looked"]["icons"] >= 12
    assert not told["found"]["icons"], "\n".join(told["found"]["icons"])
    assert told["asked"] == [double_scale.RATIO]
