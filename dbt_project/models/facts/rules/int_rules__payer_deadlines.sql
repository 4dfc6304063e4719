{{ effective_rules('payer_deadlines') }}
