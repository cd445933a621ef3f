"""What can be followed: the whole site, what closes soon, what was answered, each topic, agency, place, audience and campaign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from duthao.domain.lifecycle import LABELS
from duthao.outputs.shared.listing import members
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary
from duthao.rendering.links import LISTS

# The lists by state that can be followed.
BY_STATE = ("closing_soon", "answered")
Shelf = tuple[Summary, ...]
CAMPAIGN = "campaign"  # a kind of subscription


class NewsKind(NamedTuple):
    """One kind of news, to be followed alone: the name of its RSS feed beside `rss.xml`, its label, what the feed says of
    itself, and the kinds of event that it holds. `everywhere`: communes and audiences have it too, which are many and repeat the province.
    """

    file: str
    label: str
    lead: str
    events: tuple[str, ...]
    everywhere: bool = False


# Of the whole site, of each topic and agency, of the province.
NEWS_KINDS = (
    NewsKind(
        "moi.xml",
        "Dự thảo mới",
        "Chỉ có tin dự thảo dự kiến lấy ý kiến, mở lấy ý kiến, khôi phục.",
        ("announced", "opened", "reinstated"),
        everywhere=True,
    ),
    NewsKind(
        "thoi-han.xml",
        "Thời hạn",
        "Chỉ có tin gia hạn, rút ngắn thời hạn, sắp hết hạn và hết hạn góp ý.",
        ("extended", "shortened", "closing_soon", "closed"),
    ),
    NewsKind(
        "ket-qua.xml",
        "Kết quả",
        "Chỉ có tin tổng hợp ý kiến, tiếp thu, giải trình, thông qua, ban hành, dừng hoặc rút.",
        (
            "summarised",
            "answered",
            "no_report",
            "overdue",
            "adopted",
            "issued",
            "dropped",
            "withdrawn",
        ),
    ),
    NewsKind(
        "dinh-chinh.xml",
        "Đính chính, cập nhật",
        "Chỉ có tin đính chính và cập nhật hồ sơ.",
        ("corrected", "changed"),
    ),
)


class Subscription(NamedTuple):
    """Something to follow: `path` is the folder of its files, `shelves` its summaries in the order given, none on two shelves.

    The first shelf is its own, the others are of each wider place. A shelf stands in many subscriptions (what is province-wide in each place's) and is the same object there.
    `kind` is topic, agency, place, audience, campaign, a list by state, or empty for the whole site.
    """

    path: str
    kind: str
    key: str
    name: str
    shelves: tuple[Shelf, ...]


def subscriptions(site: Site, summaries: Shelf) -> Iterator[Subscription]:
    """Every subscription to these summaries but those of single drafts; a place's also holds what is wider than the place."""
    yield Subscription("", "", "", site.settings.province.site_title, (summaries,))
    for state in BY_STATE:
        yield Subscription(LISTS[state], state, "", LABELS[state], (members(summaries, state),))
    groups, registers = _groups(site, summaries), site.registers
    named = [("topic", key, topic.name) for key, topic in registers.topics.items()]
    named += [("agency", key, agency.name) for key, agency in registers.agencies.items()]
    named += [("place", key, place.name) for key, place in registers.places.items()]
    named += [("audience", key, audience.name) for key, audience in registers.audiences.items()]
    for kind, key, name in named:
        above = registers.upward(key) if kind == "place" else (key,)
        shelves = tuple(groups.get((kind, up), ()) for up in above)
        yield Subscription(
            site.links.by(kind, key), kind, key, name[:1].upper() + name[1:], shelves
        )
    for key, campaign in registers.campaigns.items():
        shelf = tuple(s for s in summaries if key in s.fields.campaigns)
        yield Subscription(site.links.campaign(key), CAMPAIGN, key, campaign.name, (shelf,))


def _groups(site: Site, summaries: Shelf) -> Mapping[tuple[str, str], Shelf]:
    """The summaries of each topic, audience, agency (its predecessors' too) and, of places, the widest that a summary names."""
    heirs, upward = cache(site.registers.heirs), cache(site.registers.upward)
    groups: dict[tuple[str, str], list[Summary]] = defaultdict(list)
    for summary in summaries:
        fields = summary.fields
        for topic in fields.topics:
            groups["topic", topic].append(summary)
        for audience in fields.audiences:
            groups["audience", audience].append(summary)
        for agency in dict.fromkeys(heir for body in fields.bodies for heir in heirs(body)):
            groups["agency", agency].append(summary)
        for place in fields.places:
            if not any(up in fields.places for up in upward(place)[1:]):
                groups["place", place].append(summary)
    return {key: tuple(group) for key, group in groups.items()}
