"""Files on the disk: whole or not at all, and what the system complains of as one sentence."""

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from time import sleep

from app.services.format import clipped
from app.services.i18n import Complaint, tr

RETRIES = (0.05, 0.1, 0.2, 0.4)
"""Seconds to wait where another program holds the target for a moment, as virus scanners and cloud folders do."""

_BUSY = (5, 32, 33)
"""Windows' codes for a file that is read-only or open elsewhere; the last two are the latter for sure."""


class StorageError(Complaint):
    """A file that cannot be read or written."""


def read_bytes(path: Path, longest: int) -> bytes:
    """What a file begins with, at most `longest` bytes. Raises StorageError."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        with path.open("rb") as stream:
            return stream.read(longest)
    except (OSError, ValueError) as error:
        raise StorageError(_sentence(error, path, writing=False)) from None


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file atomically: temporary file beside it, flush, fsync, replace. Raises StorageError; nothing is lost.

    A link stays a link, and the file keeps its permissions.
    """
    temporary = ""
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
        before = target.stat() if target.exists() else None
        if before is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only", str(target))
        handle, temporary = tempfile.mkstemp(prefix=".cellwright-", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, stat.S_IMODE(before.st_mode) if before else 0o666 & ~_umask())
        if before is not None:
            _keep_owner(temporary, before)
        _put_in_place(temporary, target)
        temporary = ""
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # ValueError: a NUL in the name; RuntimeError: links in a circle
        raise StorageError(_sentence(error, path, writing=True)) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _put_in_place(temporary: str, target: Path) -> None:
    for pause in (*RETRIES, None):
        try:
            os.replace(temporary, target)
            break
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in _BUSY:
                raise
            sleep(pause)
    if os.name == "posix":
        # The new name lasts through a power cut only when its folder is on the disk too; not every disk can.
        with contextlib.suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _keep_owner(temporary: str, before: os.stat_result) -> None:
    if os.name == "posix":
        made = os.stat(temporary)
        if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
            with contextlib.suppress(OSError):
                os.chown(temporary, before.st_uid, before.st_gid)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sentence(error: Exception, path: Path, *, writing: bool) -> str:
    """What the system complains of, as one sentence; for a file that was to be written, what became of the old one."""
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    windows = getattr(error, "winerror", None)
    if windows in (32, 33) or code in (errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)):
        return tr("{path} is open in another program: close it there or choose another name.", path=path)
    rights = tr("{path} may not be read: check its rights.", path=path)
    if writing:
        rights = tr(
            "{path} may not be written, or is open elsewhere: check its rights or choose another place.", path=path
        )
    full = tr("The disk is full: {path} was not written, and what was there before is untouched.", path=path)
    circle = tr("{path} is a link that leads back to itself.", path=path)
    sentences = {
        errno.ENOENT: tr("There is no folder {folder}.", folder=path.parent)
        if writing
        else tr("There is no {path}. Check the name and the folder.", path=path),
        errno.ENOTDIR: tr("There is no folder {folder}.", folder=path.parent),
        errno.EACCES: rights,
        errno.EPERM: rights,
        errno.EROFS: tr("{path} is on a read-only disk: choose another place.", path=path),
        errno.ENOSPC: full,
        getattr(errno, "EDQUOT", errno.ENOSPC): full,
        errno.EISDIR: tr("{path} is a folder: give the name of a file.", path=path),
        errno.ENAMETOOLONG: tr("The name of {path} is too long.", path=clipped(path.name)),
        errno.ELOOP: circle,
    }
    if isinstance(error, RuntimeError):
        return circle
    if not isinstance(error, OSError):
        return tr("“{path}” cannot be the name of a file.", path=str(path).replace("\0", "?"))
    reason = error.strerror or str(error)
    otherwise = tr("{path}: {reason}.", path=path, reason=reason)
    if writing:
        otherwise = tr("{path} was not written, and what was there is untouched: {reason}.", path=path, reason=reason)
    return sentences.get(code or 0, otherwise)
