"""`duthao form`: the form in Word in which an officer writes a record, blank or with what a record says.

- `form_file`: the command: makes the file, and says how it comes back (by `duthao receive`)

What is asked stands in `domain/record_questions`, how rows are numbered in `records/word_forms`, what the form looks like in
`outputs/shared/record_form`. Every build publishes the blank one; a province that changes its registers has another.

The form of a record bears the mark of its state, so that it is not taken once the record has changed.

Comes in: an id, or nothing. Goes out: a .docx, which is never written over another file.
May not: read a form; `receive` does.
"""

from duthao.cli.form.form_file import run

__all__ = ["run"]
