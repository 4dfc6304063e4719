{{ effective_rules('recovery_priors') }}
