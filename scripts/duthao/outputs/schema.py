"""The JSON Schema of a record, for editors and for whoever reads our data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from duthao import schema
from duthao.site import Part, Site

NAME = "schema"
PATH = "api/v1/schema.json"


def of_site(site: Site) -> Iterator[Part]:
    """`/api/v1/schema.json`."""
    said = schema.text(site.links.absolute(PATH)).encode()
    yield Part(PATH, partial(bytes, said), hashlib.blake2b(said, digest_size=16).hexdigest())
