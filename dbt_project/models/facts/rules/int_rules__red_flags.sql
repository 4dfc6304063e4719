{{ effective_rules('red_flags') }}
