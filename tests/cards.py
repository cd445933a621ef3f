"""Cards as the build keeps them, held in memory."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import partial
from types import ModuleType
from typing import Any

from duthao.records import Record
from duthao.site import TEXT, Card, Site, light, pieces


def card_of(site: Site, record: Record, *outputs: ModuleType) -> Card:
    """The card of a record with what these outputs keep of it."""
    kept = {output.NAME: output.excerpt(site, record) for output in outputs}
    kept |= {o.NAME + TEXT: o.text(site, record) for o in outputs if hasattr(o, "text")}
    return holding(site, record, kept)


def holding(site: Site, record: Record, excerpts: Mapping[str, Any]) -> Card:
    """The card of a record with these excerpts."""
    frozen = pieces(site, record, excerpts)
    return Card(light(site, record, frozen), partial(_thawed, frozen))


def _thawed(frozen: Mapping[str, bytes], name: str) -> Any:
    return pickle.loads(frozen[name])
