"""How a record begins: its text, from answers or from the Word files of a dossier.

Comes in: what was typed, registers and settings. Goes out: the text of a record that is still to be looked through, and on
the screen what was found, the doubts first.

- `blank_record`: the text of a record that was begun by answers
- `meeting_folder`: the folder of a meeting of the whole site, from answers
- `from_files`: the files read, flags heeded, the report
- `proposed_record`: the text of the record: what is certain filled in, each field with its source, doubts as comments

Nothing is asked on the way: a person answers the questions in the record, or in what reads the same candidates.
The last two are loaded only when `--from` asks for them. May not: write a record.
"""
