"""The command `duthao`: parses what was typed, hands it to the command's file, and turns faults into exit codes."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import NoReturn

from duthao.cli.console import FOUND, STUCK
from duthao.cli.parser import parser
from duthao.errors import DuthaoError, Say


def run() -> NoReturn:
    """`main` as a process of its own, which leaves without handing back its objects one by one: that takes as long as
    a small build.
    """
    gc.disable()  # what ends soon leaves nothing worth collecting; `serve` does
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read it has seen enough, or there is no room for it
        code = code or FOUND
    os._exit(code)


def _stopped(command: str) -> Say:
    """What is said when a person stops a command: of the site only where one was being made."""
    if command in ("build", "serve"):
        return Say("Đã dừng. Trang cũ còn nguyên.", "Stopped. The earlier site is whole.")
    if command == "new":
        return Say("Đã dừng. Chưa tạo hồ sơ nào.", "Stopped. No record was made.")
    return Say("Đã dừng.", "Stopped.")


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 fine, 1 findings, 2 cannot go on)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another encoding must not break a message
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = parser().parse_args(argv)
    try:
        # Each command has its file, which loads only when it is asked for.
        return int(import_module(f"duthao.cli.{arguments.command}").run(arguments))
    except DuthaoError as error:
        print(error.say, file=sys.stderr)
        return STUCK
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:  # a folder that may not be written to, a full disk
        path, reason = error.filename or "", error.strerror or str(error)
        print(
            Say(
                f"Không đọc hoặc ghi được {path}: {reason}.",
                f"Cannot read or write {path}: {reason}.",
            ),
            file=sys.stderr,
        )
        return STUCK
    except KeyboardInterrupt:
        print(_stopped(arguments.command), file=sys.stderr, flush=True)
        os._exit(STUCK)  # a pool that was interrupted can hang the interpreter's own farewell
