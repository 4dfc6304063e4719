{{ effective_rules('payer_deadlines', key=['deadline_rule_id'], columns={
    'deadline_rule_id': 'string', 'label': 'string', 'filing_days': 'integer',
    'filing_clock': 'string', 'corrected_days': 'integer', 'dispute_days': 'integer',
    'dispute_clock': 'string', 'dispute_path': 'string', 'confidence': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
