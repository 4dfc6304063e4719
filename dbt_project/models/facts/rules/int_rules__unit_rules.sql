{{ effective_rules('unit_rules', key=['procedure_code'], columns={
    'procedure_code': 'varchar', 'unit_kind': 'varchar', 'max_units': 'integer',
    'minutes_per_unit': 'integer', 'rounding_rule': 'varchar', 'confidence': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
