{{ effective_rules('remark_frequencies', key=['rarc_code'], columns={
    'rarc_code': 'varchar', 'wanted_frequency': 'varchar', 'confidence': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
