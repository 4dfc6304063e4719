{{ effective_rules('packet_limits') }}
