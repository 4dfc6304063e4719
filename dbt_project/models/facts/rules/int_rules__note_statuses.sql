{{ effective_rules('note_statuses', key=['note_status'], columns={
    'note_status': 'varchar', 'is_signed': 'boolean', 'confidence': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
