{{ effective_rules('rarc_traits', key=['rarc_code'], columns={
    'rarc_code': 'string', 'settles_line': 'boolean', 'decided_on': 'date', 'reason': 'string',
}) }}
