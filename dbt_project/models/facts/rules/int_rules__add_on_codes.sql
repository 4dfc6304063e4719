{{ effective_rules('add_on_codes', key=['add_on_code', 'relation', 'base_from'], columns={
    'add_on_code': 'string', 'relation': 'string', 'base_from': 'string',
    'base_to': 'string', 'effective_on': 'date', 'deleted_on': 'date',
    'confidence': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
