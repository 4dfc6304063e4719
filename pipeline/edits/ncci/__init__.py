"""Lists of the National Correct Coding Initiative that a user downloaded and added to a practice.

``layouts`` knows a file by its head, ``reading`` gives its rows, ``keeping`` stores their codes by
programme and quarter, ``relations`` lays them out for the edits. Descriptions and rationales are
nobody's to keep: they are left behind with the file.
"""
