"""The loudspeaker page of a draft, with its scripts in large letters; each as plain text and SSML, all on paper."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from duthao.clock import date_vi
from duthao.errors import Finding, Findings, Say, Severity
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import recordings, schedule
from duthao.outputs.loudspeaker import translations as translated
from duthao.outputs.loudspeaker.scripts import (
    LONGEST,
    Script,
    Scripts,
    brief,
    ended,
    ends,
    files,
    kinds,
    scripts,
    stopped,
)
from duthao.outputs.loudspeaker.ssml import duration, figures, lines, off_air, slow, ssml
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.sheet import Base, base
from duthao.outputs.shared.status import face
from duthao.outputs.shared.turns import coming, turns, woven
from duthao.outputs.site import Site
from duthao.records.body import HEADINGS
from duthao.records.front_matter import Loc
from duthao.records.record import FOLDER, Record
from duthao.rendering import typesetting
from duthao.rendering.links import ALL
from duthao.speech import syllables

BREATH = 25  # syllables that an announcer can say between two pauses
PAPER = "loa.pdf"
_STATION = "Đây là Đài truyền thanh …………………………"
_UNRELEASED = "CHƯA DUYỆT"
_UNRELEASED_YET = f"{_UNRELEASED}: cơ quan soạn thảo chưa cho phát. Chỉ dùng để chuẩn bị."
_PAUSE = re.compile(r"[.,;:!?…]+")
# Where the front matter holds what was said; the rest comes from a section of the body.
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
# Said at any length: names, dates and ways that the record cannot do without.
_FIXED_WORDS = frozenset(_FIELDS) - {"meetings", "reason", "shortened", "method"}
_SECTIONS = {"why": "necessity", "points": "content"}


class Sheet(Base):
    """`theme/print/loa.typ`. `scripts` of {label, figures, groups: [[{senses, slow}]]}; `stamp` lies across every page."""

    author: str
    running: str
    headline: str
    stamp: str
    notes: list[str]
    station: str
    scripts: list[dict[str, Any]]
    approval: str
    translations: list[translated.Printed]
    glossary: list[dict[str, str]]


class DraftScripts(Output):
    """The loudspeaker page of a draft, with its scripts in large letters; each as plain text and SSML, all on paper."""

    name = "loudspeaker"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/loa/` with its texts and its paper; nothing for a record whose time for comments is not known."""
        told = kinds(site, record)
        if not told:
            return
        at = site.links.speech(record.id)
        yield Artifact(site.links.file(at), partial(_page, site, record))
        for kind in told:
            for file in files(kind):
                yield Artifact(at + file, partial(_text, site, record, file))
                yield Artifact(at + _spoken(file), partial(_ssml, site, record, file))
        for recording in recordings.recordings(site, record).values():
            path = site.root / FOLDER / record.id / recording.file
            yield Artifact(site.links.speech(record.id, recording.file), path.read_bytes)
        if site.printed and not scripts(site, record).unread:
            template, data = site.root / "theme" / "print" / "loa.typ", sheet(site, record)
            dated = edition(site, record)
            yield Artifact(
                site.links.speech(record.id, PAPER),
                partial(_paper, site.root, record.path, template, data, dated),
                typesetting.needs(template, data, dated),
                cached=True,
            )

    def findings(self, site: Site, record: Record) -> Iterator[Finding]:
        """Words that cannot be read aloud for certain (errors); sentences too long for a breath and scripts too long for their
        time (warnings).
        """
        if kinds(site, record):
            made = scripts(site, record)
            yield from dict.fromkeys(_unread_ever(site, record))
            yield from _breathless(record, made)
            yield from _lengthy(site, record, made)
            if not made.unread:
                yield from translated.findings(site, record)
                yield from recordings.findings(site, record)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page of the scripts, and their paper while they are on air."""
        if told := kinds(site, record):
            on_air = not all(stopped(site, record, kind) for kind in told)
            note = "" if on_air else "không phát nữa"
            yield PageLink("speech", "Bài phát thanh", site.links.speech(record.id), note)
            if on_air and site.printed:
                yield PageLink(
                    "speech",
                    "Bản in cho phát thanh viên",
                    site.links.speech(record.id, PAPER),
                    "PDF, chữ to",
                )


def _figures(site: Site, record: Record, script: Script) -> str:
    """What stands at the head of a script on paper: also from when on it is not read."""
    [kind] = [k for k in kinds(site, record) if script.file in files(k)]
    end = off_air(ends(site, record, kind))
    return " · ".join([*figures(script, site.settings.speech.rate), *([end] if end else [])])


def _script(site: Site, record: Record, file: str) -> tuple[Scripts, Script]:
    made = scripts(site, record)
    if made.unread:
        raise Findings(tuple(_unread(record, made)))
    return made, next(script for script in made.texts if script.file == file)


def _text(site: Site, record: Record, file: str) -> bytes:
    return _script(site, record, file)[1].text.encode()


def _ssml(site: Site, record: Record, file: str) -> bytes:
    made, script = _script(site, record, file)
    return _over(script) if script.expired else ssml(slow(made), script)


@lru_cache(maxsize=64)
def _over(script: Script) -> bytes:
    """What all records share whose script is over: nothing in it is said slowly."""
    return ssml((), script)


def _spoken(file: str) -> str:
    """`mo.txt` → `mo.ssml`."""
    return file.removesuffix(".txt") + ".ssml"


def _paper(root: Path, path: str, template: Path, data: Mapping[str, Any], dated: date) -> bytes:
    try:
        return typesetting.pdf(template, data, dated)
    except typesetting.PrintError as error:
        raise Findings(error.findings(root, path)) from None


def sheet(site: Site, record: Record) -> Sheet:
    """The scripts that may still go on air, as the announcer's paper sets them; where none may, a page that says so.

    It bears no edition then: a result goes off the air without any news of that day.
    """
    made, front = scripts(site, record), record.draft
    aired = [script for script in made.texts if not script.expired]
    renderings = translated.aired(site, record)
    return {
        **base(site, record, f"Bài phát thanh: {front.short_title}", undated=not aired),
        "author": site.agency_name(record, front.agency),
        "running": f"Bài phát thanh · {record.code}",
        "headline": front.short_title,
        "stamp": "" if _released(record) or not aired else _UNRELEASED,
        "notes": list(translated.unprinted(renderings))
        if aired
        else [f"{_why(site, record)}. Các bài phát thanh của dự thảo này không phát nữa."],
        "station": _STATION.rstrip("… "),
        "scripts": [
            {
                "label": script.label,
                "figures": _figures(site, record, script),
                "groups": [
                    [line._asdict() for line in group] for group in lines(slow(made), script)
                ],
            }
            for script in aired
        ],
        "approval": _approval(record) or f"{_UNRELEASED}. Chỉ dùng để chuẩn bị, chưa phát.",
        "translations": translated.printed(renderings),
        "glossary": [word._asdict() for word in _words(site, record)] if aired else [],
    }


# ---- what no announcer could say


def _unread_ever(site: Site, record: Record) -> Iterator[Finding]:
    """What cannot be read now, and what could not be in the texts of the days to come, which the pages hold already."""
    yield from _unread(record, scripts(site, record))
    known, sites = coming(site, record)
    for then in sites[1:]:
        yield from _unread(record, scripts(then, known))


def _unread(record: Record, made: Scripts) -> Iterator[Finding]:
    for token, suggestion, group, written in made.unread:
        yield _finding(
            record,
            "speech-unread",
            group,
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


def _breathless(record: Record, made: Scripts) -> Iterator[Finding]:
    for line in dict.fromkeys(
        line for script in made.texts if not script.expired for line in script.text.split("\n")
    ):
        if line.count(" ") < BREATH:
            continue
        # So many syllables and what parts them are twice as many letters at least.
        long = [said for said in _PAUSE.split(line) if len(said) > 2 * BREATH]
        longest = max(map(syllables, long), default=0)
        if longest > BREATH:
            # A sentence of the record, or a fixed one with words of the record in it: the longest is to blame.
            group, written, _ = max(
                (given for given in made.lines if given[2] in line), key=lambda given: len(given[2])
            )
            yield _finding(
                record,
                "speech-long-sentence",
                group,
                written,
                written,
                Say(
                    f"Có {longest} âm tiết không ngắt (tối đa {BREATH}) trong câu: {line}",
                    f"{longest} syllables without a pause (at most {BREATH}) in: {line}",
                ),
                Say(
                    "Tách câu, hoặc thêm dấu phẩy ở chỗ ngắt hơi.",
                    "Divide the sentence, or put a comma where one draws breath.",
                ),
                "warning",
            )


def _lengthy(site: Site, record: Record, made: Scripts) -> Iterator[Finding]:
    """Scripts that take longer than their form may, or the short one than the shortest session where it is read."""
    for script in made.texts:
        short = brief(script)
        limit, whose = LONGEST[short], ""
        minutes, place = schedule.tightest(site, record) if short else (limit, "")
        if 60 * minutes < limit:
            limit, whose = 60 * minutes, f" của một buổi phát ở {place or 'địa bàn'}"
        if script.expired or round(script.seconds / 5) * 5 <= limit:  # as lengths are shown
            continue
        parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for group, written, spoken in made.lines:
            if group not in _FIXED_WORDS and spoken and spoken in script.text:
                parts[group].append((written, spoken))
        longest = max(parts, key=lambda group: sum(syllables(said) for _, said in parts[group]))
        count = sum(syllables(said) for _, said in parts[longest])
        heading = next(
            (h for h, key in HEADINGS.items() if key == _SECTIONS.get(longest, longest)), ""
        )
        excess = round((script.seconds - limit) * site.settings.speech.rate / 60)
        yield _finding(
            record,
            "speech-too-long",
            longest,
            parts[longest][0][0],
            parts[longest][0][0],
            Say(
                f"{script.label} dài {duration(script.seconds)}, quá mức {duration(limit)}{whose}.",
                f"{script.file} takes {script.seconds:.0f} s, {limit} s are allowed.",
            ),
            Say(
                f"Bớt khoảng {excess} âm tiết, trước hết ở «{heading or longest}» ({count} âm tiết).",
                f"Cut about {excess} syllables, first of all in `{longest}` ({count}).",
            ),
            "warning",
        )


def _finding(
    record: Record,
    rule: str,
    group: str,
    fragment: str,
    written: str,
    message: Say,
    remedy: Say,
    severity: Severity = "error",
) -> Finding:
    """A fault where the fragment stands: in its field, else in the line of its section."""
    if loc := _FIELDS.get(group):
        spoken = record.draft.spoken
        place = ("short_title",) if group == "what" and not (spoken and spoken.title) else loc
        if place[0] in ("outcome", "answer_due"):  # of the latest round that has any
            rounds = enumerate(record.draft.rounds)
            held = [n for n, round_ in rounds if round_.outcome or round_.answer_due]
            place = ("rounds", *held[-1:], *place)
        return record.finding(rule, place, message, remedy, severity)
    section = record.body[_SECTIONS.get(group, group)]
    return Finding(
        record.path,
        _line(record, section.line if section else 0, fragment, written),
        rule,
        message,
        remedy,
        severity,
    )


def _line(record: Record, heading: int, fragment: str, written: str) -> int:
    """The first line below the heading that holds the fragment or four words running of the sentence, else the heading's."""
    words = written.split()
    sought = [fragment, *(" ".join(words[n : n + 4]) for n in range(len(words) - 3))]
    lines = list(enumerate(record.source.body.split("\n"), record.source.body_line))
    return next(
        (
            number
            for wanted in sought
            for number, line in lines
            if number > heading and wanted in line
        ),
        heading,
    )


