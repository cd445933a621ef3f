"""The loudspeaker page of a draft, with its scripts in large letters, and each script as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.broadcast import Script, Scripts, compose, files, kinds
from duthao.clock import date_vi
from duthao.errors import Finding, Findings, Say, Severity
from duthao.links import ALL
from duthao.records import Loc, Record
from duthao.site import Part, Site
from duthao.speech import syllables
from duthao.standing import clock, deadline, state

NAME = "loudspeaker"
BREATH = 25  # syllables that an announcer can say between two pauses
_STATION = "Đây là Đài truyền thanh …………………………"
_PAUSE = re.compile(r"[.,;:!?…]+")
# Where the front matter holds what was said; the rest comes from a section of the body.
_FIELDS: dict[str, Loc] = {
    "agency": ("agency",), "issuer": ("issuer",), "what": ("spoken", "title"), "way": ("comment",), "other_way": ("comment",),
    "audiences": ("audiences",), "places": ("places",), "meetings": ("events",), "reason": ("rounds",),
    "counts": ("outcome",), "method": ("outcome", "method"), "result": ("outcome",), "published": ("outcome",),
    "next_step": ("answer_due",), "opens": ("rounds",), "until": ("rounds",), "former": ("rounds",),
}
_SECTIONS = {"why": "necessity", "points": "content"}


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """`/du-thao/<id>/loa/` and its texts; nothing for a record whose time for comments is not known."""
    texts = [file for kind in kinds(site, record) for file in files(kind)]
    if texts:
        yield Part(site.links.file(site.links.speech(record.id)), partial(_page, site, record))
    for file in texts:
        yield Part(site.links.speech(record.id, file), partial(_text, site, record, file))


def findings(site: Site, record: Record) -> Iterator[Finding]:
    """Words that cannot be read aloud for certain (errors), and words too long for one breath (warnings)."""
    if kinds(site, record):
        made = _scripts(site, record)
        yield from _unread(record, made)
        yield from _breathless(record, made)


def offers(site: Site, record: Record) -> Iterator[tuple[str, str, str, str]]:
    """What the draft's page says of the scripts: (group, label, address, note)."""
    if kinds(site, record):
        yield "speech", "Bài phát thanh", site.links.speech(record.id), ""


_last: list[tuple[Site, Record, Scripts]] = []


def _scripts(site: Site, record: Record) -> Scripts:
    """The record's scripts; kept for the record asked last, whose files are made one after another."""
    if not (_last and _last[0][0] is site and _last[0][1] is record):
        _last[:] = [(site, record, compose(site, record))]
    return _last[0][2]


def _text(site: Site, record: Record, file: str) -> bytes:
    made = _scripts(site, record)
    if made.unread:
        raise Findings(tuple(_unread(record, made)))
    return next(script.text for script in made.texts if script.file == file).encode()


# ---- what no announcer could say

def _unread(record: Record, made: Scripts) -> Iterator[Finding]:
    for token, suggestion, group, written in made.unread:
        yield _finding(
            record, "speech-unread", group, token, written,
            Say(f"Không chắc cách đọc «{token}» trong câu: {written}", f"No certain reading of `{token}` in: {written}"),
            Say(f"Khai báo «{token}» ở «spoken.terms», hoặc {suggestion}.", f"Declare `{token}` in `spoken.terms`, or write it out in words."))


def _breathless(record: Record, made: Scripts) -> Iterator[Finding]:
    for line in dict.fromkeys(line for script in made.texts if not script.over for line in script.text.split("\n")):
        if line.count(" ") < BREATH:
            continue
        longest = max(map(syllables, _PAUSE.split(line)))
        if longest > BREATH:
            # A sentence of the record, or a fixed one with words of the record in it: the longest is to blame.
            group, written, _ = max((given for given in made.lines if given[2] in line), key=lambda given: len(given[2]))
            yield _finding(
                record, "speech-long-sentence", group, written, written,
                Say(f"Có {longest} âm tiết không ngắt (tối đa {BREATH}) trong câu: {line}", f"{longest} syllables without a pause (at most {BREATH}) in: {line}"),
                Say("Tách câu, hoặc thêm dấu phẩy ở chỗ ngắt hơi.", "Divide the sentence, or put a comma where one draws breath."), "warning")


