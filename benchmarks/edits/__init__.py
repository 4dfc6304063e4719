"""Evidence for edits that causes propose: chosen in one half of a season, judged in the other.

``halves`` takes a season of ``benchmarks.causes`` at its middle, lets the product's scan name
places and the product's rule of proof accept edits, and counts in the other half what they would
have stopped and held. ``run`` prints the table.
"""
