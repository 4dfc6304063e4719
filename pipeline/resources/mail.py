"""A mail server: logged in to, never trusted without its certificate, its refusals told apart.

Takes settings and whole messages. Refuses to send in the clear to another machine (settings do),
and to repeat a server's own words: they may hold an address or a line of the message.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from pipeline.practice.delivery_settings import Mail
from pipeline.practice.secret_references import SecretError

SECONDS_TO_ANSWER = 30.0
LATER, REFUSED, SETTINGS = "later", "refused", "settings"
"""How a mail fails: it may pass by itself, this message never will, or settings must change."""

UNREACHABLE = "The mail server cannot be reached."
NOT_NOW = "The mail server takes no mail now."
CUT_OFF = "The connection broke while the mail was under way."
NO_ADDRESS = "The mail server refused the address."
NO_MESSAGE = "The mail server refused the message."
NO_SENDER = "The mail server refuses mail from from_address."
NO_LOGIN = "The mail server refused user or password."
NO_TRUST = "The mail server's certificate is not one that this machine or ca_file trusts."
NO_TLS = "The mail server does not offer the encryption or the login that settings name."
NO_SECRET = "The password that settings name is not here, or others can read it."  # noqa: S105
NO_CA_FILE = "The ca_file cannot be read as certificates."

_PERMANENT = 500


class MailError(Exception):
    """A mail that was not accepted.

    Attributes:
        kind: ``later``, ``refused`` or ``settings``.
        words: A fixed sentence.
        is_uncertain: The connection broke when the server may have had the whole message.
        concerns_all: Every other message would fail in the same way now.
    """

    def __init__(
        self, kind: str, words: str, *, is_uncertain: bool = False, concerns_all: bool = False
    ) -> None:
        """Keep what happened in words of ours."""
        super().__init__(words)
        self.kind = kind
        self.words = words
        self.is_uncertain = is_uncertain
        self.concerns_all = concerns_all


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over.

    Attributes:
        settings: The table ``[mail]`` of a home.
        folder: Of that home; relative files start there.
        environment: Variables of the process, handed in.
        seconds_to_answer: How long each of the server's answers is waited for.
    """

    settings: Mail
    folder: Path
    environment: Mapping[str, str]
    seconds_to_answer: float = SECONDS_TO_ANSWER

    def send(self, message: EmailMessage) -> None:
        """Hand one message over to the one address in its ``To``.

        Raises:
            MailError: If the server did not accept it, or may not have.
        """
        with self._connected() as server, _told_apart():
            server.send_message(message)

    def log_in(self) -> None:
        """Log in and out again without sending anything.

        Raises:
            MailError: If no mail could be sent.
        """
        with self._connected() as server, _told_apart():
            server.noop()

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        with _told_apart_before_sending():
            server = self._logged_in()
        try:
            yield server
        finally:
            # What was accepted is accepted, whether the server says goodbye or not.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _logged_in(self) -> smtplib.SMTP:
        mail = self.settings
        password = mail.password.read(self.folder, self.environment) if mail.password else ""
        where = mail.host, mail.port
        if mail.security == "tls":
            context = self._trust()
            server = smtplib.SMTP_SSL(*where, timeout=self.seconds_to_answer, context=context)
        else:
            server = smtplib.SMTP(*where, timeout=self.seconds_to_answer)
        try:
            if mail.security == "starttls":
                server.starttls(context=self._trust())
            if mail.user:
                server.login(mail.user, password)
        except BaseException:
            server.close()
            raise
        return server

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.settings.ca_file:
            try:
                context.load_verify_locations(self.folder / self.settings.ca_file)
            except OSError as error:
                raise MailError(SETTINGS, NO_CA_FILE, concerns_all=True) from error
        return context


@contextmanager
def _told_apart_before_sending() -> Iterator[None]:
    """Tell failures apart while nothing of a message is under way: none leaves a doubt."""
    try:
        yield
    except (OSError, smtplib.SMTPException, SecretError) as error:
        raise MailError(*_before_sending(error), concerns_all=True) from error


def _before_sending(error: Exception) -> tuple[str, str]:
    if isinstance(error, SecretError):
        return SETTINGS, NO_SECRET
    if isinstance(error, ssl.SSLCertVerificationError):
        return SETTINGS, NO_TRUST
    if isinstance(error, (ssl.SSLError, smtplib.SMTPNotSupportedError)):
        return SETTINGS, NO_TLS
    if isinstance(error, smtplib.SMTPAuthenticationError) and _is_permanent(error):
        return SETTINGS, NO_LOGIN
    if isinstance(error, smtplib.SMTPResponseException):
        return LATER, NOT_NOW
    return LATER, UNREACHABLE


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        ((code, _),) = error.recipients.values()
        kind, words = (REFUSED, NO_ADDRESS) if code >= _PERMANENT else (LATER, NOT_NOW)
        raise MailError(kind, words) from error
    except smtplib.SMTPSenderRefused as error:
        kind, words = (SETTINGS, NO_SENDER) if _is_permanent(error) else (LATER, NOT_NOW)
        raise MailError(kind, words, concerns_all=True) from error
    except smtplib.SMTPResponseException as error:
        kind, words = (REFUSED, NO_MESSAGE) if _is_permanent(error) else (LATER, NOT_NOW)
        raise MailError(kind, words) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(LATER, CUT_OFF, is_uncertain=True) from error


def _is_permanent(error: smtplib.SMTPResponseException) -> bool:
    return error.smtp_code >= _PERMANENT
