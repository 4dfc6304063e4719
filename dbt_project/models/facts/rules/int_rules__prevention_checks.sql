{{ effective_rules('prevention_checks', key=['match_kind', 'match_code'], columns={
    'match_kind': 'string', 'match_code': 'string', 'suggested_check': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
