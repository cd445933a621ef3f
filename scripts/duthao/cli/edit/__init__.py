"""`duthao edit`: the form in which officers write records, in the browser of their own machine.

Comes in: the port, and whether a browser is to be opened. Goes out: the address on the screen; all else is shown in the browser.

- `edit_form`: the command

The form itself is the room `editor`. It needs the packages of the extra `edit`; where they are missing, the command says
how to install them.

May not: know what a page of the form shows.
"""

from duthao.cli.edit.edit_form import run

__all__ = ["run"]
