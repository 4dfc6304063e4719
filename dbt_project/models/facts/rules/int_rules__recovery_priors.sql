{{ effective_rules('recovery_priors', key=['category'], columns={
    'category': 'string', 'p_recover_default': 'decimal(9,6)', 'p_low': 'decimal(9,6)',
    'p_high': 'decimal(9,6)', 'effort_minutes': 'integer', 'decided_on': 'date',
    'reason': 'string',
}) }}
