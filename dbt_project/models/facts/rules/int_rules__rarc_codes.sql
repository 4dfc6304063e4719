{{ effective_rules('rarc_codes', key=['rarc_code'], columns={
    'rarc_code': 'string', 'short_label': 'string', 'rarc_type': 'string',
    'refines_category': 'string', 'preventable': 'string', 'origin': 'string',
    'default_owner': 'string', 'usual_action': 'string', 'appeal_effect': 'string',
    'bh_relevance': 'string', 'status': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
