{{ effective_rules('claim_status_codes', key=['status_code'], columns={
    'status_code': 'varchar', 'short_label': 'varchar', 'category': 'varchar',
    'category_if_provider_entity': 'varchar', 'category_if_member_entity': 'varchar',
    'is_typical_in_rejection': 'boolean', 'decided_on': 'date', 'reason': 'varchar',
}) }}
