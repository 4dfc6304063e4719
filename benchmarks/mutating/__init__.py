"""Changes of the models' SQL, one word at a time, and who notices them."""

PATIENCE_S = 5
"""Seconds after which a changed query is given up: honest ones take milliseconds. 2026-11-29."""
