"""What a person says of all drafts of a topic of which opinions are asked: a page, a text and a sheet a topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

from duthao.clock import VN, Point, all_day, parse
from duthao.domain import deadline_words
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import talks
from duthao.outputs.loudspeaker.script_facts import phrases
from duthao.outputs.loudspeaker.talks import PAPER, TEXT, Talk
from duthao.outputs.output import Output
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.turns import span
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import LISTS
from duthao.speech.sentences import mid_sentence, sentences

_ITEM = "talk_item"  # the snippet
_TITLE = "Bài nói theo lĩnh vực"
_LEAD = (
    "Lời nói hai đến ba phút cho lễ chào cờ, giao ban, sinh hoạt đoàn thể: trong từng lĩnh vực đang lấy ý kiến về dự "
    "thảo nào, đến khi nào, góp ý ở đâu."
)
_ORDINALS = ("Thứ nhất, ", "Thứ hai, ", "Thứ ba, ", "Thứ tư, ", "Thứ năm, ", "Thứ sáu, ")
_CLOSED = "Một dự thảo trong bài này đã hết thời gian góp ý"
_OPENED = "Thêm một dự thảo trong lĩnh vực này đã bắt đầu lấy ý kiến"
_MOVED = "Thời hạn góp ý của một dự thảo trong bài này đã thay đổi"
_ENDED = "Một dự thảo trong bài này không còn lấy ý kiến"
_GIST = 6  # sentences of a draft's summary at most, where there is time


class TalkItem(NamedTuple):
    """A draft of which opinions are asked, as one says it; `until` as it is said, `holds` as it is written."""

    agency: str
    what: str
    gist: tuple[str, ...]
    until: str
    holds: str
    demo: bool


class TalkEnd(NamedTuple):
    """From which epoch second on a talk says what is not so any more, and why."""

    second: int
    why: str


class TopicTalks(Output):
    """A page of every topic; text and sheet where there is something to say."""

    name = "topic_talks"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/bai-noi/`, `/bai-noi/<topic>/` with `bai-noi.txt` and `bai-noi.pdf`."""
        by_topic = {key: _open(site, key) for key in site.registers.topics}
        page = site.links.file(site.links.talks())
        yield Artifact(page, partial(_index, site), depends_on=tuple(_topics(site)))
        for key, drafts in by_topic.items():
            end = _end(site, key, drafts)
            rests_on = (snippet_digest(drafts, _ITEM), end)
            page = site.links.file(site.links.talks(key))
            yield Artifact(page, partial(_page, site, key, drafts, end), depends_on=rests_on)
            if drafts:
                said, title = _talk(site, key, drafts, end), _title(site, key)
                marks = _marks(site, drafts)
                text = site.links.talks(key, TEXT)
                yield Artifact(
                    text,
                    partial(talks.text_of, title, said, marks),
                    depends_on=(said, title, marks),
                )
                if site.printed:
                    yield talks.paper(
                        site,
                        site.links.talks(key, PAPER),
                        "drafts",
                        said,
                        date(site.now.year, site.now.month, 1),
                        title=title,
                        author=site.settings.province.publisher,
                        marks=marks,
                    )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """What is said of the draft, while opinions are asked on it; else ()."""
        view = site.view(record)
        if not view.open or view.closes is None:
            return {_ITEM: ()}
        said = dict(phrases(site, record, view))
        own = whose(site, record)
        what = said["what"] + (f" ({mid_sentence(own)})" if own else "")
        item = TalkItem(
            said["agency"],
            what,
            tuple(sentences(record.draft.summary)[:_GIST]),
            said["until"],
            talks.holds_until(view.closes),
            record.draft.demo,
        )
        return {_ITEM: tuple(item)}


def _open(site: Site, topic: str) -> list[Summary]:
    """Those of a topic, first to close first."""
    found = [s for s in site.summaries if s.fields.state == "open" and topic in s.fields.topics]
    return sorted(found, key=lambda s: (s.fields.closes or 0, s.id))


def _end(site: Site, topic: str, drafts: Sequence[Summary]) -> TalkEnd | None:
    """What comes first: a draft in it closes, has another deadline or is taken back, or another draft opens; None where
    nothing is known to come.
    """
    found = [TalkEnd(d.fields.closes, _CLOSED) for d in drafts if d.fields.closes is not None]
    if (opening := _next_opening(site, topic)) is not None:
        found.append(TalkEnd(opening, _OPENED))
    for fields in (draft.fields for draft in drafts):
        for turn in fields.turns:
            state, closes = turn[1], turn[6]
            if state != "open" or closes != fields.closes:
                found.append(TalkEnd(turn[0], _MOVED if state == "open" else _ENDED))
    return min(found, key=lambda end: end.second, default=None)


def _next_opening(site: Site, topic: str) -> int | None:
    """The epoch second from which opinions will be asked on one more draft of a topic; None where none is announced."""
    waiting = [
        s.fields for s in site.summaries if s.fields.state != "open" and topic in s.fields.topics
    ]
    found = [f.opens for f in waiting if f.state == "upcoming" and f.opens is not None]
    found += [turn[0] for f in waiting for turn in f.turns if turn[1] == "open"]
    return min(found, default=None)


