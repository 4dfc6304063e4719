{{ effective_rules('red_flags', key=['red_flag'], columns={
    'red_flag': 'varchar', 'pattern': 'varchar', 'next_action': 'varchar',
    'owner_role': 'varchar', 'display_order': 'integer', 'decided_on': 'date',
    'reason': 'varchar',
}) }}
