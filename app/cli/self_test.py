"""`self-test`: everything needed is there and works."""

import argparse

from app.services.i18n import N_

WORDS = N_("check that everything needed is there and works")


def describe(parser: argparse.ArgumentParser) -> None:
    """It has no arguments."""


def act(options: argparse.Namespace) -> int:
    """The exit code of the self-test, which prints as it goes."""
    from app import self_test

    return self_test.run(options.window)
