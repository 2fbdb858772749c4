"""Files as people see them: what they are called, who has them open, what is dragged."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData

from app.services import format as writing
from app.services.i18n import tr
from app.services.locks import Holder
from app.services.storage import SUFFIX
from ui.messages import MessageBar, Remedy


def holder_text(holder: Holder) -> str:
    """Who has a design open, where and since when."""
    who = holder.who or tr("somebody else")
    if not holder.host:
        return who
    return tr("{who} on {computer}, since {time}", who=who, computer=holder.host, time=writing.date(holder.since))


def file_name(name: str) -> str:
    """A design's name as every file system takes it."""
    plain = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", name.replace("‖", "-").replace("@", "-"))
    return re.sub(r"\s+", " ", plain).strip(" .") or "design"


def designs_in(dragged: QMimeData) -> tuple[Path, ...]:
    """The design files that are dragged."""
    paths = (Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.suffix.lower() in (SUFFIX, ".json"))


def with_suffix(path: Path, suffix: str) -> Path:
    """The path as the file is to be called."""
    return path if path.suffix.lower() == suffix.lower() else path.with_name(path.name + suffix)


def unasked(chosen: Path, path: Path) -> bool:
    """Whether a file would be replaced that the system's dialog did not ask about: the suffix came behind the name."""
    return path.name != chosen.name and path.exists()


def offer_to_replace(path: Path, messages: MessageBar, replace: Callable[[], object]) -> None:
    """Say that the file is there already, and offer to replace it."""
    text = tr("{name} exists already; nothing was written.", name=path.name)
    messages.show_message("warning", text, Remedy(tr("Overwrite"), replace))


def digest_of(path: Path) -> str:
    """What a file holds, in short; empty when it cannot be read."""
    import hashlib  # 5 ms that the first paint does not need

    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def writable(path: Path) -> bool:
    """Whether the system lets a file be written."""
    return os.access(path, os.W_OK)
