"""A record as a form in Word: its numbered rows, and a form that came back.

Comes in: what a record says, or a .docx that somebody filled in. Goes out: rows for the form; of a filled one what it changes
in the record, and each fault at its row.

- `form_items`: the questions of `domain/record_questions` as a numbered tree; `row_numbers`: a number as it is printed
- `form_values`: a value as people write it, and back, its days by `typed_days`; `unreadable`: why it is no answer; `form_of_record`: the rows of a record; `form_texts`: all else it says
- `form_reader`: a .docx to raw rows, in the process that reads attachments; `filled_form`: which rows of the form they are
- `filled_rows`: rows put together to a tree, also where blocks were copied; `merged_record`: what changes in the record
- `record_at`: the record on the disk; `commented_copy`: the form with its faults as comments of Word

What stands in a row as the form was made leaves the record as it is written, to the letter: rows are compared with rows.
May not: write a record (`record_writer` does), judge one, or drop what a row says without telling.
"""