# ---- the page


def _page(site: Site, record: Record) -> bytes:
    made = scripts(site, record)
    if made.unread:
        raise Findings(tuple(_unread(record, made)))
    front, path, draft = record.draft, site.links.speech(record.id), site.links.draft(record.id)
    title = f"Bài phát thanh: {front.short_title}"
    aired = any(not script.expired for script in made.texts)
    description = (
        f"Bài đọc trên loa truyền thanh về dự thảo: {front.short_title}. Lời đọc viết sẵn, sao chép và in được."
        if aired
        else f"{_why(site, record)}, các bài phát thanh không phát nữa: {front.short_title}."
    )
    context = _context(site, record)
    main = site.render(
        "speech.html",
        title=front.short_title,
        code=record.code,
        demo=front.demo,
        url="~/" + draft,
        station=_STATION,
        languages=translated.spelled(translated.wanting(site, record)),
        crumbs=[
            {"text": "Trang chủ", "url": "~/"},
            {"text": "Dự thảo", "url": "~/" + ALL},
            {"text": record.code, "url": "~/" + draft},
        ],
        face=face(site, record),
        **context,
    )
    entries = [
        {"url": f"#{t['value']['id']}", "text": t["value"]["label"], "span": t["span"]}
        for t in context["scripts"]
    ]
    entries += [
        {"url": f"#{_gone(place)}", "text": "Không phát nữa", "span": t["span"]}
        for place, t in enumerate(context["stopped"])
    ]
    toc = site.render("toc.html", entries=entries, act=None)
    return site.page(
        "speech", path, title=title, description=description, main=main, image="", toc=toc
    )


