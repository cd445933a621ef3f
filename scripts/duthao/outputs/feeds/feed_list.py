"""Which feeds there are and what each holds: one of the site, of two lists by state, of each topic, agency, place and
campaign; of all but lists and campaigns also feeds of one kind of news, of each audience the one of new drafts alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain.lifecycle import LABELS
from duthao.outputs.feeds.window import (
    ITEMS,
    KIND,
    MONTH,
    WIDER,
    YEAR,
    FeedSlice,
    Period,
    Stream,
    latest_first,
)
from duthao.outputs.feeds.writer import FeedHeader
from duthao.outputs.feeds.xml_templates import ALL
from duthao.outputs.shared.listing import OWN
from duthao.outputs.shared.subscriptions import (
    CAMPAIGN,
    NEWS_KINDS,
    NewsKind,
    Shelf,
    Subscription,
    subscriptions,
)
from duthao.outputs.site import Site
from duthao.rendering.links import ARCHIVE


class _Kind(NamedTuple):
    """What a list by state says of itself, and the kinds of event that its feed holds."""

    lead: str
    events: tuple[str, ...]


# The lists by state that have a feed.
KINDS = MappingProxyType(
    {
        "closing_soon": _Kind("Tin báo dự thảo sắp hết hạn góp ý.", ("closing_soon",)),
        "answered": _Kind(
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
        CAMPAIGN: "trong đợt truyền thông {}",
        "audience": "tác động đến đối tượng: {}",
    }
)


class Feed(NamedTuple):
    """A feed of its `slices` in the files `names`; older news of `archived` (None: of none) lies in its archived pages.

    `brief`: its items are without categories and files; `full`: of its newest items some hold the whole text.
    """

    header: FeedHeader
    slices: tuple[FeedSlice, ...]
    archived: Stream | None = None
    names: tuple[str, ...] = ALL
    brief: bool = False
    full: bool = True


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
    """What stands in many subscriptions (what is province-wide in each place's) is looked through once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.all = tuple(latest_first(site.summaries))
        self.subscriptions = list(subscriptions(site, self.all))
        self.wider: dict[str, tuple[FeedSlice, str]] = {}  # of the widest places: slice, archive
        self.kinds: dict[tuple[int, str], FeedSlice] = {}  # of a shelf, by a feed's name

    def feeds(self) -> Iterator[Feed]:
        # The widest places first: the others go on into their archives.
        for subscription in sorted(
            self.subscriptions, key=lambda s: s.kind == "place" and not self._is_top(s)
        ):
            kind, (own, *_) = subscription.kind, subscription.shelves
            head = feed_header(self.site, subscription.path, *self._titles(subscription))
            if kind in KINDS:
                yield _with_archive(head, Stream(self.all, YEAR, KINDS[kind].events))
            elif kind == "place" and not self._is_top(subscription):
                yield self._within(head, subscription)
                title = f"Tin riêng: {head.title}"
                lead = f"{head.lead} Không có tin chung của nơi rộng hơn."
                alone = head._replace(title=title, lead=lead)
                yield Feed(alone, (Stream(own).whole,), names=(OWN[1],), brief=True)
            elif kind != "audience":
                stream = Stream(own, MONTH if kind in ("", "place") else YEAR)
                feed = _with_archive(head, stream)
                if kind == "place":
                    self.wider[subscription.key] = stream.newest(WIDER), feed.header.archive
                yield feed
            if kind not in KINDS and kind != CAMPAIGN:
                yield from self._by_kind(head, subscription)

    def _titles(self, subscription: Subscription) -> tuple[str, str]:
        title, registers = self.site.settings.province.site_title, self.site.registers
        if not subscription.kind:
            return title, _SITE
        if subscription.kind in KINDS:
            return f"{LABELS[subscription.kind]} – {title}", KINDS[subscription.kind].lead
        names = {
            "topic": lambda key: registers.topics[key].name,
            "agency": lambda key: registers.agencies[key].name,
            "place": lambda key: registers.places[key].name,
            CAMPAIGN: lambda key: registers.campaigns[key].name,
            "audience": lambda key: registers.audiences[key].name,
        }
        about = _ABOUT[subscription.kind].format(names[subscription.kind](subscription.key))
        return f"{subscription.name} – {title}", f"Tin về dự thảo chính sách {about}."

    def _within(self, head: FeedHeader, subscription: Subscription) -> Feed:
        """Of a commune: all of its own, and of what is wider the newest; older news is in the wider place's archive.

        A hundred communes repeat what is province-wide, so items are brief: the whole text would be most of the site.
        """
        *own, _ = subscription.shelves
        wider, archive = self.wider[self._top(subscription.key)]
        slices = (*(Stream(shelf).whole for shelf in own if shelf), wider)
        return Feed(head._replace(archive=archive), slices, brief=True, full=False)

    def _by_kind(self, head: FeedHeader, subscription: Subscription) -> Iterator[Feed]:
        """The news of each kind alone, the newest, of all shelves: what is older stands in the archive of all news."""
        few = subscription.kind == "audience" or (
            subscription.kind == "place" and not self._is_top(subscription)
        )
        for kind in (kind for kind in NEWS_KINDS if kind.everywhere or not few):
            lead = f"{head.lead} {kind.lead}"
            alone = head._replace(title=f"{kind.label}: {head.title}", lead=lead)
            slices = tuple(self._kind_slice(shelf, kind) for shelf in subscription.shelves if shelf)
            yield Feed(alone, slices, names=(kind.file,), brief=True, full=False)

    def _kind_slice(self, shelf: Shelf, kind: NewsKind) -> FeedSlice:
        known = (id(shelf), kind.file)  # shelves are kept by the subscriptions
        if known not in self.kinds:
            self.kinds[known] = Stream(shelf, kinds=kind.events).latest(KIND)
        return self.kinds[known]

    def _top(self, place: str) -> str:
        return self.site.registers.upward(place)[-1]

    def _is_top(self, subscription: Subscription) -> bool:
        return self._top(subscription.key) == subscription.key


def _with_archive(head: FeedHeader, stream: Stream) -> Feed:
    """The newest of a stream; the rest lies in archived pages."""
    newest = archived(head.url, stream.periods[-2]) if len(stream.periods) > 1 else ""
    return Feed(head._replace(archive=newest), (stream.newest(ITEMS),), stream)


def archived(folder: str, period: Period) -> str:
    """The path of an archived page of the feed in `folder`."""
    return f"{folder}{ARCHIVE}{period.name}.xml"
