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
from duthao.retold import Passages, Unit, answer, changed, facts, passages
from duthao.site import Site
from duthao.speech import Speaker, Unread, read, syllables

Plan = tuple[tuple[str, int], ...]  # groups and the most units of each, what matters most first
_SENTENCE_PAUSE, _GROUP_PAUSE = 0.5, 1.0  # seconds
_BLANK = re.compile(r"\n\s*\n")
_ENDED = {"withdrawn": "dự thảo đã được rút", "dropped": "văn bản đã dừng xây dựng"}


class Kind(NamedTuple):
    """A script: its template and file, its name, and what it takes of the record in its two forms.

    `seconds` is what the chosen units may last in the full and in the short form, so that with their frame
    the first lasts two to four minutes and the second sixty to ninety seconds.
    """

    name: str
    label: str
    full: Plan
    short: Plan
    seconds: tuple[float, float]


KINDS = (
    Kind("mo", "Bài mở đầu", (("points", 5), ("why", 5), ("new", 4), ("questions", 3), ("contested", 3)),
         (("points", 3),), (140, 25)),
    Kind("nhac", "Bài nhắc thời hạn góp ý", (("points", 5), ("questions", 3)), (("points", 2),), (90, 25)),
    Kind("gia-han", "Bài về thời hạn góp ý mới", (("points", 5), ("questions", 3)), (("points", 2),), (90, 15)),
    Kind("ket-qua", "Bài về kết quả lấy ý kiến", (("contested", 3), ("points", 5)), (("contested", 1),), (110, 15)),
)
# The most that any script takes of what is chosen from; all else is taken whole.
_MOST = {"points": 5, "why": 5, "new": 4, "questions": 3, "contested": 3, "radio": 1}
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
    """All scripts of a record; of each spoken sentence its group and how it was written; what could not be read."""

    texts: tuple[Script, ...]
    origins: Mapping[str, tuple[str, str]]
    unread: tuple[tuple[Unread, str, str], ...]


def kinds(site: Site, record: Record) -> list[Kind]:
    """The scripts that the record has something to say in; none where no time for comments is known."""
    view = site.view(record)
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
    view = site.view(record)
    single = dict(facts(site, record, view))
    written: Passages = {name: [[said]] if said else [] for name, said in single.items()}
    written |= {group: units[:_MOST.get(group)] for group, units in (whole := passages(site, record, view)).items()}
    spoken, unread = _heard(site, record, written)
    said: dict[str, object] = {group: _flat(units) for group, units in spoken.items() if group not in _MOST}
    said |= {name: "".join(_flat(spoken[name])) for name in single}
    made = _Maker(site, record, view, said, spoken, len(whole["points"]))
    texts = tuple(made.script(kind, short=short) for kind in kinds(site, record) for short in (False, True))
    origins = {heard: (group, line) for group, units in written.items()
               for line, heard in zip(_flat(units), _flat(spoken[group]), strict=True)}
    return Scripts(texts, origins, unread)
