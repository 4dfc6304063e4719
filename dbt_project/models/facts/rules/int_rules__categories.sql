{{ effective_rules('categories', key=['category'], columns={
    'category': 'string', 'label': 'string', 'gloss': 'string', 'display_order': 'integer',
    'default_origin': 'string', 'default_owner': 'string', 'next_action': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
