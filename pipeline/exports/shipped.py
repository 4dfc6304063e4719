"""The profiles that come with the program: one TOML file a list, in ``profiles/``."""

from functools import lru_cache
from importlib.resources import files

from pipeline.exports.profile import Profile
from pipeline.exports.profile_reading import read_profile


@lru_cache(maxsize=1)
def shipped_profiles() -> tuple[Profile, ...]:
    """Return every profile that comes with the program, by id."""
    folder = files("pipeline.exports") / "profiles"
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return tuple(
        read_profile(file.name, file.read_text(encoding="utf-8"), is_own=False)
        for file in found
        if file.name.endswith(".toml")
    )


def with_own(own: tuple[Profile, ...]) -> tuple[Profile, ...]:
    """Return a practice's own profiles and, behind them, ours that it does not replace by id."""
    replaced = {profile.profile_id for profile in own}
    return (*own, *(p for p in shipped_profiles() if p.profile_id not in replaced))
