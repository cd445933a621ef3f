"""A record as a form, and a form's answers as a record.

Comes in: what a record says (front matter, sections), the questions (`domain.record_questions`), registers, findings. Goes
out: controls with the values that a person sees; from what they send, the record as it shall be.

- `shown_values`: a value as a person reads and types it, and back
- `form_tree`: the controls of one group of questions, lists with as many rows as there are, and which control a path is of
- `form_answers`: what was sent, as a record; what was not touched stays what it was
- `comparison_cells`: the comparison of a record, cell by cell
- `faults_at_fields`, `fault_words`: findings beside the controls that they are about, in words without keys
- `field_changes`: what differs between two states of a record, told field by field

A control is named as `Finding.field_path` names a field, with dots: `rounds.0.closes`. May not: read or write a file.
"""
