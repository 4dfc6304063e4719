{{ effective_rules('denial_defaults', key=['decision'], columns={
    'decision': 'varchar', 'category': 'varchar', 'is_preventable': 'boolean',
    'default_bucket': 'varchar', 'usual_action': 'varchar', 'decided_on': 'date',
    'reason': 'varchar',
}) }}
