"""A script as an announcer or a machine performs it: what is said slowly, where one pauses, how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

from duthao.clock import date_vi, weekday
from duthao.outputs.loudspeaker.scripts import GROUP_PAUSE, SENTENCE_PAUSE, Script, Scripts

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<speak xmlns="http://www.w3.org/2001/10/synthesis" version="1.1" xml:lang="vi">
"""
_SLOWLY = '<prosody rate="slow">%s</prosody>'
_END = f'</s>\n  <break time="{1000 * SENTENCE_PAUSE:.0f}ms"/>\n'
_SENTENCE = f"{_END}  <s>"
_GROUP = f'{_END} </p>\n <break time="{1000 * GROUP_PAUSE:.0f}ms"/>\n <p>\n  <s>'
_SENSE = re.compile(r"(?<=[,;:]) ")
# What people write down while they listen: until when, and where to go.
_SLOW = frozenset(
    {
        "until",
        "until_again",
        "last",
        "former",
        "opens",
        "published",
        "begins",
        "way",
        "other_way",
        "phone",
    }
)


class Sentence(NamedTuple):
    """A sentence as an announcer sees it: its sense groups, which joined by spaces give it back, and whether it is said slowly."""

    senses: tuple[str, ...]
    slow: bool


def slow_phrases(scripts: Scripts) -> tuple[str, ...]:
    """The words of a record that are said slowly."""
    return tuple(text for source, _, text in scripts.lines if source in _SLOW and text)


def sentence_groups(slow: tuple[str, ...], script: Script) -> tuple[tuple[Sentence, ...], ...]:
    """The sentences of a script, by the groups between which the announcer pauses."""
    groups = [group.split("\n") for group in script.text.strip("\n").split("\n\n")]
    return tuple([tuple([_sentence(slow, line) for line in group]) for group in groups])


# The scripts of a record share most of their sentences.
@lru_cache(maxsize=256)
def _sentence(slow: tuple[str, ...], line: str) -> Sentence:
    return Sentence(tuple(_SENSE.split(line)), any(phrase in line for phrase in slow))


def ssml(slow: tuple[str, ...], script: Script) -> bytes:
    """The script in SSML 1.1 (W3C, 7 September 2010): a paragraph a group, a sentence a line, pauses as reckoned."""
    text = script.text.strip("\n")
    # Escaped and marked up in one piece, which leaves its lines as they are: an XML library takes ten times as long.
    escaped = escape(text)
    if phrases := [phrase for phrase in slow if phrase in text]:
        lines = zip(text.split("\n"), escaped.split("\n"), strict=True)
        escaped = "\n".join(
            [_SLOWLY % xml if any(p in line for p in phrases) else xml for line, xml in lines]
        )
    paragraphs = [group.replace("\n", _SENTENCE) for group in escaped.split("\n\n")]
    return f"{_HEAD} <p>\n  <s>{_GROUP.join(paragraphs)}{_END} </p>\n</speak>\n".encode()


def duration(seconds: float) -> str:
    """`2 phút 40 giây`, in steps of five seconds."""
    minutes, rest = divmod(5 * round(seconds / 5), 60)
    if not minutes:
        return f"{rest} giây"
    return f"{minutes} phút {rest} giây" if rest else f"{minutes} phút"


def off_air_words(end: datetime | None) -> str:
    """From when on a script must not be read, as is said beside it; "" where that is not known."""
    return f"không phát từ {end:%H:%M} {weekday(end.date())}, {date_vi(end.date())}" if end else ""


def figures(script: Script, rate: int) -> Iterator[str]:
    """Class, length, syllables and speed, as they stand at the head of a script."""
    yield "Loại tin: Thông thường"  # of Circular 39/2020: neither priority nor urgent
    yield duration(script.seconds)
    yield f"{script.syllables} âm tiết"
    yield f"tốc độ {rate} âm tiết một phút"
