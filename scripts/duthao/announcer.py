"""A script as an announcer or a machine performs it: what is said slowly, where one pauses, how long it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from duthao.broadcast import GROUP_PAUSE, SENTENCE_PAUSE, Script, Scripts

_SSML = "http://www.w3.org/2001/10/synthesis"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
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
    return tuple(
        tuple(
            Line(tuple(_SENSE.split(said)), any(words in said for words in slow))
            for said in group.split("\n")
        )
        for group in script.text.strip("\n").split("\n\n")
    )


def ssml(slow: tuple[str, ...], script: Script) -> bytes:
    """The script in SSML 1.1 (W3C, 7 September 2010): a paragraph a group, a sentence a line, pauses as reckoned."""
    ElementTree.register_namespace("", _SSML)
    speak = ElementTree.Element(f"{{{_SSML}}}speak", {"version": "1.1", _LANG: "vi"})
    groups = lines(slow, script)
    for place, group in enumerate(groups, 1):
        paragraph = ElementTree.SubElement(speak, f"{{{_SSML}}}p")
        for line in group:
            sentence = ElementTree.SubElement(paragraph, f"{{{_SSML}}}s")
            if line.slow:
                sentence = ElementTree.SubElement(sentence, f"{{{_SSML}}}prosody", {"rate": "slow"})
            sentence.text = " ".join(line.senses)
            ElementTree.SubElement(
                paragraph, f"{{{_SSML}}}break", {"time": _milliseconds(SENTENCE_PAUSE)}
            )
        if place < len(groups):
            ElementTree.SubElement(speak, f"{{{_SSML}}}break", {"time": _milliseconds(GROUP_PAUSE)})
    ElementTree.indent(speak, " ")
    return bytes(ElementTree.tostring(speak, encoding="utf-8", xml_declaration=True)) + b"\n"


def _milliseconds(seconds: float) -> str:
    return f"{round(1000 * seconds)}ms"


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
