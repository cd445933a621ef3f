"""From exports of forms, which hold what people sent with their names, to opinions that name nobody.

Comes in: the tables of Google Forms, Microsoft Forms, LimeSurvey, KoboToolbox and portals (`records.spreadsheets`),
which lie outside the repository. Goes out: opinions that are alike as one, each with its count, with what was found of
a person in it masked, for an officer to read, edit and confirm. See docs/decisions/0064-nothing-of-who-commented.md.

In reading order:

- `export_columns`: what each column of an export is for, known, guessed or asked
- `import_register`: what was said of columns, kept by the headings' fingerprint in `drafts/_registers/imports.yml`
- `sent_at`: when an answer was sent, from the ways in which providers write it
- `private_details`: where a text holds a name, an address, a number of a person; the text without them
- `sameness`: which opinions are the same words, with greetings, names and signatures of their own
- `export_rows`: by what a row of an export is known, and how a cell names it
- `opinions`: rows of exports to opinions, to those merged, and to what is no opinion
- `commune_returns`: the summary sheet that a commune filled in, as an export
- `work_table`: the table in which an officer confirms rows, written and read
- `confirmed_rows`: its confirmed rows as rows of `responses.csv`, held against all that may not enter it

May not: write a file, say a value of an export in a message, or let anything unconfirmed into `responses.csv`.
"""
