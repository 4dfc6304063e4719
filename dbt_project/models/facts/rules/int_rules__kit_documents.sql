{{ effective_rules('kit_documents', key=['category', 'document_order'], columns={
    'category': 'string', 'document_order': 'integer', 'document': 'string',
    'is_clinical': 'boolean', 'decided_on': 'date', 'reason': 'string',
}) }}
