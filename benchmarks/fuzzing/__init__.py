"""Fuzzing of the X12 readers: files to start from, what must hold, how a failure is made small.

Knows the engine only by its doors; the mutations and the slow readers are those of ``tests/x12``.
"""
