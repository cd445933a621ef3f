"""The JSON Schema of a record, for editors and for whoever reads our data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.domain.schemas import json_schema
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.site import Site

PATH = "api/v1/schema.json"


class SchemaJson(Output):
    """But for its address it changes with the code alone."""

    name = "schema"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/api/v1/schema.json`."""
        address = site.links.absolute(PATH)
        yield Artifact(PATH, partial(_schema, address), address)


def _schema(address: str) -> bytes:
    return json_schema.text(address).encode()
