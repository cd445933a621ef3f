"""Summaries as the build keeps them, their snippets held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from duthao.builder.summaries import index_fields, pickled
from duthao.outputs.output import Output
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Summary
from duthao.records.record import Record


class _Memory:
    """All snippets of all summaries that tests made."""

    held: ClassVar[list[bytes]] = []

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        return [self.held[n] for n in numbers]


class Unread:
    """Holds what nobody may read."""

    def pieces(self, numbers: Sequence[int]) -> list[bytes]:
        raise AssertionError(numbers)


def summary_of(site: Site, record: Record, *outputs: Output) -> Summary:
    """The summary of a record with what these outputs keep of it."""
    kept: dict[str, object] = {}
    for output in outputs:
        kept |= output.snippets(site, record)
    return summary_with(site, record, kept)


def summary_with(site: Site, record: Record, snippets: Mapping[str, Any]) -> Summary:
    """The summary of a record with these snippets."""
    frozen = pickled(site, record, snippets)
    first = len(_Memory.held)
    _Memory.held.extend(frozen.values())
    return Summary(index_fields(site, record, frozen), _Memory(), first)


def basics(summary: Summary) -> Any:
    return summary.snippet(BASICS)
