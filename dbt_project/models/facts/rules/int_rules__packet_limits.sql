{{ effective_rules('packet_limits', key=['name'], columns={
    'name': 'string', 'value': 'decimal(12,4)', 'unit': 'string', 'decided_on': 'date',
    'reason': 'string',
}) }}
