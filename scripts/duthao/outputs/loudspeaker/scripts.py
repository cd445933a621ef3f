"""The loudspeaker scripts of a draft: the record's own words, as they are said, between fixed sentences.

Nothing is made up and nothing guessed: what `speech` cannot read for certain is told as unread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from duthao.outputs.loudspeaker.passages import MOST, Passages, SentenceGroup, passages
from duthao.outputs.loudspeaker.script_facts import (
    changed_deadline,
    consulted_on,
    meeting_phrases,
    phrases,
)
from duthao.outputs.loudspeaker.script_kinds import (
    RESULT,
    ScriptKind,
    files,
    kinds,
    labels,
    off_air_reason,
)
from duthao.outputs.site import UNAPPROVED, Site, memo
from duthao.records.record import Record
from duthao.speech import Speaker, default_abbreviations, read, syllables
from duthao.speech.sentences import mid_sentence

SENTENCE_PAUSE, GROUP_PAUSE = 0.5, 1.0  # seconds
# Of a full and of a short script: the seconds that it may take; for how many it is planned (two to four minutes, sixty to
# ninety seconds); about how many syllables, and seconds of pauses, its fixed sentences have.
MAX_SECONDS = (240, 90)
_PLANNED_SECONDS = (220, 82)
_FIXED = ((130, 18), (56, 11))
_DIGIT = re.compile("[0-9]")
# What no mouth says, and capitals that are no word: a reading given by hand may hold them too.
_UNSPEAKABLE = re.compile(r"[\d/&%@#=+*<>_|]")
_UNSPEAKABLE_WORD = re.compile(r"\S*[\d/&%@#=+*<>_|]\S*")
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
# Even a text that is played by mistake is honest on air.
_UNAPPROVED = f"{UNAPPROVED}, không được phát."
_DEMO = "Đây là bản tin minh họa, không phát trên hệ thống truyền thanh."
_NO_PASSAGES = dict.fromkeys(MOST, "")  # a template may ask for any
_RADIO_FOR = ("points", "why", "new")  # what the officer's own words for the radio stand in for


@dataclass(frozen=True)
class Script:
    """One text as it is said, in its file; `expired` when it must not go on air any more: then it says that alone."""

    file: str
    label: str
    text: str
    syllables: int
    seconds: float
    expired: bool


class SpokenLine(NamedTuple):
    """A sentence that a record gave: the phrase or passage that it is of, as it is written and as it is said."""

    source: str
    written: str
    text: str


class UnreadToken(NamedTuple):
    """What no one can read for certain, what to write instead, and the sentence in which it stands."""

    token: str
    suggestion: str
    source: str
    written: str


class Scripts(NamedTuple):
    """All scripts of a record, what it gave for those on air, and what of that cannot be read."""

    texts: tuple[Script, ...]
    lines: tuple[SpokenLine, ...]
    unread: tuple[UnreadToken, ...]

    @property
    def on_air(self) -> list[Script]:
        """Those that may go on air."""
        return [script for script in self.texts if not script.expired]


class Anchors:
    """The anchors of the texts on a page: texts of one name that differ have different ones."""

    def __init__(self) -> None:
        self._texts: dict[str, list[str]] = defaultdict(list)

    def of(self, name: str, text: str) -> str:
        """`mo`, then `mo-2` for another text of that name."""
        texts = self._texts[name]
        if text not in texts:
            texts.append(text)
        number = texts.index(text) + 1
        return name if number == 1 else f"{name}-{number}"


@memo
def scripts(site: Site, record: Record) -> Scripts:
    """As `compose`, made once: several files hold the same."""
    return compose(site, record)


def compose(site: Site, record: Record) -> Scripts:
    """Every script of the record, full and short. The record must have one (see `script_kinds.kinds`)."""
    rate, notices = site.settings.speech.rate, tuple(_notices(site, record))
    reasons = [(kind, off_air_reason(site, record, kind)) for kind in kinds(site, record)]
    expired = [
        script for k, reason in reasons if reason for script in _expired(notices, reason, rate, k)
    ]
    on_air = [kind for kind, reason in reasons if not reason]
    # What calls to one meeting is said of no other.
    batches = [[k for k in on_air if not k.meeting], *([k] for k in on_air if k.meeting)]
    composed = [_composed(site, record, batch) for batch in batches if batch]
    return Scripts(
        (*expired, *(script for batch in composed for script in batch.texts)),
        tuple([line for batch in composed for line in batch.lines]),
        tuple(dict.fromkeys([token for batch in composed for token in batch.unread])),
    )


def until(site: Site, record: Record) -> str:
    """Until when opinions are taken, as it is said."""
    written = dict(phrases(site, record, site.view(record)))["until"]
    return read(written, _speaker(site, record)).text


def _notices(site: Site, record: Record) -> Iterator[str]:
    """What a script that is not to go on air begins with."""
    if not site.approved:
        yield _UNAPPROVED
    if record.draft.demo:
        yield _DEMO


@cache
def _expired(
    notices: tuple[str, ...], reason: str, rate: int, kind: ScriptKind
) -> tuple[Script, ...]:
    """Whatever is played or pasted by mistake: one sentence, and no date that could be taken for one that holds."""
    sentence = f"Bài này đã hết thời gian phát, do {mid_sentence(reason)}."
    text = "\n".join([*notices, sentence]) + "\n"
    return tuple(
        _timed(rate, file, label, text, expired=True)
        for file, label in zip(files(kind), labels(kind), strict=True)
    )


def _composed(site: Site, record: Record, together: Sequence[ScriptKind]) -> Scripts:
    """Scripts that say the same things of the record, each as many as there is time for."""
    offered = _offered(site, record, together[0])
    rate = site.settings.speech.rate
    lengths = {
        name: [spoken_seconds(group, rate) for group in groups[: MOST.get(name)]]
        for name, groups in offered.items()
    }
    plans = [
        _plan(site, record, kind, lengths, short=short)
        for kind in together
        for short in ((False, True) if kind.short else (False,))
    ]
    # Only what goes on air is read: a number for which there is no time cannot stop the build.
    taken = {
        name: max([plan.chosen.get(name, 0) for plan in plans]) for name in MOST if name in offered
    }
    on_air = {name: groups[: taken.get(name)] for name, groups in offered.items()}
    lines, unread = _read(site, record, on_air)
    texts = iter([line.text for line in lines])
    spoken = {
        name: ["\n".join([next(texts) for _ in group]) for group in groups]
        for name, groups in on_air.items()
    }
    points = len(offered.get("points", ()))
    return Scripts(
        tuple([_script(site, record, plan, spoken, points) for plan in plans]), lines, unread
    )


def _offered(site: Site, record: Record, kind: ScriptKind) -> Passages:
    """All that scripts of a kind may say of a record, as it is written: its phrases, as one sentence each, and its passages."""
    view = site.view(record)
    asking = kind.name != RESULT  # else what asks for opinions is not even read
    named = dict(phrases(site, record, view, asking=asking))
    if kind.meeting:
        named |= meeting_phrases(kind.meeting)
        wanted = {*kind.full.phrases, "unit"}
        named = {name: phrase for name, phrase in named.items() if name in wanted}
    offered: Passages = {name: [[phrase]] if phrase else [] for name, phrase in named.items()}
    return offered if kind.meeting else offered | passages(site, record, view, asking=asking)


def _read(
    site: Site, record: Record, on_air: Passages
) -> tuple[tuple[SpokenLine, ...], tuple[UnreadToken, ...]]:
    """Every sentence as it is said, and what cannot be read."""
    written = [
        (name, line) for name, groups in on_air.items() for group in groups for line in group
    ]
    reading = read("\n".join([line for _, line in written]), _speaker(site, record))
    lines = tuple(
        [
            SpokenLine(*line, text)
            for line, text in zip(written, reading.text.split("\n"), strict=True)
        ]
    )
    unread = [UnreadToken(u.token, u.suggestion, *written[u.line - 1]) for u in reading.unread]
    if _UNSPEAKABLE.search(reading.text):
        known = {(token.source, token.written) for token in unread}
        unread += [
            UnreadToken(
                _UNSPEAKABLE_WORD.findall(line.text)[0], "viết bằng chữ", line.source, line.written
            )
            for line in lines
            if _UNSPEAKABLE.search(line.text) and (line.source, line.written) not in known
        ]
    unread += _given_in_capitals(record, lines)
    return lines, tuple(unread)


def _given_in_capitals(record: Record, lines: Sequence[SpokenLine]) -> Iterator[UnreadToken]:
    """Readings of the record's own that leave an abbreviation as it is, where they are used."""
    for term, reading in (record.draft.spoken.terms if record.draft.spoken else {}).items():
        if capitals := _CAPITALS.search(reading):
            for source, written, _ in lines:
                if term in written:
                    suggestion = "viết đủ chữ trong cách đọc"
                    yield UnreadToken(capitals.group(), suggestion, source, written)


