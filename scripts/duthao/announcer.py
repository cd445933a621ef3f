"""A script as an announcer or a machine performs it: what is said slowly, where one pauses, how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from duthao.broadcast import GROUP_PAUSE, SENTENCE_PAUSE, Script, Scripts

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<speak xmlns="http://www.w3.org/2001/10/synthesis" version="1.1" xml:lang="vi">
"""
_PAUSE = f'  <break time="{1000 * SENTENCE_PAUSE:.0f}ms"/>\n'
_PLAINLY = f"  <s>%s</s>\n{_PAUSE}"
_SLOWLY = f'  <s><prosody rate="slow">%s</prosody></s>\n{_PAUSE}'
_BETWEEN = f' </p>\n <break time="{1000 * GROUP_PAUSE:.0f}ms"/>\n <p>\n'
_SENSE = re.compile(r"(?<=[,;:]) ")
# What people write down while they listen: until when, and where to go.
_SLOW = frozenset({"until", "former", "opens", "published", "way", "other_way"})


class Line(NamedTuple):
    """A sentence: its sense groups, which joined by spaces give it back, and whether it is said slowly."""

    senses: tuple[str, ...]
    slow: bool


def slow(made: Scripts) -> tuple[str, ...]:
    """The words of a record that are said slowly."""
    return tuple(spoken for group, _, spoken in made.lines if group in _SLOW and spoken)


def lines(slow: tuple[str, ...], script: Script) -> tuple[tuple[Line, ...], ...]:
    """The sentences of a script, by the groups between which the announcer pauses."""
    return tuple([tuple([_line(slow, said) for said in group]) for group in _groups(script.text)])


def _groups(text: str) -> list[list[str]]:
    return [group.split("\n") for group in text.strip("\n").split("\n\n")]


# The scripts of a record share most of their sentences, in its texts, in SSML and on paper.
@lru_cache(maxsize=256)
def _line(slow: tuple[str, ...], said: str) -> Line:
    return Line(tuple(_SENSE.split(said)), _is_slow(slow, said))


@lru_cache(maxsize=256)
def _is_slow(slow: tuple[str, ...], said: str) -> bool:
    return any(words in said for words in slow)


def ssml(slow: tuple[str, ...], script: Script) -> bytes:
    """The script in SSML 1.1 (W3C, 7 September 2010): a paragraph a group, a sentence a line, pauses as reckoned."""
    # Escaped in one piece, which leaves its lines as they are: an XML library takes ten times as long.
    groups = zip(_groups(script.text), _groups(escape(script.text, quote=False)), strict=True)
    paragraphs = [
        "".join(
            [
                _SLOWLY % one if _is_slow(slow, said) else _PLAINLY % one
                for said, one in zip(written, escaped, strict=True)
            ]
        )
        for written, escaped in groups
    ]
    return f"{_HEAD} <p>\n{_BETWEEN.join(paragraphs)} </p>\n</speak>\n".encode()


def duration(seconds: float) -> str:
    """`2 phút 40 giây`, in steps of five seconds."""
    minutes, rest = divmod(5 * round(seconds / 5), 60)
    return " ".join(
        filter(
            None,
            (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest or not minutes else ""),
        )
    )


def figures(script: Script, rate: int) -> Iterator[str]:
    """Class, length, syllables and speed, as they stand at the head of a script."""
    yield "Loại tin: Thông thường"  # of Circular 39/2020: neither priority nor urgent
    yield duration(script.seconds)
    yield f"{script.syllables} âm tiết"
    yield f"tốc độ {rate} âm tiết một phút"
