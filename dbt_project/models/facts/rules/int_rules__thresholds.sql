{{ effective_rules('thresholds', key=['name'], columns={
    'name': 'varchar', 'value': 'decimal(12,4)', 'unit': 'varchar', 'decided_on': 'date',
    'reason': 'varchar',
}) }}
