{{ effective_rules('add_on_codes', key=['add_on_code', 'relation', 'base_from'], columns={
    'add_on_code': 'varchar', 'relation': 'varchar', 'base_from': 'varchar',
    'base_to': 'varchar', 'effective_on': 'date', 'deleted_on': 'date',
    'confidence': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