def _context(site: Site, record: Record) -> dict[str, Any]:
    """All that depends on when the page is read, each thing once with when it is shown; shapes: theme/pages/speech.html.

    Files are those of the build: beside a text of the days to come that differs from its file none is offered.
    """
    now = {script.file: script.text for script in scripts(site, record).texts}
    texts: dict[str, list[str]] = defaultdict(list)

    def place(script: Script) -> int:
        known = texts[script.file]
        if script.text not in known:
            known.append(script.text)
        return known.index(script.text)

    def aired(then: Site, told: Record) -> list[Script]:
        return [script for script in scripts(then, told).texts if not script.expired]

    def paper(then: Site, told: Record) -> list[dict[str, str]]:
        held = {script.file: script.text for script in aired(then, told)}
        same = held == {script.file: script.text for script in aired(site, record)}
        at = "~/" + site.links.speech(record.id, PAPER)
        said = {"label": "Bản in các bài phát thanh", "url": at, "note": "PDF, khổ A4, chữ to"}
        return [said] if site.printed and held and same else []

    return {
        "notices": turns(
            site,
            record,
            lambda s, r: "" if ended(s.view(r)) or _released(r) else _UNRELEASED_YET,
        ),
        "scripts": woven(
            site,
            record,
            lambda s, r: [
                _shown(s, r, script, place(script), kept=now.get(script.file) == script.text)
                for script in aired(s, r)
            ],
        ),
        "stopped": turns(site, record, lambda s, r: _stopped(s, r, built=s.now == site.now)),
        "renderings": woven(
            site, record, lambda s, r: [_rendered(s, r, made) for made in translated.aired(s, r)]
        ),
        "words": woven(site, record, lambda s, r: [tuple(word) for word in _words(s, r)]),
        "interpreting": turns(site, record, lambda s, r: bool(_words(s, r))),
        "files": woven(site, record, paper),
    }


