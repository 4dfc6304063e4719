"""What people get: packet and worklists."""
