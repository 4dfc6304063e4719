{{ effective_rules('kit_fields', key=['category', 'field_order'], columns={
    'category': 'varchar', 'field_order': 'integer', 'field': 'varchar', 'place': 'varchar',
    'look_for': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
