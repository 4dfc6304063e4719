{{ effective_rules('categories') }}
