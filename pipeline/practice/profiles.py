"""A practice's own profiles of lists: TOML files of its ``profiles`` folder.

Takes the folder. Refuses, with file, line and remedy and all at once: files of another kind, what a
profile's own reading refuses, and an id that two files claim.
"""

from pathlib import Path

from pipeline.errors import Problem
from pipeline.exports.profile import Profile
from pipeline.exports.profile_reading import WHY, ProfileError, read_profile
from pipeline.practice.settings_folders import laid_in

NOTES = "README.md"


def read_profiles(folder: Path) -> tuple[tuple[Profile, ...], list[Problem]]:
    """Return a practice's own profiles, and every problem found in their files."""
    problems: list[Problem] = []
    read: dict[str, tuple[Path, Profile]] = {}
    for path in laid_in(folder):
        if path.name.startswith(".") or path.name == NOTES:
            continue
        profile = _read(path, problems)
        if profile is None:
            continue
        if profile.profile_id in read:
            other = read[profile.profile_id][0].name
            what = f"The id {profile.profile_id} is that of {other} too."
            problems.append(Problem(str(path), what, WHY, "Give one of them another id."))
        read[profile.profile_id] = (path, profile)
    return tuple(profile for _, profile in read.values()), problems


def _read(path: Path, problems: list[Problem]) -> Profile | None:
    if path.suffix != ".toml":
        what = "This file is no profile."
        remedy = "Profiles are files that end in .toml (docs/exports.md); move others elsewhere."
        problems.append(Problem(str(path), what, WHY, remedy))
        return None
    try:
        return read_profile(str(path), path.read_text(encoding="utf-8-sig"), is_own=True)
    except (OSError, UnicodeDecodeError) as error:
        what = f"The file cannot be read as text ({type(error).__name__})."
        problems.append(Problem(str(path), what, WHY, "Restore it, or save it as UTF-8."))
    except ProfileError as error:
        problems += error.problems
    return None
