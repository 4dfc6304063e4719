{{ effective_rules('categories', key=['category'], columns={
    'category': 'varchar', 'label': 'varchar', 'gloss': 'varchar', 'display_order': 'integer',
    'default_origin': 'varchar', 'default_owner': 'varchar', 'next_action': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
