"""Dagster glue, one folder a stage of the data's way.

An asset here borrows a resource, calls the stage's own module and reports counts. Refuses work of
its own: whatever can be tested without Dagster stands below this floor.
"""
