{{ effective_rules('claim_status_codes', key=['status_code'], columns={
    'status_code': 'string', 'short_label': 'string', 'category': 'string',
    'category_if_provider_entity': 'string', 'category_if_member_entity': 'string',
    'is_typical_in_rejection': 'boolean', 'decided_on': 'date', 'reason': 'string',
}) }}
