"""Renderings for readers beside the practice: those outside it, and the company that bills for it.

Take packets that packing made. Refuse totals that do not tie, like the summary.
"""

from reports.lettering import lettered
from reports.packet import Company, Packet
from reports.render import filled, pdf, week_text
from reports.ties import check_ties
from reports.views.company import company_page
from reports.views.outside import outside_page


def outside_html(packet: Packet) -> str:
    """The edition for readers outside the practice as one HTML document.

    Raises:
        PacketError: totals that do not tie.
    """
    check_ties(packet)
    packet = lettered(packet)
    return filled(
        "outside.html",
        packet=packet,
        week=week_text(packet.packet_week, packet.covers_until),
        page=outside_page(packet),
    )


def company_html(company: Company) -> str:
    """The cover over a company's practices as one HTML document.

    Raises:
        PacketError: totals of a practice that do not tie.
    """
    for packet in company.packets:
        check_ties(packet)
    company = lettered(company)
    return filled(
        "company.html",
        company=company,
        week=week_text(company.packet_week, company.covers_until),
        page=company_page(company),
    )


def render_outside(packet: Packet) -> bytes:
    """The edition for readers outside: PDF/UA-1, no count under 5, bytes that repeat.

    Raises:
        PacketError: totals that do not tie, or a template that asks for a foreign address.
    """
    return pdf(outside_html(packet))


def render_company(company: Company) -> bytes:
    """The cover over a company's practices: PDF/UA-1, the same bytes for the same week.

    Raises:
        PacketError: totals of a practice that do not tie, or a foreign address in a template.
    """
    return pdf(company_html(company))
