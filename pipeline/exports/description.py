"""What would be read of a file of lists, in lines for a person: takes an opened file, refuses none.

A heading is written only as a profile has it: a first row that no profile knows may hold patients.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.exports.file_reading import FileResult, SheetResult, read_file
from pipeline.exports.findings import FINDINGS, Noted, letters
from pipeline.exports.profile import Profile
from pipeline.exports.recognition import Recognised, Recogniser
from pipeline.exports.sorting import FILTERED, HEADING, KEYLESS, PREAMBLE, TOTAL
from pipeline.exports.workbook import Row, Workbook
from pipeline.x12.findings import ERROR

_LABEL_WIDTH = 12
_PLACES_TOLD = 3
_PASSED_OVER = {
    HEADING: "with headings",
    PREAMBLE: "in front of them",
    TOTAL: "with totals",
    FILTERED: "left out by the profile",
    KEYLESS: "without a number or date",
}
_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Description:
    """What is told about a file, and whether somebody should look after it."""

    lines: tuple[str, ...]
    needs_a_person: bool


def describe(workbook: Workbook, profiles: Sequence[Profile]) -> Description:
    """Return what would be read of a file; nothing is stored."""
    recogniser = Recogniser(profiles)
    result = read_file("", workbook, recogniser)
    lines: list[str] = []
    for sheet in result.sheets:
        rows = workbook.sheets[sheet.number - 1].rows
        if len(workbook.sheets) > 1:
            lines.append(_line("Sheet", f"{sheet.number} of {len(workbook.sheets)}"))
        if sheet.found is None:
            lines += _unrecognised(recogniser, rows)
        else:
            lines += _recognised(sheet.found, rows[sheet.found.heading_row])
        lines += _rows(sheet)
    lines += _findings(result.notes)
    return Description(tuple(lines), _needs_a_person(result))


def _needs_a_person(result: FileResult) -> bool:
    errors = any(FINDINGS[noted.code].severity == ERROR for noted in result.notes)
    return bool(result.set_aside) or errors


def _recognised(found: Recognised, headings: Row) -> Iterator[str]:
    profile = found.profile
    yield _line("List", f"{profile.product}, {profile.extract} ({profile.profile_id})")
    yield _line("Headings", f"{profile.evidence}: {profile.source}")
    read = [
        (at, f"{letters(at + 1)} {place.heading} → {column}")
        for column, places in found.columns.items()
        for at, place in places
    ]
    yield from _block("Read", [text for _, text in sorted(read)])
    rows_needed = [
        f"{letters(at + 1)} is {' or '.join(words)}" for at, words in found.filters.items()
    ]
    yield from _block("Rows where", rows_needed)
    yield from _block("Never read", [f"{letters(at + 1)} {name}" for at, name in found.dropped])
    yield from _block("Not needed", [f"{letters(at + 1)} {name}" for at, name in found.unused])
    sizes = [(letters(at + 1), len(str(headings[at]))) for at in found.unknown]
    yield from _block("Unknown", [f"{at}, a heading of {size} signs" for at, size in sizes])
    missing = [
        f"{column} ({', '.join(place.heading for place in profile.columns[column])})"
        for column in found.missing
    ]
    yield from _block("Missing", missing)


def _unrecognised(recogniser: Recogniser, rows: Sequence[Row]) -> Iterator[str]:
    nearest = recogniser.nearest(rows)
    if nearest is None:
        yield _line("List", "none that is known; no row has a heading of any")
        return
    profile, lacking = nearest
    yield _line("List", f"none that is known; {profile.profile_id} comes nearest")
    yield from _block("Missing", lacking)


def _rows(sheet: SheetResult) -> Iterator[str]:
    if sheet.rows is None:
        yield _line("Rows", f"{len(sheet.filled)} set aside")
        return
    parts = [f"{len(sheet.rows.kept)} read"]
    parts += [
        f"{count} {_PASSED_OVER[kind]}" for kind, count in sheet.rows.ignored.items() if count
    ]
    aside = len(sheet.rows.set_aside)
    yield _line("Rows", ", ".join([*parts, *([f"{aside} set aside"] if aside else [])]))


def _findings(notes: Sequence[Noted]) -> Iterator[str]:
    counts = Counter(noted.code for noted in notes)
    ranked = sorted(counts, key=lambda code: (_SEVERITIES.index(FINDINGS[code].severity), code))
    for code in ranked:
        rule = FINDINGS[code]
        of_code = [noted for noted in notes if noted.code == code]
        yield _line("Finding", f"{rule.severity} {code}, {counts[code]} times")
        for noted in sorted(of_code, key=lambda one: (one.sheet, one.row or 0))[:_PLACES_TOLD]:
            yield _line("", noted.sentence)
        yield _line("", rule.remedy)


def _block(label: str, texts: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield _line("" if number else label, text)


def _line(label: str, text: str) -> str:
    return f"  {label:<{_LABEL_WIDTH}}{text}"
