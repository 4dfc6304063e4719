{{ effective_rules('rarc_codes', key=['rarc_code'], columns={
    'rarc_code': 'varchar', 'short_label': 'varchar', 'rarc_type': 'varchar',
    'refines_category': 'varchar', 'preventable': 'varchar', 'origin': 'varchar',
    'default_owner': 'varchar', 'usual_action': 'varchar', 'appeal_effect': 'varchar',
    'bh_relevance': 'varchar', 'status': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
