{{ effective_rules('coverage_reasons', key=['carc_code'], columns={
    'carc_code': 'varchar', 'says': 'varchar', 'confidence': 'varchar', 'decided_on': 'date',
    'reason': 'varchar',
}) }}
