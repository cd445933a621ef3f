"""Short posts for Facebook and Zalo, to be copied: what is asked, until when, where; a post is no picture, which is `the.png`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.paper.short_messages import facebook, zalo
from duthao.outputs.shared.sheet import FACEBOOK, ZALO, sheet_kinds
from duthao.outputs.site import Site
from duthao.records.record import Record

_MAKERS = ((FACEBOOK, facebook), (ZALO, zalo))


class Posts(Output):
    """The texts are those of `short_messages`."""

    name = "posts"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`facebook.txt` and `zalo.txt`, where it is known until when opinions are taken."""
        kinds = sheet_kinds(site, record)
        for kind, words in _MAKERS:
            if kind in kinds:
                yield Artifact(
                    site.links.draft(record.id, kind.file), partial(_post, site, record, words)
                )


def _post(site: Site, record: Record, words: Callable[[Site, Record], str]) -> bytes:
    return words(site, record).encode() + b"\n"
