{{ effective_rules('denial_defaults') }}
