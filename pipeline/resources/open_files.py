"""Whether somebody still writes a file of this machine: takes a path, asks the system.

Linux lends a lease on a file only while nobody has it open for writing. It knows of the programs of
this machine alone: on a file system that another machine can write too (NFS, SMB, FUSE, a folder
that a virtual machine shares), and on systems without leases, nobody can tell. Refuses to guess:
what is not known is told as None.
"""

import errno
import os
import re
import signal
import stat
from collections.abc import Sequence
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - not on Windows
    fcntl = None

MOUNTS = Path("/proc/self/mountinfo")

# File systems of a disk of this machine's own, whose writers all go through this kernel. Any other
# counts as shared: one that is missing here costs its files ten minutes, one too many half a file.
# Decided 2026-11-30.
_OF_THIS_MACHINE = frozenset(
    {
        *("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "bcachefs", "jfs", "nilfs2"),
        *("tmpfs", "ramfs", "overlay", "vfat", "exfat", "ntfs3", "hfsplus"),
    }
)
_ESCAPED = re.compile(r"\\(\d{3})")


def is_open_for_writing(path: Path) -> bool | None:
    """Return whether a program has the file open for writing; None where nobody can tell."""
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE") or not _is_of_this_machine(path):
        return None
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        # Nothing can be taken of it, so nothing by half; nor of what is no file.
        return False
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return False
        # A program that opens the file in this very instant is held up until the lease is gone, and
        # we get a signal: of all signals, one that nobody minds.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        # A file of another user is lent to nobody else (EACCES), whoever writes it.
        return True if error.errno == errno.EAGAIN else None
    finally:
        os.close(descriptor)
    return False


def _is_of_this_machine(path: Path) -> bool:
    """Return whether a file lies on a disk that no other machine writes."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return False
    real, kind, longest = os.path.realpath(path), "", 0
    for line in lines:
        point, found = _mount(line.split(" "))
        # Of two on one folder the later one is what is seen.
        if len(point) >= longest and f"{real}/".startswith(f"{point.rstrip('/')}/"):
            kind, longest = found, len(point)
    return kind in _OF_THIS_MACHINE


def _mount(words: Sequence[str]) -> tuple[str, str]:
    """Return where a file system is mounted and of which kind it is."""
    point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), words[4])
    return point, words[words.index("-", 6) + 1]
