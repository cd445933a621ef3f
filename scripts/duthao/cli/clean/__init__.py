"""`duthao clean`: a copy of a file without what nobody meant to publish, written beside it.

- `clean_copy`: the command: makes each copy, says what was taken, reads the copy as attachments are read, and says what a
  person has to take out (a number, a mark, a name of a sheet that is hidden)

What is taken from which kind of file stands in `records/clean_copies`. The file itself is never changed, no file is ever
written over, and of tracked changes each text that was kept or dropped is named: the command decides nothing in silence.

Comes in: names of files. Goes out: the copies, and an exit code: 1 where one could not be made or is not clean yet.
May not: know how a file is cleaned.
"""

from duthao.cli.clean.clean_copy import run

__all__ = ["run"]
