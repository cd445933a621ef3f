"""How a record begins: its text, from answers or from the Word files of a dossier.

Comes in: what was typed, registers and settings. Goes out: the text of a record that is still to be looked through, and on
the screen what was found, the doubts first.

- `blank_record`: the text of a record that was begun by answers
- `meeting_folder`: the folder of a meeting of the whole site, from answers
- `from_files`: the files read, flags heeded, the report
- `proposed_record`: the text of the record: what is certain filled in, each field with its source, doubts as comments
- `dossier_offers`: what the files offer, as a person sees it beside its sentence, ticks it and mends it

`duthao new --from` asks nothing on the way: a person answers the questions in the record. The form asks all of them.
The last three are loaded only when files are read. May not: write a record.
"""
