"""`duthao help`: a page of the handbook in the terminal, or the list of tasks."""

from __future__ import annotations

import argparse
import shutil
import sys

from duthao.cli.console import FINE, STUCK
from duthao.errors import DuthaoError, Say
from duthao.rendering import task_pages
from duthao.rendering.task_pages import TaskPage

_WIDEST = 100  # columns: longer lines are hard to read


def run(arguments: argparse.Namespace) -> int:
    """Print the page of the task that was asked for, or all tasks by group; returns 2 where there is no such task."""
    pages = task_pages.read(arguments.root.resolve())
    if not pages:
        raise DuthaoError(
            Say(
                f"Không thấy trang hướng dẫn ở {task_pages.FOLDER}. Chạy lệnh ở thư mục gốc của trang, hoặc ghi thư mục ấy bằng --root.",
                f"There are no pages of the handbook in {task_pages.FOLDER}. Run this in the site's root, or name it by --root.",
            )
        )
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    asked = " ".join(arguments.task)
    if not asked:
        print(_contents(pages), end="")
        return FINE
    if page := task_pages.named(pages, asked):
        print(task_pages.as_text(page, width), end="")
        return FINE
    found = task_pages.near(pages, asked)
    if len(found) == 1:
        print(task_pages.as_text(found[0], width), end="")
        return FINE
    print(Say(f"Không có việc nào tên «{asked}».", f"There is no task `{asked}`."), file=sys.stderr)
    if found:
        print(Say("Có thể là:", "It may be:"), file=sys.stderr)
        print("\n".join(map(_line, found)), file=sys.stderr)
    else:
        print(
            Say(
                "Gõ «duthao help» để xem mọi việc.",
                "Type `duthao help` for all tasks.",
            ),
            file=sys.stderr,
        )
    return STUCK


def _line(page: TaskPage) -> str:
    return f"  {page.name:<24} {page.title}"


def _contents(pages: tuple[TaskPage, ...]) -> str:
    lines = [
        str(
            Say(
                "Tôi cần… (xem một việc: duthao help gia-han)",
                "Tasks (read one: duthao help gia-han); the pages are in Vietnamese",
            )
        )
    ]
    for name, held in task_pages.by_group(pages):
        lines += ["", name, *map(_line, held)]
    return "\n".join(lines) + "\n"
