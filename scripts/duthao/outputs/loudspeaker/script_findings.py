"""What is wrong with the scripts of a draft: words that nobody can read for certain, sentences and scripts that are too long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from duthao.errors import Finding, Findings, Say, Severity
from duthao.outputs.loudspeaker import schedule
from duthao.outputs.loudspeaker.script_kinds import is_short
from duthao.outputs.loudspeaker.scripts import MAX_SECONDS, Script, Scripts, scripts
from duthao.outputs.loudspeaker.ssml import duration
from duthao.outputs.shared.turns import coming_sites
from duthao.outputs.site import Site
from duthao.records.body import HEADINGS
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.speech import syllables

MAX_SYLLABLES = 25  # syllables that an announcer can say between two pauses
_PAUSE = re.compile(r"[.,;:!?…]+")
# Phrase or passage → the field of the front matter that it comes from; the others come from a section of the body.
_FIELDS: dict[str, Loc] = {
    "agency": ("agency",),
    "issuer": ("issuer",),
    "what": ("spoken", "title"),
    "meeting": ("events",),
    "begins": ("events",),
    "where": ("events",),
    "way": ("comment",),
    "other_way": ("comment",),
    "phone": ("comment",),
    "audiences": ("audiences",),
    "places": ("places",),
    "meetings": ("events",),
    "reason": ("rounds",),
    "hurried": ("shortened",),
    "shortened": ("shortened", "reason"),
    "counts": ("outcome",),
    "method": ("outcome", "method"),
    "result": ("outcome",),
    "published": ("outcome",),
    "next_step": ("answer_due",),
    "opens": ("rounds",),
    "until": ("rounds",),
    "until_again": ("rounds",),
    "last": ("rounds",),
    "former": ("rounds",),
}
# Names, dates and ways to comment, which the record cannot do without, however long they are.
_INDISPENSABLE = frozenset(_FIELDS) - {"meetings", "reason", "shortened", "method"}
_TABLE = "Nội dung tiếp thu, giải trình"  # the column of the table of responses
_SECTIONS = {"why": "necessity", "points": "content"}  # where the section bears another name


def readable(site: Site, record: Record) -> Scripts:
    """The scripts of a record, every word of which can be read aloud for certain. Raises Findings."""
    draft_scripts = scripts(site, record)
    if draft_scripts.unread:
        raise Findings(tuple(_unread(record, draft_scripts)))
    return draft_scripts


def findings(site: Site, record: Record) -> Iterator[Finding]:
    """Words that cannot be read aloud for certain, now or in the texts of the days to come, which the pages hold already
    (errors); sentences too long for a breath and scripts too long for their time (warnings).
    """
    known, later = coming_sites(site, record)
    unread = [*_unread(record, scripts(site, record))]
    unread += [f for then in later[1:] for f in _unread(record, scripts(then, known))]
    yield from dict.fromkeys(unread)
    yield from _long_sentences(record, scripts(site, record))
    yield from _long_scripts(site, record)


def _unread(record: Record, draft_scripts: Scripts) -> Iterator[Finding]:
    for token, suggestion, source, written in draft_scripts.unread:
        yield _finding(
            record,
            "speech-unread",
            source,
            token,
            written,
            Say(
                f"Không chắc cách đọc «{token}» trong câu: {written}",
                f"No certain reading of `{token}` in: {written}",
            ),
            Say(
                f"Khai báo «{token}» ở «spoken.terms», hoặc {suggestion}.",
                f"Declare `{token}` in `spoken.terms`, or write it out in words.",
            ),
        )


def _long_sentences(record: Record, draft_scripts: Scripts) -> Iterator[Finding]:
    lines = (line for script in draft_scripts.on_air for line in script.text.split("\n"))
    for line in dict.fromkeys(lines):
        if line.count(" ") < MAX_SYLLABLES:
            continue
        # So many syllables and what parts them are twice as many letters at least.
        long = [part for part in _PAUSE.split(line) if len(part) > 2 * MAX_SYLLABLES]
        longest = max(map(syllables, long), default=0)
        if longest <= MAX_SYLLABLES:
            continue
        # A sentence of the record, or a fixed one with words of the record in it: the longest is to blame.
        blamed = max(
            (spoken for spoken in draft_scripts.lines if spoken.text in line),
            key=lambda spoken: len(spoken.text),
        )
        yield _finding(
            record,
            "speech-long-sentence",
            blamed.source,
            blamed.written,
            blamed.written,
            Say(
                f"Có {longest} âm tiết không ngắt (tối đa {MAX_SYLLABLES}) trong câu: {line}",
                f"{longest} syllables without a pause (at most {MAX_SYLLABLES}) in: {line}",
            ),
            Say(
                "Tách câu, hoặc thêm dấu phẩy ở chỗ ngắt hơi.",
                "Divide the sentence, or put a comma where one draws breath.",
            ),
            "warning",
        )


def _long_scripts(site: Site, record: Record) -> Iterator[Finding]:
    draft_scripts = scripts(site, record)
    for script in draft_scripts.texts:
        limit, whose = _time_for(site, record, script)
        if script.expired or round(script.seconds / 5) * 5 <= limit:  # as lengths are shown
            continue
        sentences: dict[str, list[str]] = defaultdict(list)  # as they are written
        spoken: dict[str, int] = defaultdict(int)  # syllables
        for source, written, text in draft_scripts.lines:
            if source not in _INDISPENSABLE and text and text in script.text:
                sentences[source].append(written)
                spoken[source] += syllables(text)
        longest = max(spoken, key=lambda source: spoken[source])
        section = _SECTIONS.get(longest, longest)
        heading = next((h for h, key in HEADINGS.items() if key == section), longest)
        heading = _TABLE if longest == "raised" else heading
        excess = round((script.seconds - limit) * site.settings.speech.rate / 60)
        yield _finding(
            record,
            "speech-too-long",
            longest,
            sentences[longest][0],
            sentences[longest][0],
            Say(
                f"{script.label} dài {duration(script.seconds)}, quá mức {duration(limit)}{whose}.",
                f"{script.file} takes {script.seconds:.0f} s, {limit} s are allowed.",
            ),
            Say(
                f"Bớt khoảng {excess} âm tiết, trước hết ở «{heading}» ({spoken[longest]} âm tiết).",
                f"Cut about {excess} syllables, first of all in `{longest}` ({spoken[longest]}).",
            ),
            "warning",
        )


def _time_for(site: Site, record: Record, script: Script) -> tuple[int, str]:
    """The seconds that a script may take, and in words whose limit that is: a short script has to fit every session."""
    short = is_short(script.file)
    limit = MAX_SECONDS[short]
    if short:
        minutes, place = schedule.shortest_session(site, record)
        if 60 * minutes < limit:
            return 60 * minutes, f" của một buổi phát ở {place or 'địa bàn'}"
    return limit, ""


def _finding(
    record: Record,
    rule: str,
    source: str,
    fragment: str,
    written: str,
    message: Say,
    remedy: Say,
    severity: Severity = "error",
) -> Finding:
    """A fault where the fragment stands: in the field of its source, else in the line of its section."""
    if field := _FIELDS.get(source):
        spoken = record.draft.spoken
        if source == "what" and not (spoken and spoken.title):
            field = ("short_title",)
        if field[0] in ("outcome", "answer_due"):  # of the latest round that has any
            rounds = enumerate(record.draft.rounds)
            ended = [n for n, round_ in rounds if round_.outcome or round_.answer_due]
            field = ("rounds", *ended[-1:], *field)
        return record.finding(rule, field, message, remedy, severity)
    if source == "raised" and (table := record.responses):
        place = next((n for n, row in enumerate(table.rows) if fragment in row.answer), 0)
        return table.finding(rule, place, "answer", message, remedy, severity)
    section = record.body[_SECTIONS.get(source, source)]
    line = _line(record, section.line if section else 0, fragment, written)
    where = ("body", section.key) if section else ()
    return Finding(record.path, line, rule, message, remedy, severity, field=where)


def _line(record: Record, heading: int, fragment: str, written: str) -> int:
    """The first line below the heading that holds the fragment or four words running of the sentence, else the heading's."""
    words = written.split()
    sought = [fragment, *(" ".join(words[n : n + 4]) for n in range(len(words) - 3))]
    lines = list(enumerate(record.source.body.split("\n"), record.source.body_line))
    below = [(number, line) for number, line in lines if number > heading]
    return next((n for text in sought for n, line in below if text in line), heading)
