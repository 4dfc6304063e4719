{{ effective_rules('rarc_traits') }}
