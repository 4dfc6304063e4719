{{ effective_rules('kit_documents', key=['category', 'document_order'], columns={
    'category': 'varchar', 'document_order': 'integer', 'document': 'varchar',
    'is_clinical': 'boolean', 'decided_on': 'date', 'reason': 'varchar',
}) }}
