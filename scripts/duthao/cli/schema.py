"""`duthao schema`: the JSON Schema of a record."""

from __future__ import annotations

import argparse

from duthao.cli.console import FINE


def schema_command(arguments: argparse.Namespace) -> int:
    """Print the JSON Schema of a record. Returns the exit code."""
    from duthao.domain import json_schema
    from duthao.outputs.data.schema_json import PATH
    from duthao.records import settings_reader
    from duthao.rendering.links import Links

    print(
        json_schema.text(Links(settings_reader.load(arguments.root.resolve())[1]).absolute(PATH)),
        end="",
    )
    return FINE
