{{ effective_rules('rarc_codes') }}
