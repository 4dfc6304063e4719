{{ effective_rules('kit_fields', key=['category', 'field_order'], columns={
    'category': 'string', 'field_order': 'integer', 'field': 'string', 'place': 'string',
    'look_for': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
