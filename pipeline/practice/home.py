"""A home: one folder with the settings, files and warehouse of one or several practices.

Takes a folder that ``triage init`` wrote. Refuses settings that are wrong or contradict each other,
a practice in a folder of another name, and a secret that is missing.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.errors import Problem
from pipeline.practice.engine_settings import Engine
from pipeline.practice.home_folder import HomeFolder
from pipeline.practice.home_problems import missing_secret, no_home
from pipeline.practice.practice import Practice
from pipeline.practice.practices import Unsound, read_practices
from pipeline.practice.privacy import too_wide
from pipeline.practice.reading import SettingsError, read_settings
from pipeline.practice.settings import HomeSettings

HOME_FILE = "home.toml"


@dataclass(frozen=True)
class Home(HomeFolder):
    """A home to work with; open one with ``Home.open``.

    Attributes:
        practices: Those whose settings are sound.
        unsound: The others.
    """

    practices: tuple[Practice, ...]
    unsound: tuple[Unsound, ...] = ()

    @classmethod
    def open(cls, path: Path) -> "Home":
        """Read and validate every settings file of a home.

        Raises:
            SettingsError: With every problem found, each with file and line.
        """
        home, problems = read_home(path)
        if home is None:
            raise SettingsError(*problems)
        return home

    @classmethod
    def open_serving(cls, path: Path) -> "Home":
        """Read a home to serve those of its practices whose settings are sound.

        One practice's slip of the pen stops nobody else: it is served no more, and what is loaded
        of it stays as it is. A warehouse is made again with all of them or not at all
        (``pipeline.rebuilding``).

        Raises:
            SettingsError: If the home's own settings are wrong, or those of every practice.
        """
        home, problems = read_sound(path)
        if home is None or not home.practices:
            raise SettingsError(*problems)
        return home

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all its practices, sound or not."""
        found = (*self.practices, *self.unsound)
        return tuple(sorted(practice.practice_id for practice in found))

    @classmethod
    def open_sound(cls, path: Path) -> "Home":
        """Read a home with those of its practices whose settings are sound, and were it none.

        For what needs the home's own settings alone: a locked backup, and what opens a locked copy.

        Raises:
            SettingsError: If the home's own settings are missing or wrong.
        """
        home, problems = read_sound(path)
        if home is None:
            raise SettingsError(*problems)
        return home

    def practice(self, practice_id: str) -> Practice:
        """Return the practice with this key.

        Raises:
            SettingsError: If the home has no such practice, or its settings are wrong.
        """
        for practice in self.practices:
            if practice.practice_id == practice_id:
                return practice
        for wrong in self.unsound:
            if wrong.practice_id == practice_id:
                raise SettingsError(*wrong.problems)
        known = ", ".join(self.keys)
        raise SettingsError(
            Problem(
                str(self.path),
                "This home has no practice of that name.",
                "Files and packets belong to a practice.",
                f"Name one of: {known}; or add it with triage init.",
            )
        )

    def readable(self, practice_id: str) -> Practice:
        """Return the practice with this key, and were its own key at rest lost.

        Raises:
            SettingsError: If the home has no such practice, or its settings are wrong.
        """
        for wrong in self.unsound:
            if wrong.practice_id == practice_id and wrong.practice:
                return wrong.practice
        return self.practice(practice_id)

    def without(self, wrong: Sequence[Unsound]) -> "Home":
        """Return this home with further practices among those that are not served.

        Raises:
            SettingsError: If none is left.
        """
        aside = {one.practice_id: one for one in wrong}
        left = tuple(one for one in self.practices if one.practice_id not in aside)
        if not left:
            raise SettingsError(*(problem for one in wrong for problem in one.problems))
        new = [
            one for key, one in aside.items() if key in {it.practice_id for it in self.practices}
        ]
        return replace(self, practices=left, unsound=(*self.unsound, *new))

    def on_engine(self, name: str) -> "Home":
        """Return this home as one whose settings name that engine."""
        engine = Engine.model_validate(self.settings.engine.model_dump() | {"name": name})
        return replace(self, settings=self.settings.model_copy(update={"engine": engine}))

    @cached_property
    def secret(self) -> bytes:
        """The key that patients' tokens are made with.

        Raises:
            SettingsError: If the file is missing or too short to protect anybody.
        """
        try:
            secret = bytes.fromhex(self.secret_file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            secret = b""
        if len(secret) < 32:
            raise SettingsError(missing_secret(self.secret_file))
        return secret

    @cached_property
    def at_rest_key(self) -> str:
        """What opens the archive, the warehouse and backups; empty where settings name none.

        Raises:
            SecretError: If settings name a key and it is not here, or others can read it.
        """
        key = self.settings.at_rest.key
        return key.read(self.path, os.environ) if key else ""

    @property
    def lock_key(self) -> str:
        """What new files of the archive and the warehouse are locked with; empty: they are not.

        Raises:
            SecretError: If settings name a key and it is not here, or others can read it.
        """
        return self.at_rest_key if self.settings.at_rest.is_on else ""

    def archive_keys(self, practice: Practice) -> tuple[str, str]:
        """Return what opens a practice's files in the archive, and what locks new ones.

        A key of its own stands before the home's. Either may lock a file while the archive is
        changed over, so both open, one a line.

        Raises:
            SecretError: If settings name a key and it is not here, or others can read it.
        """
        at_rest = practice.settings.at_rest
        own = at_rest.read(practice.settings_file, os.environ)
        lock = own if own and at_rest.is_on else self.lock_key
        return "\n".join(key for key in (own, self.at_rest_key) if key), lock


def read_home(path: Path) -> tuple[Home | None, list[Problem]]:
    """Return the home in ``path``, or None and every problem with its settings."""
    home, problems = read_sound(path)
    return (None, problems) if problems else (home, [])


def read_sound(path: Path) -> tuple[Home | None, list[Problem]]:
    """Return a home with those of its practices whose settings are sound, and every problem.

    None where the home's own settings are missing or wrong.
    """
    path = path.absolute()
    if _is_missing(path / HOME_FILE):
        return None, [no_home(path, HOME_FILE)]
    settings, _, problems = read_settings(path / HOME_FILE, HomeSettings)
    practices, unsound, wrong = read_practices(path, settings or HomeSettings())
    problems += wrong
    if settings is None:
        return None, problems
    return Home(path, settings, practices, unsound), problems


def check_home(path: Path) -> list[Problem]:
    """Return everything wrong with the settings of a home and with who may read what it holds."""
    home, problems = read_home(path)
    if home is None:
        return problems
    try:
        home.secret  # noqa: B018 - reading it is the check
    except SettingsError as error:
        return list(error.problems)
    problems = too_wide(home.path)
    if os.name == "posix" and stat.S_IMODE(home.secret_file.stat().st_mode) & 0o077:
        problems.append(
            Problem(
                str(home.secret_file),
                "Others on this machine can read the secret.",
                "Whoever has it can tell which patient stands behind a token.",
                f"chmod 600 {home.secret_file}",
            )
        )
    return problems


def _is_missing(file: Path) -> bool:
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        # Who reads it tells why it cannot be read.
        return False
    return False
