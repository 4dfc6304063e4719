"""A real OpenSSH server on loopback: started, killed and started again by the tests."""

from __future__ import annotations

import getpass
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SETTINGS = """
Port {port}
ListenAddress 127.0.0.1
HostKey {host_key}
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PermitRootLogin yes
Subsystem sftp internal-sftp
ForceCommand internal-sftp {options}
"""


@dataclass
class SftpServer:
    """An OpenSSH server with a folder of its own, a key to log in with and a key of itself."""

    folder: Path
    port: int
    options: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def drop(self) -> Path:
        """The folder that practices collect from."""
        return self.folder / "outbound"

    @property
    def url(self) -> str:
        return f"sftp://127.0.0.1:{self.port}{self.drop}"

    @property
    def user(self) -> str:
        return getpass.getuser()

    @property
    def user_key(self) -> Path:
        return self.folder / "user_key"

    @property
    def host_key(self) -> str:
        """The public key of the server, as settings pin it."""
        kind, letters = (self.folder / "host_key.pub").read_text().split()[:2]
        return f"{kind} {letters}"

    def new_host_key(self, kind: str = "ed25519") -> None:
        """Give the server another key; it shows when it starts again."""
        for path in self.folder.glob("host_key*"):
            path.unlink()
        make_key(self.folder / "host_key", kind)

    def start(self) -> None:
        Path("/run/sshd").mkdir(exist_ok=True)
        settings = self.folder / "sshd_config"
        settings.write_text(
            SETTINGS.format(
                port=self.port,
                folder=self.folder,
                host_key=self.folder / "host_key",
                options=self.options,
            )
        )
        self.process = subprocess.Popen(
            [str(program()), "-D", "-e", "-f", str(settings)],
            stderr=(self.folder / "log").open("ab"),
        )
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        pytest.fail((self.folder / "log").read_text())

    def start_again(self, options: str) -> None:
        """Start the server anew, with other options of its SFTP program."""
        self.kill()
        self.options = options
        self.start()

    def kill(self) -> None:
        """Kill the server and every session of it, as a power cut does."""
        if self.process is None:
            return
        for pid in (*descendants(self.process.pid), self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


def program() -> Path:
    """Return the server's program; a test skips where there is none, which CI does not allow."""
    found = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip("no OpenSSH server on this machine; .ci/packages.txt names the package")
    return Path(found)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that these started."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            after = stat.read_text().rpartition(")")[2].split()
            parents.setdefault(int(after[1]), []).append(int(stat.parent.name))
    found = list(parents.get(pid, ()))
    for one in found:
        found += parents.get(one, ())
    return found


def make_key(path: Path, kind: str = "ed25519", password: str = "") -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, "-N", password, "-C", "", "-f", str(path)], check=True
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def sftp_server(folder: Path) -> Iterator[SftpServer]:
    """Start a server with new keys; it and its sessions end with the block."""
    program()
    folder.mkdir(parents=True, exist_ok=True)
    server = SftpServer(folder, free_port())
    server.drop.mkdir()
    server.new_host_key()
    make_key(server.user_key)
    shutil.copy(f"{server.user_key}.pub", folder / "authorized_keys")
    server.start()
    try:
        yield server
    finally:
        server.kill()


def open_to_all(server: SftpServer) -> None:
    """Let every user of this machine walk down to the server's folder."""
    for folder in (server.drop, *server.drop.parents):
        if "pytest" in str(folder):
            folder.chmod(0o755)


@contextmanager
def user_with_password() -> Iterator[tuple[str, str]]:
    """Make a user of this machine for the length of the block; only root can."""
    if os.geteuid():
        pytest.skip("only root can make a user whose password the server knows")
    name, password = f"triage{secrets.token_hex(4)}", secrets.token_hex(16)
    subprocess.run(["useradd", "--no-create-home", "--shell", "/bin/sh", name], check=True)
    try:
        subprocess.run(["chpasswd"], input=f"{name}:{password}".encode(), check=True)
        assert pwd.getpwnam(name)
        yield name, password
    finally:
        # Its last session may still be ending.
        subprocess.run(["userdel", "--force", name], check=True, capture_output=True)
