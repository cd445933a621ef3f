"""The command `duthao`: one file a command.

Comes in: what was typed. Goes out: what was asked for, messages in Vietnamese and English, and an exit code (0 fine,
1 findings, 2 cannot go on).

- `main`: what may be asked, and who answers; `console`: exit codes and progress
- `build`, `check`, `serve`: the site; `report`: findings for people and machines
- `new`, `approve`: an officer's work on a record; `upcoming`: what the clock will change next
- `release`: what the next build lets out is written down first
- `read_aloud`, `speak`: hearing before people do; `schema`: the schema of a record

Each command loads what it needs when it runs, so that the quick ones stay quick.
May not: know how something is made; a command asks `builder` or `records`, and says what came of it.
"""

from duthao.cli.main import run

__all__ = ["run"]
