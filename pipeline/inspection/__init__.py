"""What one file is and holds, for a help desk: no home, no Dagster, nothing kept.

Takes a path. Refuses to show what names a patient unless asked to. Floors, lowest first: ``shapes``
(which values may be seen), ``masking`` (all others letter for letter), ``walking`` (segments with
their numbers and bytes), ``interchanges`` (who sent it, in which delimiters), ``questions`` and
``facts`` (what the pipeline's own loading makes of the file), ``report``, ``remittance_text``,
``other_text`` and ``segment_text`` (the same in words).
"""
