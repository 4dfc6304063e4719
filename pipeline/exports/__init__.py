"""Lists that practice systems export: takes files as bytes, gives Arrow tables and findings.

Knows no practice, no disk and no warehouse. What a product's columns mean is data, a file a profile
(``profiles/``); a practice brings its own as text.
"""
