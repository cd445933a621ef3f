"""`duthao log`: what was done to make drafts known: reported by communes, kept beside records, and how far it got."""

from __future__ import annotations

import argparse
from importlib import import_module


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for. Returns 1 where something is at fault or lacks. Raises DuthaoError."""
    command = import_module(
        f"duthao.cli.log_{arguments.action}"
    )  # loaded only when it is asked for
    return int(command.run(arguments.root.resolve(), arguments))
