{{ effective_rules('provider_adjustment_reasons', key=['reason_code'], columns={
    'reason_code': 'string', 'label': 'string', 'is_take_back': 'boolean',
    'shown_as': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
