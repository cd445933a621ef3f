"""The loudspeaker scripts of a draft: the record's own words, as they are said, between fixed sentences.

Nothing is made up and nothing guessed: what `speech` cannot read for certain is told as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from duthao.clock import date_vi
from duthao.domain.draft import MeetingEvent
from duthao.domain.lifecycle import LATE, View, effective
from duthao.outputs.loudspeaker.script_facts import (
    MOST,
    Passages,
    SentenceGroup,
    answer,
    asked_of,
    called,
    changed,
    invitation,
    passages,
    phrases,
)
from duthao.outputs.site import UNAPPROVED, Site, memo
from duthao.records.record import Record
from duthao.speech import Speaker, default_abbreviations, read, syllables

SENTENCE_PAUSE, GROUP_PAUSE = 0.5, 1.0  # seconds
_SECONDS = (
    220,
    82,
)  # what a full and a short script are planned for: two to four minutes, sixty to ninety seconds
_FIXED = (
    (130, 18),
    (56, 11),
)  # about how many syllables, and seconds of pauses, the fixed sentences have in each form
LONGEST = (240, 90)  # seconds that a full and a short script may take
_DIGIT = re.compile("[0-9]")
# What no mouth says, and capitals that are no word: a reading given by hand may hold them too.
_UNSAID = re.compile(r"[\d/&%@#=+*<>_|]")
_UNSAID_WORD = re.compile(r"\S*[\d/&%@#=+*<>_|]\S*")
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
# Even a text that is played by mistake is honest on air.
_UNAPPROVED = f"{UNAPPROVED}, không được phát."
_DEMO = "Đây là bản tin minh họa, không phát trên hệ thống truyền thanh."
_ENDED = {"withdrawn": "Dự thảo đã được rút", "dropped": "Văn bản đã dừng xây dựng"}
_STALE = "Kết quả đã công bố quá ba mươi ngày"  # see LATE


class Form(NamedTuple):
    """A full or a short script: the facts that it says, as often as it says them, and up to how many units it takes of
    which group, what matters most first, as long as there is time.
    """

    facts: tuple[str, ...]
    groups: tuple[tuple[str, int], ...]


class Kind(NamedTuple):
    """A script: its file, its name, how many units at least it takes however long its title is, its two forms.

    `short` is None where there is but one form; `meeting` what it calls people to, if it does.
    """

    name: str
    label: str
    least: int
    full: Form
    short: Form | None
    meeting: MeetingEvent | None = None

    @property
    def template(self) -> str:
        """The file of `theme/speech`."""
        return f"{MEETING if self.meeting else self.name}.txt"


MEETING = "hop"  # begins the name of a script that calls people to a meeting
RESULT = "ket-qua"  # the one script that is aired when no opinions are asked any more
# What short scripts that ask for opinions take: why the procedure is shortened never displaces what is asked about.
_BRIEF = (("points", 2), ("shortened", 1), ("points", 3))
_WHO = ("audiences", "places", "way", "other_way", "agency", "what", "until")
KINDS = (
    Kind(
        "mo",
        "Bài mở đầu",
        2,
        Form(
            ("agency", "what", "opens", "until", "hurried", "issuer", *_WHO),
            (
                ("shortened", 1),
                ("points", 5),
                ("new", 1),
                ("why", 1),
                ("questions", 2),
                ("new", 2),
                ("why", 2),
                ("meetings", 2),
                ("contested", 3),
                ("new", 3),
            ),
        ),
        Form(("agency", "what", "opens", "until", "hurried", "way", "phone", "until"), _BRIEF),
    ),
    Kind(
        "nhac",
        "Bài nhắc thời hạn góp ý",
        1,
        Form(
            ("agency", "what", "last", "hurried", *_WHO),
            (("shortened", 1), ("points", 5), ("meetings", 2), ("questions", 3)),
        ),
        Form(("agency", "what", "last", "hurried", "way", "phone", "until"), _BRIEF),
    ),
    Kind(
        "gia-han",
        "Bài về thời hạn góp ý mới",
        1,
        Form(
            ("agency", "what", "until", "former", "hurried", "reason", *_WHO),
            (("shortened", 1), ("points", 5), ("meetings", 2), ("questions", 3)),
        ),
        Form(
            ("agency", "what", "until", "former", "hurried", "way", "phone", "until", "former"),
            _BRIEF,
        ),
    ),
    Kind(
        RESULT,
        "Bài về kết quả lấy ý kiến",
        0,
        Form(
            ("agency", "what", "published", "counts", "next_step", "method", "agency", "what"),
            (("contested", 3), ("points", 5)),
        ),
        Form(("agency", "what", "published", "counts", "next_step"), (("contested", 1),)),
    ),
)
_MEETING = Form(("what", "meeting", "begins", "where", "begins", "where"), ())
_FORMS = ("bản đầy đủ", "bản ngắn")
_UNSAID_GROUPS = dict.fromkeys(MOST, "")  # what a template asks for, said or not
_RADIO_FOR = ("points", "why", "new")  # what the officer's own words for the radio stand in for


@dataclass(frozen=True)
class Script:
    """One text as it is said, in its file; `over` when it must not go on air any more: then it says that and nothing else."""

    file: str
    label: str
    text: str
    syllables: int
    seconds: float
    expired: bool


class Scripts(NamedTuple):
    """All scripts of a record; what it gave for them, as (group, written, spoken); what no one can read for certain, as
    (token, suggestion, group, written).
    """

    texts: tuple[Script, ...]
    lines: tuple[tuple[str, str, str], ...]
    unread: tuple[tuple[str, str, str, str], ...]


@memo
def kinds(site: Site, record: Record) -> tuple[Kind, ...]:
    """The scripts that the record has something to say in; none where no time for comments is known."""
    view = site.view(record)
    if view.round is None:
        return ()
    gives = {
        "mo": True,
        "nhac": view.state != "upcoming",
        "gia-han": changed(site, record, view) is not None,
        RESULT: answer(site, record, view) is not None,
    }
    told = [kind for kind in KINDS if gives[kind.name]]
    return (*told, *_meetings(called(site, record)))


def _meetings(held: Sequence[MeetingEvent]) -> Iterator[Kind]:
    """A script for each meeting, named by the instant at which it begins: entries put between others rename nothing."""
    names: dict[str, int] = {}
    for meeting in held:
        start = meeting.at.start
        name = f"{MEETING}-{start:%Y%m%d-%H%M}"
        names[name] = names.get(name, 0) + 1
        name += f"-{names[name]}" if names[name] > 1 else ""
        label = f"Bài mời họp {start:%H:%M} ngày {date_vi(start.date())}"
        yield Kind(name, label, 0, _MEETING, None, meeting)


@memo
def scripts(site: Site, record: Record) -> Scripts:
    """As `compose`, made once: several files hold the same."""
    return compose(site, record)


def files(kind: Kind) -> tuple[str, ...]:
    """The names of its full and its short text; of one alone where it has but one form."""
    return (f"{kind.name}.txt", f"{kind.name}-ngan.txt")[: 2 if kind.short else 1]


def labels(kind: Kind) -> tuple[str, ...]:
    """What its texts are called, as `files`."""
    return tuple([f"{kind.label}, {form}" for form in _FORMS]) if kind.short else (kind.label,)


def brief(script: Script) -> bool:
    """Whether it is to take sixty to ninety seconds: the short form of a script, and what calls to a meeting."""
    return script.file.endswith("-ngan.txt") or script.file.startswith(f"{MEETING}-")


def ended(view: View) -> str:
    """Why opinions are not asked any more, as a sentence begins; "" while they are or will be."""
    if view.state in ("open", "upcoming"):
        return ""
    return _ENDED.get(view.state, "Thời gian góp ý đã kết thúc")


def stopped(site: Site, record: Record, kind: Kind) -> str:
    """Why a script of the record must not go on air any more, as a sentence begins; "" while it may."""
    view = site.view(record)
    if kind.meeting:
        begun = kind.meeting.at.start <= site.now
        return _ENDED.get(view.state, "Cuộc họp đã đến giờ bắt đầu" if begun else "")
    if kind.name != RESULT:
        return ended(view)
    given = answer(site, record, view)
    late = given is not None and effective(given[1]) + LATE <= site.now
    return _ENDED.get(view.state, _STALE if late else "")


def until(site: Site, record: Record) -> str:
    """Until when opinions are taken, as it is said."""
    written = dict(phrases(site, record, site.view(record)))["until"]
    return read(written, _speaker(site, record)).text


def ends(site: Site, record: Record, kind: Kind) -> datetime | None:
    """The instant from which a script that may go on air must not any more; None where none is known."""
    view = site.view(record)
    if kind.meeting:
        return kind.meeting.at.start
    if kind.name != RESULT:
        return view.closes.end if view.closes else None
    given = answer(site, record, view)
    return effective(given[1]) + LATE if given else None


def compose(site: Site, record: Record) -> Scripts:
    """Every script of the record, full and short. The record must have one (see `kinds`)."""
    said = [(kind, stopped(site, record, kind)) for kind in kinds(site, record)]
    aired = [kind for kind, why in said if not why]
    # What calls to one meeting is said of no other.
    together = [[kind for kind in aired if not kind.meeting]]
    together += [[kind] for kind in aired if kind.meeting]
    view = site.view(record)
    made = [_composed(site, record, view, told) for told in together if told]
    rate = site.settings.speech.rate
    marks = tuple(_notices(site, record))
    over = [text for kind, why in said if why for text in _over(marks, why, rate, kind)]
    return Scripts(
        (*over, *(text for one in made for text in one.texts)),
        tuple([line for one in made for line in one.lines]),
        tuple(dict.fromkeys([left for one in made for left in one.unread])),
    )


def _notices(site: Site, record: Record) -> Iterator[str]:
    """What a script that is not to go on air begins with."""
    if not site.approved:
        yield _UNAPPROVED
    if record.draft.demo:
        yield _DEMO


@cache
def _over(marks: tuple[str, ...], why: str, rate: int, kind: Kind) -> tuple[Script, ...]:
    """Whatever is played or pasted by mistake: one sentence, and no date that could be taken for one that holds."""
    sentence = f"Bài này đã hết thời gian phát, do {why[:1].lower()}{why[1:]}."
    text = "\n".join([*marks, sentence]) + "\n"
    return tuple(
        _timed(rate, file, label, text, over=True)
        for file, label in zip(files(kind), labels(kind), strict=True)
    )


def _composed(site: Site, record: Record, view: View, told: Sequence[Kind]) -> Scripts:
    rate, meeting = site.settings.speech.rate, told[0].meeting
    asking = told[0].name != RESULT  # else what asks for opinions is not even read
    offered: Passages = {
        name: [[said]] if said else [] for name, said in phrases(site, record, view, asking=asking)
    }
    if meeting:
        offered |= {name: [[said]] if said else [] for name, said in invitation(meeting)}
        kept = {*_MEETING.facts, "unit"}
        offered = {name: said for name, said in offered.items() if name in kept}
    else:
        offered |= passages(site, record, view, asking=asking)
    lengths = {
        group: [_length(unit, rate) for unit in units[: MOST.get(group)]]
        for group, units in offered.items()
    }
    plans = [
        _plan(site, record, view, kind, lengths, short=short)
        for kind in told
        for short in ((False, True) if kind.short else (False,))
    ]
    # Only what goes on air is read: a number for which there is no time cannot stop the build.
    taken = {
        group: max([plan.chosen.get(group, 0) for plan in plans])
        for group in MOST
        if group in offered
    }
    aired = {group: units[: taken.get(group)] for group, units in offered.items()}
    lines = [(group, line) for group, units in aired.items() for unit in units for line in unit]
    reading = read("\n".join([line for _, line in lines]), _speaker(site, record))
    heard = reading.text.split("\n")
    unread = [(left.token, left.suggestion, *lines[left.line - 1]) for left in reading.unread]
    if _UNSAID.search(reading.text):
        unread += [
            (_UNSAID_WORD.findall(told)[0], "viết bằng chữ", *line)
            for line, told in zip(lines, heard, strict=True)
            if _UNSAID.search(told)
            and line not in [(group, written) for *_, group, written in unread]
        ]
    unread += _given_in_capitals(record, lines)
    said = iter(heard)
    spoken = {
        group: ["\n".join([next(said) for _ in unit]) for unit in units]
        for group, units in aired.items()
    }
    return Scripts(
        tuple(
            _script(site, record, plan, spoken, len(offered.get("points", ()))) for plan in plans
        ),
        tuple((*line, told) for line, told in zip(lines, heard, strict=True)),
        tuple(unread),
    )


def _given_in_capitals(
    record: Record, lines: list[tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Readings of the record's own that leave an abbreviation as it is, where they are used."""
    for term, said in (record.draft.spoken.terms if record.draft.spoken else {}).items():
        if found := _CAPITALS.search(said):
            yield from (
                (found.group(), "viết đủ chữ trong cách đọc", *line)
                for line in lines
                if term in line[1]
            )


