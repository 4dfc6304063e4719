{{ effective_rules('next_actions') }}
