"""What is plainly wrong to whoever reads it, and well formed all the same: text, dates, contacts and outcomes.

Comes in: a record. Goes out: errors where nothing could be right (letters of a lost encoding, a day that is no Tuesday), warnings
where only a person can judge (a meeting at two in the morning).

- `garbled_text`: letters that a program lost or another alphabet lent, capitals, signs that nobody sees
- `unfinished_text`: what was to be filled in, rows of dots, one text in every section, reasons that say nothing
- `text_against_facts`: weekdays, days that do not exist, the kind of text in the title, another province
- `improbable_dates`: hours of the night, years ahead, extensions that shorten or come late
- `improbable_contacts`: telephones that are none, private ones, places that say nothing
- `empty_outcomes`: answers in which there is nothing to read

May not: fire where the sample, the test province or an odd record that is right would be named.
"""
