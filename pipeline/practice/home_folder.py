"""Where everything of a home lies.

Takes its folder and its own settings. Refuses nothing; nothing is looked at.
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.practice.settings import HomeSettings


@dataclass(frozen=True)
class HomeFolder:
    """The folder of a home, and what its own settings say."""

    path: Path
    settings: HomeSettings

    @property
    def is_on_spark(self) -> bool:
        """Whether settings want Spark to compute the warehouse."""
        return self.settings.engine.name == "spark"

    @property
    def secret_file(self) -> Path:
        """The file that holds the secret, mode 0600."""
        return self.path / self.settings.secret_file

    @property
    def landing_folder(self) -> Path:
        """The archive of every file received."""
        return self.path / "landing"

    @property
    def working_file(self) -> Path:
        """The pipeline's own warehouse file."""
        return self.path / "warehouse" / "working" / "denials.duckdb"

    @property
    def lock_file(self) -> Path:
        """The lock that every writing run takes first."""
        return self.path / "warehouse" / "working" / "write.lock"

    @property
    def published_file(self) -> Path:
        """The copy that people read; the same file name, because views name their database."""
        return self.path / "warehouse" / "denials.duckdb"

    @property
    def packets_folder(self) -> Path:
        """What is about all practices of a home at once: the cover over their packets."""
        return self.path / "packets"

    @property
    def dagster_folder(self) -> Path:
        """Dagster's own instance folder."""
        return self.path / "dagster"
