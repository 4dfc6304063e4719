"""What each page prints: lists cut to their limit, sums made, nothing left for a template to do."""
