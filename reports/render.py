"""Frozen values to tagged PDF. Reads no file but its templates and fonts, and no network at all."""

import hashlib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports import charts, formats, words
from reports.limits import is_compact
from reports.packet import Packet, PacketError, Worklists
from reports.tags import mend_tags
from reports.ties import check_ties
from reports.views.aging import aging_page
from reports.views.beside import beside_page
from reports.views.causes import causes_page
from reports.views.cover import cover_page
from reports.views.decisions import decisions_page
from reports.views.fix_now import fix_now_page
from reports.views.measures import measures_page
from reports.views.quality import quality_page
from reports.views.reasons import payers_text, reasons_page
from reports.worklist import worklist_pages

FONT_SCHEME = "packet-font:"
TEMPLATES = files("reports") / "templates"
FILTERS = {
    "cents": formats.cents,
    "chance": formats.chance,
    "count": formats.count,
    "counted": formats.counted,
    "day": formats.day,
    "full_day": formats.full_day,
    "long_day": formats.long_day,
    "lowered": formats.lowered,
    "payers_text": payers_text,
    "usd": formats.usd,
    "weekday": formats.weekday,
}


class FontsOnly(URLFetcher):
    """Answers for the vendored fonts and stops the rendering at any other address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 - the caller's signature
        """Hand over one vendored font.

        Raises:
            FatalURLFetchingError: a template asked for anything else.
        """
        name = url.removeprefix(FONT_SCHEME)
        font = TEMPLATES / "fonts" / name
        if not url.startswith(FONT_SCHEME) or "/" in name or not font.is_file():
            message = "not a vendored font"
            raise FatalURLFetchingError(message)
        return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/woff2"})


@cache
def environment() -> Environment:
    """Templates that escape every value and fail on a misspelt field."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(bar=charts.bar, words=words)
    return made


def summary_html(packet: Packet) -> str:
    """The summary as one HTML document.

    Raises:
        PacketError: totals that do not tie.
    """
    return environment().get_template("summary.html").render(sections_of(packet))


def sections_of(packet: Packet) -> dict[str, Any]:
    """What the templates of the sections need, for print and for screen.

    Raises:
        PacketError: totals that do not tie.
    """
    check_ties(packet)
    return {
        "packet": packet,
        "week": week_text(packet.packet_week, packet.covers_until),
        "is_compact": is_compact(packet),
        "cover": cover_page(packet),
        "reasons": reasons_page(packet),
        "fix_now": fix_now_page(packet),
        "causes": causes_page(packet),
        "beside": beside_page(packet),
        "aging": aging_page(packet),
        "measures": measures_page(packet),
        "decisions": decisions_page(packet),
        "quality": quality_page(packet),
    }


def worklists_html(worklists: Worklists) -> str:
    """The worklists as one HTML document, an owner after the other."""
    return (
        environment()
        .get_template("worklists.html")
        .render(
            worklists=worklists,
            week=week_text(worklists.packet_week, worklists.covers_until),
            pages=worklist_pages(worklists),
        )
    )


def render_summary(packet: Packet) -> bytes:
    """The summary for all staff: PDF/UA-1, the same bytes for the same packet.

    Raises:
        PacketError: totals that do not tie, or a template that asks for a foreign address.
    """
    return pdf(summary_html(packet))


def render_worklists(worklists: Worklists) -> bytes:
    """The worklists for the billing team: PDF/UA-1, the same bytes for the same lists.

    Raises:
        PacketError: a template that asks for a foreign address.
    """
    return pdf(worklists_html(worklists))


def laid_out(html: str) -> Document:
    """One HTML document as pages, with the packet's stylesheet and fonts and nothing else.

    Raises:
        PacketError: the document asks for anything but a vendored font.
    """
    fonts, fetcher = FontConfiguration(), FontsOnly()
    try:
        css = CSS(string=stylesheet(), font_config=fonts, url_fetcher=fetcher)
        return HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[css],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
        )
    except FatalURLFetchingError as error:
        raise PacketError(
            where="a page",
            what="asks for something that is not in the package",
            why="A packet is made without the network, so the page would be incomplete",
            remedy="Put the font beside the others in reports/templates/fonts",
        ) from error


def pdf(html: str) -> bytes:
    """One HTML document as PDF; its identifier is a digest of what it says.

    Raises:
        PacketError: the document asks for anything but a vendored font.
    """
    digest = hashlib.sha256(f"{html}\0{stylesheet()}".encode()).hexdigest()
    target = BytesIO()
    laid_out(html).write_pdf(
        target,
        finisher=mend_tags,
        pdf_identifier=digest[:32].encode(),
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
    )
    return target.getvalue()


def stylesheet() -> str:
    """The one stylesheet of all pages."""
    return (TEMPLATES / "packet.css").read_text(encoding="utf-8")


def week_text(first: date, until: date) -> str:
    """Write the days covered; ``until`` is the first one no longer."""
    return formats.span(first, until - timedelta(days=1))
