{{ effective_rules('unit_rules', key=['procedure_code'], columns={
    'procedure_code': 'string', 'unit_kind': 'string', 'max_units': 'integer',
    'minutes_per_unit': 'integer', 'rounding_rule': 'string', 'confidence': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
