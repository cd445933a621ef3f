"""What an officer is asked about a draft: the one list from which every form is made, in the browser or in Word.

Comes in: the schema (`domain.draft`) and the registers. Goes out: questions in the order in which a person answers them, each
with its path in the front matter, what it is called, how it is answered and what may be chosen.

- `questions`: the groups, and in each its questions; what no form asks, and why
- `choices`: what may be chosen where a question has choices, by its Vietnamese name
- `listed_lines`: sections of which each line is an item of a list
- `headings`: the sections of a record's body, in order

A path is `rounds.*.closes`: `*` is any entry of a list. Sections are `body.necessity`.

May not: read a record, or judge one.
"""
