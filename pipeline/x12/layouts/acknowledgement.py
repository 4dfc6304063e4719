"""999 and 997 acknowledgements: which sets of which group were taken, and what was wrong.

Element 4 of an IK4 copies the bad value out of the claim, so no table has it.
"""

from pipeline.x12.layouts.shape import Layout, Loop, Table, count, text

_ERROR_SEGMENTS = ("IK3", "AK3")

ACKNOWLEDGEMENT = Layout(
    loops=(
        Loop("group", "AK1", 2),
        Loop("set", "AK2", 3),
        *(Loop("error", opener, 4) for opener in _ERROR_SEGMENTS),
    ),
    closes={"IK5": 4, "AK5": 4, "AK9": 3},
    tables={
        "ack_groups": Table(
            ("AK1",),
            {"functional_code": text(1), "group_control_number": text(2), "version": text(3)},
        ),
        "ack_group_results": Table(
            ("AK9",),
            {
                "acknowledgement_code": text(1),
                "included_count": count(2),
                "received_count": count(3),
                "accepted_count": count(4),
            },
            parents=("group",),
        ),
        "ack_sets": Table(
            ("AK2",), {"set_code": text(1), "control_number": text(2)}, parents=("group",)
        ),
        "ack_set_results": Table(
            ("IK5", "AK5"),
            {"acknowledgement_code": text(1), "error_code": text(2)},
            parents=("group", "set"),
        ),
        "ack_segment_errors": Table(
            _ERROR_SEGMENTS,
            {
                "segment_id": text(1),
                "segment_position": text(2),
                "loop_id": text(3),
                "error_code": text(4),
            },
            parents=("set",),
        ),
        "ack_element_errors": Table(
            ("IK4", "AK4"),
            {"element_position": text(1, 1), "error_code": text(3)},
            parents=("set", "error"),
        ),
    },
)