_abbreviations: list[tuple[Mapping[str, str], Mapping[str, str]]] = []


def _speaker(site: Site, record: Record) -> Speaker:
    """Who reads the record: the built-in abbreviations with the province's, one mapping for the whole build."""
    own = site.registers.abbreviations
    if not (_abbreviations and _abbreviations[0][0] is own):
        _abbreviations[:] = [(own, {**default_abbreviations(), **own})]
    terms = (
        {written: " ".join(said.split()) for written, said in record.draft.spoken.terms.items()}
        if record.draft.spoken
        else {}
    )
    return Speaker(site.settings.speech.region, _abbreviations[0][1], terms)


def _length(unit: SentenceGroup, rate: int) -> float:
    """About how many seconds it takes to say: a digit is said in about one syllable more than it is written in."""
    text = " ".join(unit)
    return 60 * (text.count(" ") + 1 + len(_DIGIT.findall(text))) / rate + SENTENCE_PAUSE * len(
        unit
    )


class _Plan(NamedTuple):
    """A script to be made: what must be heard first, and how many units it takes of each group."""

    kind: Kind
    short: bool
    draft: str
    notices: str
    chosen: dict[str, int]


def _plan(
    site: Site,
    record: Record,
    view: View,
    kind: Kind,
    lengths: Mapping[str, list[float]],
    *,
    short: bool,
) -> _Plan:
    notices, rate = tuple(_notices(site, record)), site.settings.speech.rate
    form = (kind.short if short else None) or kind.full
    spoken, pauses = _FIXED[short]
    left = (
        _SECONDS[short]
        - 60 * spoken / rate
        - pauses
        - _length(
            [said for said in notices if said != _UNAPPROVED], rate
        )  # it is not there to stay
        - sum([sum(lengths[name]) for name in form.facts])
    )
    groups = form.groups
    if kind.name != RESULT and lengths.get("radio"):
        groups = (("radio", 1), *[group for group in groups if group[0] not in _RADIO_FOR])
    return _Plan(
        kind,
        short,
        asked_of(record, view),
        "".join(notices),
        _chosen(groups, lengths, left, kind.least),
    )


