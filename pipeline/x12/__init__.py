"""X12 files as Arrow tables: bytes in, tables and findings out; knows no practice and no disk.

``reading.read`` is the door. Floors, lowest first: ``layouts`` (which element is which column),
``findings`` (what can be wrong), ``windows`` (a file that is never in memory whole), ``delimiters``
and ``framing`` (where segments start and end), ``segments`` and ``segment_ids`` (all elements of a
chunk as one array), ``columns`` (checked columns of it), ``envelopes`` (interchanges, groups and
sets), ``engine`` (a chunk's tables), ``accounts`` (nothing is lost), ``reading`` (files in).
"""
