{{ effective_rules('code_validity', key=['code_kind', 'code'], columns={
    'code_kind': 'varchar', 'code': 'varchar', 'valid_from_on': 'date', 'valid_to_on': 'date',
    'confidence': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
