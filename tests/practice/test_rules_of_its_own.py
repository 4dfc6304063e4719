"""A practice's own rules: which files and rows stand, and how each mistake is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import Problem
from pipeline.practice import Home, SettingsError, check_home
from pipeline.practice.rule_overrides import RuleOverride, read_rules
from pipeline.practice.rule_tables import RuleTable, rule_table, rule_tables
from pipeline.runs import rules_digest
from pipeline.settings_tables import replace_settings

Told = Callable[[str, str], list[Problem]]

CARC = "carc_code,default_owner,decided_on,reason\n"
LIMITS = "deadline_rule_id,filing_days,corrected_days,dispute_days,decided_on,reason\n"
NEW_LIMIT = (
    "deadline_rule_id,label,filing_days,filing_clock,corrected_days,dispute_days,dispute_clock,"
    "decided_on,reason\nour_contract,Ours,120,service_on,60,45,remit_on,2026-01-05,contract\n"
)
DAY = "2026-01-05"


@pytest.fixture
def rules(home: Home) -> Path:
    return home.practices[0].rules_folder


@pytest.fixture
def told(rules: Path) -> Told:
    """Return the problems of one file, written as people write it."""

    def problems(name: str, text: str) -> list[Problem]:
        (rules / name).write_text(text, encoding="utf-8")
        return read_rules(rules)[1]

    return problems


def read(rules: Path, name: str, text: str) -> tuple[RuleOverride, ...]:
    (rules / name).write_text(text, encoding="utf-8")
    found, problems = read_rules(rules)
    assert problems == []
    return found


def test_a_row_changes_the_cells_it_fills_and_no_other(rules: Path) -> None:
    head = "carc_code,category,default_owner,decided_on,reason\n"
    (row,) = read(rules, "carc_codes.csv", f"{head}197,,claims_biller,{DAY},our desk\n")

    assert (row.table, row.key, row.rule_id) == ("carc_codes", ("197",), "home:carc:197")
    assert row.cells == {
        "carc_code": "197",
        "default_owner": "claims_biller",
        "decided_on": DAY,
        "reason": "our desk",
    }


def test_a_cell_is_emptied_by_a_word(rules: Path) -> None:
    head = "status_code,category_if_provider_entity,decided_on,reason\n"
    (row,) = read(rules, "claim_status_codes.csv", f"{head}21,(blank),{DAY},never theirs\n")
    assert row.cells["category_if_provider_entity"] is None


def test_a_cell_no_row_may_leave_empty_cannot_be_emptied(told: Told) -> None:
    (problem,) = told("carc_codes.csv", f"{CARC}197,(blank),{DAY},our desk\n")
    assert "may not be emptied" in problem.what


def test_a_new_code_is_a_new_rule_whose_yes_or_no_is_no(rules: Path) -> None:
    head = (
        "carc_code,short_label,adjustment_class,category,preventable,origin,default_owner,"
        "bucket_default,usual_action,decided_on,reason\n"
    )
    cells = "999,Ours,denial,other,no,payer,claims_biller,A,call payer"
    (row,) = read(rules, "carc_codes.csv", f"{head}{cells},{DAY},a payer invents it\n")

    assert row.rule_id == "home:carc:999"
    assert row.cells["anomaly_if_whole_charge"] == "false"


def test_a_new_code_without_what_a_rule_needs_is_told_with_all_of_it(told: Told) -> None:
    (problem,) = told("carc_codes.csv", f"{CARC}970,claims_biller,{DAY},a slip\n")

    assert "No row of carc_codes has this key" in problem.what
    assert "adjustment_class" in problem.remedy
    assert "usual_action" in problem.remedy


def test_another_of_its_tables_may_name_a_practice_s_new_row(rules: Path) -> None:
    (rules / "rarc_codes.csv").write_text(
        "rarc_code,short_label,rarc_type,default_owner,usual_action,appeal_effect,decided_on,"
        f"reason\nN999,Ours,supplemental,claims_biller,appeal,none,{DAY},new\n"
    )
    head = "match_kind,match_code,suggested_check,decided_on,reason\n"
    found = read(rules, "prevention_checks.csv", f"{head}rarc,N999,Look twice,{DAY},new\n")
    assert {row.rule_id for row in found} == {"home:rarc:N999", "home:check:rarc:N999"}


def test_a_payer_may_be_mapped_to_a_limit_of_the_practice_s_own(home: Home, rules: Path) -> None:
    with home.practices[0].settings_file.open("a", encoding="utf-8") as file:
        file.write('\n[[payers]]\nid = "a"\nname = "A"\ndeadline_rule = "our_contract"\n')
    (problem,) = check_home(home.path)
    assert "payer_deadlines" in problem.what

    (rules / "payer_deadlines.csv").write_text(NEW_LIMIT, encoding="utf-8")
    assert check_home(home.path) == []


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{CARC}197,claims_biller,{DAY},ours\n",
        f"{CARC}197,claims_biller,{DAY},ours\n,,,\n\n",
        f"{CARC.strip()},\n197,claims_biller,{DAY},ours,\n",
        f"{CARC} 197 , claims_biller,{DAY},ours".replace("\n", "\r\n"),
        f'{CARC}197,claims_biller,{DAY},"our\nown"\n'.replace("our\nown", "ours, since May"),
    ],
    ids=["byte order mark", "lines of nothing", "a column of nothing", "windows", "quotes"],
)
def test_what_a_spreadsheet_writes_is_read(rules: Path, content: str) -> None:
    (row,) = read(rules, "carc_codes.csv", content)
    assert (row.key, row.cells["default_owner"]) == (("197",), "claims_biller")


MISTAKES = {
    "unknown column": (
        "carc_codes.csv", CARC.replace("default_owner", "default_ower"), 1, "Column 2", "owner?",
    ),
    "no head": ("carc_codes.csv", f"197,claims_biller,{DAY},x\n", 1, "no head", "carc_code, "),
    "column twice": (
        "carc_codes.csv", CARC.replace("reason", "reason,reason"), 1, "reason stands", "one",
    ),
    "made by us": (
        "carc_codes.csv", CARC.replace("reason", "reason,rule_id"), 1, "rule_id", "Remove",
    ),
    "no key": ("carc_codes.csv", "default_owner,decided_on,reason\n", 1, "carc_code", "Add"),
    "no reason": ("carc_codes.csv", "carc_code,decided_on\n", 1, "reason", "Add"),
    "reason empty": ("carc_codes.csv", f"{CARC}197,,{DAY},\n", 2, "reason is empty", "why"),
    "key empty": ("carc_codes.csv", f"{CARC},claims_biller,{DAY},x\n", 2, "carc_code", "Write"),
    "unknown owner": (
        "carc_codes.csv", f"{CARC}197,front_desk,{DAY},x\n", 2, "default_owner", "claims_biller",
    ),
    "a group with the code": (
        "carc_codes.csv", f"{CARC}CO-197,,{DAY},x\n", 2, "carc_code", "without group",
    ),
    "key twice": (
        "carc_codes.csv", f"{CARC}197,,{DAY},x\n96,,{DAY},x\n197,,{DAY},y\n", 4, "line 2", "Keep",
    ),
    "american date": (
        "carc_codes.csv", f"{CARC}197,,1/5/2026,x\n", 2, "decided_on", "2026-12-25",
    ),
    "no such day": ("carc_codes.csv", f"{CARC}197,,2026-02-30,x\n", 2, "decided_on", "date"),
    "year of two digits": ("carc_codes.csv", f"{CARC}197,,0026-02-03,x\n", 2, "decided_on", "date"),
    "too few cells": ("carc_codes.csv", f"{CARC}197,{DAY},x\n", 2, "3 cells", "quotes"),
    "comma in a reason": (
        "carc_codes.csv", f"{CARC}197,,{DAY},ours, since May\n", 2, "5 cells", "quotes",
    ),
    "open quote": ("carc_codes.csv", f'{CARC}197,,{DAY},"x\n', 2, "not CSV", "quote"),
    "quote inside": ("carc_codes.csv", f'{CARC}197,,{DAY},"x"y"\n', 2, "not CSV", "twice"),
    "semicolons": ("carc_codes.csv", CARC.replace(",", ";"), 1, "semicolons", "CSV UTF-8"),
    "tabs": ("carc_codes.csv", CARC.replace(",", "\t"), 1, "tabs", "CSV UTF-8"),
    "empty": ("carc_codes.csv", "", 1, "empty", "remove"),
    "days below": ("payer_deadlines.csv", f"{LIMITS}aetna,0,,,{DAY},x\n", 2, "filing_days", "1 to"),
    "half a day": (
        "payer_deadlines.csv", f"{LIMITS}aetna,90.5,,,{DAY},x\n", 2, "filing_days", "whole number",
    ),
    "per cent": (
        "recovery_priors.csv",
        f"category,p_recover_default,decided_on,reason\nother,45%,{DAY},x\n",
        2, "p_recover_default", "0.35",
    ),
    "comma for a point": (
        "recovery_priors.csv",
        f'category,p_recover_default,decided_on,reason\nother,"0,45",{DAY},x\n',
        2, "p_recover_default", "point",
    ),
    "chance above its range": (
        "recovery_priors.csv",
        f"category,p_recover_default,decided_on,reason\nother,0.61,{DAY},x\n",
        2, "p_low, p_recover_default, p_high fall", "together",
    ),
    "yes for true": (
        "carc_traits.csv", f"carc_code,is_noise,decided_on,reason\n18,yes,{DAY},x\n",
        2, "is_noise", "true or false",
    ),
    "what nothing reads": (
        "carc_codes.csv", f"carc_code,is_denial,decided_on,reason\n45,yes,{DAY},x\n",
        2, "adjustment_class decides", "as it is",
    ),
    "number of another unit": (
        "thresholds.csv", f"name,value,unit,decided_on,reason\nepisode_weeks,56,days,{DAY},x\n",
        2, "own unit", "as it is",
    ),
    "number that has its page": (
        "thresholds.csv", f"name,value,decided_on,reason\nexpiring_days,21,{DAY},x\n",
        2, "14 days", "Remove",
    ),
    "number that has its setting": (
        "thresholds.csv", f"name,value,decided_on,reason\nuntouched_days_paper,40,{DAY},x\n",
        2, "practice.toml", "Remove",
    ),
    "number nothing reads": (
        "thresholds.csv", f"name,value,decided_on,reason\nact_by_days,6,{DAY},x\n",
        2, "nothing would read", "act_by_business_days",
    ),
    "half a business day": (
        "thresholds.csv", f"name,value,decided_on,reason\nact_by_business_days,5.5,{DAY},x\n",
        2, "value", "whole",
    ),
    "share above one": (
        "packet_limits.csv", f"name,value,decided_on,reason\ncluster_share,50,{DAY},x\n",
        2, "value", "from 0 to 1",
    ),
    "code of no table": (
        "prevention_checks.csv",
        f"match_kind,match_code,suggested_check,decided_on,reason\ncarc,9999,Look,{DAY},x\n",
        2, "match_code", "carc_codes",
    ),
    "document nobody may attach": (
        "kit_documents.csv",
        f"category,document_order,document,decided_on,reason\nother,1,A Therapy Note,{DAY},x\n",
        2, "document", "or 'therapy note'",
    ),
    "document longer than its line": (
        "kit_documents.csv",
        f"category,document_order,document,decided_on,reason\nother,1,{'x' * 91},{DAY},x\n",
        2, "document", "at most 90",
    ),
    "text without end": ("carc_codes.csv", f"{CARC}197,,{DAY},{'x' * 301}\n", 2, "reason", "300"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "line", "what", "remedy"), MISTAKES.values(), ids=MISTAKES
)
def test_a_mistake_in_a_rule_is_told_with_its_line_and_how_to_mend_it(
    told: Told, name: str, text: str, line: int, what: str, remedy: str
) -> None:
    (problem,) = told(name, text)

    assert problem.where.endswith(f"{name}, line {line}")
    assert what in problem.what
    assert remedy in problem.remedy
    assert problem.why


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("payer_deadlines.csv", f"{LIMITS}aetna,1,3650,90,{DAY},x\n"),
        (
            "recovery_priors.csv",
            f"category,p_recover_default,decided_on,reason\nother,0.6,{DAY},x\n",
        ),
        ("thresholds.csv", f"name,value,decided_on,reason\nsignal_range_factor,2.5,{DAY},x\n"),
        ("packet_limits.csv", f"name,value,decided_on,reason\ncluster_share,1,{DAY},x\n"),
        ("carc_codes.csv", f"{CARC}197,,{DAY},{'x' * 300}\n"),
        (
            "kit_documents.csv",
            f"category,document_order,document,decided_on,reason\nother,1,{'x' * 90},{DAY},x\n",
        ),
        ("carc_codes.csv", f"carc_code,is_denial,decided_on,reason\n45,no,{DAY},as it was\n"),
    ],
    ids=["days", "chance", "factor", "share", "text", "document", "unchanged"],
)
def test_a_value_on_the_bound_is_sound(rules: Path, name: str, text: str) -> None:
    assert len(read(rules, name, text)) == 1


def test_a_file_in_another_encoding_is_told_with_the_line(rules: Path) -> None:
    (rules / "carc_codes.csv").write_bytes(f"{CARC}197,,{DAY},für uns\n".encode("cp1252"))
    (problem,) = read_rules(rules)[1]
    assert problem.where.endswith("carc_codes.csv, line 2")
    assert "UTF-8" in problem.what

    (rules / "carc_codes.csv").write_bytes(CARC.encode("utf-16"))
    (problem,) = read_rules(rules)[1]
    assert "UTF-8" in problem.what


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("carc_code.csv", "No table", "carc_codes.csv?"),
        ("owner_roles.csv", "practice.toml", "Move"),
        ("aging_buckets.csv", "same for every practice", "carc_codes, "),
        ("carc_codes.xlsx", "Only a CSV", "Save it"),
        ("carc_codes.csv.txt", "Only a CSV", "Save it"),
    ],
)
def test_a_file_that_nothing_would_read_is_refused(
    told: Told, name: str, what: str, remedy: str
) -> None:
    (problem,) = told(name, CARC)
    assert problem.where.endswith(name)
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize("name", ["README.md", ".DS_Store", "~$carc_codes.xlsx"])
def test_notes_and_what_machines_leave_are_no_rules(told: Told, name: str) -> None:
    assert told(name, "anything") == []


def test_every_mistake_of_every_file_is_told_at_once(home: Home, rules: Path) -> None:
    (rules / "carc_codes.csv").write_text(f"{CARC}197,nobody,today,x\n96,nobody,{DAY},\n")
    (rules / "origins.csv").write_text("origin\n")
    settings = home.practices[0].settings_file
    settings.write_text(settings.read_text("utf-8").replace("time_zone", "time_zome"), "utf-8")

    assert sorted(problem.where.rsplit("/", 1)[1] for problem in check_home(home.path)) == [
        "carc_codes.csv, line 2",
        "carc_codes.csv, line 2",
        "carc_codes.csv, line 3",
        "carc_codes.csv, line 3",
        "origins.csv",
        f"practice.toml, line {line_of(settings, 'time_zome')}",
    ]


def line_of(path: Path, word: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(word))


def test_what_somebody_pasted_is_never_repeated(told: Told) -> None:
    rows = f"Jane Canary,Jane Canary,Jane Canary,\n197,Jane Canary,{DAY},x,Jane Canary\n"
    problems = told("carc_codes.csv", CARC + rows) + told("thresholds.csv", "Jane Canary,x\n1,2\n")
    assert problems
    assert "Canary" not in "".join(str(problem) for problem in problems)


def test_a_mistake_in_a_rule_ends_a_run_with_2(home: Home, rules: Path) -> None:
    (rules / "carc_codes.csv").write_text(f"{CARC}197,nobody,{DAY},x\n")
    with pytest.raises(SettingsError) as raised:
        Home.open(home.path)
    assert raised.value.exit_code == 2


def test_rules_are_rows_of_the_warehouse_and_of_that_practice_only(home: Home, rules: Path) -> None:
    (rules / "carc_codes.csv").write_text(f"{CARC}197,claims_biller,{DAY},ours\n")
    practice = Home.open(home.path).practices[0]
    with duckdb.connect() as connection:
        replace_settings(connection, practice)
        cells = "select rule_table, rule_key, rule_id, column_name, value from raw.settings_rules"
        assert connection.execute(f"{cells} order by column_name").fetchall() == [
            ("carc_codes", "197", "home:carc:197", "carc_code", "197"),
            ("carc_codes", "197", "home:carc:197", "decided_on", DAY),
            ("carc_codes", "197", "home:carc:197", "default_owner", "claims_biller"),
            ("carc_codes", "197", "home:carc:197", "reason", "ours"),
        ]
        (rules / "carc_codes.csv").unlink()
        replace_settings(connection, Home.open(home.path).practices[0])
        assert connection.execute(cells).fetchall() == []


def test_of_a_whole_table_copied_every_cell_is_written(home: Home, rules: Path) -> None:
    found = read(rules, "carc_codes.csv", "\n".join(copied(rule_table("carc_codes"))))
    with duckdb.connect() as connection:
        replace_settings(connection, Home.open(home.path).practices[0])
        ((count, keys),) = connection.execute(
            "select count(*), count(distinct rule_key) from raw.settings_rules"
        ).fetchall()
    assert count == sum(len(row.cells) for row in found) > 5_000
    assert keys == len(found) == 407


def test_the_digest_changes_with_a_practice_s_rule(home: Home, rules: Path) -> None:
    def digest() -> str:
        opened = Home.open(home.path)
        return rules_digest(opened, opened.practices[0])

    digests = [digest()]
    for reason in ("ours", "ours now"):
        (rules / "carc_codes.csv").write_text(f"{CARC}197,claims_biller,{DAY},{reason}\n")
        digests.append(digest())
    assert len(set(digests)) == 3
    (rules / "carc_codes.csv").unlink()
    assert digest() == digests[0]


@pytest.mark.parametrize("name", rule_tables())
def test_a_rule_of_the_project_is_named_by_its_key(name: str) -> None:
    table = rule_table(name)
    assert table.rows
    assert all(row["rule_id"] == table.rule_id(key) for key, row in table.rows.items())
    assert bool(table.override) is not bool(table.shared), "say why no practice may change it"
    assert set(table.fixed) <= {key[0] for key in table.rows}


def copied(table: RuleTable) -> list[str]:
    """The lines of a file that says again what the project says."""
    columns = [column for column in table.columns if column != "rule_id"]
    rows = [row for key, row in table.rows.items() if key[0] not in table.fixed]
    cells = (['"' + row[column].replace('"', '""') + '"' for column in columns] for row in rows)
    return [",".join(columns), *(",".join(row) for row in cells)]


@pytest.mark.parametrize("name", [n for n, table in rule_tables().items() if table.override])
def test_a_row_of_the_project_copied_as_it_stands_is_sound(name: str, rules: Path) -> None:
    table = rule_table(name)
    columns = [column for column in table.columns if column != "rule_id"]
    lines = copied(table)
    found = read(rules, f"{name}.csv", "\n".join(lines))

    assert len(found) == len(lines) - 1
    for override in found:
        row = table.rows[override.key]
        assert dt.date.fromisoformat(str(override.cells["decided_on"]))
        assert {c: v for c, v in override.cells.items() if table.columns[c].kind == "string"} == {
            c: row[c] for c in columns if row[c] and table.columns[c].kind == "string"
        }


def test_a_new_practice_finds_how_to_write_a_rule_in_the_folder_for_it(home: Home) -> None:
    practice = home.practices[0]
    text = (practice.rules_folder / "README.md").read_text("utf-8")
    example = [line.strip() for line in text.splitlines() if line.startswith("    ")]

    assert read_rules(practice.rules_folder) == ((), [])
    (row,) = read(practice.rules_folder, "carc_codes.csv", "\n".join(example))
    assert row.rule_id == "home:carc:197"


PAPER = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text("utf-8")


def test_the_paper_names_every_table_a_practice_may_override(rules: Path) -> None:
    told = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| change (values|and add rows) \|$", PAPER, re.M)
    assert told == [
        (table.name, ", ".join(table.key), {"rows": "and add rows"}.get(table.override, "values"))
        for table in rule_tables().values()
        if table.override
    ]


def test_the_examples_of_the_paper_are_sound(rules: Path) -> None:
    examples = re.findall(r"```csv\n(.*?)```", PAPER, re.DOTALL)
    assert len(read(rules, "carc_codes.csv", examples[0])) == 2
    assert len(read(rules, "payer_deadlines.csv", examples[1])) == 3


def test_a_payer_nobody_mapped_has_limits_and_a_code_nobody_knows_a_category() -> None:
    assert ("default",) in rule_table("payer_deadlines").rows
    assert ("other",) in rule_table("categories").rows
    cases = {"unknown_carc", "claim_status", "status_report", "information_request"}
    assert {key[0] for key in rule_table("denial_defaults").rows} == cases
