{{ effective_rules('carc_traits') }}
