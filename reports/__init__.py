"""The packet: frozen dataclasses in, tagged PDF out. Knows no pipeline, no warehouse, no clock."""
