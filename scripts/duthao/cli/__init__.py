"""The command `duthao`: one file a command, by the command's name.

Comes in: what was typed. Goes out: what was asked for, messages in Vietnamese and English, and an exit code (0 fine,
1 findings, 2 cannot go on).

- `main`, `parser`, `table_arguments`: what may be typed, and who answers; `console`: exit codes, progress, replaced files
- `build`, `check`, `serve`: the site; `findings_report`, `size_report`: findings and sizes for people and machines
- `edit/` (a form in the browser), `form` and `receive` (a form in Word), `new`, `translate`, `approve` (with `approvals/`): an officer's work on a record;
  `next`: what the clock will change next
- `release`: what the next build lets out is written down first
- `responses`: the table of opinions; `responses_import` (with `responses_columns`, `responses_confirmed`, `commune_files`) from exports of forms to it,
  `responses_form` the form on line, `responses_table` what an agency signs, `response_files` the table as a file
- `log`: what was done to make drafts known; `log_actions/`: what may be done with it
- `plan`: an office's list of texts to be made to the plan of a year
- `report`, `report_arguments`: figures of a period, and the report that an agency signs
- `clean/`: a copy of a file without what nobody meant to publish
- `attachments`: attachments that lie elsewhere, to be uploaded and looked after
- `help/`: the handbook, a page a task
- `read`, `speak`: hearing before people do; `schema`: the schema of a record

Each file of a command has `run(arguments)`, which returns the exit code, and loads only when it is asked for.
May not: know how something is made; a command asks `builder` or `records`, and says what came of it.
"""

from duthao.cli.main import run

__all__ = ["run"]
