"""Evidence for a method that finds causes of denials: seasons with a known truth, and its score.

``lines`` is what a method is given and what it answers; ``truth`` is what it is never given.
``seasons`` and ``second_hand`` invent seasons, each from principles of its own; ``watching`` hands
a method one week after another; ``episodes``, ``scoring`` and ``estimates`` judge what it said;
``baselines`` are the methods to beat. ``run`` prints the table.
"""
