"""What every command says in the same way: exit codes, and how far a build is."""

from __future__ import annotations

import os
import sys

from duthao.errors import Say

FINE, FOUND, STUCK = 0, 1, 2
_STAGES = {
    "host": Say("khung trang", "shells"),
    "records": Say("hồ sơ", "records"),
    "lists": Say("danh sách, nguồn tin", "lists and feeds"),
    "switch": Say("đổi trang", "switching"),
}


def progress(stage: str, done: int, of: int) -> None:
    """A bar where a person watches; one line a stage where not."""
    said = _STAGES[stage]
    if sys.stderr.isatty() and "NO_COLOR" not in os.environ:
        filled = 24 * done // max(1, of)
        print(
            f"\r{said!s:24} {'█' * filled}{'·' * (24 - filled)} {done}/{of} ",
            end="\n" if done >= of else "",
            file=sys.stderr,
            flush=True,
        )
    elif done >= of:
        print(f"{said}: {of}", file=sys.stderr)
