"""What a packet costs: seconds, memory and bytes, beside WeasyPrint alone on the same HTML.

    python benchmarks/packet.py [--rounds 5] [--practices 6]

Renders the invented group and large weeks of the tests. The first table is of fresh processes: CPU
seconds with everything that is imported, most memory, bytes. The second is of one process that has
rendered before: rounds in which WeasyPrint writes the finished HTML with the same options, and the
packet is rendered whole (views, templates, ties, fonts, tags); medians, and what ours is over the
floor. The third is the wall clock of several practices' packets one by one and side by side.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

from benchmarks.measuring import cpu, peak_mb  # noqa: E402
from pipeline.side_by_side import cores_here, side_by_side  # noqa: E402
from reports.edition import render_edition  # noqa: E402
from reports.faces import faced  # noqa: E402
from reports.other_readers import outside_html, render_outside  # noqa: E402
from reports.render import (  # noqa: E402
    FontsOnly,
    render_summary,
    render_worklists,
    stylesheet,
    summary_html,
    worklists_html,
)
from reports.renderings import renderings  # noqa: E402
from tests.reports.invented import weeks, worklists  # noqa: E402

Render = Callable[[], bytes]
SIZES = ("group", "large")


def works() -> dict[str, tuple[Render, Callable[[], str]]]:
    """Renderings by name: the packet's own, and the HTML that WeasyPrint is handed."""
    lists = worklists.worklists()
    made: dict[str, tuple[Render, Callable[[], str]]] = {}
    for size in SIZES:
        packet = weeks.SUMMARIES[size]()
        made[f"{size}, summary"] = (
            lambda packet=packet: render_summary(packet),
            lambda packet=packet: summary_html(packet),
        )
    packet = weeks.group()
    made["group, for outside"] = (lambda: render_outside(packet), lambda: outside_html(packet))
    made["worklists"] = (lambda: render_worklists(lists), lambda: worklists_html(lists))
    return made


def floor(html: str, style: str) -> bytes:
    """WeasyPrint alone: the same HTML, stylesheet, fonts and options."""
    fonts, target = FontConfiguration(), BytesIO()
    css = CSS(string=style, font_config=fonts, url_fetcher=FontsOnly())
    HTML(string=html, url_fetcher=FontsOnly()).write_pdf(
        target, stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return target.getvalue()


def alone(name: str) -> None:
    """Render once, and tell what this fresh process took."""
    content = works()[name][0]()
    print(json.dumps([time.process_time(), peak_mb(), len(content)]))


def fresh(name: str) -> tuple[float, float, int]:
    """CPU seconds, most memory in MB, and bytes, of a process that renders once."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", name], capture_output=True, check=True, text=True
    )
    seconds, peak, size = json.loads(done.stdout)
    return seconds, peak, size


def beside_the_floor(rounds: int) -> None:
    """Print our CPU seconds over WeasyPrint's own on the same HTML."""
    print(f"\n{'':<20} {'WeasyPrint s':>12} {'ours s':>8} {'over':>7}")
    for name, (render, html) in works().items():
        page = html()
        style = faced(stylesheet(), page)
        floor(page, style), render()
        pairs = [(cpu(lambda p=page, s=style: floor(p, s)), cpu(render)) for _ in range(rounds)]
        below, ours = median(a for a, _ in pairs), median(b for _, b in pairs)
        print(f"{name:<20} {below:>12.2f} {ours:>8.2f} {ours / below - 1:>7.1%}", flush=True)


def together(practices: int) -> None:
    """Print the wall clock of several practices, one by one and side by side."""
    packets = [weeks.group() for _ in range(practices)]
    seconds = []
    for cores in (1, cores_here()):
        begun = time.perf_counter()
        side_by_side(renderings, packets, cores)
        seconds.append(time.perf_counter() - begun)
    print(
        f"\n{practices} practices: {seconds[0]:.1f} s one by one, {seconds[1]:.1f} s on "
        f"{cores_here()} cores, {seconds[0] / seconds[1]:.2f} times as fast"
    )


def main() -> None:
    """Print the three tables, or one process's cost."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--practices", type=int, default=6)
    asked.add_argument("--alone", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.alone:
        alone(given.alone)
        return
    print(f"{'':<20} {'CPU s':>8} {'peak MB':>8} {'KB':>6}")
    for name in works():
        seconds, peak, size = fresh(name)
        print(f"{name:<20} {seconds:>8.2f} {peak:>8.0f} {size / 1000:>6.0f}", flush=True)
    edition = render_edition(weeks.group())
    print(f"{'group, HTML':<20} {'':>8} {'':>8} {len(edition) / 1000:>6.0f}")
    beside_the_floor(given.rounds)
    together(given.practices)


if __name__ == "__main__":
    main()
