"""The published copy and the copies of packets elsewhere."""
