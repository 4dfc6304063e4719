{{ effective_rules('kit_choices', key=['category', 'usual_action'], columns={
    'category': 'varchar', 'usual_action': 'varchar', 'route': 'varchar', 'letter': 'varchar',
    'signer_role': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