_abbreviations: list[tuple[Mapping[str, str], Mapping[str, str]]] = []


def _speaker(site: Site, record: Record) -> Speaker:
    """Who reads the record: the built-in abbreviations with the province's, one mapping for the whole build."""
    own = site.registers.abbreviations
    if not (_abbreviations and _abbreviations[0][0] is own):
        _abbreviations[:] = [(own, {**default_abbreviations(), **own})]
    spoken = record.draft.spoken
    terms = (
        {term: " ".join(reading.split()) for term, reading in spoken.terms.items()}
        if spoken
        else {}
    )
    return Speaker(site.settings.speech.region, _abbreviations[0][1], terms)


def spoken_seconds(group: SentenceGroup, rate: int) -> float:
    """About how many seconds it takes to say: a digit is said in about one syllable more than it is written in."""
    text = " ".join(group)
    count = text.count(" ") + 1 + len(_DIGIT.findall(text))
    return 60 * count / rate + SENTENCE_PAUSE * len(group)


class _Plan(NamedTuple):
    """A script to be made: what must be heard first, and how many sentence groups it takes of each passage."""

    kind: ScriptKind
    short: bool
    notices: str
    chosen: dict[str, int]


def _plan(
    site: Site,
    record: Record,
    kind: ScriptKind,
    lengths: Mapping[str, list[float]],
    *,
    short: bool,
) -> _Plan:
    notices, rate = tuple(_notices(site, record)), site.settings.speech.rate
    lasting = [notice for notice in notices if notice != _UNAPPROVED]
    form = (kind.short if short else None) or kind.full
    syllables_fixed, pauses = _FIXED[short]
    left = (
        _PLANNED_SECONDS[short]
        - 60 * syllables_fixed / rate
        - pauses
        - spoken_seconds(lasting, rate)
        - sum([sum(lengths[name]) for name in form.phrases])
    )
    order = form.passages
    if kind.name != RESULT and lengths.get("radio"):
        order = (("radio", 1), *[passage for passage in order if passage[0] not in _RADIO_FOR])
    return _Plan(
        kind, short, "\n".join(notices), chosen_groups(order, lengths, left, kind.min_groups)
    )


