{{ effective_rules('denial_defaults', key=['decision'], columns={
    'decision': 'string', 'category': 'string', 'is_preventable': 'boolean',
    'default_bucket': 'string', 'usual_action': 'string', 'decided_on': 'date',
    'reason': 'string',
}) }}
