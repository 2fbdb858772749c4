"""Documents are printed as on a computer on which nothing is set."""

from collections.abc import Iterator

import pytest

from app.services import settings


@pytest.fixture(scope="session", autouse=True)
def nobodys_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(settings.HOME, str(tmp_path_factory.mktemp("home")))
        yield
