"""The loudspeaker scripts of a draft: the record's own words, as they are said, between fixed sentences.

Nothing is made up and nothing guessed: what `speech` cannot read for certain is told as unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from duthao.lifecycle import View
from duthao.records import Record
from duthao.retold import ROWS, Passages, Unit, answer, changed, facts, passages
from duthao.site import Site
from duthao.speech import Speaker, Unread, read, syllables

_SENTENCE_PAUSE, _GROUP_PAUSE = 0.5, 1.0  # seconds
_SECONDS = (222, 78)  # what a full and a short script are planned for: two to four minutes, sixty to ninety seconds
_FIXED = ((130, 18), (50, 10))  # about how many syllables, and seconds of pauses, the fixed sentences have in each form
_BLANK = re.compile(r"\n{3,}")
_DIGIT = re.compile(r"\d")
_ENDED = {"withdrawn": "dự thảo đã được rút", "dropped": "văn bản đã dừng xây dựng"}


class Form(NamedTuple):
    """A full or a short script: the facts that it says, as often as it says them, and the groups that it takes
    units of as long as there is time, with the most of each, what matters most first.
    """

    facts: tuple[str, ...]
    plan: tuple[tuple[str, int], ...]


class Kind(NamedTuple):
    """A script: its template and file, its name, and its two forms."""

    name: str
    label: str
    full: Form
    short: Form


_WHO = ("audiences", "places", "way", "other_way", "agency", "what", "until")
KINDS = (
    Kind("mo", "Bài mở đầu",
         Form(("agency", "what", "period", "issuer", *_WHO),
              (("points", 5), ("why", 4), ("questions", 2), ("new", ROWS), ("meetings", 2), ("contested", 3))),
         Form(("agency", "what", "period", "way", "until"), (("points", 3),))),
    Kind("nhac", "Bài nhắc thời hạn góp ý",
         Form(("agency", "what", "until", *_WHO), (("points", 5), ("meetings", 2), ("questions", 3))),
         Form(("agency", "what", "until", "way", "until"), (("points", 3),))),
    Kind("gia-han", "Bài về thời hạn góp ý mới",
         Form(("agency", "what", "until", "former", "reason", *_WHO), (("points", 5), ("meetings", 2), ("questions", 3))),
         Form(("agency", "what", "until", "former", "way", "until"), (("points", 3),))),
    Kind("ket-qua", "Bài về kết quả lấy ý kiến",
         Form(("answer", "what", "until", "counts", "next_step", "method", "audiences", "places", "answer"),
              (("contested", 3), ("points", 5))),
         Form(("answer", "what", "counts", "next_step", "answer"), (("contested", 1),))),
)
_CHOSEN = ("points", "why", "new", "questions", "contested", "meetings", "radio")  # groups of which there may be too much
_RADIO_FOR = ("points", "why", "new")  # what the officer's own words for the radio stand in for


@dataclass(frozen=True)
class Script:
    """One text as it is said, in its file; `over` when it must not go on air any more."""

    file: str
    label: str
    text: str
    syllables: int
    seconds: float
    over: bool


@dataclass(frozen=True)
class Scripts:
    """All scripts of a record; what it gave for them, as (group, written, spoken); what could not be read, with group and sentence."""

    texts: tuple[Script, ...]
    lines: tuple[tuple[str, str, str], ...]
    unread: tuple[tuple[Unread, str, str], ...]


def kinds(site: Site, record: Record) -> list[Kind]:
    """The scripts that the record has something to say in; none where no time for comments is known."""
    return _kinds(site, record, site.view(record))


def _kinds(site: Site, record: Record, view: View) -> list[Kind]:
    if view.round is None:
        return []
    gives = {"mo": True, "nhac": view.state != "upcoming", "gia-han": changed(site, record, view) is not None,
             "ket-qua": answer(site, record, view) != ""}
    return [kind for kind in KINDS if gives[kind.name]]


def files(kind: Kind) -> tuple[str, str]:
    """The names of its full and its short text."""
    return f"{kind.name}.txt", f"{kind.name}-ngan.txt"


def compose(site: Site, record: Record) -> Scripts:
    """Every script of the record, full and short. The record must have one (see `kinds`)."""
    view, rate = site.view(record), site.settings.speech.rate
    single = dict(facts(site, record, view))
    offered: Passages = {name: [[said]] if said else [] for name, said in single.items()}
    offered |= passages(site, record, view)
    lengths = {group: [_length(unit, rate) for unit in units] for group, units in offered.items()}
    plans = [(kind, short, _choose(kind, offered, lengths, rate, short=short)) for kind in _kinds(site, record, view) for short in (False, True)]
    # Only what goes on air is read: a number in a row for which there is no time cannot stop the build.
    taken = {group: max([chosen.get(group, 0) for *_, chosen in plans]) for group in _CHOSEN}
    lines = [(group, line) for group, units in offered.items() for line in _flat(units[:taken.get(group)])]
    reading = read("\n".join([line for _, line in lines]), _speaker(site, record))
    said = iter(reading.text.split("\n"))
    spoken = {group: ["\n".join([next(said) for _ in unit]) for unit in units[:taken.get(group)]] for group, units in offered.items()}
    texts = tuple(_script(site, record, view, kind, spoken, chosen, len(offered["points"]), short=short) for kind, short, chosen in plans)
    return Scripts(texts, tuple((*line, heard) for line, heard in zip(lines, reading.text.split("\n"), strict=True)),
                   tuple((unread, *lines[unread.line - 1]) for unread in reading.unread))


_speakers: list[tuple[Site, Speaker]] = []


def _speaker(site: Site, record: Record) -> Speaker:
    """Who reads the record: one speaker, made once, for all records that bring no terms of their own."""
    terms = record.front.spoken.terms if record.front.spoken else {}
    if terms:
        return Speaker(site.settings.speech.region, site.registers.abbreviations, terms)
    if not (_speakers and _speakers[0][0] is site):
        _speakers[:] = [(site, Speaker(site.settings.speech.region, site.registers.abbreviations))]
    return _speakers[0][1]


def _length(unit: Unit, rate: int) -> float:
    """About how many seconds it takes to say: a digit is said in about one syllable more than it is written in."""
    text = " ".join(unit)
    return 60 * (text.count(" ") + 1 + len(_DIGIT.findall(text))) / rate + _SENTENCE_PAUSE * len(unit)


def _choose(kind: Kind, offered: Passages, lengths: Mapping[str, list[float]], rate: int, *, short: bool) -> dict[str, int]:
    """How many units of each group there is time for; at least one of the first that there is anything of."""
    form = kind.short if short else kind.full
    plan = form.plan
    if offered["radio"] and kind.name != "ket-qua":
        plan = (("radio", 1), *[step for step in plan if step[0] not in _RADIO_FOR])
    syllables_fixed, pauses = _FIXED[short]
    left = _SECONDS[short] - 60 * syllables_fixed / rate - pauses - sum([sum(lengths[name]) for name in form.facts])
    chosen: dict[str, int] = {}
    for group, most in plan:
        for length in lengths[group][:most]:
            left -= length
            if left < 0 and chosen:
                return chosen
            chosen[group] = chosen.get(group, 0) + 1
    return chosen


def _script(site: Site, record: Record, view: View, kind: Kind, spoken: Mapping[str, list[str]], chosen: Mapping[str, int],
            points: int, *, short: bool) -> Script:
    over = view.state not in ("open", "upcoming") and kind.name != "ket-qua"
    context: dict[str, object] = {group: "\n".join(units) for group, units in spoken.items()}
    for group in _CHOSEN:
        context[group] = "\n".join(spoken[group][:chosen.get(group, 0)])
    rendered = site.render(f"{kind.name}.txt", **context, short=short, upcoming=view.state == "upcoming",
                           notices=_notices(record, view, over=over), more=0 < chosen.get("points", 0) < points)
    text = _BLANK.sub("\n\n", rendered).strip() + "\n"
    # Every syllable stands by itself now, which makes counting words ten times as fast as counting syllables.
    count = syllables(text) if "-" in text else len(text.split())
    groups = text.count("\n\n")
    seconds = 60 * count / site.settings.speech.rate + _SENTENCE_PAUSE * (text.count("\n") - groups) + _GROUP_PAUSE * groups
    form = "bản ngắn" if short else "bản đầy đủ"
    return Script(files(kind)[short], f"{kind.label}, {form}", text, count, seconds, over)


def _notices(record: Record, view: View, *, over: bool) -> str:
    """What must be heard first: even a text that is played by mistake is honest on air."""
    demo = "Đây là bản tin minh họa, không phát trên hệ thống truyền thanh." if record.front.demo else ""
    ended = f"Bản tin này không phát nữa, vì {_ENDED.get(view.state, 'thời gian góp ý đã kết thúc')}." if over else ""
    return f"{demo}\n{ended}".strip()


def _flat(units: list[Unit]) -> list[str]:
    return [line for unit in units for line in unit]
