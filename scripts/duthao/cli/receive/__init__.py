"""`duthao receive`: a form that came back from an office becomes a record, or renews one.

- `receive_form`: the command, in the order in which it goes: read, compare, judge, tell, write
- `received`: what the form says of which record, and every fault in it
- `files_beside`: which files go along with it
- `judged_copy`: the record as it would be, judged as `duthao check` does, in a folder that is thrown away
- `written`: the record and the files beside it, written as a whole or not at all

Faults go back as comments of Word at their rows, in a copy beside the form, so that an officer mends them there. Without a
fault what changes is told row by row; it is written with `--write`, or after a yes.

Comes in: a .docx, and the files that it names beside it. Goes out: a folder of `drafts/`, or a commented copy.
May not: know how a form is laid out; `records/word_forms` does.
"""

from duthao.cli.receive.receive_form import run

__all__ = ["run"]
