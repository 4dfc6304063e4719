"""Files locked with a password before they leave the house by mail: AES-256, in memory.

Takes the bytes of a PDF or of a workbook. Refuses an empty password. Writes nothing to a disk: a
plain copy in a temporary folder would outlive the mail.
"""

import io
import secrets
from pathlib import PurePath

import pikepdf
from msoffcrypto.format.ooxml import OOXMLFile

SHORTEST_PASSWORD = 12
"""Who holds the mail can try passwords as fast as a machine can."""


def locked(name: str, content: bytes, password: str) -> bytes:
    """Return a file's bytes as nobody can read them without the password.

    Args:
        name: Of the file; its ending says what it is.
        content: A PDF or an Office Open XML workbook.
        password: What opens it, ``SHORTEST_PASSWORD`` characters or more.

    Raises:
        ValueError: If the password is too short or the kind of file is not known.
    """
    if len(password) < SHORTEST_PASSWORD:
        problem = "the password is too short"
        raise ValueError(problem)
    lock = _LOCKS.get(PurePath(name).suffix)
    if lock is None:
        problem = "files of this kind cannot be locked"
        raise ValueError(problem)
    return lock(content, password)


def _locked_pdf(content: bytes, password: str) -> bytes:
    # Revision 6 is AES-256; whoever opens it may print and copy, nobody is its owner.
    owner = secrets.token_urlsafe(32)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner=owner, user=password, R=6))
    return made.getvalue()


def _locked_workbook(content: bytes, password: str) -> bytes:
    # Office's agile encryption: AES-256 under a key of 100,000 rounds of SHA-512.
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, made)
    return made.getvalue()


_LOCKS = {".pdf": _locked_pdf, ".xlsx": _locked_workbook}
