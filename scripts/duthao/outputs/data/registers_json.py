"""The registers and the newest events as data: `/api/v1/agencies.json` …, `/api/v1/events.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from duthao.domain.fields import Strict
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.record_data import VERSION, event_data
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, Summary, snippet_digest, snippets
from duthao.rendering.links import API

_LATELY = 92 * 86400  # seconds before the newest event
_KIND = {"topics": "topic", "agencies": "agency", "places": "place", "audiences": "audience"}


class RegistersJson(Output):
    """Registers are written as they were read, with addresses of lists added."""

    name = "tables_json"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """One file a register, and the events of three months before the newest."""
        known = site.registers
        named: Sequence[tuple[str, Mapping[str, Strict]]] = (
            ("agencies", known.agencies),
            ("audiences", known.audiences),
            ("campaigns", known.campaigns),
            ("document_kinds", known.document_kinds),
            ("document_types", known.document_types),
            ("places", known.places),
            ("topics", known.topics),
        )
        for name, register in named:
            content = _register(site, name, register)
            yield Artifact(f"{API}{name}.json", partial(bytes, content), content)
        happened = [c for c in site.summaries if c.fields.happened]
        since = max((c.fields.happened[-1] for c in happened), default=0) - _LATELY
        summaries = tuple(
            sorted((c for c in happened if c.fields.happened[-1] >= since), key=lambda c: c.id)
        )
        yield Artifact(
            API + "events.json",
            partial(_events, site, summaries, since),
            depends_on=(since, snippet_digest(summaries, BASICS)),
        )


def _register(site: Site, name: str, register: Mapping[str, Strict]) -> bytes:
    entries = [_entry(site, name, key, entry) for key, entry in register.items()]
    # Dates are the only values that are not JSON's own.
    return (
        json.dumps(
            {"version": VERSION, name: entries}, ensure_ascii=False, indent=1, default=str
        ).encode()
        + b"\n"
    )


def _entry(site: Site, name: str, key: str, entry: Strict) -> dict[str, Any]:
    """What the register says, and the address of the list where there is one."""
    fields = {"key": key, **entry.model_dump(by_alias=True, exclude_none=True, warnings=False)}
    if name == "campaigns":
        return fields | {"url": site.links.absolute(site.links.campaign(key))}
    return (
        fields | {"url": site.links.absolute(site.links.by(_KIND[name], key))}
        if name in _KIND
        else fields
    )


def _events(site: Site, summaries: Sequence[Summary], since: int) -> bytes:
    """Newest first; older events stand in each draft's own file."""
    encoded = json.JSONEncoder(ensure_ascii=False).encode
    entries: list[tuple[float, str, bytes]] = []
    for summary, basics in zip(summaries, snippets(summaries, BASICS), strict=True):
        draft = {
            "draft": summary.id,
            "title": basics.short_title,
            "demo": basics.demo,
            "url": site.links.absolute(site.links.draft(summary.id)),
        }
        for event in basics.events:
            when = event.when.timestamp()
            if event.when <= site.now and when >= since:
                entries.append((-when, event.id, encoded({**event_data(event), **draft}).encode()))
    entries.sort()
    head = f'{{"version": {VERSION}, "events": [\n'.encode()
    return b"".join((head, b",\n".join([entry for *_, entry in entries]), b"\n]}\n"))
