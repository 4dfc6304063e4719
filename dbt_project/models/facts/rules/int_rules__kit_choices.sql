{{ effective_rules('kit_choices', key=['category', 'usual_action'], columns={
    'category': 'string', 'usual_action': 'string', 'route': 'string', 'letter': 'string',
    'signer_role': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
