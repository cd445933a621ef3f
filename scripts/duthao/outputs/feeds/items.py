"""The items of cards, poured once for all feeds or archived pages in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from duthao.outputs.shared.draft_news import STORIES, DraftNews
from duthao.outputs.summary import Summary, snippets

# A piece of news as feeds hold it: minus epoch second, id, kind, and the item in each form. Sorted, the newest is first; no
# NamedTuple, which sorts at half the speed.
Item = tuple[int, str, str, Sequence[bytes]]


class Items:
    """What `pour` makes of the stories of cards, for one thing (say, a year) after another.

    What shows the same cards draws on the same items; they are forgotten when the next thing is asked for.
    """

    def __init__(self, pour: Callable[[str, DraftNews], Sequence[Item]]) -> None:
        self.pour, self.thing = pour, ""
        self.held: dict[Summary, Sequence[Item]] = {}

    def get(self, thing: str, cards: Sequence[Summary]) -> Iterator[Sequence[Item]]:
        """The items of each of these cards, in the order of its news."""
        if thing != self.thing:
            self.thing, self.held = thing, {}
        lacking = [card for card in cards if card not in self.held]
        for card, story in zip(lacking, snippets(lacking, STORIES), strict=True):
            self.held[card] = self.pour(thing, story)
        return map(self.held.__getitem__, cards)
