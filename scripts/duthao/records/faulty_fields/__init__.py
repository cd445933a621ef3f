"""Records with fields that could not be read: the rest of them is still judged, in the same run, and nothing false is told.

Comes in: the front matter of a record and the places of its faults. Goes out: the draft without the faulty fields, for a
rule to read, and whether a rule asked for one of them.

- `left_out`: which fields are left out or filled in, and where what stands behind them in a list is written
- `noted_reads`: the draft as a rule reads it, of which every field that is asked for is noted

What a rule finds after it asked for such a field is not told: what the field says nobody knows yet, so that it may be true
or not. It is told in the next run, when the field is mended. A rule that asks for no such field tells all that it finds.
A record with any such field is never published.

May not: judge a field, or touch the disk.
"""