def _chosen(
    groups: tuple[tuple[str, int], ...],
    lengths: Mapping[str, list[float]],
    left: float,
    at_least: int,
) -> dict[str, int]:
    """How many units of each group fit into the seconds that are `left`."""
    chosen: dict[str, int] = {}
    for group, most in groups:
        for length in lengths[group][chosen.get(group, 0) : most]:
            if length > left and at_least <= 0:
                break
            left -= length
            at_least -= 1
            chosen[group] = chosen.get(group, 0) + 1
    return chosen


def _script(
    site: Site, record: Record, plan: _Plan, spoken: Mapping[str, list[str]], points: int
) -> Script:
    view = site.view(record)
    change = changed(site, record, view)
    context = _UNSAID_GROUPS | {
        group: "\n".join(units[: plan.chosen.get(group, 0)] if group in MOST else units)
        for group, units in spoken.items()
    }
    rendered = site.render(
        plan.kind.template,
        **context,
        short=plan.short,
        upcoming=view.state == "upcoming",
        soon=view.closing_soon,
        longer=change is not None and change.longer,
        draft=plan.draft,
        notices=plan.notices,
        more=0 < plan.chosen.get("points", 0) < points,
    )
    groups = [group for part in rendered.split("\n\n") if (group := part.strip("\n"))]
    text = "\n\n".join(groups) + "\n"
    file, label = files(plan.kind)[plan.short], labels(plan.kind)[plan.short]
    return _timed(site.settings.speech.rate, file, label, text)


def _timed(rate: int, file: str, label: str, text: str, *, over: bool = False) -> Script:
    groups = text.count("\n\n") + 1
    lines = text.count("\n") - groups + 1
    # A spoken syllable stands by itself, and counting spaces is a hundred times as fast as counting syllables.
    count = syllables(text) if "-" in text else text.count(" ") + lines
    seconds = 60 * count / rate + SENTENCE_PAUSE * lines + GROUP_PAUSE * (groups - 1)
    return Script(file, label, text, count, seconds, over)
