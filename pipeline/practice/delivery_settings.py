"""What a home and a practice may say about who gets a packet, and how.

Takes parsed TOML. Refuses unknown keys and contradictions inside a table: a password that would
travel in the clear, a folder without its login, lists for a reader outside, lists that would never
be anybody's.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from pipeline.practice.addresses import is_loopback
from pipeline.practice.logins import Login, Place, assert_whole, scheme_of, without_password
from pipeline.practice.roles import OwnerRole
from pipeline.practice.secret_references import SecretReference
from pipeline.practice.section import Section, listed

IN_THE_CLEAR = ("ftp", "http", "webhdfs", "hdfs", "arrow_hdfs")
"""Kinds of URLs that encrypt nothing."""

FolderPart = Literal["summary", "outside", "lists", "decisions"]

# What can stand in an envelope without quoting; a line end could smuggle in a header.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)


def _address(text: str) -> str:
    if text and not _ADDRESS.fullmatch(text):
        problem = "must be one e-mail address, without a name"
        raise ValueError(problem)
    return text


Address = Annotated[str, AfterValidator(_address)]


class Copies(Section):
    """A further folder, and what goes there."""

    folder: Annotated[str, AfterValidator(without_password)] = Field(
        default="",
        description="A folder to copy each packet to: a path, absolute or relative to this file, "
        "or a URL. sftp://host/folder and s3://bucket/folder need a login in this table, with the "
        "keys that a source has for it (docs/delivery.md shows both). Empty: none.",
    )
    parts: Annotated[tuple[FolderPart, ...], BeforeValidator(listed)] = Field(
        default=("summary",),
        description="What goes there: summary (the PDF and the page for screens), outside (the "
        "edition for readers outside), lists (worklists: claim rows, in the clear), decisions (the "
        "meeting's workbook).",
    )


class Delivery(Login, Copies):
    """Where packets go, beside the practice's own packets folder."""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> "Delivery":
        if self.login and not self.folder:
            problem = "has a login and no folder to log in for"
            raise ValueError(problem)
        if scheme_of(self.folder) in IN_THE_CLEAR:
            problem = (
                "would send in the clear, and to whatever machine answers; use sftp:// or s3://"
            )
            raise ValueError(problem)
        if scheme_of(self.endpoint) == "http" and not is_loopback(
            urlsplit(self.endpoint).hostname or ""
        ):
            problem = "sends in the clear: http:// is for a storage on this machine only"
            raise ValueError(problem)
        assert_whole(self.folder, self.needed(self.folder), "folder")
        return self


@dataclass(frozen=True)
class Destination:
    """A folder that a practice's packets are copied to.

    Attributes:
        place: Where it is, and the login.
        folder: Of the settings that name it; names of keys and secrets start there.
        parts: What goes there.
    """

    place: Place
    folder: Path
    parts: tuple[FolderPart, ...]


class Mail(Section):
    """The mail server that packets and alerts go through; without a host nothing is mailed."""

    host: str = Field(default="", description="Name of the server. Empty: nothing is mailed.")
    port: int = Field(
        default=587, ge=1, le=65535, description="587 with starttls, 465 with tls, as a rule."
    )
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="starttls, tls, or none (only for a server on this machine). The server's "
        "certificate is always checked.",
    )
    user: str = Field(default="", description="User to log in as. Empty: no login.")
    password: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(env="TRIAGE_MAIL_PASSWORD")],
        description="Where that user's password stands.",
    )
    from_address: Address = Field(default="", description="Address that the mails come from.")
    ca_file: str = Field(
        default="",
        description="Certificate of a private authority, PEM, absolute or relative to this file; "
        "trusted beside this machine's own.",
    )
    operator: Address = Field(
        default="",
        description="Address that is told when a run fails or a packet is late. Empty: nobody.",
    )

    @model_validator(mode="after")
    def _whole(self) -> "Mail":
        problem = ""
        if self.host and not self.from_address:
            problem = "has a host and no from_address"
        elif self.security == "none" and self.host and not is_loopback(self.host):
            problem = "sends in the clear: security none is for a server on this machine only"
        elif bool(self.user) != (self.password is not None):
            problem = "names user and password, both or neither"
        if problem:
            raise ValueError(problem)
        return self


class Recipient(Section):
    """Somebody who gets the packet by mail."""

    address: Address = Field(min_length=3, description="E-mail address.")
    packet: Literal["summary", "outside", "none"] = Field(
        default="summary",
        description="summary for staff, outside for readers outside the practice (small counts "
        "withheld), or none.",
    )
    roles: Annotated[tuple[OwnerRole, ...], BeforeValidator(listed)] = Field(
        default=(),
        description="Roles this person holds; decides which lists are theirs. The billing "
        "manager's are all.",
    )
    lists: Literal["none", "encrypted"] = Field(
        default="none",
        description="none, or encrypted: the lists of these roles are attached, locked with "
        "list_password (AES-256).",
    )
    list_password: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(env="TRIAGE_LIST_PASSWORD_AB")],
        description="Where the password of the lists stands, 12 characters or more; tell it "
        "the reader by another way than mail. Without it lists are not attached.",
    )

    @model_validator(mode="after")
    def _lists_for_somebody(self) -> "Recipient":
        problem = ""
        if self.lists == "encrypted" and self.packet == "outside":
            problem = "is a reader outside, and lists are for staff only"
        elif self.lists == "encrypted" and not self.roles:
            problem = "gets lists and holds no role, so no list is theirs"
        if problem:
            raise ValueError(problem)
        return self
