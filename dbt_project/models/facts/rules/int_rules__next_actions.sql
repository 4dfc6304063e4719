{{ effective_rules('next_actions', key=['category', 'usual_action'], columns={
    'category': 'string', 'usual_action': 'string', 'next_action': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
