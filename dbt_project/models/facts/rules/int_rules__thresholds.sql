{{ effective_rules('thresholds') }}
