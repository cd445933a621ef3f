"""What stands behind an approval, beyond its digest: who gave it, in which way, and the text that it was given to.

Comes in: a record, registers, settings, and the files `approved.json` and `approval.pdf` of the record's folder, which are
never published. Goes out: every fault of an approval, and the difference between what was approved and what is there.

- `approved_content`: all that a digest is made of; `approved.json`, which keeps it for the next approval
- `approval_faults`: whether the approval holds: level, approver, day, digest, signature
- `signed_sheet`: `approval.pdf`, the sheet that was signed digitally, verified each time (needs the extra `sign`)
- `sheet_marks`: by which data a PDF says of which content it is
- `code_owners`: whether the repository names somebody who must agree to changes of drafts

May not: ask the clock or the network; publish anything.
"""
