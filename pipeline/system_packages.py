"""What this machine lacks that Python cannot bring: the libraries that draw the PDF, and a font.

The launcher runs this file by itself, with the machine's own Python and before anything is
installed, so it uses the standard library only. It says what is missing and installs nothing.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import shutil
import subprocess

# Loaded by WeasyPrint through ctypes-like calls: the name it asks for, its short name on other
# systems, and the Debian package that brings it (each pulls glib, harfbuzz and the like).
LIBRARIES = (
    ("libpango-1.0.so.0", "pango-1.0", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "pangoft2-1.0", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "harfbuzz-subset", "libharfbuzz-subset0"),
    ("libfontconfig.so.1", "fontconfig", "fontconfig"),
)
# Pango ends the whole process where the system has not one font, though the packet embeds its own.
FONT = "fonts-dejavu-core"


def missing_packages() -> list[str]:
    """Return the Debian packages this machine lacks, sorted; empty when all is there."""
    missing = {package for name, short, package in LIBRARIES if not _loads(name, short)}
    if importlib.util.find_spec("ensurepip") is None:
        missing.add("python3-venv")
    if shutil.which("fc-list") is None:
        missing |= {"fontconfig", FONT}
    elif not subprocess.run(["fc-list"], capture_output=True, check=False).stdout:
        missing.add(FONT)
    return sorted(missing)


def _loads(name: str, short_name: str) -> bool:
    """Tell whether the dynamic loader finds a library under either of its names."""
    for candidate in (name, ctypes.util.find_library(short_name)):
        if candidate is None:
            continue
        try:
            ctypes.CDLL(candidate)
        except OSError:
            continue
        return True
    return False


if __name__ == "__main__":
    print(*missing_packages())  # noqa: T201  # the launcher reads this line
