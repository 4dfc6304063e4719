{{ effective_rules('next_actions', key=['category', 'usual_action'], columns={
    'category': 'varchar', 'usual_action': 'varchar', 'next_action': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
