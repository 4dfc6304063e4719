"""What lies in a folder of a practice's settings, such as its rules.

Takes a folder that need not be there. Refuses, with the system's own error, one that cannot be
looked into and a link that leads nowhere: settings would be missing without a word.
"""

from pathlib import Path


def laid_in(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name; nothing where there is none.

    Raises:
        OSError: It is there and cannot be listed, or is no folder.
    """
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        if folder.is_symlink():
            raise
        return []
