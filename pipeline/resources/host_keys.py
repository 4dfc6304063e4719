"""Keys of SFTP servers and of those who log in: takes settings, gives keys or the problem.

Refuses a server of which no key is pinned, and tells the fingerprint it offers, which is public. No
key is ever learnt by itself.
"""

import base64
import binascii
import hashlib
from pathlib import Path

import paramiko
from paramiko.pkey import UnknownKeyType

from pipeline.practice.logins import Place
from pipeline.practice.secret_references import SecretError, assert_private
from pipeline.resources.source_problems import SourceError

_NO_KEY = (paramiko.SSHException, UnknownKeyType)


class Unpinned(paramiko.MissingHostKeyPolicy):
    """Refuses a server of which no key is pinned, and tells which key it offers."""

    def __init__(self, shown: str) -> None:
        """Keep the source as it may be printed."""
        self._shown = shown

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        """Refuse."""
        del client, hostname
        raise SourceError(self._shown, "host_key_unknown", offered(key))


def offered(key: paramiko.PKey) -> str:
    """Return which key a server offers, as the last sentence of a problem."""
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return f"It offers {key.get_name()} SHA256:{digest}."


def key_file(place: Place, folder: Path) -> Path:
    """Return where the private key stands.

    Raises:
        SourceError: It is missing, open to others or no private key.
    """
    path = folder / place.key_file
    try:
        assert_private(path)
        paramiko_can_read = path.read_bytes()
    except (OSError, SecretError) as error:
        raise SourceError(place.shown, "key_file_unusable") from error
    if b"PRIVATE KEY" not in paramiko_can_read:
        raise SourceError(place.shown, "key_file_unusable")
    return path


def pinned_key(place: Place) -> paramiko.PKey | None:
    """Read ``ssh-ed25519 AAAA…``, with or without the name of the host in front.

    Raises:
        SourceError: It is no key.
    """
    words = place.host_key.split()
    if not words:
        return None
    kinds = [at for at, word in enumerate(words[:-1]) if word.startswith(("ssh-", "ecdsa-"))]
    try:
        kind, letters = words[kinds[0]], words[kinds[0] + 1]
        return paramiko.PKey.from_type_string(kind, base64.b64decode(letters, validate=True))
    except (IndexError, binascii.Error, ValueError, *_NO_KEY) as error:
        raise SourceError(place.shown, "host_key_unreadable") from error
