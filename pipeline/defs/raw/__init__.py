"""Files as typed tables."""
