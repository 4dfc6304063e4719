"""What collections did, in counts; they add up over sources and practices."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class LandingReport:
    """What one collection did.

    Attributes:
        new_count: Files whose bytes were not in the archive.
        repeat_count: Further deliveries of bytes that were.
        seen_count: Files picked up before and left alone.
        under_way_count: Files left where they are because their upload has not ended.
        opened_count: Zip and gzip deliveries that were opened; their files are counted above.
        byte_count: Bytes of the new files.
        source_count: Sources looked into.
        failed_source_count: Of them, those of which some or all files could not be had.
    """

    new_count: int = 0
    repeat_count: int = 0
    seen_count: int = 0
    under_way_count: int = 0
    opened_count: int = 0
    byte_count: int = 0
    source_count: int = 0
    failed_source_count: int = 0

    def __add__(self, other: "LandingReport") -> "LandingReport":
        """Add the counts of two collections."""
        names = [field.name for field in fields(self)]
        return LandingReport(*(getattr(self, name) + getattr(other, name) for name in names))
