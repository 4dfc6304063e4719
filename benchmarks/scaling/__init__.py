"""What many practices cost: invented homes, runs that are watched, and what follows from both."""
