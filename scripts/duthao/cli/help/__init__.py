"""`duthao help`: the officers' handbook in the terminal, a page a task.

Comes in: the name of a task, or other words for it, with diacritics or without. Goes out: its page of `content/` as wrapped
text, or all tasks by group; where there is no such task, what may have been meant and exit code 2.

- `task_help`: the command

Links to other tasks are their words alone: the list has the names. Links to other pages of the handbook show their address.

The pages are those of the site (`rendering.task_pages`): there is no second copy, so the command needs the folder of a site.
May not: say of a task what its page does not.
"""

from duthao.cli.help.task_help import run

__all__ = ["run"]
