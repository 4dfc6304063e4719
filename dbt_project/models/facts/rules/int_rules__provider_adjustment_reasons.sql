{{ effective_rules('provider_adjustment_reasons', key=['reason_code'], columns={
    'reason_code': 'varchar', 'label': 'varchar', 'is_take_back': 'boolean',
    'shown_as': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
