{{ effective_rules('red_flags', key=['red_flag'], columns={
    'red_flag': 'string', 'pattern': 'string', 'next_action': 'string',
    'owner_role': 'string', 'display_order': 'integer', 'decided_on': 'date',
    'reason': 'string',
}) }}
