"""The login to an SFTP server whose own key is pinned, for files that come from it or go to it.

Takes a place's settings; logs in with a key or a password. Refuses a server whose key is not the
pinned one before anything is sent to it, and never learns a key by itself.
"""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import paramiko

from pipeline.practice.logins import Place
from pipeline.resources.host_keys import Unpinned, key_file, offered, pinned_key
from pipeline.resources.quiet_threads import hush
from pipeline.resources.secrets_of_sources import secret_of
from pipeline.resources.source_problems import OF_THIS_MACHINE, SourceError

PORT = 22
SECONDS_TO_CONNECT = 30.0
SECONDS_OF_SILENCE = 60.0
"""For so long nothing need come while a folder is listed or a file fetched. 2026-11-29."""
_HOME = "/~/"
_UNREACHABLE = (socket.gaierror, ConnectionRefusedError)


class SftpLogin:
    """A login; connects when it is first asked for, and anew after a fault."""

    def __init__(self, place: Place, folder: Path, environment: Mapping[str, str]) -> None:
        """Read what it takes to log in.

        Raises:
            SourceError: The password, key or pinned key cannot be read.
        """
        hush()
        parts = urlsplit(place.url)
        self._place = place
        self._host, self._port = parts.hostname or "", parts.port or PORT
        path = unquote(parts.path) or "/"
        self._root = path.removeprefix(_HOME) or "." if path.startswith(_HOME) else path
        self._password = secret_of(place, place.password, folder, environment)
        self._key_file = str(key_file(place, folder)) if place.key_file else None
        self._pinned = pinned_key(place)
        self._client: paramiko.SSHClient | None = None
        self._sftp: paramiko.SFTPClient | None = None

    def close(self) -> None:
        """Log out."""
        client, self._client, self._sftp = self._client, None, None
        if client is not None:
            client.close()

    @contextmanager
    def _told(self) -> Iterator[paramiko.SFTPClient]:
        """Lend the connection, and tell what goes wrong with it as the source's problem."""
        shown = self._place.shown
        try:
            yield self._connected()
        except (FileNotFoundError, PermissionError, SourceError):
            raise
        except TimeoutError as error:
            self.close()
            raise SourceError(shown, "too_slow") from error
        except paramiko.SFTPError as error:
            self.close()
            raise SourceError(shown, "unusable") from error
        except (paramiko.SSHException, EOFError, ConnectionError) as error:
            self.close()
            raise SourceError(shown, "broke_off") from error
        except OSError as error:
            if error.errno in OF_THIS_MACHINE:
                raise
            self.close()
            raise SourceError(shown, "broke_off") from error

    def _connected(self) -> paramiko.SFTPClient:
        if self._sftp is None:
            self._client = paramiko.SSHClient()
            self._client.set_missing_host_key_policy(Unpinned(self._place.shown))
            if self._pinned is not None:
                name = self._host if self._port == PORT else f"[{self._host}]:{self._port}"
                self._client.get_host_keys().add(name, self._pinned.get_name(), self._pinned)
            self._log_in(self._client)
            self._sftp = self._client.open_sftp()
            channel = self._sftp.get_channel()
            if channel is not None:
                channel.settimeout(SECONDS_OF_SILENCE)
        return self._sftp

    def _log_in(self, client: paramiko.SSHClient) -> None:
        shown = self._place.shown
        try:
            client.connect(
                self._host,
                self._port,
                self._place.user,
                self._password,
                key_filename=self._key_file,
                timeout=SECONDS_TO_CONNECT,
                banner_timeout=SECONDS_TO_CONNECT,
                auth_timeout=SECONDS_TO_CONNECT,
                # Only what settings name: a key of the person at the keyboard is none of them.
                allow_agent=False,
                look_for_keys=False,
            )
        except paramiko.BadHostKeyException as error:
            raise SourceError(shown, "host_key_changed", offered(error.key)) from error
        except (paramiko.PasswordRequiredException, ValueError) as error:
            raise SourceError(shown, "key_file_unusable") from error
        except paramiko.AuthenticationException as error:
            raise SourceError(shown, "login_refused") from error
        except _UNREACHABLE as error:
            raise SourceError(shown, "unreachable") from error
        except OSError as error:
            code = "too_slow" if isinstance(error, TimeoutError) else "unreachable"
            raise SourceError(shown, code) from error


def is_refusal(sftp: paramiko.SFTPClient, error: OSError) -> bool:
    """Return whether an error is the answer of a server that is still there.

    Some say no more than "Failure" where others say that it is not permitted.
    """
    channel = sftp.get_channel()
    if isinstance(error, TimeoutError | ConnectionError) or channel is None or channel.closed:
        return False
    # What a server answers has no number of this system's but these two.
    return isinstance(error, PermissionError | FileNotFoundError) or error.errno is None


def is_there(sftp: paramiko.SFTPClient, path: str) -> bool:
    """Return whether a name is taken."""
    try:
        sftp.lstat(path)
    except FileNotFoundError:
        return False
    return True


def make_folder(sftp: paramiko.SFTPClient, path: str) -> None:
    """Make a folder and those above it, as far as they are not there."""
    if is_there(sftp, path):
        return
    for folder in (*reversed(PurePosixPath(path).parents), PurePosixPath(path)):
        if str(folder) not in ("/", ".") and not is_there(sftp, str(folder)):
            sftp.mkdir(str(folder))
