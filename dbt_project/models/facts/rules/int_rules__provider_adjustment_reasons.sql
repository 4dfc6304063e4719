{{ effective_rules('provider_adjustment_reasons') }}
