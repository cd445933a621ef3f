"""The JSON Schema of a record, for editors and for whoever reads our data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from duthao.domain import json_schema
from duthao.outputs.artifact import Artifact
from duthao.outputs.site import Site

NAME = "schema"
SHOWS: tuple[str, ...] = ()
PATH = "api/v1/schema.json"


def of_site(site: Site) -> Iterator[Artifact]:
    """`/api/v1/schema.json`: but for its address it changes with the code alone."""
    address = site.links.absolute(PATH)
    needs = hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
    yield Artifact(PATH, partial(_schema, address), needs)


def _schema(address: str) -> bytes:
    return json_schema.text(address).encode()
