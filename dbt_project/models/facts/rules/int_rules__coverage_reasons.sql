{{ effective_rules('coverage_reasons', key=['carc_code'], columns={
    'carc_code': 'string', 'says': 'string', 'confidence': 'string', 'decided_on': 'date',
    'reason': 'string',
}) }}
