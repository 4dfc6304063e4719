{{ effective_rules('acknowledgement_codes', key=['source', 'acknowledgement_code'], columns={
    'source': 'varchar', 'acknowledgement_code': 'varchar', 'label': 'varchar',
    'outcome': 'varchar', 'category': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
