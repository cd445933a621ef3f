"""Whom and where a draft reaches: audiences of the register that are named as those it applies to, and places in its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duthao.domain.registers import Registers
from duthao.errors import Say
from duthao.records.plan_files.register_names import keys_within
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.papers import ASKING, TELLING, Paper
from duthao.records.word_files.source_sentences import sentences, single
from duthao.text import fold, slug

_APPLIES = re.compile(r"doi tuong|ap dung (?:doi voi|cho)|pham vi ap dung")
_SURELY = re.compile(r"doi tuong ap dung|ap dung (?:doi voi|cho)")
_NOT = re.compile(r"khong (?:ap dung|thuoc|bao gom|dieu chinh)")
_BEGINS = re.compile(r"(?P<article>Điều\s+\d)|(?P<part>[IVX]{1,4}\.)|(?P<clause>\d{1,2}\.)")
_FURTHER = 12  # paragraphs that may follow a heading with those it applies to
_EACH_PART = Say("Tên trong danh mục rộng hơn. Có đúng đối tượng này không?", "The register's name is wider. Is this the one?")  # fmt: skip
_IS_IT = Say("Đối tượng này có chịu tác động của văn bản không?", "Does the text touch them?")
PLACE = Say("Văn bản áp dụng ở nơi này, đúng không?", "Is this where the text applies?")
_TOPIC = Say("Lĩnh vực này đúng không?", "Is this the topic?")


def find(
    papers: Sequence[Paper], titles: Sequence[FieldCandidate], registers: Registers
) -> Iterator[FieldCandidate]:
    """Candidates for `audiences`, `places` and `topics`."""
    for title in titles:
        yield from _places(title, registers)
        yield from _topics(title, registers)
    whole = [(slug(a.name), key) for key, a in registers.audiences.items()]
    parts = [
        (slug(part), key)
        for key, audience in registers.audiences.items()
        for part in audience.name.split(",")
        if "," in audience.name and " " in part.strip()
    ]
    signs = sorted([*whole, *parts], key=lambda sign: -len(sign[0]))
    of_whole = set(whole)
    for paper in papers:
        if paper.kind == "draft" or paper.kind in (*TELLING, *ASKING):
            yield from _audiences(paper, signs, of_whole)


def _audiences(
    paper: Paper, signs: Sequence[tuple[str, str]], whole: set[tuple[str, str]]
) -> Iterator[FieldCandidate]:
    left, opened = 0, ""
    for line in paper.lines:
        text = single(line.text)
        if begins := _BEGINS.match(text):
            if _APPLIES.search(fold(text)) and paper.kind not in ASKING:
                left, opened = _FURTHER, str(begins.lastgroup)
            elif begins.lastgroup != "clause" or opened == "clause":
                left = 0  # clauses of an article go on with it
        for sentence in sentences(text):
            about = fold(sentence)
            if _NOT.search(about) or not (
                left or (_APPLIES.search(about) and paper.kind not in ASKING)
            ):
                continue
            for key in keys_within(sentence, signs):
                sign = next(
                    s for s in signs if s[1] == key and f"-{s[0]}-" in f"-{slug(sentence)}-"
                )
                words = _as_written(sentence, sign[0])
                asked = None if sign in whole else _EACH_PART
                if not left and not _SURELY.search(about):
                    asked = asked or _IS_IT
                yield FieldCandidate("audiences", key, words, paper.source(line, sentence), "doubtful" if asked else "certain", asked)  # fmt: skip
        left = max(0, left - 1)


def _places(title: FieldCandidate, registers: Registers) -> Iterator[FieldCandidate]:
    signs = [
        (slug(place.name), key) for key, place in registers.places.items() if place.until is None
    ]
    signs.sort(key=lambda sign: -len(sign[0]))
    found = keys_within(str(title.value), signs)
    if communes := [key for key in found if registers.places[key].within]:
        found = communes  # "xã Tả Van, tỉnh Lào Cai" is the commune alone
    if not found and re.search(r"-tinh$|-tren-dia-ban-tinh", slug(str(title.value))):
        provinces = [
            (key, "tỉnh") for key, place in registers.places.items() if place.kind == "tinh"
        ]
        for key, words in provinces[:1]:
            yield _of_title(title, key, words)
    for key in found:
        words = _as_written(str(title.source.text), slug(registers.places[key].name))
        if words:
            yield _of_title(title, key, words)


def _of_title(title: FieldCandidate, key: str, words: str) -> FieldCandidate:
    """A place that a title names: as sure as the title is."""
    asked = None if title.doubt == "certain" else PLACE
    return title._replace(field="places", value=key, words=words, question=asked)


def _topics(title: FieldCandidate, registers: Registers) -> Iterator[FieldCandidate]:
    """Only a sign that is asked: a title that has the word may be about something else."""
    signs = [
        (slug(part), key)
        for key, topic in registers.topics.items()
        for part in topic.name.split(",")
        if len(slug(part)) > 4
    ]
    signs.sort(key=lambda sign: -len(sign[0]))
    for key in keys_within(str(title.value), signs)[:2]:
        sign = next(s for s, k in signs if k == key and f"-{s}-" in f"-{slug(str(title.value))}-")
        words = _as_written(title.source.text, sign)
        if words:
            yield title._replace(
                field="topics", value=key, words=words, question=_TOPIC, doubt="doubtful"
            )


def _as_written(sentence: str, sign: str) -> str:
    """The words of a sentence whose slug is this; "" where they stand only in parts."""
    pieces = list(re.finditer(r"\w+", sentence))
    slugs = [slug(piece[0]) for piece in pieces]
    wanted = sign.split("-")
    for start in range(len(pieces) - len(wanted) + 1):
        if slugs[start : start + len(wanted)] == wanted:
            return sentence[pieces[start].start() : pieces[start + len(wanted) - 1].end()]
    return ""