def chosen_groups(
    order: tuple[tuple[str, int], ...],
    lengths: Mapping[str, list[float]],
    left: float,
    at_least: int,
) -> dict[str, int]:
    """How many sentence groups of each passage fit into the seconds that are `left`."""
    chosen: dict[str, int] = {}
    for name, most in order:
        for length in lengths[name][chosen.get(name, 0) : most]:
            if length > left and at_least <= 0:
                break
            left -= length
            at_least -= 1
            chosen[name] = chosen.get(name, 0) + 1
    return chosen


def _script(
    site: Site, record: Record, plan: _Plan, spoken: Mapping[str, list[str]], points: int
) -> Script:
    view = site.view(record)
    change = changed_deadline(site, record, view)
    context = _NO_PASSAGES | {
        name: "\n".join(groups[: plan.chosen.get(name, 0)] if name in MOST else groups)
        for name, groups in spoken.items()
    }
    rendered = site.render(
        plan.kind.template,
        **context,
        short=plan.short,
        upcoming=view.state == "upcoming",
        soon=view.closing_soon,
        longer=change is not None and change.longer,
        draft=consulted_on(record, view),
        notices=plan.notices,
        more=0 < plan.chosen.get("points", 0) < points,
    )
    groups = [group for part in rendered.split("\n\n") if (group := part.strip("\n"))]
    text = "\n\n".join(groups) + "\n"
    file, label = files(plan.kind)[plan.short], labels(plan.kind)[plan.short]
    return _timed(site.settings.speech.rate, file, label, text)


def _timed(rate: int, file: str, label: str, text: str, *, expired: bool = False) -> Script:
    groups = text.count("\n\n") + 1
    lines = text.count("\n") - groups + 1
    # A spoken syllable stands by itself, and counting spaces is a hundred times as fast as counting syllables.
    count = syllables(text) if "-" in text else text.count(" ") + lines
    seconds = 60 * count / rate + SENTENCE_PAUSE * lines + GROUP_PAUSE * (groups - 1)
    return Script(file, label, text, count, seconds, expired)
