"""X12 files as Arrow tables: bytes in, tables and findings out; knows no practice and no disk.

``reading.read`` is the door. Floors, lowest first: ``layouts`` (which element is which column),
``findings`` (what can be wrong), ``framing`` (where segments start and end), ``segments`` (all
elements of a chunk as one array), ``columns`` (typed columns of it), ``envelopes`` (interchanges,
groups, sets), ``engine`` (a chunk's tables), ``reading`` (files in, one ``Reading`` out).
"""
