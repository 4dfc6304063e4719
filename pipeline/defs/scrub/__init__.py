"""Claims looked at before they are sent."""
