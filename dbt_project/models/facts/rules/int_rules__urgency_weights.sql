{{ effective_rules('urgency_weights', key=['within_days'], columns={
    'within_days': 'integer', 'weight': 'decimal(12,4)', 'decided_on': 'date',
    'reason': 'string',
}) }}
