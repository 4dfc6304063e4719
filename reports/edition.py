"""The summary as one HTML file for a phone, a desk or a browser's print: everything is inside it.

Takes the packet that the PDF takes and shows the same words and figures from the same partials.
Refuses what the PDF refuses. No script, and no address but those inside the file.
"""

import base64
import re
from functools import cache

from markupsafe import Markup

from reports import charts
from reports.faces import SCHEME, font_bytes
from reports.on_screen import on_screen
from reports.packet import Packet
from reports.render import filled, sections_of, text_of

AT_NIGHT = {
    charts.INK: "--ink",
    charts.GREY: "--grey",
    charts.BLUE: "--blue",
    charts.RUST: "--rust",
    charts.BAND: "--band",
    charts.PALE: "--pale",
    charts.MIDLINE: "--midline",
    "#ffffff": "--page",
}
"""Colour of a chart to the colour of the page that takes its place when that is dark."""


def edition_html(packet: Packet) -> str:
    """The summary as one HTML file: the same text for the same packet.

    Raises:
        PacketError: totals that do not tie.
    """
    context = sections_of(packet)
    screen = on_screen(filled("_sections.html", **context))
    shown = Markup(screen.html)  # noqa: S704 - escaped by the templates
    return filled("edition.html", **context, screen=screen, shown=shown, style=style())


def render_edition(packet: Packet) -> bytes:
    """The summary as one HTML file, UTF-8: the same bytes for the same packet.

    Raises:
        PacketError: totals that do not tie.
    """
    return edition_html(packet).encode()


@cache
def style() -> Markup:
    """The edition's stylesheet, its fonts inside it and its charts' colours for a dark screen."""
    css = text_of("edition.css")
    css = css.replace("/* charts at night */", charts_at_night())
    return Markup(re.sub(rf'url\("{SCHEME}([\w.-]+)"\)', _inlined, css))  # noqa: S704 - of this package


def charts_at_night() -> str:
    """Rules that turn the colours of charts for a dark page; the fills of ages mean something."""
    lines = [
        f':is(.tile, .measures, .origins) [{kind}="{colour}"] {{ {kind}: var({name}); }}'
        for colour, name in AT_NIGHT.items()
        for kind in ("fill", "stroke")
    ]
    return "\n  ".join(lines)


def _inlined(address: re.Match[str]) -> str:
    font = font_bytes(address.group(1))
    return f"url(data:font/woff2;base64,{base64.b64encode(font).decode()})"
