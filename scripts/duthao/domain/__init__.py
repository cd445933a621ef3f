"""What a draft is, and what follows from its dates.

Comes in: nothing but plain values; nothing here reads a file or the clock. Goes out: the types that every other
room speaks of, the state of a draft at an instant that the caller names, and the events of its life.

In reading order:

- `language_codes`, `fields`: each language under one code; how the text of each kind of field is read
- `draft`: every field that an officer may write, with its description in Vietnamese; the only schema; `draft_parts/`: groups of them, by subject
- `table_columns`, `responses`, `response_review`, `provisions`, `commune_summaries`: a row of opinions, who summed up
- `publication`: when an entry counts, and what of a draft is published at an instant
- `meetings/`: what a meeting is and how it stands; `rounds`: deadlines, answers and outcomes of rounds
- `lifecycle`: state and flags at an instant; computed, never stored
- `deadline_words`: opening, deadline and the day by which an answer is due, in every form in which they are said
- `ending`, `fates`, `entry_keys`: how a draft came to its end; what became of opinions; the lasting names of entries
- `channel_use`, `acceptance`: a channel, and whether what came of it was accepted; `communication_log`, `log_coverage`: what was done, how far it went
- `expected_time`, `plans`, `plan_events`: "quý II/2027" as a value; the yearly plan, how each of its rows stands, what is put out of it
- `events`: what happened to a draft, each event once and for ever; `statistics/`: figures of a period
- `registers`, `campaigns`, `settings`: types of agencies, places, campaigns, what a province sets; `audience_names`: whom a text names
- `approvals/`: in which way a record was approved, and by whom; `published`, `hosts`: addresses let out once, how large a site may be; `record_questions/`: of which every form is made; `schemas/`: for other programs and editors

May not: import anything but the ground; know where a value was written (but for the marks of a meeting of the site).
"""
