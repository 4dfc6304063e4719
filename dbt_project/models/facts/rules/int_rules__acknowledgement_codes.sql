{{ effective_rules('acknowledgement_codes') }}
