"""The archive of files as they came."""
