"""Files put into a folder that other people read: whole or not at all, open to whom the folder is.

Takes a file of the home and a place in a folder of this machine, mounted or its own. Refuses to
decide who may read it: the folder's own rights do. A folder that is not there is made for those of
the one above it, its group included, but never for everybody.
"""

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from pipeline.resources.whole_files import half_beside, no_half_left, put_in_place, writing

_DEFAULT_ACL = "system.posix_acl_default"
_READ_AND_WRITE, _FOR_ANYBODY = 0o666, 0o777
# Group and its inheritance, without everybody else.
_OF_A_MADE_FOLDER = 0o2770


def share_file(source: Path, target: Path) -> None:
    """Put a copy of ``source`` in the place of ``target``; no reader ever sees half of it.

    Raises:
        WriteError: The target cannot be written; it is as it was.
    """
    with writing(target), no_half_left((target,)):
        _make(target.parent)
        half = half_beside(target)
        # One that a kill left may have rights of its own.
        half.unlink(missing_ok=True)
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _READ_AND_WRITE)
        with os.fdopen(descriptor, "wb") as put, source.open("rb") as content:
            _let_in(half, target.parent, _READ_AND_WRITE)
            shutil.copyfileobj(content, put)
        put_in_place({half: target})


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=_FOR_ANYBODY, exist_ok=True)
    _let_in(folder, folder.parent, _OF_A_MADE_FOLDER)


def _let_in(path: Path, folder: Path, most: int) -> None:
    """Give what was made in a folder the rights of the folder, ``most`` of them.

    A folder with rights for what is made in it has given them already, whatever this process's own
    umask says, which is for the home.
    """
    if _has_default_rights(folder):
        return
    # A share that keeps no modes has rights of its own.
    with suppress(OSError):
        path.chmod(stat.S_IMODE(folder.stat().st_mode) & most)


def _has_default_rights(folder: Path) -> bool:
    try:
        return _DEFAULT_ACL in os.listxattr(folder)
    except (OSError, AttributeError):
        # File systems and machines (macOS) that know none.
        return False