def _finding(record: Record, rule: str, group: str, fragment: str, written: str, message: Say, remedy: Say,
             severity: Severity = "error") -> Finding:
    """A fault where the fragment stands: in its field, else in the line of its section."""
    if loc := _FIELDS.get(group):
        spoken = record.front.spoken
        place = ("short_title",) if group == "what" and not (spoken and spoken.title) else loc
        return record.finding(rule, place, message, remedy, severity)
    section = record.body[_SECTIONS.get(group, group)]
    return Finding(record.path, _line(record, section.line if section else 0, fragment, written), rule, message, remedy, severity)


def _line(record: Record, heading: int, fragment: str, written: str) -> int:
    """The first line below the heading that holds the fragment or four words running of the sentence, else the heading's."""
    words = written.split()
    sought = [fragment, *(" ".join(words[n:n + 4]) for n in range(len(words) - 3))]
    lines = list(enumerate(record.source.body.split("\n"), record.source.body_line))
    return next((number for wanted in sought for number, line in lines if number > heading and wanted in line), heading)


# ---- the page

def _page(site: Site, record: Record) -> bytes:
    made = _scripts(site, record)
    if made.unread:
        raise Findings(tuple(_unread(record, made)))
    front, view = record.front, site.view(record)
    path, draft = site.links.speech(record.id), site.links.draft(record.id)
    title = f"Bài phát thanh: {front.short_title}"
    description = f"Bài đọc trên loa truyền thanh về dự thảo: {front.short_title}. Lời đọc viết sẵn, sao chép và in được."
    scripts = [_shown(site, record, script) for script in sorted(made.texts, key=lambda s: s.over)]
    main = site.render(
        "speech.html", title=front.short_title, code=record.code, demo=front.demo, url="~/" + draft, station=_STATION, scripts=scripts, files=[],
        crumbs=[{"text": "Trang chủ", "url": "~/"}, {"text": "Dự thảo", "url": "~/" + ALL}, {"text": record.code, "url": "~/" + draft}],
        clock=clock(view, site.settings), state=state(view), deadline=deadline(view, site.now, site.settings), notice=_notice(record, made))
    toc = site.render("toc.html", entries=[{"url": f"#{s['id']}", "text": s["label"]} for s in scripts], act=None)
    head = site.render("head.html", alternates=[], robots="", data="", feeds=[],
                       card={"title": title, "description": description, "url": site.links.absolute(path), "image": ""})
    return site.shells["speech"].pour(path, {
        "title": title, "description": description, "canonical": site.links.absolute(path), "head": head, "main": main, "toc": toc})


def _shown(site: Site, record: Record, script: Script) -> dict[str, Any]:
    released = record.front.radio.released if record.front.radio else None
    figures = ["Loại tin: Thông thường", duration(script.seconds), f"{script.syllables} âm tiết", f"tốc độ {site.settings.speech.rate} âm tiết một phút"]
    return {
        "id": script.file.removesuffix(".txt"), "label": script.label + (" (không phát nữa)" if script.over else ""),
        "released": released is not None, "figures": " · ".join(figures),
        "approval": f"Cơ quan soạn thảo cho phát: {released.by}, ngày {date_vi(released.date)}." if released else "",
        "text": script.text.strip(), "sound": "",
        "files": [{"label": "Tệp lời đọc", "url": "~/" + site.links.speech(record.id, script.file)}],
    }


def _notice(record: Record, made: Scripts) -> str:
    """What an announcer must know before all else."""
    over = "Thời gian góp ý đã kết thúc: bài mở đầu và bài nhắc không phát nữa." if any(s.over for s in made.texts) else ""
    released = record.front.radio and record.front.radio.released
    return over or ("" if released else "CHƯA DUYỆT: cơ quan soạn thảo chưa cho phát. Chỉ dùng để chuẩn bị.")


def duration(seconds: float) -> str:
    """`2 phút 40 giây`, in steps of five seconds."""
    minutes, rest = divmod(5 * round(seconds / 5), 60)
    return " ".join(filter(None, (f"{minutes} phút" if minutes else "", f"{rest} giây" if rest or not minutes else "")))
