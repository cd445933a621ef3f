"""What a village head hands out: a leaf (A5) and the same in at most 300 characters for SMS and Zalo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.clock import date_vi, until_words
from duthao.errors import Findings, Say
from duthao.lifecycle import LABELS, View
from duthao.records import Record
from duthao.sheets import HANDOUT, TEXT, Base, base, changes, channels, deadline, kinds, of_what, over, part, points, type_words, ways_of
from duthao.site import Part, Site
from duthao.text import nfc

NAME = "handout"
MOST = 300  # characters
_ROWS = 4


class Handout(Base):
    """`theme/print/to-roi.typ`. `points` of {label, words}, where the label may be empty; `beyond`: there are more."""

    kicker: str
    headline: str
    drafter: str
    deadline: dict[str, str | None]
    points_heading: str
    points: list[dict[str, str]]
    beyond: bool
    more: str
    comment_heading: str
    channels: list[dict[str, str]]


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """`to-roi.pdf` and `to-roi.txt`, where it is known until when opinions are taken."""
    made = kinds(site, record)
    if HANDOUT in made:
        yield part(site, record, HANDOUT.file, handout(site, record, site.view(record)))
    if TEXT in made:
        yield Part(site.links.draft(record.id, TEXT.file), partial(_text, site, record))


def handout(site: Site, record: Record, view: View) -> Handout:
    """The data of the leaf."""
    front = record.front
    rows = [{"label": str(row["subject"]), "words": str(row["draft"])} for row in changes(record)]
    told = rows or [{"label": "", "words": words} for words in points(record)]
    return {
        **base(site, record, f"Tờ rơi: {front.short_title}"),
        "kicker": f"Mời bà con góp ý {of_what(record, view)} {type_words(site, record)}",
        "headline": front.short_title,
        "drafter": f"Cơ quan soạn thảo: {site.agency_name(record, front.agency)}",
        "deadline": deadline(site, view),
        "points_heading": "Theo dự thảo" if rows else "Nội dung chính",
        "points": told[:_ROWS],
        "beyond": len(told) > _ROWS,
        "more": "Còn nội dung khác, xem bằng mã QR.",
        "comment_heading": "Góp ý bằng cách nào?",
        "channels": channels(record, site.registers.agencies[front.agency]),
    }


# ---- the message

def message(site: Site, record: Record) -> str:
    """The fullest message that fits `MOST` characters; the shortest one where none does."""
    said = [nfc(" ".join(words.split())) for words in _messages(site, record, site.view(record))]
    return next((words for words in said if len(words) <= MOST), said[-1])


def _messages(site: Site, record: Record, view: View) -> Iterator[str]:
    """The same message, each time with less."""
    front = record.front
    mark = "(Dữ liệu minh họa) " if front.demo else ""
    there = f"Xem tại {site.links.spelled(site.links.short(record.id))}"
    if view.state in ("withdrawn", "dropped") or over(site, view):
        end = LABELS[view.state] if view.state in ("withdrawn", "dropped") else "Đã hết hạn góp ý"
        yield f"{mark}{end}: {front.short_title}. {there}"
        return
    assert view.opens is not None and view.closes is not None
    until = f"đến {until_words(view.closes)}"
    when = f"Góp ý từ ngày {date_vi(view.opens.day)} {until}." if view.opens.start > site.now else f"Góp ý {until}."
    asked = f"{mark}Mời bà con góp ý {of_what(record, view)} {type_words(site, record)}: {front.short_title}."
    phone = ways_of(record, site.registers.agencies[front.agency]).phone
    call = f" hoặc gọi {phone}" if phone else ""
    rows = changes(record)
    first = f"{rows[0]['subject']}: {rows[0]['draft']}." if rows else ""
    yield f"{asked} {first} {when} {there}{call}."
    yield f"{asked} {when} {there}{call}."
    yield f"{mark}Mời góp ý: {front.short_title}. {when} {there}{call}."
    yield f"{mark}Mời góp ý: {front.short_title}. {when} {there}"


def _text(site: Site, record: Record) -> bytes:
    words = message(site, record)
    if len(words) > MOST:
        raise Findings((record.finding("message-too-long", ("short_title",), Say(
            f"Tin nhắn ngắn nhất có thể vẫn dài {len(words)} ký tự, quá {MOST}.",
            f"The shortest possible message has {len(words)} characters, more than {MOST}."), Say(
            "Rút gọn tên ngắn.", "Shorten the short title.")),))
    return words.encode() + b"\n"
