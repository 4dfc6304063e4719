"""Frozen values to tagged PDF. Reads no file but its templates and fonts, and no network at all."""

import hashlib
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from jinja2 import (
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports import charts, formats, words
from reports.faces import SCHEME, TEMPLATES, faced, font_bytes
from reports.lettering import isolated, lettered, plain, shortened
from reports.limits import is_compact
from reports.packet import Packet, PacketError, Worklists
from reports.sentences.odds import record
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

STYLESHEET, ANY_TEMPLATE = "packet.css", "*.html"
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
    "plain": plain,
    "record": record,
    "shortened": shortened,
    "usd": formats.usd,
    "weekday": formats.weekday,
}


class FontsOnly(URLFetcher):
    """Answers for the vendored fonts and stops the rendering at any other address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 - the caller's signature
        """Hand over one vendored font.

        Raises:
            FatalURLFetchingError: a template asked for anything else, or the file is broken.
        """
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or "/" in name:
            message = "not a vendored font"
            raise FatalURLFetchingError(message)
        try:
            content = font_bytes(name)
        except PacketError as error:
            # The renderer passes over a font that fails with anything milder, and takes another.
            raise FatalURLFetchingError(str(error)) from error
        return URLFetcherResponse(url, content, {"Content-Type": "font/woff2"})


@cache
def environment() -> Environment:
    """Templates that escape every value and fail on a misspelt field."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=isolated,
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
    return filled("summary.html", **sections_of(packet))


def sections_of(packet: Packet) -> dict[str, Any]:
    """What the templates of the sections need, for print and for screen.

    Raises:
        PacketError: totals that do not tie.
    """
    check_ties(packet)
    packet = lettered(packet)
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
    worklists = lettered(worklists)
    return filled(
        "worklists.html",
        worklists=worklists,
        week=week_text(worklists.packet_week, worklists.covers_until),
        pages=worklist_pages(worklists),
    )


def filled(name: str, **values: object) -> str:
    """One template with its values.

    Raises:
        PacketError: the template, or one that it includes, cannot be read.
    """
    try:
        return environment().get_template(name).render(values)
    except (TemplateNotFound, TemplateSyntaxError) as error:
        raise _unreadable(str(error.name or name), error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(ANY_TEMPLATE, error) from error


def _unreadable(template: str, error: Exception) -> PacketError:
    return PacketError(
        where=f"reports/templates/{template}",
        what=f"cannot be read ({type(error).__name__})",
        why="A page would be missing, so nothing is printed",
        remedy="Restore the file: install denial-triage again, or check it out again",
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
        css = CSS(string=faced(stylesheet(), html), font_config=fonts, url_fetcher=fetcher)
        return HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[css],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
        )
    except FatalURLFetchingError as error:
        if isinstance(error.__cause__, PacketError):
            raise error.__cause__ from error
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
    """The one stylesheet of all pages.

    Raises:
        PacketError: its file cannot be read.
    """
    return text_of(STYLESHEET)


def text_of(name: str) -> str:
    """One file beside the templates.

    Raises:
        PacketError: it cannot be read.
    """
    try:
        return (TEMPLATES / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(name, error) from error


def week_text(first: date, until: date) -> str:
    """Write the days covered; ``until`` is the first one no longer."""
    return formats.span(first, until - timedelta(days=1))
