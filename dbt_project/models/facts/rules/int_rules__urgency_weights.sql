{{ effective_rules('urgency_weights') }}
