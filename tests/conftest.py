"""The tests read English, whatever the computer speaks, and see the widgets of the program's style."""

import os

import pytest

os.environ["LC_ALL"] = "C.UTF-8"


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt makes its application with."""
    from ui import theme  # not for tests that need no window

    return list(theme.ARGUMENTS)
