{{ effective_rules('carc_codes', key=['carc_code'], columns={
    'carc_code': 'string', 'short_label': 'string', 'adjustment_class': 'string',
    'anomaly_if_whole_charge': 'boolean', 'is_denial': 'string', 'category': 'string',
    'preventable': 'string', 'origin': 'string', 'default_owner': 'string',
    'bucket_default': 'string', 'usual_action': 'string', 'rarc_required': 'boolean',
    'bh_relevance': 'string', 'status': 'string', 'started_on': 'date', 'stopped_on': 'date',
    'replaced_by': 'string', 'decided_on': 'date', 'reason': 'string',
}) }}
