"""`duthao schema`: the JSON Schema of a record."""

from __future__ import annotations

import argparse

from duthao.cli.console import FINE
from duthao.domain import json_schema
from duthao.outputs.data.schema_json import PATH
from duthao.records import settings_reader
from duthao.rendering.links import Links


def run(arguments: argparse.Namespace) -> int:
    """Print the schema with the address at which the site publishes it."""
    site_url = settings_reader.load(arguments.root.resolve())[1]
    print(json_schema.text(Links(site_url).absolute(PATH)), end="")
    return FINE
