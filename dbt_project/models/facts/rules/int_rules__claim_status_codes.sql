{{ effective_rules('claim_status_codes') }}
