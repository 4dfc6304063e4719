{{ effective_rules('carc_codes', key=['carc_code'], columns={
    'carc_code': 'varchar', 'short_label': 'varchar', 'adjustment_class': 'varchar',
    'anomaly_if_whole_charge': 'boolean', 'is_denial': 'varchar', 'category': 'varchar',
    'preventable': 'varchar', 'origin': 'varchar', 'default_owner': 'varchar',
    'bucket_default': 'varchar', 'usual_action': 'varchar', 'rarc_required': 'boolean',
    'bh_relevance': 'varchar', 'status': 'varchar', 'started_on': 'date', 'stopped_on': 'date',
    'replaced_by': 'varchar', 'decided_on': 'date', 'reason': 'varchar',
}) }}
