{{ effective_rules('contract_rules') }}
