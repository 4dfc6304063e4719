"""A queue of denied claims, worked in one order and another, with a truth no order can read.

``claims`` draws the queue and its truth, ``orders`` ranks what is open by what an office can know,
``working`` spends the hours and counts the dollars. ``rules`` reads the project's own numbers.
"""
