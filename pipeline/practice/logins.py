"""How to log in to a server that files come from or go to, and the address that it is at.

Takes parsed TOML. Refuses a password inside a URL, an address that lacks what its kind of URL
needs, and kinds of URLs whose server nothing could pin.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from pipeline.practice.secret_references import SecretReference
from pipeline.practice.section import Section

SFTP, S3 = "sftp", "s3"


def scheme_of(url: str) -> str:
    """Return what stands before ``://``, in small letters; empty for a path."""
    return url.partition("://")[0].lower() if "://" in url else ""


def without_user(url: str) -> str:
    """Leave out a user and password that a URL carries, and what stands behind a question mark."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    authority, slash, path = rest.partition("?")[0].partition("/")
    return f"{scheme}{separator}{authority.rpartition('@')[2]}{slash}{path}"


def without_password(url: str) -> str:
    """Return a URL that carries no password, and whose server's key can be pinned.

    Raises:
        ValueError: It carries one, or it would have fsspec open a server whose key nothing pins.
    """
    authority = url.partition("://")[2].partition("/")[0]
    if ":" in authority.rpartition("@")[0]:
        problem = "carries a password; it stands beside the login as password, by name"
        raise ValueError(problem)
    # A URL of several (zip://a::sftp://host/b) is opened link by link, and no login is read.
    links = url.split("::")
    unpinned = (SFTP, "ssh") if len(links) > 1 else ("ssh",)
    if any(scheme_of(link) in unpinned for link in links):
        problem = "leads to a server whose key nothing pins; write sftp:// alone, with host_key"
        raise ValueError(problem)
    return url


Url = Annotated[str, AfterValidator(without_password)]


def _web_address(text: str) -> str:
    if scheme_of(text) not in ("", "http", "https"):
        problem = "is no address that begins with https://"
        raise ValueError(problem)
    return text


class Login(Section):
    """What it takes to log in; each kind of URL needs keys of its own."""

    user: str = Field(default="", description="Name to log in with; SFTP.")
    key_file: str = Field(
        default="",
        description="Private key to log in with, absolute or relative to this file; chmod 600. "
        "SFTP.",
    )
    password: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(env="CLEARINGHOUSE_PASSWORD")],
        description="Where the password of the login, or of the key, stands; never the password "
        "itself. SFTP.",
    )
    host_key: str = Field(
        default="",
        description="The server's own key, as it stands in known_hosts: ssh-ed25519 and letters "
        "behind it. Any other key is refused. Left empty, triage check prints the fingerprint that "
        "the server offers, to compare with the one its owner tells. SFTP.",
    )
    endpoint: Annotated[str, AfterValidator(_web_address)] = Field(
        default="",
        description="Address of a storage that is not Amazon's, such as https://s3.example.com. "
        "S3.",
    )
    region: str = Field(default="", description="Region of the bucket. S3.")
    access_key: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(env="CLEARINGHOUSE_ACCESS_KEY")],
        description="Where the access key stands. S3.",
    )
    secret_key: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(env="CLEARINGHOUSE_SECRET_KEY")],
        description="Where the secret key stands. S3.",
    )

    @property
    def login(self) -> dict[str, Any]:
        """The keys of the login that settings give, by name."""
        told = {key: getattr(self, key) for key in Login.model_fields}
        return {key: value for key, value in told.items() if value}

    def needed(self, url: str) -> dict[str, object]:
        """Return what a URL of this kind needs, each false where it is not there."""
        if scheme_of(url) == SFTP:
            return {"user": self.user, "key_file or password": self.key_file or self.password}
        if scheme_of(url) == S3:
            return {"access_key": self.access_key, "secret_key": self.secret_key}
        return {}


class Addressed(Section):
    """Something that has an address."""

    url: Url = Field(
        min_length=1,
        description="Where it is: sftp://host/folder, sftp://host:2222/folder, s3://bucket/folder, "
        "or a path.",
    )


class Place(Login, Addressed):
    """A folder or bucket somewhere, and what it takes to log in there."""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        assert_whole(self.url, self.needed(self.url), "source")
        return self

    @property
    def scheme(self) -> str:
        """The kind of URL: ``sftp``, ``s3``, empty for a path."""
        return scheme_of(self.url)

    @property
    def shown(self) -> str:
        """The place as it may be printed: without a user."""
        return without_user(self.url)

    @property
    def needs_login(self) -> bool:
        """Whether it is on a server that we log in to ourselves."""
        return self.scheme in (SFTP, S3)

    @property
    def is_remote(self) -> bool:
        """Whether looking into it costs another machine a login."""
        return self.scheme not in ("", "file", "local")


def assert_whole(url: str, needed: Mapping[str, object], kind: str) -> None:
    """Do nothing if a URL has what it needs and names its server.

    Raises:
        ValueError: It does not.
    """
    lacking = [name for name, is_there in needed.items() if not is_there]
    if lacking:
        problem = f"lacks what its kind of {kind} needs: {', '.join(lacking)}"
        raise ValueError(problem)
    if scheme_of(url) in (SFTP, S3) and not _names_a_host(url):
        problem = "names no host or bucket in its url, or a port that is no number"
        raise ValueError(problem)


def _names_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
