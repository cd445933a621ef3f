"""What a person says of a draft, standing before others, in two to three minutes: the record's own words between fixed sentences.

It is read by somebody who knows how to read numbers, so it is written as the record is and nothing in it is spelled out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from duthao.clock import Point
from duthao.domain import deadline_words
from duthao.errors import Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker.passages import MOST, SentenceGroup, passages
from duthao.outputs.loudspeaker.script_facts import changed_deadline, consulted_on, phrases
from duthao.outputs.loudspeaker.script_kinds import closed_reason
from duthao.outputs.loudspeaker.scripts import chosen_groups, spoken_seconds
from duthao.outputs.loudspeaker.ssml import duration
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.comment_channels import comment_fields
from duthao.outputs.shared.sheet import imprint
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.rendering import typesetting
from duthao.speech.sentences import mid_sentence, sentences

MAX_SECONDS = 180
TEXT, PAPER = "bai-noi.txt", "bai-noi.pdf"
DEMO = "Đây là bài nói minh họa, không sử dụng."
_HEADINGS = 18.0  # about how many seconds the sentences take that lead in what the record says
# What matters most first: up to how many sentence groups of each passage, while there is time.
_ORDER = (
    ("gist", 1),
    ("new", 2),
    ("questions", 2),
    ("contested", 1),
    ("new", 3),
    ("contested", 3),
    ("questions", 3),
    ("points", 5),
)


class Talk(NamedTuple):
    """The sentences, by the groups between which one pauses. `note` says how long it takes and until when it holds; where it
    is used no more `over` says why, and there are no groups.
    """

    note: str
    groups: tuple[tuple[str, ...], ...]
    over: str = ""


class TalkSheet(TypedDict):
    """`theme/print/bai-noi.typ`."""

    title: str
    author: str
    marks: list[str]
    imprint: str
    note: str
    groups: list[list[str]]


@memo
def talk(site: Site, record: Record) -> Talk:
    """What is said of the record as it stands now; a time for comments must be known."""
    view = site.view(record)
    if why := closed_reason(view):
        return not_used("Bài nói này", why)
    assert view.opens is not None and view.closes is not None
    said = dict(phrases(site, record, view))
    rate = site.settings.speech.rate
    offered: dict[str, list[SentenceGroup]] = {name: [] for name, _ in _ORDER}
    offered |= passages(site, record, view)
    offered["gist"] = [sentences(record.draft.summary)]
    context: dict[str, object] = {
        **{name: "" for name, _ in _ORDER},
        "notices": "\n".join(notices(site, record)),
        "upcoming": view.state == "upcoming",
        "agency": said["agency"],
        "what": said["what"],
        "period": ", ".join(filter(None, (said["opens"], said["until"]))),
        "former": said["former"] if changed_deadline(site, record, view) else "",
        "draft": consulted_on(record, view),
        "audiences": said["audiences"],
        "ways": ways(site, record, 3),
        "where": site.links.spelled(site.links.short(record.id)),
        "code": record.code,
        "until": said["until_again"],
    }
    fixed = grouped(site.render("bai-noi.txt", **context))
    left = MAX_SECONDS - seconds_of(fixed, rate) - _HEADINGS
    lengths = {
        name: [spoken_seconds(group, rate) for group in groups[: MOST.get(name, 1)]]
        for name, groups in offered.items()
    }
    chosen = chosen_groups(_ORDER, lengths, left, 1)
    taken = {
        name: "\n".join(line for group in offered[name][:count] for line in group)
        for name, count in chosen.items()
    }
    groups = grouped(site.render("bai-noi.txt", **{**context, **taken}))
    # Once it has opened it is no more true that opinions will be asked.
    upcoming = view.state == "upcoming"
    holds = deadline_words.before(view.opens) if upcoming else holds_until(view.closes)
    return Talk(note(seconds_of(groups, rate), holds), groups)


def holds_until(closes: Point) -> str:
    """`đến hết ngày 05/12/2026`."""
    return f"đến {deadline_words.until(closes)}"


def note(seconds: float, holds: str) -> str:
    """How long it takes, and until when it may be read: `đến …`, `trước …`."""
    return f"Khoảng {duration(seconds)} · dùng {holds}"


def seconds_of(groups: Sequence[Sequence[str]], rate: int) -> float:
    """About how long it takes to say."""
    return sum(spoken_seconds([*group], rate) for group in groups)


def grouped(rendered: str) -> tuple[tuple[str, ...], ...]:
    """The sentences of a filled template, by its blank lines."""
    parts = [part.strip("\n").split("\n") for part in rendered.split("\n\n")]
    return tuple(tuple(line for line in part if line) for part in parts if any(part))


def not_used(what: str, why: str) -> Talk:
    """The talk (`Bài nói này`) of what is used no more; `why` begins as a sentence does."""
    return Talk("", (), f"{what} không dùng nữa, do {mid_sentence(why)}.")


def notices(site: Site, record: Record, demo: str = DEMO) -> Iterator[str]:
    """What must be heard before anything of the record: what nobody approved, what is invented (`demo`), what is a central body's."""
    for mark in site.warning:
        yield f"{mark}."
    if record.draft.demo:
        yield demo
    if own := whose(site, record):
        yield f"{own}."


def ways(site: Site, record: Record, most: int) -> str:
    """How to comment, in a row, at most so many ways, the nearest first; "" where none is known."""
    comment = comment_fields(site, record)
    known = (
        f"trực tiếp: {', hoặc '.join(comment.in_person)}" if comment.in_person else "",
        f"qua điện thoại số {', hoặc số '.join(comment.phones)}" if comment.phones else "",
        f"qua thư điện tử {', hoặc '.join(comment.emails)}" if comment.emails else "",
        f"bằng thư gửi đến {', hoặc '.join(comment.postal_addresses)}"
        if comment.postal_addresses
        else "",
    )
    return "; ".join([*filter(None, known)][:most])


def text_of(title: str, said: Talk, marks: Sequence[str] = ()) -> bytes:
    """The file of plain text: its marks, what it is, how long and until when, then the sentences, a line each."""
    title = "\n".join([*marks, title])
    if said.over:
        return f"{title}\n\n{said.over}\n".encode()
    body = "\n\n".join("\n".join(group) for group in said.groups)
    return f"{title}\n{said.note}\n\n{body}\n".encode()


def paper(
    site: Site,
    path: str,
    source: str,
    said: Talk,
    dated: date,
    *,
    title: str,
    author: str,
    marks: Sequence[str],
) -> Artifact:
    """The sheet at `path`; `source` is the file that faults are told of."""
    data: TalkSheet = {
        "title": title,
        "author": author,
        "marks": list(marks),
        "imprint": imprint(site, site.links.spelled(path.rpartition("/")[0])),
        "note": said.note,
        "groups": [[*group] for group in said.groups],
    }
    template = site.root / "theme" / "print" / "bai-noi.typ"
    return Artifact(
        path,
        partial(_pdf, site.root, source, template, data, dated),
        depends_on=repr((data, dated)),
        content_key=partial(typesetting.needs, template, data, dated),
    )


def _pdf(root: Path, source: str, template: Path, data: TalkSheet, dated: date) -> bytes:
    try:
        return typesetting.pdf(template, data, dated)
    except typesetting.PrintError as error:
        raise Findings(error.findings(root, source)) from None


def shown(said: Talk) -> dict[str, Any]:
    """As theme/pages/talk.html shows it."""
    return {"note": said.note, "groups": [[*group] for group in said.groups], "over": said.over}
