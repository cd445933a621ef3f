"""The form in Word in which an officer writes a record: what it looks like.

Comes in: registers, and what a record says, or nothing. Goes out: the bytes of a .docx, the same for the same content.

- `form_document`: a numbered row for each question of `domain/record_questions`, with a place to fill it in

A number is printed at each row, and hints stand left of what is read, so that the form loses nothing where content controls
are taken off: by LibreOffice, by a copy into another document, by an old .doc. What the numbers mean, and how a form is read,
stands in `records/word_forms`.

May not: know who asks for it; `duthao form` and the site do.
"""
