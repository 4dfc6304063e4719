"""What stands around the transaction sets: the sets themselves and the TA1 acknowledgements."""

from pipeline.x12.layouts.shape import Kind, Layout, Table, day, text

ENVELOPE = Layout(
    loops=(),
    tables={
        "interchange_acks": Table(
            ("TA1",),
            {
                "control_number": text(1),
                "interchange_on": day(2),
                "acknowledgement_code": text(4),
                "note_code": text(5),
            },
        ),
    },
)

TRANSACTIONS = {
    "interchange_sender_id": Kind.TEXT,
    "interchange_receiver_id": Kind.TEXT,
    "interchange_on": Kind.DATE,
    "interchange_control_number": Kind.TEXT,
    "functional_code": Kind.TEXT,
    "group_sender": Kind.TEXT,
    "group_receiver": Kind.TEXT,
    "group_on": Kind.DATE,
    "group_control_number": Kind.TEXT,
    "version": Kind.TEXT,
    "set_code": Kind.TEXT,
    "control_number": Kind.TEXT,
    "last_segment": Kind.INTEGER,
    "segment_count": Kind.INTEGER,
    "transaction_digest": Kind.TEXT,
    "is_complete": Kind.BOOLEAN,
}
