"""The language of the window: which one is wanted, and Qt's own words in it.

Our texts come through `app.services.i18n`; Qt's catalogue serves what Qt itself writes, such as the menu of a line of
text and the keys of a shortcut. What is shown already does not change by itself: see `Windows.speak`.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QCollator, QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

from app.services import i18n

Thing = TypeVar("Thing")

_OURS = "language"
"""The name by which the translator that is installed is found again."""


def speak(wanted: str) -> str:
    """Let the program speak a language, or the system's; returns the one taken."""
    taken = i18n.use(system_language() if wanted == i18n.SYSTEM else wanted)
    QLocale.setDefault(QLocale(taken))
    _let_qt_speak(taken)
    return taken


def system_language() -> str:
    """The first of the languages that the user's system shows which there are texts in."""
    return next((taken for name in QLocale.system().uiLanguages() if (taken := i18n.nearest(name))), i18n.ENGLISH)


def in_order(things: Iterable[Thing], name: Callable[[Thing], str]) -> list[Thing]:
    """Things in English order, put in that of their names in the language in force: Chinese by its sound."""
    if i18n.language() == i18n.ENGLISH:
        return list(things)
    collator = QCollator(QLocale(i18n.language()))
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return sorted(things, key=lambda thing: collator.sortKey(name(thing)))


def _let_qt_speak(taken: str) -> None:
    application = QCoreApplication.instance()
    if application is None:
        return
    before = application.findChild(QTranslator, _OURS)
    if before is not None:
        QCoreApplication.removeTranslator(before)
        before.deleteLater()
        before.setObjectName("")
    translator = QTranslator(application)
    translator.setObjectName(_OURS)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if taken != i18n.ENGLISH and translator.load(f"qtbase_{taken}", folder):
        QCoreApplication.installTranslator(translator)
