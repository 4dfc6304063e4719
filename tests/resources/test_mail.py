"""Mail against a real server: what gets in, what does not, and which of it may pass by itself."""

from __future__ import annotations

import socket
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.practice.delivery_settings import Mail
from pipeline.practice.secret_references import SecretReference
from pipeline.resources import mail
from pipeline.resources.mail import LATER, REFUSED, SETTINGS, MailError, MailServer
from tests.posting import ENVIRONMENT, SENDER, PostOffice, post_office

READER = "manager@larkspur.example"


def server(settings: Mail, folder: Path, environment: dict[str, str] | None = None) -> MailServer:
    return MailServer(settings, folder, ENVIRONMENT if environment is None else environment)


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = SENDER, READER, "A packet"
    message.set_content("It is attached.\n")
    return message


def failed(sender: MailServer) -> tuple[str, str]:
    with pytest.raises(MailError) as error:
        sender.send(letter())
    return error.value.kind, error.value.words


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_encrypted_and_logged_in(security: str, tmp_path: Path) -> None:
    with post_office(tmp_path, security) as office:
        server(office.mail(security=security), tmp_path).send(letter())
        assert [each["To"] for each in office.mails] == [READER]
        assert office.logins == 1


def test_a_login_without_a_mail_sends_none(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        server(office.mail(), tmp_path).log_in()
        assert (office.logins, office.taken) == (1, [])


def test_a_server_without_a_login_takes_none(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        anonymous = office.mail(user="", password=None)
        kind, _ = failed(server(anonymous, tmp_path))
        assert (kind, office.taken) == (SETTINGS, [])


def test_a_wrong_password_is_for_a_person(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        wrong = server(office.mail(), tmp_path, {"MAIL_PASSWORD": "another"})
        assert failed(wrong) == (SETTINGS, mail.NO_LOGIN)
        assert office.taken == []


def test_a_password_that_is_not_there_is_for_a_person(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        assert failed(server(office.mail(), tmp_path, {})) == (SETTINGS, mail.NO_SECRET)
        assert office.logins == 0


def test_a_password_comes_from_a_private_file_only(tmp_path: Path) -> None:
    secret = tmp_path / "mail.secret"
    secret.write_text(ENVIRONMENT["MAIL_PASSWORD"] + "\n")
    with post_office(tmp_path) as office:
        sender = server(office.mail(password=SecretReference(file="mail.secret")), tmp_path, {})
        secret.chmod(0o640)
        assert failed(sender) == (SETTINGS, mail.NO_SECRET)
        secret.chmod(0o600)
        sender.send(letter())
        assert len(office.taken) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_is_refused(security: str, tmp_path: Path) -> None:
    with post_office(tmp_path, security) as office:
        unknown = office.mail(security=security, ca_file="")
        assert failed(server(unknown, tmp_path)) == (SETTINGS, mail.NO_TRUST)
        assert (office.logins, office.taken) == (0, [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_name_is_refused(security: str, tmp_path: Path) -> None:
    with post_office(tmp_path, security, name="elsewhere.example") as office:
        settings = office.mail(security=security)
        assert failed(server(settings, tmp_path)) == (SETTINGS, mail.NO_TRUST)
        assert (office.logins, office.taken) == (0, [])


def test_a_server_that_cannot_encrypt_gets_no_password(tmp_path: Path) -> None:
    with post_office(tmp_path, "plain") as office:
        assert failed(server(office.mail(), tmp_path)) == (SETTINGS, mail.NO_TLS)
        assert (office.logins, office.taken) == (0, [])


def test_a_ca_file_that_is_none_is_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    with post_office(tmp_path) as office:
        for name in ("empty.pem", "missing.pem"):
            wrong = server(office.mail(ca_file=str(tmp_path / name)), tmp_path)
            assert failed(wrong) == (SETTINGS, mail.NO_CA_FILE)


def test_a_server_that_is_down_may_come_back(tmp_path: Path) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert failed(server(PostOffice(port).mail(ca_file=""), tmp_path)) == (LATER, mail.UNREACHABLE)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("450 4.2.0 later", (LATER, mail.NOT_NOW)),
        ("451 4.7.1 greylisted", (LATER, mail.NOT_NOW)),
        ("550 5.1.1 nobody here", (REFUSED, mail.NO_ADDRESS)),
    ],
)
def test_an_address_refused_for_now_and_for_good(
    answer: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    with post_office(tmp_path) as office:
        office.refusals[READER] = [answer]
        assert failed(server(office.mail(), tmp_path)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("452 4.3.1 no room", (LATER, mail.NOT_NOW)),
        ("552 5.3.4 too large", (REFUSED, mail.NO_MESSAGE)),
    ],
)
def test_a_message_refused_for_now_and_for_good(
    answer: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    with post_office(tmp_path) as office:
        office.on_message = lambda: answer
        assert failed(server(office.mail(), tmp_path)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("451 4.7.0 later", (LATER, mail.NOT_NOW)),
        ("553 5.7.1 not yours", (SETTINGS, mail.NO_SENDER)),
    ],
)
def test_a_sender_refused_is_for_now_or_for_a_person(
    answer: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    with post_office(tmp_path) as office:
        office.on_sender = lambda: answer
        assert failed(server(office.mail(), tmp_path)) == expected


def test_a_line_that_is_cut_leaves_a_doubt_and_nothing_else_does(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        office.cuts = 1
        with pytest.raises(MailError) as error:
            server(office.mail(), tmp_path).send(letter())
        assert (error.value.words, error.value.is_uncertain) == (mail.CUT_OFF, True)
        office.refusals[READER] = ["450 later"]
        with pytest.raises(MailError) as error:
            server(office.mail(), tmp_path).send(letter())
        assert not error.value.is_uncertain


def test_no_words_of_the_server_are_repeated(tmp_path: Path) -> None:
    with post_office(tmp_path) as office:
        office.refusals[READER] = ["550 5.1.1 CANARY is not a user"]
        with pytest.raises(MailError) as error:
            server(office.mail(), tmp_path).send(letter())
    assert "CANARY" not in str(error.value)
