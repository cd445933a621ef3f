"""What `duthao approve` is made of, beside the command itself.

Comes in: what was typed, and what a person answers at the terminal. Goes out: flags that say all that an approval needs, what a
person is shown before, and the sheet to be signed. Messages are in Vietnamese and English.

- `approve_arguments`: what may be typed
- `approval_flags`: what was asked for: who approves, in which way, by which paper or signed file
- `shown_summary`: what a person is shown of a record before approving it
- `approval_answers`: what is still to be known, asked of the person at the terminal or told as missing
- `sheet_file`: the sheet that is signed, on paper or digitally

May not: decide whether an approval holds (`records.approvals` does).
"""
