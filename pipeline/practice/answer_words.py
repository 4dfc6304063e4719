"""Words of the drop-downs as the rules have them, to the codes they stand for."""

from pipeline.exports.answer_cells import plain_words
from pipeline.exports.answered_rows import Words
from pipeline.practice.rule_tables import rule_table


def answer_words() -> Words:
    """Return what a returned list may be answered with, as it stands in the checkout."""
    roles = _words("owner_roles", "label", "owner_role")
    return Words(
        choices={
            "action": _words("worklist_actions", "did_label", "action"),
            "next_step": _words("worklist_actions", "step_label", "action"),
            "handed_to_role": roles,
            "decision": _words("decision_kinds", "label", "decision"),
            "owner_role": roles,
            "state": _words("decision_states", "label", "state"),
        },
        role_numbers={
            int(row["display_order"]): row["owner_role"]
            for row in rule_table("owner_roles").rows.values()
        },
    )


def _words(table: str, label: str, code: str) -> dict[str, str]:
    return {plain_words(row[label]): row[code] for row in rule_table(table).rows.values()}
