"""What lists, feeds and data know of a draft: what they sort and group by, and what outputs made of it for them."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from duthao.domain.events import Event
from duthao.domain.lifecycle import View

# A plain tuple, so that fields can be kept by marshal.
Turned = tuple[int, str, bool, bool, tuple[str, ...], int | None, int | None, int]


class IndexFields(NamedTuple):
    """The part of a summary that sorting and grouping thousands of records needs.

    `plan` is the row of a plan that it fulfils, "" where it names none.
    `lists` are those in which it stands (see `lifecycle.lists`).
    `happened` are the epoch seconds of its events so far, oldest first; `told` those of the dates that its news bear in
    feeds, `kinds` what they were, `waiting` how many no release has let out yet. `opens` and `closes` are those of its
    round (closing: the exclusive end); `snippet_digests` a digest of each of its snippets, by name.
    `turns` is how it will stand, as far as lists look ahead: each the epoch second from which, state, the two flags,
    lists, opens, closes and what will have happened last. What was made of the record holds in the stretch `holds`.
    `languages` are those in which it can be read, Vietnamese apart, sorted.
    """

    id: str
    digest: str
    title: str
    demo: bool
    document_type: str
    agencies: tuple[str, ...]
    issuers: tuple[str, ...]
    topics: tuple[str, ...]
    places: tuple[str, ...]
    audiences: tuple[str, ...]
    campaigns: tuple[str, ...]
    plan: str
    state: str
    closing_soon: bool
    answer_overdue: bool
    lists: tuple[str, ...]
    opens: int | None
    closes: int | None
    happened: tuple[int, ...]
    told: tuple[int, ...]
    kinds: tuple[str, ...]
    waiting: int
    since: int
    until: int | None
    snippet_digests: Mapping[str, str]
    turns: tuple[Turned, ...]
    holds: tuple[int, int | None]
    languages: tuple[str, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Who drafts and who issues, each once."""
        return tuple(dict.fromkeys((*self.agencies, *self.issuers)))

    def turned(self, turn: Turned) -> IndexFields:
        """The record as it stands after a turn."""
        _, state, soon, overdue, stands, opens, closes, last = turn
        return self._replace(
            state=state,
            closing_soon=soon,
            answer_overdue=overdue,
            lists=stands,
            opens=opens,
            closes=closes,
            happened=(last,),
        )


class Basics(NamedTuple):
    """What several places say of a record in their own words; `rows_out`: whether rows of opinions and answers are out."""

    short_title: str
    agency_name: str
    demo: bool
    view: View
    events: tuple[Event, ...]
    rows_out: bool = False


BASICS = "basics"  # their name among the snippets


class Store(Protocol):
    """Where snippets lie, each under a number."""

    def pieces(self, numbers: Sequence[int]) -> Sequence[bytes]:
        """Some of them as they were pickled, in this order."""


@dataclass(frozen=True, eq=False)
class Summary:
    """What lists, feeds and data know of a draft at the instant of the build, true from `fields.since` to before `fields.until`.

    Beside its fields it has snippets: what outputs made of the draft once, for all places in which it stands, by name.
    They lie in `store`, from the number `first` in the order of `fields.snippet_digests`.
    """

    fields: IndexFields
    store: Store
    first: int

    @property
    def id(self) -> str:
        """The draft's id."""
        return self.fields.id

    def number(self, name: str) -> int:
        """Where a snippet lies."""
        return self.first + list(self.fields.snippet_digests).index(name)

    def snippet(self, name: str) -> Any:
        """A snippet, read anew whenever it is asked for: most places want one, and all of all drafts would fill the memory."""
        return next(snippets([self], name))


def snippets(summaries: Sequence[Summary], name: str) -> Iterator[Any]:
    """A snippet of each draft, read some at a time: that takes a third of the time."""
    _asked_for(name)
    for n in range(0, len(summaries), _AT_ONCE):
        some = summaries[n : n + _AT_ONCE]
        yield from map(pickle.loads, some[0].store.pieces([s.number(name) for s in some]))


_AT_ONCE = 50


def snippet_digest(summaries: Iterable[Summary], *names: str) -> str:
    """A digest of some snippets of some drafts: what shows them depends on it."""
    _asked_for(*names)
    digests = [s.fields.snippet_digests[name] for s in summaries for name in names]
    return hashlib.blake2b("".join(digests).encode(), digest_size=16).hexdigest()


# ---- which snippets a plan follows from

_recorded: ContextVar[set[str] | None] = ContextVar("recorded", default=None)


@contextmanager
def recorded_snippets() -> Iterator[set[str]]:
    """The names of the snippets that are asked for inside the block, complete at its end."""
    names: set[str] = set()
    token = _recorded.set(names)
    try:
        yield names
    finally:
        _recorded.reset(token)


def _asked_for(*names: str) -> None:
    if (recorded := _recorded.get()) is not None:
        recorded.update(names)
