{{ effective_rules('payer_deadlines', key=['deadline_rule_id'], columns={
    'deadline_rule_id': 'varchar', 'label': 'varchar', 'filing_days': 'integer',
    'filing_clock': 'varchar', 'corrected_days': 'integer', 'dispute_days': 'integer',
    'dispute_clock': 'varchar', 'dispute_path': 'varchar', 'confidence': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
