{{ effective_rules('claim_status_categories', key=['category_code'], columns={
    'category_code': 'string', 'used_in': 'string', 'state': 'string', 'label': 'string',
    'outcome': 'string', 'is_rejection': 'boolean', 'is_acceptance': 'boolean',
    'worker_action': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
