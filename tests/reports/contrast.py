"""Contrast of two colours by WCAG, and the colours that a stylesheet sets."""

from __future__ import annotations

import re

WHITE = "#ffffff"
TEXT, GRAPHICS = 4.5, 3.0
HEX = r"#[0-9a-fA-F]{3,6}\b"


def luminance(colour: str) -> float:
    """Return WCAG's relative luminance of ``#rgb`` or ``#rrggbb``."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * x for x in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def rules(css: str) -> list[tuple[str, dict[str, str]]]:
    """Return each innermost rule of a stylesheet: its selector and what it declares."""
    without_notes = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [
        (
            selector.strip(),
            {
                name.strip(): value.strip()
                for name, _, value in (x.partition(":") for x in body.split(";"))
                if value
            },
        )
        for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", without_notes)
    ]


def named_colours(css: str) -> list[dict[str, str]]:
    """Return the colours that ``:root`` names: of a light page, then of a dark one."""
    return [
        {name: value for name, value in declared.items() if name.startswith("--")}
        for selector, declared in rules(css)
        if selector == ":root"
    ]
