"""Meetings of the whole site, `drafts/_events/<id>/index.md` with the files beside it: a folder each, as of a record.

Comes in: the folders, and the registers that were read. Goes out: dossiers (`domain.meetings.site_meetings`), or every fault in them,
each with its line. A meeting that has a fault is left out, so that the faults of all others are told in the same run.

- `meeting_reader`: the folders as they are read
- `placed_meetings`: meetings of records and of the site alike, each with a way to tell a fault at its line
- `readable_texts`: all words that people read, of records and of meetings of the site

A meeting has no approval of its own: it is shown from its `published` on, as a plan is, and anybody may see in the
repository who put it there (docs/decisions/0075-a-meeting-has-a-dossier.md).

May not: judge what is well formed (`rules.meeting_rules` does), or drop a file in silence.
"""