def _point(second: int) -> Point:
    """The day that begins at an epoch second, else the instant."""
    moment = datetime.fromtimestamp(second, VN)
    return all_day(moment.date()) if moment.time() == time() else parse(moment.isoformat())


def _title(site: Site, topic: str) -> str:
    name = site.registers.topics[topic].name
    return f"Bài nói theo lĩnh vực: {name}"


def _marks(site: Site, drafts: Sequence[Summary]) -> list[str]:
    return [*(["Dữ liệu minh họa"] if any(d.fields.demo for d in drafts) else []), *site.warning]


def _talk(site: Site, topic: str, drafts: Sequence[Summary], end: TalkEnd | None) -> Talk:
    """As many drafts as there is time for, each with what it is about where that fits too; it holds until the first of them
    closes or, if that is before, something else ends it.
    """
    items = [TalkItem(*item) for item in snippets(drafts, _ITEM)]
    rate = site.settings.speech.rate
    best = _said(site, topic, items, 1, 0)
    for most in range(1, min(len(items), len(_ORDINALS)) + 1):
        for gist in range(_GIST + 1):
            groups = _said(site, topic, items, most, gist)
            if talks.seconds_of(groups, rate) <= talks.MAX_SECONDS:
                best = groups
    holds, closes = items[0].holds, drafts[0].fields.closes
    if end is not None and closes is not None and end.second < closes:
        holds = deadline_words.before(_point(end.second))
    return Talk(talks.note(talks.seconds_of(best, rate), holds), best)


def _said(
    site: Site, topic: str, items: Sequence[TalkItem], most: int, gist: int
) -> tuple[tuple[str, ...], ...]:
    named = [
        {
            "ordinal": ordinal if len(items) > 1 else "",
            "agency": item.agency,
            "what": item.what,
            "gist": "\n".join(item.gist[:gist]),
            "until": item.until,
        }
        for ordinal, item in zip(_ORDINALS, items[:most], strict=False)
    ]
    notices = [talks.DEMO] if any(item.demo for item in items) else []
    return talks.grouped(
        site.render(
            "bai-noi-linh-vuc.txt",
            notices="\n".join([*(f"{mark}." for mark in site.warning), *notices]),
            topic=site.registers.topics[topic].name,
            count=len(items),
            items=named,
            others=len(items) - len(named),
            where=site.links.spelled(LISTS["open"]),
        )
    )


def _page(site: Site, topic: str, drafts: Sequence[Summary], end: TalkEnd | None) -> bytes:
    path, title = site.links.talks(topic), _title(site, topic)
    name = site.registers.topics[topic].name
    files = []
    if drafts:
        said = talks.shown(_talk(site, topic, drafts, end))
        files = [{"label": "Tệp lời nói", "url": f"~/{path}{TEXT}"}]
        if site.printed:
            files.append({"label": "Bản in, chữ to", "url": f"~/{path}{PAPER}"})
    else:
        said = _over(f"Hiện không có dự thảo nào trong lĩnh vực {name} đang lấy ý kiến.")
    holds, *later = _turned(site, said, end)
    main = site.render(
        "talk.html",
        title=title,
        crumbs=[
            {"text": "Trang chủ", "url": "~/"},
            {"text": _TITLE, "url": "~/" + site.links.talks()},
        ],
        legal={
            "text": f"Mọi dự thảo trong lĩnh vực {name}",
            "url": "~/" + site.links.by("topic", topic),
        },
        status=None,
        demo=False,
        talks=[holds, *later],
        files=[{"value": files, "span": holds["span"]}] if files else [],
        audiences=(),
    )
    description = f"Bài nói hai đến ba phút về các dự thảo đang lấy ý kiến trong lĩnh vực {name}."
    return site.page("communes", path, title=title, description=description, main=main)


def _over(why: str) -> dict[str, object]:
    return talks.shown(Talk("", (), why))


def _turned(site: Site, said: dict[str, object], end: TalkEnd | None) -> list[dict[str, object]]:
    """What is said until it ends; from then on that a new talk is to be fetched."""
    if site.settings.as_of or end is None:
        return [{"value": said, "span": ""}]
    over = _over(f"{end.why}: mở lại trang để lấy bài mới.")
    return [
        {"value": said, "span": span([(0, end.second)])},
        {"value": over, "span": span([(end.second, 0)])},
    ]


def _topics(site: Site) -> list[tuple[str, str]]:
    """The name of every topic, and the address of its page."""
    return [
        (topic.name, "~/" + site.links.talks(key)) for key, topic in site.registers.topics.items()
    ]


def _index(site: Site) -> bytes:
    main = site.render(
        "talks.html",
        title=_TITLE,
        lead=_LEAD,
        crumbs=[{"text": "Trang chủ", "url": "~/"}],
        topics=[{"text": text, "url": url} for text, url in _topics(site)],
    )
    return site.page("communes", site.links.talks(), title=_TITLE, description=_LEAD, main=main)
