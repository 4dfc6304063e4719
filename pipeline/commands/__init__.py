"""The commands behind ``triage``, one module a purpose.

Takes words from a command line. Refuses work of its own: a command parses, calls and prints, and
imports what is heavy only when it runs, so that ``triage --help`` answers at once.
"""
