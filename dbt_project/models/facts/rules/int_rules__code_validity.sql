{{ effective_rules('code_validity', key=['code_kind', 'code'], columns={
    'code_kind': 'string', 'code': 'string', 'valid_from_on': 'date', 'valid_to_on': 'date',
    'confidence': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
