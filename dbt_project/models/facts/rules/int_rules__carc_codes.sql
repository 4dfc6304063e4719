{{ effective_rules('carc_codes') }}
