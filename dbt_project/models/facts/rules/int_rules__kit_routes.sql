{{ effective_rules('kit_routes', key=['route'], columns={
    'route': 'string', 'label': 'string', 'what_to_do': 'string', 'ask': 'string',
    'frequency_code': 'string', 'is_number_wanted': 'boolean', 'is_attaching': 'boolean',
    'is_other_payer': 'boolean', 'proof': 'string', 'letter': 'string',
    'signer_role': 'string', 'route_if_new_claim': 'string', 'route_if_no_appeal': 'string',
    'decided_on': 'date', 'reason': 'string',
}) }}
