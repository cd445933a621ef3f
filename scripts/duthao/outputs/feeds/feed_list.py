"""Which feeds there are and what each holds: one of the site, of two lists by state, of each topic, agency and place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain.lifecycle import LABELS
from duthao.outputs.feeds.window import (
    MONTH,
    YEAR,
    Bucket,
    FeedSlice,
    begins,
    bucket,
    closed,
    feed_slice,
    feed_slice_of_kinds,
    last_closed,
    latest_first,
    since,
)
from duthao.outputs.feeds.writer import FeedHeader
from duthao.outputs.shared.subscriptions import Subscription, subscriptions
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.rendering.links import ARCHIVE

# The lists by state that have a feed: what it says of itself, and the kinds of event that it holds.
KINDS = MappingProxyType(
    {
        "closing_soon": ("Tin báo dự thảo sắp hết hạn góp ý.", ("closing_soon",)),
        "answered": (
            "Tin công bố tiếp thu, giải trình ý kiến góp ý, hoặc lý do không công bố.",
            ("answered", "no_report"),
        ),
    }
)
_SITE = "Tin về dự thảo chính sách lấy ý kiến Nhân dân: mở, gia hạn, hết hạn góp ý, kết quả tiếp thu, giải trình."
_ABOUT = MappingProxyType(
    {
        "topic": "thuộc lĩnh vực {}",
        "agency": "do {} chủ trì soạn thảo hoặc ban hành",
        "place": "áp dụng tại {}",
    }
)


class Page(NamedTuple):
    """An archived page at `path`: the news of `kinds` (empty: of all) that its drafts have in the period `name`."""

    path: str
    header: FeedHeader
    name: str
    kinds: tuple[str, ...]
    summaries: tuple[Summary, ...]


class Feed(NamedTuple):
    """A feed: its head, what it holds, and of which drafts it has archived pages, of a `length` of time each."""

    header: FeedHeader
    slices: tuple[FeedSlice, ...]
    archived: Sequence[Summary] = ()
    length: int = YEAR
    kinds: tuple[str, ...] = ()

    @property
    def pages(self) -> Iterator[Page]:
        """The archived pages, oldest first, each knowing the one before it."""
        before = ""
        for name, held in closed(self.archived, self.length).items():
            path = _archived(self.header.path, name)
            head = self.header._replace(archive=before)
            yield Page(path, head, name, self.kinds, held)
            before = _archived(self.header.url, name)


def feed_header(site: Site, path: str, title: str, lead: str) -> FeedHeader:
    """The head of the feed in the folder `path`."""
    sample = " Trang mẫu, không phải trang chính thức của cơ quan nhà nước."
    settings = site.settings
    return FeedHeader(
        path,
        site.links.absolute(path),
        # Not the address: a site may move, and its feeds stay the same feeds.
        f"{settings.tag_authority}/{path}",
        title,
        lead + (sample if settings.sample else ""),
        settings.province.publisher,
        settings.province.contact_email or "",
        settings.feeds.hub or "",
    )


def feeds(site: Site) -> Iterator[Feed]:
    """Every feed but those of single drafts."""
    return _Planner(site).feeds()


class _Planner:
    """Groups that stand in many subscriptions (what is province-wide in each place's) are looked through once."""

    def __init__(self, site: Site) -> None:
        self.site, self.keep = site, site.settings.feeds
        # Kept, so that no two groups have one id.
        self.subscriptions = list(subscriptions(site, tuple(latest_first(site.summaries))))
        self.all = self.subscriptions[0].shelves[0]
        self.buckets: dict[int, Bucket] = {}
        self.slices: dict[tuple[int, int], FeedSlice] = {}
        self.places = {s.key: s for s in self.subscriptions if s.kind == "place"}
        self.archives: dict[str, str] = {}

    def feeds(self) -> Iterator[Feed]:
        # The widest places first: the others go on into their archives.
        for subscription in sorted(
            self.subscriptions, key=lambda s: s.kind == "place" and not self._is_top(s)
        ):
            head = feed_header(self.site, subscription.path, *self._titles(subscription))
            if subscription.kind in KINDS:
                yield self._by_kind(head, KINDS[subscription.kind][1])
            elif subscription.kind == "place" and not self._is_top(subscription):
                yield self._within(head, subscription)
            else:
                monthly = subscription.kind in ("", "place")
                shelves = [self._bucket(summaries) for summaries in subscription.shelves]
                yield self._whole(head, shelves, MONTH if monthly else YEAR, subscription.key)

    def _titles(self, subscription: Subscription) -> tuple[str, str]:
        title, registers = self.site.settings.province.site_title, self.site.registers
        if not subscription.kind:
            return title, _SITE
        if subscription.kind in KINDS:
            return f"{LABELS[subscription.kind]} – {title}", KINDS[subscription.kind][0]
        names = {
            "topic": lambda key: registers.topics[key].name,
            "agency": lambda key: registers.agencies[key].name,
            "place": lambda key: registers.places[key].name,
        }
        about = _ABOUT[subscription.kind].format(names[subscription.kind](subscription.key))
        return f"{subscription.name} – {title}", f"Tin về dự thảo chính sách {about}."

    def _whole(self, head: FeedHeader, shelves: list[Bucket], length: int, key: str) -> Feed:
        """All that happened: so far back as is set, and at least what no archived page holds yet."""
        held = [s for s in shelves if s.summaries]
        if not held:
            return Feed(head, ())
        (only,) = held
        back = min(since(self.keep, only.latest), begins(only.latest[-1], length))
        head = _with_archive(head, only.summaries, length)
        self.archives[key] = head.archive
        return Feed(head, (feed_slice(only, back),), only.summaries, length)

    def _within(self, head: FeedHeader, subscription: Subscription) -> Feed:
        """Of a commune: all of its own, and of what is wider the newest; older news is in the wider place's archive.

        A year of what is province-wide, a hundred times over, would be most of the site.
        """
        top = self._top(subscription)
        wide = top.shelves[0] if top.shelves else ()
        slices = []
        for summaries in subscription.shelves:
            held, back = self._bucket(summaries), 0
            if summaries is wide and held.latest:
                newest = self.keep.model_copy(update={"months": 0})
                back = min(since(newest, held.latest), begins(held.latest[-1], MONTH))
            slices.append(self._slice(held, back))
        return Feed(head._replace(archive=self.archives.get(top.key, "")), tuple(slices))

    def _by_kind(self, head: FeedHeader, kinds: tuple[str, ...]) -> Feed:
        held = self._bucket(self.all)
        floor = begins(held.latest[-1], YEAR) if held.latest else 0
        told = feed_slice_of_kinds(held, kinds, self.keep, floor)
        return Feed(_with_archive(head, held.summaries, YEAR), (told,), held.summaries, YEAR, kinds)

    def _slice(self, held: Bucket, since: int) -> FeedSlice:
        key = id(held.summaries), since
        if key not in self.slices:
            self.slices[key] = feed_slice(held, since)
        return self.slices[key]

    def _bucket(self, summaries: tuple[Summary, ...]) -> Bucket:
        if id(summaries) not in self.buckets:
            self.buckets[id(summaries)] = bucket(summaries, self.keep)
        return self.buckets[id(summaries)]

    def _top(self, subscription: Subscription) -> Subscription:
        return self.places[self.site.registers.upward(subscription.key)[-1]]

    def _is_top(self, subscription: Subscription) -> bool:
        return self._top(subscription) is subscription


def _with_archive(head: FeedHeader, summaries: Sequence[Summary], length: int) -> FeedHeader:
    name = last_closed(summaries, length)
    return head._replace(archive=_archived(head.url, name) if name else "")


def _archived(folder: str, name: str) -> str:
    return f"{folder}{ARCHIVE}{name}.xml"
