"""What a home may say about encryption of what lies on its disk.

Takes parsed TOML. Refuses unknown keys and a key written into the settings themselves.
"""

from pydantic import Field

from pipeline.practice.secret_references import SecretReference
from pipeline.practice.section import Section


class AtRest(Section):
    """Encryption of landing, warehouse and backups (docs/keeping.md)."""

    key: SecretReference | None = Field(
        default=None,
        examples=[SecretReference(file="at-rest.key")],
        description="Where the key stands; triage key FILE writes one. With it the archive, the "
        "warehouse and backups are encrypted from the next run on. Keep a copy apart: without it "
        "they cannot be read by anybody.",
    )
    is_on: bool = Field(
        default=True,
        description="false opens everything again at the next run; leave the key until it ended.",
    )
