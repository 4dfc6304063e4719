{{ effective_rules('kit_routes', key=['route'], columns={
    'route': 'varchar', 'label': 'varchar', 'what_to_do': 'varchar', 'ask': 'varchar',
    'frequency_code': 'varchar', 'is_number_wanted': 'boolean', 'is_attaching': 'boolean',
    'is_other_payer': 'boolean', 'proof': 'varchar', 'letter': 'varchar',
    'signer_role': 'varchar', 'route_if_new_claim': 'varchar', 'route_if_no_appeal': 'varchar',
    'decided_on': 'date', 'reason': 'varchar',
}) }}
