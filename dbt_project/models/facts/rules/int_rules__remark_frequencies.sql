{{ effective_rules('remark_frequencies', key=['rarc_code'], columns={
    'rarc_code': 'string', 'wanted_frequency': 'string', 'confidence': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
