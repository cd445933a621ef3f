"""The passages of a record that are read aloud: its own sentences, by what they are about.

A sentence group is a list of sentences that belong together and are read or left out together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from duthao.domain.draft import Outcome
from duthao.domain.fates import counts
from duthao.domain.lifecycle import View
from duthao.outputs.loudspeaker.script_facts import (
    begins,
    changed_deadline,
    consulted_on,
    known_meetings,
    latest_outcome,
    published_result,
    where,
)
from duthao.outputs.shared.response_rows import (
    answered_round,
    answers_to_communes,
    commune_words,
    main_answers,
    points,
)
from duthao.outputs.shared.status import answers, asked, received, shortened
from duthao.outputs.site import Site
from duthao.records.body import Section
from duthao.records.record import Record
from duthao.speech.sentences import cleaned, closed, informs, mid_sentence, sentences

# The most sentence groups of a passage that any script takes: three rows of a table, for nobody can listen to a table.
MOST = {
    "points": 5,
    "why": 3,
    "new": 3,
    "questions": 3,
    "contested": 3,
    "raised": 3,
    "meetings": 2,
    "shortened": 1,
    "radio": 1,
}
SentenceGroup = list[str]
Passages = dict[str, list[SentenceGroup]]
_ORDINALS = ("Thứ nhất", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm")
_MOST_OF_AN_ANSWER = 2  # sentences
_BECAME = {
    "accepted": "Cơ quan soạn thảo tiếp thu {}.",
    "partly": "Với {}, cơ quan soạn thảo tiếp thu một phần.",
    "kept": "Với {}, cơ quan soạn thảo giữ nguyên dự thảo, lý do như sau.",
    "noted": "Cơ quan soạn thảo ghi nhận {}.",
    "out_of_scope": "Có {} ngoài phạm vi dự thảo.",
}
_TO_COMMUNES = "Ý kiến do xã, phường tổng hợp có bản trả lời riêng cho từng xã, phường."
_MAX_REASONS = 4  # sentences of a reason that are read together


def passages(site: Site, record: Record, view: View, *, asking: bool = True) -> Passages:
    """The passages of a record by the names that the templates of `theme/speech` give them, of each no more sentence
    groups than anybody could listen to.

    A passage that the record has nothing for is empty; "points" has one more than is read where there are more. Where no
    script is `asking` for opinions, none that only such a script says.
    """
    body = record.body
    limited: dict[str, Iterable[SentenceGroup]] = {
        "points": _points(body["content"]),
        "contested": _blocks(body["contested"]),
    }
    if not asking and (raised := list(_raised(site, record))):
        # What rows say of the points that people raised takes the place of what was said before they were answered.
        limited |= {"raised": raised, "contested": ()}
    else:
        limited["raised"] = ()
    complete = _result(site, record, view)
    if asking:
        limited |= {
            "why": (
                group[n : n + _MAX_REASONS]
                for group in _blocks(body["necessity"])
                for n in range(0, len(group), _MAX_REASONS)
            ),
            "new": _comparison(body["new"], consulted_on(record, view)),
            "questions": _blocks(body["questions"]),
            "radio": _as_one(body["radio"]),
            "meetings": _meetings(site, record),
        }
        change = changed_deadline(site, record, view)
        hurried = [
            sentences(f"Văn bản này được xây dựng {why[0].lower()}{why[1:]}")
            for why in shortened(record.draft)
        ]
        complete |= {
            "reason": [sentences(change.reason)] if change else [],
            "hurried": [group[:1] for group in hurried],
            "shortened": [group[1:] for group in hurried],
        }
    return {
        name: list(islice(groups, MOST[name] + (name == "points")))
        for name, groups in limited.items()
    } | complete


def _blocks(section: Section | None) -> Iterator[SentenceGroup]:
    """Each paragraph and each item."""
    for _, group in _blocks_with_kind(section):
        yield group


def _blocks_with_kind(section: Section | None) -> Iterator[tuple[str, SentenceGroup]]:
    for kind, text in section.blocks if section else ():
        if kind in ("paragraph", "item") and (group := sentences(text)):
            yield kind, group


def _as_one(section: Section | None) -> Iterator[SentenceGroup]:
    """One group: what an officer wrote to be heard is not cut."""
    if lines := [line for group in _blocks(section) for line in group]:
        yield lines


def _points(section: Section | None) -> Iterator[SentenceGroup]:
    """Items with their ordinal numbers; a paragraph before them by itself, one after an item together with it."""
    pending: SentenceGroup = []
    items = 0
    numbered = section is not None and len(section.items) > 1
    for kind, group in _blocks_with_kind(section):
        if kind == "item" and numbered and items < len(_ORDINALS):
            group[0] = f"{_ORDINALS[items]}, {mid_sentence(group[0])}"
            items += 1
        elif kind == "paragraph" and items:
            pending += group
            continue
        if pending:
            yield pending
        pending = group
    if pending:
        yield pending


def _comparison(section: Section | None, document: str) -> Iterator[SentenceGroup]:
    """Rows of the comparison table that say what changes from what in the `document`; without a table, what else is there."""
    rows = section.table[1:] if section else ()
    if not rows:
        yield from _blocks(section)
    for row in rows:
        if group := change_sentences((*row, "", "", "")[:3], document):
            yield group


def change_sentences(row: Sequence[str], document: str) -> SentenceGroup:
    """What a row changes, by its subject, what holds now and what the `document` has; empty where it tells nobody anything."""
    topic, now, then = (cleaned(cell).rstrip(" .;,").replace(": ", ", ") for cell in row)
    if informs(topic) and informs(now) and informs(then) and not then.startswith("Giữ nguyên"):
        return [
            f"Về {mid_sentence(topic)}, hiện nay: {mid_sentence(now)}.",
            f"Theo {document}: {mid_sentence(then)}.",
        ]
    return []


def _meetings(site: Site, record: Record) -> Iterator[SentenceGroup]:
    """Meetings to come, also those whose hour or place is not known yet."""
    for meeting in known_meetings(site, record):
        if site.now < meeting.at.start:
            place = [closed(f"Địa điểm: {where(meeting)}")] if meeting.place else []
            yield [closed(cleaned(meeting.title)), f"Thời gian: {begins(meeting)}.", *place]


def _result(site: Site, record: Record, view: View) -> Passages:
    result, outcome = published_result(site, record, view), latest_outcome(record, view)
    if not (result and outcome):
        return {"counts": [], "method": [], "communes": []}
    told = commune_words(site, record, view.round or 1, outcome)
    separate = [_TO_COMMUNES] if told and any(answers_to_communes(site, record, view.round)) else []
    return {
        "communes": [[told, *separate]] if told else [],
        "counts": list(_counts(outcome, answered=result.step is outcome.answered)),
        "method": [sentences(outcome.method)] if outcome.method else [],
    }


def _raised(site: Site, record: Record) -> Iterator[SentenceGroup]:
    """The points that were raised most: how many did, and the answer that most stand behind; of what was not accepted too."""
    round_ = answered_round(site, record, site.view(record).round)
    for point in points(round_.rows) if round_ else ():
        group = [f"Về {mid_sentence(cleaned(point.title))}, có {point.raised} ý kiến."]
        for row in main_answers(point):
            alike = sum(r.count for r in point.rows if r.verdict == row.verdict)
            which = "các ý kiến này" if alike == point.raised else f"{alike} ý kiến"
            group += [_BECAME[row.verdict].format(which)]
            group += sentences(row.answer)[:_MOST_OF_AN_ANSWER]
        yield group


def _counts(outcome: Outcome, *, answered: bool) -> Iterator[SentenceGroup]:
    """Figures that were put out; what became of each opinion once the answer is. Sentences short enough for the ear."""
    replies = ", ".join(answers(outcome))
    consulted = [f"Cơ quan soạn thảo {mid_sentence(asked(outcome))}"] if asked(outcome) else []
    consulted += [f"Trong số các nơi được hỏi, {replies}."] if replies else []
    if consulted:
        yield consulted
    if opinions := received(outcome):
        yield [opinions]
    if answered:
        others = [f"{n} ý kiến {fate}" for key, fate, n in counts(outcome) if key != "kept" and n]
        handled = [f"Trong đó, {', '.join(others)}."] if others else []
        if outcome.kept:
            handled.append(
                f"Với {outcome.kept} ý kiến, cơ quan soạn thảo giữ nguyên dự thảo, có nêu lý do."
            )
        if handled:
            yield handled
