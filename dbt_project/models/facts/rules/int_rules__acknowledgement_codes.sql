{{ effective_rules('acknowledgement_codes', key=['source', 'acknowledgement_code'], columns={
    'source': 'string', 'acknowledgement_code': 'string', 'label': 'string',
    'outcome': 'string', 'category': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