def _gone(place: int) -> str:
    """The anchor of the section that says what is over, as it is said from the `place`th turn on."""
    return f"khong-phat-nua-{place + 1}" if place else "khong-phat-nua"


def _shown(site: Site, record: Record, script: Script, place: int, *, kept: bool) -> dict[str, Any]:
    """A script as the page shows it: the `place`th text of its file, which holds it (`kept`) or will after a build."""
    name = script.file.removesuffix(".txt")
    [kind] = [k for k in kinds(site, record) if script.file in files(k)]
    return {
        "id": f"{name}-{place + 1}" if place else name,
        "ceases": off_air(ends(site, record, kind)),
        "label": script.label,
        "released": _released(record),
        "figures": " · ".join(figures(script, site.settings.speech.rate)),
        "approval": _approval(record),
        "text": script.text.strip(),
        "sound": _sound(site, record, name),
        "files": [
            {"label": label, "url": "~/" + site.links.speech(record.id, file)}
            for label, file in (("Tệp lời đọc", script.file), ("SSML", _spoken(script.file)))
            if kept
        ],
    }


def _words(site: Site, record: Record) -> tuple[translated.Word, ...]:
    """For the announcers who interpret the scripts; nothing where everybody has a translation or none is needed."""
    if not translated.wanting(site, record):
        return ()
    return translated.glossary(
        site.root,
        "\n".join(script.text for script in scripts(site, record).texts if not script.expired),
    )


def _rendered(site: Site, record: Record, made: translated.Rendering) -> dict[str, Any]:
    return {
        "id": f"tieng-{made.lang.lower()}",
        "label": made.name + (" (bản dịch cũ)" if made.stale else ""),
        "lang": made.lang,
        "text": made.text,
        "origin": made.origin,
        "stale": made.stale,
        "sound": _sound(site, record, made.lang.lower()),
    }


def _sound(site: Site, record: Record, of: str) -> dict[str, str] | None:
    """The recording of a script or of a language, if people made one."""
    recording = recordings.recordings(site, record).get(of)
    return (
        {
            "url": "~/" + site.links.speech(record.id, recording.file),
            "length": duration(recording.seconds),
        }
        if recording
        else None
    )


def _released(record: Record) -> bool:
    return bool(record.draft.radio and record.draft.radio.released)


def _approval(record: Record) -> str:
    """Who released the text and when; "" where nobody has. The commune approves for itself, with a pen."""
    released = record.draft.radio and record.draft.radio.released
    return (
        f"Cơ quan soạn thảo cho phát: {released.by}, ngày {date_vi(released.date)}."
        if released
        else ""
    )


def _why(site: Site, record: Record) -> str:
    """Why scripts of the record are over, each reason once, as a sentence begins; "" where none is."""
    said = [
        why for why in dict.fromkeys(stopped(site, record, k) for k in kinds(site, record)) if why
    ]
    return ", ".join([*said[:1], *(why[:1].lower() + why[1:] for why in said[1:])])


def _stopped(site: Site, record: Record, *, built: bool) -> dict[str, Any] | None:
    """Why some scripts are over, and which; where they are at the build, also their files: the addresses stay."""
    over = [kind for kind in kinds(site, record) if stopped(site, record, kind)]
    if not over:
        return None
    at = "~/" + site.links.speech(record.id)
    return {
        "why": _why(site, record),
        "built": built,
        "scripts": [
            {
                "label": kind.label,
                "files": [
                    {"label": name, "url": at + name}
                    for file in files(kind)
                    for name in (file, _spoken(file))
                    if built
                ],
            }
            for kind in over
        ],
    }
