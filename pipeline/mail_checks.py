"""Whether mail could be sent: what ``triage check`` says of the server and of each reader.

Takes a home. Logs in to its mail server and sends nothing. Refuses to repeat an address: it names
the reader by its place in ``practice.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice import Home, Practice
from pipeline.practice.delivery_settings import Recipient
from pipeline.practice.home import HOME_FILE
from pipeline.practice.secret_references import SecretError
from pipeline.practice.toml_text import line_of
from pipeline.resources.locked_files import SHORTEST_PASSWORD
from pipeline.resources.mail import MailError, MailServer

_WHY = "No packet and no alert would arrive by mail."
_WHY_LISTS = "The packet would arrive, and the lists would not be attached."
_REMEDIES = "Correct [mail] in home.toml, or mend the server, then: triage check"


def mail_problems(home: Home, environment: Mapping[str, str]) -> list[Problem]:
    """Return what keeps mail from being sent; logs in to the server, if there is one."""
    mail = home.settings.mail
    where = str(home.path / HOME_FILE)
    if mail.host:
        try:
            MailServer(mail, home.path, environment).log_in()
        except MailError as error:
            return [Problem(f"{where}, [mail]", error.words, _WHY, _REMEDIES)]
        return []
    wanted = mail.operator or any(each.settings.recipients for each in home.practices)
    if not wanted:
        return []
    what = "Somebody is to get mail, and no mail server is named."
    return [Problem(where, what, _WHY, "Name the host and from_address under [mail].")]


def mail_warnings(home: Home, environment: Mapping[str, str]) -> list[str]:
    """Return a line a reader who is to get lists and has no password that could lock them."""
    return [
        f"{_place(practice, number)}: {problem} {_WHY_LISTS}"
        for practice in home.practices
        for number, reader in enumerate(practice.settings.recipients)
        if (problem := _without_password(reader, practice.folder, environment))
    ]


def _without_password(reader: Recipient, folder: Path, environment: Mapping[str, str]) -> str:
    if reader.lists == "none":
        return ""
    if reader.list_password is None:
        return "Lists go to a reader without a list_password."
    try:
        password = reader.list_password.read(folder, environment)
    except SecretError:
        return "The list_password is not where it is said to be, or others can read it."
    if len(password) < SHORTEST_PASSWORD:
        return f"The list_password has fewer than {SHORTEST_PASSWORD} characters."
    return ""


def _place(practice: Practice, number: int) -> str:
    text = practice.settings_file.read_text(encoding="utf-8")
    line = line_of(text, ("recipients", number))
    return f"{practice.settings_file}, line {line}"
