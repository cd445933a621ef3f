"""Approval of a record: in which way it was given, who may give it, and which ways an agency accepts.

Comes in: nothing but plain values. Goes out: the fields of `approved`, the entries of `approvers.yml`, the settings
`extra.duthao.approval`, and the words by which each way says openly what it proves and what it does not.

- `approval_fields`: `approved` of a record; the levels `paper`, `signed`, `git`, and what an approval without one is
- `approvers`: the offices and functions that may approve, from when until when, and their certificates
- `answerable`: the agencies that answer for a draft, and who of them may approve it on a day
- `approval_settings`: which levels are accepted, by all agencies or by one

May not: read a file, ask the clock, or know a key of anybody.
"""
