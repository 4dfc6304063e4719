"""Everything that can be wrong with a folder that packets are copied to.

Takes what is wrong with a server, as sources name it. Refuses to say of a folder what is true of a
source only: what is missing there is the packet.
"""

from pipeline.errors import Problem, TriageError
from pipeline.resources.source_problems import RULES

WHY = "The packet is in the practice's packets folder, and nobody finds it there."
NOT_WRITTEN = "The folder cannot be reached or written."

_AGAIN = "then: triage deliver"
_WAIT = "Nothing, if it passes: it is tried again. Else ask whoever runs the server."

# What differs from the words and remedies that sources have for the same.
_WORDS = {
    "unsupported": "This kind of folder is not supported on this machine.",
    "access_refused": "The folder or bucket may not be read or written with this login.",
    "folder_missing": "The folder or bucket is not there and cannot be made.",
    "broke_off": "The connection broke off, or the server could not write, each time it was tried.",
    "not_replaced": "The server does not let a file be put in the place of another.",
    "not_written": NOT_WRITTEN,
}
_REMEDIES = {
    "unreachable": f"Compare host and port with what its owner says. {_WAIT}",
    "too_slow": _WAIT,
    "broke_off": f"{_WAIT} Its disk may be full.",
    "unsupported": "Name a folder, sftp:// or s3://, or install the fsspec package of this kind of "
    "URL.",
    "access_refused": f"Ask its owner to let this login list, read and write it, {_AGAIN}",
    "folder_missing": f"Create it, or mount its disk, {_AGAIN}",
    "unusable": f"Ask whoever runs the server, or name another folder, {_AGAIN}",
    "not_replaced": "Ask its owner for the rights to rename and for posix-rename@openssh.com, "
    f"{_AGAIN}",
    "not_written": f"Mend the way to it or its rights, {_AGAIN}",
}


class FolderError(TriageError):
    """A folder that cannot be reached or written.

    Attributes:
        code: What is wrong, as sources name it, or a key of what is said of folders only.
        words: The same as a fixed sentence, for receipts.
    """

    def __init__(self, shown: str, code: str, addition: str = "") -> None:
        """Name the problem of a folder.

        Args:
            shown: The folder, without a user.
            code: Key of what is said of folders, or of the rules of sources.
            addition: A sentence more, of public facts only.
        """
        self.code = code
        self.words = _WORDS[code] if code in _WORDS else RULES[code].what
        remedy = _REMEDIES[code] if code in _REMEDIES else RULES[code].remedy
        super().__init__(Problem(shown, f"{self.words} {addition}".rstrip(), WHY, remedy))
