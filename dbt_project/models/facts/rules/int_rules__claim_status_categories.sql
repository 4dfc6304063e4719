{{ effective_rules('claim_status_categories', key=['category_code'], columns={
    'category_code': 'varchar', 'used_in': 'varchar', 'state': 'varchar', 'label': 'varchar',
    'outcome': 'varchar', 'is_rejection': 'boolean', 'is_acceptance': 'boolean',
    'worker_action': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
