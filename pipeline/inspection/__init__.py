"""What one file is and holds, for a help desk: no home, no Dagster, nothing kept.

Takes a path. Refuses to show what names a patient unless asked to. Floors, lowest first: ``shapes``
(which values may be seen), ``walking`` (segments with their numbers and bytes), ``masking`` (all
other values letter for letter), ``places`` (the segments asked for) and ``segment_text``; beside
them ``loaded`` (the pipeline's own loading of one file), the ``…_questions`` asked of its tables,
``interchanges`` (who sent it, in which delimiters), ``facts`` (the answers), and the ``…_text`` and
``report`` that say them in words.
"""
