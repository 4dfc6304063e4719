{{ effective_rules('prevention_checks') }}
