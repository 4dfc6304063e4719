"""Words of the worklists' drop-downs as the rules have them, to the codes they stand for."""

from pipeline.exports.answer_cells import plain_words
from pipeline.exports.answered_rows import Words
from pipeline.practice.rule_tables import rule_table


def answer_words() -> Words:
    """Return what a returned list may be answered with, as it stands in the checkout."""
    actions = rule_table("worklist_actions").rows.values()
    roles = rule_table("owner_roles").rows.values()
    return Words(
        did={plain_words(row["did_label"]): row["action"] for row in actions},
        steps={plain_words(row["step_label"]): row["action"] for row in actions},
        roles={plain_words(row["label"]): row["owner_role"] for row in roles},
        role_numbers={int(row["display_order"]): row["owner_role"] for row in roles},
    )
