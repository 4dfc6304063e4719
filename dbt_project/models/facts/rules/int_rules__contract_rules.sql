{{ effective_rules('contract_rules', key=['contract_kind', 'carc_code'], columns={
    'contract_kind': 'varchar', 'carc_code': 'varchar', 'line_outcome': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
