"""Edits: checks of claims before they are sent, the same over an outgoing file and over history.

``outgoing`` reads 837 files into a database in memory, ``history`` lets it see what is published,
``reference`` brings settings, rules and lists in; ``relations`` makes of it what the queries of
``sql/`` are written against. ``plan`` says which edits are in force, ``judging`` asks them,
``findings`` is what they found. Nothing here writes to a file that it was given.
"""
