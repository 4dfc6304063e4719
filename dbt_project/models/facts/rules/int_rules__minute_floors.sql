{{ effective_rules('minute_floors', key=['procedure_code'], columns={
    'procedure_code': 'varchar', 'min_minutes': 'integer', 'confidence': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
