{{ effective_rules('contract_rules', key=['contract_kind', 'carc_code'], columns={
    'contract_kind': 'string', 'carc_code': 'string', 'line_outcome': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
