"""What may be wrong with a meeting: one of a record (`events`), or one of the whole site (`drafts/_events/`), by the same rules.

Comes in: a record and a `Context`, or a `Library` with the meetings of the site in its registers. Goes out: findings at
fields of the meeting.

- `meeting_times`: its hours, its programme, and the round of the draft that it asks about
- `meeting_outcomes`: nothing is said of what has not happened, and nothing was held that was called off
- `meeting_details`: where it is, which drafts it is about, and that it is told once
- `meeting_releases`: what people were told holds, or they are told what is another; a page that is out stays
- `meeting_privacy`: of people stands their function; nobody's name or telephone is in what is published

That a field is missing or misspelt is told by `records.meeting_files`.

May not: read a file, or repeat what may be somebody's name.
"""
