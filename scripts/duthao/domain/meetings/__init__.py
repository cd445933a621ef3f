"""Meetings: conferences, talks with people, press conferences, training; of a draft, or of the whole site.

A meeting of a draft stands in the `events` of its record, one of the whole site in a folder of its own. Both are one thing,
with one schema; what is said of a meeting at an instant follows from its dates alone.

Comes in: what records and dossiers hold. Goes out: a meeting, how it stands at an instant, and what it was called before.

- `meeting_events`: the schema: what a meeting is, its programme, hand-outs, and what came of it
- `meeting_states`: whether it is called, moved, cancelled, over or held, and at which instants that changes
- `released_meetings`: what a release fixed of a meeting, and whether what it says now was told as a move
- `site_meetings`: the meetings of the whole site with their files, and which of them are known at an instant

May not: read a file, or know of pages and papers.
"""
