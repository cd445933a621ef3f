"""The officer's desk: a web form on the officer's own machine that reads and writes the records of `drafts/`.

Comes in: the site's folder, and what a person sends from a browser. Goes out: pages for that person alone; working copies below
`build/soan/`; and, when the person says so, files in `drafts/`, whole or not at all.

- `server`: the port, the address that is opened, the goodbye; `guard`: who may ask at all, and what pages may load
- `web_app`: the addresses and what answers them; `page_context`: what every page is given
- `desk_pages`: the desk, a new record; `record_pages`: the form of a record, saving, two who wrote at once
- `dossier_pages`: a record that begins from Word files
- `file_pages`: files beside a record, judged before they lie there; `step_pages`: what happened to a draft, added to its record; `hand_over_pages`: for approval
- `approval_ways`, `sheet_to_sign`: in which ways a record may be approved, and the sheet for it, for `duthao approve` too
- `file_pages`: files beside a record, judged before they lie there; `step_pages`: what happened to a draft, added to its record; `hand_over_pages`: for approval; `preview_pages`: what people will see and hear
- `working_copies`: records while they are written, and the way back; `judging`: what is wrong with them, what is due, what is said
- `record_forms/`: a record as a form and back; `new_records/`: the text of a record that begins, for `duthao new` too

The packages of the web (the extra `edit`) are loaded by `server`, `web_app`, `guard` and the pages alone, when the form is asked for.
May not: judge by rules of its own, approve, or publish.
"""
