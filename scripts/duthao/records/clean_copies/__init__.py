"""Copies of files without what nobody meant to publish, for `duthao clean`; the file itself is never touched.

Comes in: the bytes of a DOCX, XLSX, PDF, JPEG or PNG. Goes out: the bytes of the copy, and what was taken, each in words; or
`CannotClean` with the reason, where a copy would lose what people see or what somebody signed.

- `cleaned_file`: the entry, by the kind of file; `uncleanable`: the reason why there is no copy
- `package_parts`: a packed file as parts and relations between them, from which both can be taken
- `cleaned_word`: comments, tracked changes, hidden text, fields that fetch or run
- `cleaned_workbook`: notes and comments, links to other workbooks, formulas that call programs
- `cleaned_pdf`: properties, notes, actions, embedded files

What is visible stays as it is. Of tracked changes the copy shows what a reader would see who accepted all of them, and each
text that was kept or dropped so is told: whether that is right only the officer knows.

May not: decide in silence, change a file in place, or write at all (the command does).
"""
