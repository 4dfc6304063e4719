{{ effective_rules('carc_traits', key=['carc_code'], columns={
    'carc_code': 'string', 'is_vague': 'boolean', 'is_noise': 'boolean',
    'counts_as_allowed': 'boolean', 'decided_on': 'date', 'reason': 'string',
}) }}
