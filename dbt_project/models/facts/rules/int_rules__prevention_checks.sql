{{ effective_rules('prevention_checks', key=['match_kind', 'match_code'], columns={
    'match_kind': 'varchar', 'match_code': 'varchar', 'suggested_check': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
