"""A real mail server on loopback, with encryption, a login and a will of its own."""

from __future__ import annotations

import datetime as dt
import email
import ipaddress
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.practice.delivery_settings import Mail
from pipeline.practice.secret_references import SecretReference

USER, PASSWORD = "packets", "a long mail password"
ENVIRONMENT = {"MAIL_PASSWORD": PASSWORD}
SENDER = "packets@billing.example"
TAKEN = "250 taken"


@dataclass
class PostOffice:
    """What the server was handed, and how it answers.

    Attributes:
        taken: Every message it accepted, as it came, the first one first.
        refusals: Address to the answers it gives to it, one a try; after them it takes the mail.
        on_message: Called with a whole message before it is answered; returns the answer.
        on_address: Called with an address before it is answered.
        on_sender: Called with the sender before it is answered; returns the answer.
        cuts: How many times it hangs up with a message in its hands.
        logins: How often somebody tried to log in.
    """

    port: int = 0
    ca_file: Path = Path()
    taken: list[bytes] = field(default_factory=list)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    on_message: Callable[[], str] = lambda: TAKEN
    on_address: Callable[[], object] = lambda: None
    on_sender: Callable[[], str] = lambda: TAKEN
    cuts: int = 0
    logins: int = 0

    @property
    def mails(self) -> list[EmailMessage]:
        """Every message it accepted, taken apart."""
        return [opened(content) for content in self.taken]

    def mail(self, **other: Any) -> Mail:
        """Return settings that reach it."""
        told = {
            "host": "localhost",
            "port": self.port,
            "user": USER,
            "password": SecretReference(env="MAIL_PASSWORD"),
            "from_address": SENDER,
            "ca_file": str(self.ca_file),
        }
        return Mail(**(told | other))

    def toml(self, operator: str = "") -> str:
        """Return the same as a table of ``home.toml``."""
        return (
            f'[mail]\nhost = "localhost"\nport = {self.port}\nuser = "{USER}"\n'
            f'password = {{ env = "MAIL_PASSWORD" }}\nfrom_address = "{SENDER}"\n'
            f'ca_file = "{self.ca_file}"\noperator = "{operator}"\n'
        )

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Answer a sender."""
        answer = self.on_sender()
        if answer.startswith("2"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Answer an address."""
        self.on_address()
        answers = self.refusals.get(address, [])
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(  # noqa: N802
        self, server: Any, _session: Any, envelope: Any
    ) -> str:
        """Keep a message."""
        answer = self.on_message()
        if answer.startswith("2"):
            self.taken.append(bytes(envelope.content))
        if self.cuts:
            self.cuts -= 1
            server.transport.abort()
        return answer

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _how: str, who: Any
    ) -> AuthResult:
        """Let one user in."""
        self.logins += 1
        known = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=who == known, handled=False)


class OnAnyPort(Controller):
    """Learns its port from the system, so that no two servers want the same."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


def opened(content: bytes) -> EmailMessage:
    """Take a message apart."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def everything_in(content: bytes) -> bytes:
    """Return all a message says: its bytes, its headers, and each part decoded."""
    message = opened(content)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    told = [f"{name}: {value}".encode() for name, value in message.items()]
    return b"\n".join([content, *told, *(part for part in parts if isinstance(part, bytes))])


@contextmanager
def post_office(
    folder: Path, security: str = "starttls", name: str = "localhost"
) -> Iterator[PostOffice]:
    """Run a server on a free port of loopback until the block ends."""
    office = PostOffice()
    context = _certified(folder, name)
    kinds: Mapping[str, dict[str, Any]] = {
        "starttls": {"tls_context": context, "require_starttls": True},
        # It does not notice that all of the connection is encrypted.
        "tls": {"ssl_context": context, "auth_require_tls": False},
        "plain": {"auth_require_tls": False},
    }
    controller = OnAnyPort(
        office,
        hostname="127.0.0.1",
        port=0,
        authenticator=office.authenticate,
        auth_required=True,
        **kinds[security],
    )
    controller.start()
    try:
        office.port = controller.port
        office.ca_file = folder / "authority.pem"
        yield office
    finally:
        controller.stop()


def _certified(folder: Path, name: str) -> ssl.SSLContext:
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(name)]
    names += [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if name == "localhost" else []
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "authority.pem").write_bytes(public)
    (folder / "server.pem").write_bytes(public + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context
