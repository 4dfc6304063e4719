"""Everything that can be wrong with a source: code, what is wrong, what to do.

Takes a code and where the source is. Refuses a sentence that repeats a user, a password or the name
of a file; only the fingerprint of a server's public key is ever added.
"""

import errno
from dataclasses import dataclass

from pipeline.errors import Problem, TriageError

OF_THIS_MACHINE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
"""Faults of the disk that is written to: they are no source's."""

REACHED, NOT_REACHED, REFUSED = "reached", "not_reached", "refused"

WHY = "Its files would be missing from the packet without anybody noticing."

_MEND = "Correct the source in practice.toml, then: triage check"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem.

    Attributes:
        outcome: reached (the source answered, some of its files are not here), not_reached (a
            fault that may pass by itself), refused (a person has to mend it).
        what: What is wrong.
        short: The same for a line of the packet, behind the name of the source.
        remedy: What to do.
    """

    outcome: str
    what: str
    short: str
    remedy: str


_WAIT = "Nothing, if it passes: the next run looks again. Else ask whoever runs the server."

RULES: dict[str, Rule] = {
    "unreachable": Rule(
        NOT_REACHED,
        "The server cannot be reached: its name is not known, or it does not answer there.",
        "could not be reached",
        f"Compare host and port with what its owner says. {_WAIT}",
    ),
    "too_slow": Rule(
        NOT_REACHED,
        "The server did not answer in time.",
        "did not answer in time",
        _WAIT,
    ),
    "broke_off": Rule(
        NOT_REACHED,
        "The connection broke off, each time it was tried; files that came whole are kept.",
        "broke off while files were fetched",
        _WAIT,
    ),
    "unsupported": Rule(
        REFUSED,
        "This kind of source is not supported on this machine.",
        "is of a kind that is not supported",
        "Use a folder, sftp:// or s3:// as [[remote_sources]], or install the fsspec package of "
        "this kind of URL.",
    ),
    "secret_missing": Rule(
        REFUSED,
        "The secret that settings name is not here, or others on this machine can read it.",
        "has no secret to log in with",
        "Set the variable, or write the secret into the file and: chmod 600 FILE",
    ),
    "key_file_unusable": Rule(
        REFUSED,
        "The key file is missing, is no private key, is open to others, or its password is wrong.",
        "has a key file that cannot be used",
        "Put the private key there and: chmod 600 FILE. Its password is named by password.",
    ),
    "host_key_unreadable": Rule(
        REFUSED,
        "host_key is no key as it stands in known_hosts.",
        "has a host_key in settings that cannot be read",
        "Write its kind and its letters, such as ssh-ed25519 AAAA…, in one line.",
    ),
    "host_key_unknown": Rule(
        REFUSED,
        "The server's key is not pinned, so nobody can tell whether it is the right server.",
        "is not trusted: its key is not pinned",
        "Ask its owner for the fingerprint. If it is the same, write what ssh-keyscan HOST prints "
        "behind the host's name as host_key.",
    ),
    "host_key_changed": Rule(
        REFUSED,
        "The server shows another key than the pinned one: it was set up anew, or somebody stands "
        "in between. Nothing was sent to it.",
        "shows another key than the pinned one",
        "Ask its owner whether the key was changed. Only then write the new one as host_key.",
    ),
    "login_refused": Rule(
        REFUSED,
        "The server refuses the login.",
        "refuses the login",
        "Compare user, key_file, password, access_key and secret_key with what its owner gave.",
    ),
    "access_refused": Rule(
        REFUSED,
        "The folder or bucket may not be listed with this login.",
        "may not be listed with this login",
        "Ask its owner to let this login list and read it.",
    ),
    "folder_missing": Rule(
        REFUSED,
        "The source is not there.",
        "is not there",
        f"Create the folder, or mount its disk. {_MEND}",
    ),
    "unusable": Rule(
        REFUSED,
        "The server answers with something that is not understood.",
        "answers with something that is not understood",
        _MEND,
    ),
    "file_refused": Rule(
        REACHED,
        "Files are listed that may not be read; the others were taken.",
        "lists files that may not be read",
        "Ask its owner to let this login read every file in the folder.",
    ),
    "folder_refused": Rule(
        REACHED,
        "A folder in it may not be looked into; what lies elsewhere was taken.",
        "holds a folder that may not be looked into",
        "Ask its owner to let this login list and read every folder in it, or move it elsewhere.",
    ),
    "not_tidied": Rule(
        REACHED,
        "Files that are safely here could not be moved or deleted there.",
        "does not let files be moved or deleted",
        "Ask its owner for the right, or write keep as after_pickup.",
    ),
}

TRANSIENT = frozenset(code for code, rule in RULES.items() if rule.outcome == NOT_REACHED)
"""Codes of faults that may pass, so that it is tried again."""


class SourceError(TriageError):
    """A source whose files cannot be had."""

    exit_code = 2

    def __init__(self, shown: str, code: str, addition: str = "") -> None:
        """Name the problem of a source.

        Args:
            shown: The source, without a user.
            code: Key of ``RULES``.
            addition: A sentence more, of public facts only.
        """
        super().__init__(problem_of(shown, code, addition))
        self.code, self.addition = code, addition


def problem_of(shown: str, code: str, addition: str = "") -> Problem:
    """Return a source's problem in its four parts."""
    rule = RULES[code]
    return Problem(shown, f"{rule.what} {addition}".rstrip(), WHY, rule.remedy)
