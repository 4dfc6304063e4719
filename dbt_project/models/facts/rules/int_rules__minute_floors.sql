{{ effective_rules('minute_floors', key=['procedure_code'], columns={
    'procedure_code': 'string', 'min_minutes': 'integer', 'confidence': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
