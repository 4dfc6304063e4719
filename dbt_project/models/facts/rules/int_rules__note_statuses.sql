{{ effective_rules('note_statuses', key=['note_status'], columns={
    'note_status': 'string', 'is_signed': 'boolean', 'confidence': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
