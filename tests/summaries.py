"""Cards as the build keeps them, their excerpts held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from duthao.builder.summaries import index_fields, pickled
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Summary
from duthao.records.record import Record


class _Memory:
    """All excerpts of all cards that tests made."""

    held: ClassVar[list[bytes]] = []

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        return [self.held[n] for n in numbers]


class Unread:
    """Holds what nobody may read."""

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        raise AssertionError(numbers)


def card_of(site: Site, record: Record, *outputs: Output) -> Summary:
    """The card of a record with what these outputs keep of it."""
    kept: dict[str, object] = {}
    for output in outputs:
        kept |= output.snippets(site, record)
    return holding(site, record, kept)


def holding(site: Site, record: Record, excerpts: Mapping[str, Any]) -> Summary:
    """The card of a record with these excerpts."""
    frozen = pickled(site, record, excerpts)
    first = len(_Memory.held)
    _Memory.held.extend(frozen.values())
    return Summary(index_fields(site, record, frozen), _Memory(), first)


def particulars(card: Summary) -> Any:
    return card.snippet(BASICS)
