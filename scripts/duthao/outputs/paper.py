"""Paper for the notice board: the notice in the form of Decree 30/2020, and an unsigned information sheet.

Both are made of every round whose dates are known and stay when it is over, with a mark that says so.
All words and dates are settled here: the templates only set them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypedDict

from duthao import qr, typeset
from duthao.clock import date_vi, until_words
from duthao.errors import Findings
from duthao.lifecycle import LABELS, View
from duthao.model import Comment
from duthao.records import Record
from duthao.registers import Agency, bare_name
from duthao.site import Part, Site
from duthao.standing import earlier
from duthao.text import fold

NAME = "paper"
_ROWS = 4  # of a comparison on the sheet: more cannot be read standing
_BLANK = "……………………"
# What these say the sheet says already, or nobody has changed.
_UNTOLD_EVENTS = {"closing_soon", "overdue"}
_UNCHANGED = "giu nguyen"


class Clause(TypedDict):
    """A numbered clause: paragraphs, then points a), b), c), d), đ)."""

    heading: str
    text: list[str]
    points: list[str]


class Base(TypedDict):
    """What both templates are given; `_make` adds `qr`, the code of `url` as SVG.

    `marks` stand boxed on every page, `imprint` is the small line with code and date of edition.
    """

    title: str
    marks: list[str]
    imprint: str
    url: str
    qr_alt: str
    short_url: str


class Notice(Base):
    """`theme/print/thong-bao.typ`. Number, date, signature stay blank; `superior`, `authority` may be None."""

    superior: str | None
    body_name: str
    symbol: str
    place: str
    subject: str
    opening: list[str]
    clauses: list[Clause]
    closing: str
    authority: str | None
    position: str
    signer: None
    recipients: list[str]
    archive: str
    address: list[str]
    qr_words: str


class Sheet(Base):
    """`theme/print/to-thong-tin.typ`. `changes` of {subject, now, draft, who}, else `points`; the rest labels.

    `beyond`: there is more than what `changes` or `points` hold.
    """

    kicker: str
    headline: str
    drafter_label: str
    drafter: str
    deadline: dict[str, str | None]
    changes_heading: str
    now_heading: str
    draft_heading: str
    more: str
    changes: list[dict[str, str | None]]
    points: list[str]
    beyond: bool
    comment_heading: str
    channels: list[dict[str, str]]
    board: list[str]


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """`thong-bao.pdf` and `to-thong-tin.pdf`, where it is known until when opinions are taken."""
    view = site.view(record)
    if not site.printed or view.closes is None:
        return
    dated = _edition(site, record)
    for name, data in (("thong-bao", notice(site, record, view)), ("to-thong-tin", sheet(site, record, view))):
        template = site.root / "theme" / "print" / f"{name}.typ"
        yield Part(site.links.draft(record.id, f"{name}.pdf"),
                   partial(_make, site.root, record.path, template, data, dated),
                   typeset.needs(template, data, dated), costly=True)


def _make(root: Path, path: str, template: Path, data: Mapping[str, Any], dated: date) -> bytes:
    try:
        return typeset.pdf(template, {**data, "qr": qr.svg(data["url"])}, dated)
    except typeset.PrintError as error:
        raise Findings(error.findings(root, path)) from None


# ---- what both say

def _edition(site: Site, record: Record) -> date:
    """The day on which what the paper says came to be so."""
    told = [e.when for e in site.events(record) if e.when <= site.now and e.kind not in _UNTOLD_EVENTS]
    return max(told, default=site.day_of(record)).date()


def _base(site: Site, record: Record, view: View, title: str) -> Base:
    short = site.links.short(record.id)
    said = [f"Mã: {record.code}", f"Bản ngày {date_vi(_edition(site, record))}"]
    if site.settings.sample:
        said.append("Trang mẫu" + (f", số liệu đến {site.fixed_clock}" if site.fixed_clock else ""))
    url = site.links.absolute(short)
    return {"title": title, "marks": list(_marks(site, record, view)), "imprint": " · ".join(said), "url": url,
            "qr_alt": f"Mã QR dẫn tới {url}", "short_url": site.links.spelled(short)}


def _marks(site: Site, record: Record, view: View) -> Iterator[str]:
    if record.front.demo:
        yield "Dữ liệu minh họa"
    if view.state in ("withdrawn", "dropped"):
        yield LABELS[view.state]
    elif view.closes and view.closes.end <= site.now:
        yield "Đã hết hạn góp ý"


def _of_what(record: Record, view: View) -> str:
    """What opinions are asked on: the draft, or the proposal to make one."""
    proposal = view.round and record.front.rounds[view.round - 1].of == "proposal"
    return "đề nghị xây dựng" if proposal else "dự thảo"


def _comment(record: Record, agency: Agency) -> Comment:
    """The record's channels, else the agency's own published contact."""
    own = agency.contact
    return record.front.comment or Comment.model_validate(
        {"email": own.email, "phone": own.phone, "postal_address": own.address})


# ---- the notice

def notice(site: Site, record: Record, view: View) -> Notice:
    """The data of the notice that the drafting agency signs and posts."""
    front = record.front
    agency = site.registers.agencies[front.agency]
    name = site.agency_name(record, front.agency)
    subject = f"Lấy ý kiến đối với {_of_what(record, view)} {front.title}"
    recipients = [line.rstrip(";. ") for line in site.settings.print.recipients]
    archive = [line.partition(":")[2].strip() for line in recipients if fold(line).startswith("luu:")]
    own = agency.contact
    return {
        **_base(site, record, view, f"Thông báo: {subject}"),
        "superior": _superior(site, record, agency),
        "body_name": name,
        "symbol": f"TB-{agency.symbol or _BLANK}",
        "place": _place(site, agency),
        "subject": subject,
        "opening": list(_opening(site, record, view, name)),
        "clauses": [c for c in _clauses(site, record, view, agency, name) if c["text"] or c["points"]],
        "closing": _closing(agency, name),
        "authority": front.signer.authority if front.signer else None,
        "position": front.signer.position if front.signer else _BLANK,
        "signer": None,
        "recipients": [line for line in recipients if not fold(line).startswith("luu:")],
        "archive": archive[0] if archive else "VT",
        "address": [f"{label}: {value}" for label, value in (
            ("Địa chỉ", own.address), ("Điện thoại", own.phone), ("Thư điện tử", own.email)) if value],
        "qr_words": "Xem hồ sơ và góp ý tại:",
    }


def _superior(site: Site, record: Record, agency: Agency) -> str | None:
    """A People's Committee or Council names no body above it."""
    if agency.superior is None or agency.kind in ("committee", "council"):
        return None
    return site.agency_name(record, agency.superior)


def _place(site: Site, agency: Agency) -> str:
    if agency.level == "commune" and agency.place:
        return bare_name(site.registers.places[agency.place].name)
    if agency.level == "central":
        return _BLANK
    return site.settings.print.place_name or bare_name(site.settings.province.name)


def _opening(site: Site, record: Record, view: View, name: str) -> Iterator[str]:
    front = record.front
    onward = ""
    if front.issuer != front.agency:
        onward = f", trình {site.agency_name(record, front.issuer)} xem xét, ban hành"
    doing = "lập đề nghị xây dựng" if _of_what(record, view) != "dự thảo" else "chủ trì soạn thảo dự thảo"
    yield (f"{name} {doing} {front.title}{onward}. {name} thông báo lấy ý kiến của cơ quan, tổ chức, "
           "doanh nghiệp và Nhân dân như sau:")


def _clauses(site: Site, record: Record, view: View, agency: Agency, name: str) -> Iterator[Clause]:
    front = record.front
    asked = record.body["questions"]
    questions = list(asked.items) if asked else []
    yield _clause("Nội dung lấy ý kiến",
                  [front.summary, *(["Đề nghị cho ý kiến về các câu hỏi sau:"] if questions else [])], questions)
    yield _clause("Thời hạn góp ý", list(_time(site, record, view)))
    documents = [*front.documents, *(front.rounds[view.round - 1].documents if view.round else ())]
    posting = front.official_posting
    official = f"; đăng tải chính thức từ ngày {date_vi(posting.date)} tại {posting.url}" if posting else ""
    there = f"Hồ sơ được đăng tại {site.links.spelled(site.links.short(record.id))}{official}"
    yield _clause("Hồ sơ lấy ý kiến", [there + (", gồm:" if documents else ".")], [d.title for d in documents])
    ways = list(_ways(record, agency, name))
    yield _clause("Cách thức góp ý", ["Cơ quan, tổ chức, cá nhân góp ý bằng một trong các cách sau:"], ways)


def _clause(heading: str, text: list[str], points: list[str] | None = None) -> Clause:
    """Points end as a list does: `;` after each, `.` after the last; a question keeps its sign.

    A single point is no list: it goes on with the sentence that announces it.
    """
    given = [point.rstrip(";., ") for point in points or []]
    if len(given) == 1 and text:
        end = "" if given[0][-1:] in "?!…" else "."
        return {"heading": heading, "text": [*text[:-1], f"{text[-1]} {given[0]}{end}"], "points": []}
    signed = [point if point[-1:] in "?!…" else point + ";" for point in given]
    if signed:
        signed[-1] = signed[-1].removesuffix(";") + ("" if signed[-1][-1] in "?!…" else ".")
    return {"heading": heading, "text": text, "points": signed}


def _time(site: Site, record: Record, view: View) -> Iterator[str]:
    assert view.opens is not None and view.closes is not None
    yield f"Từ ngày {date_vi(view.opens.day)} đến {until_words(view.closes)}."
    for change in earlier(record.front, view, site.now):
        yield f"Thời hạn công bố trước đây là {change['words']}. {change['said']}"


def _ways(record: Record, agency: Agency, name: str) -> Iterator[str]:
    comment = _comment(record, agency)
    if comment.form_url:
        yield "Trực tuyến: điền biểu mẫu trên trang của hồ sơ, theo địa chỉ nêu trên hoặc mã QR ở cuối Thông báo"
    if comment.email:
        yield f"Thư điện tử: {comment.email}"
    if comment.postal_address:
        yield f"Đường bưu điện: {comment.postal_address}"
    if comment.in_person:
        yield f"Trực tiếp: {comment.in_person}"
    if comment.phone:
        yield f"Điện thoại: {comment.phone}"
    if not any((comment.form_url, comment.email, comment.postal_address, comment.in_person, comment.phone)):
        yield f"Gửi bằng văn bản tới {name}"


def _closing(agency: Agency, name: str) -> str:
    spread = ("các thôn, tổ dân phố thông tin đến Nhân dân" if agency.level == "commune" else
              "Ủy ban nhân dân các xã, phường niêm yết Thông báo này và thông tin trên hệ thống truyền thanh cơ sở")
    return (f"{name} đề nghị các cơ quan, tổ chức, cá nhân quan tâm nghiên cứu, góp ý đúng thời hạn; "
            f"đề nghị {spread}")


# ---- the sheet

def sheet(site: Site, record: Record, view: View) -> Sheet:
    """The data of the sheet that is read standing at a board."""
    front = record.front
    changes, points = _changes(record), _points(record)
    return {
        **_base(site, record, view, f"Tờ thông tin: {front.short_title}"),
        "kicker": f"Mời Nhân dân góp ý {_of_what(record, view)} {_type(site, record)}",
        "headline": front.short_title,
        "drafter_label": "Cơ quan soạn thảo:",
        "drafter": site.agency_name(record, front.agency),
        "deadline": _deadline(site, view),
        "changes_heading": "Dự thảo thay đổi điều gì?" if changes else "Nội dung chính",
        "now_heading": "Hiện nay",
        "draft_heading": "Theo dự thảo",
        "more": "Còn nội dung khác: xem toàn bộ hồ sơ bằng mã QR.",
        "changes": changes[:_ROWS],
        "points": points[:_ROWS],
        "beyond": len(changes) > _ROWS or (not changes and len(points) > _ROWS),
        "comment_heading": "Góp ý bằng cách nào?",
        "channels": list(_channels(record, site.registers.agencies[front.agency])),
        "board": ["Ngày niêm yết", "Ngày gỡ", "Người niêm yết", "Địa điểm"],
    }


def _type(site: Site, record: Record) -> str:
    """`Nghị quyết của HĐND tỉnh`."""
    kind = site.registers.document_types[record.front.document_type].name.partition(" của ")[0]
    issuer = site.registers.agencies[record.front.issuer]
    return f"{kind} của {issuer.short or site.agency_name(record, record.front.issuer)}"


def _deadline(site: Site, view: View) -> dict[str, str | None]:
    assert view.opens is not None and view.closes is not None and view.first_closes is not None
    day, note = date_vi(view.closes.day), None
    if view.opens.start > site.now:
        note = f"Nhận góp ý từ ngày {date_vi(view.opens.day)}"
    elif view.first_closes != view.closes:
        turn = "Gia hạn" if view.closes.end > view.first_closes.end else "Rút ngắn"
        note = f"{turn} từ {until_words(view.first_closes)}"
    return {"before": "Góp ý đến", "lead": until_words(view.closes).removesuffix(day).strip(), "day": day, "note": note}


def _changes(record: Record) -> list[dict[str, str | None]]:
    """The rows of the comparison that change something."""
    section = record.body["new"]
    rows = [(*row, "", "", "", "")[:4] for row in (section.table[1:] if section else ())]
    return [{"subject": subject, "now": now, "draft": draft, "who": who or None}
            for subject, now, draft, who in rows if draft and not fold(draft).startswith(_UNCHANGED)]


def _points(record: Record) -> list[str]:
    section = record.body["content"]
    return list((section.items or section.paragraphs) if section else ()) or [record.front.summary]


def _channels(record: Record, agency: Agency) -> Iterator[dict[str, str]]:
    comment = _comment(record, agency)
    named = "uy ban nhan dan xa" in fold(comment.in_person or "")
    nearby = "" if named or agency.level == "central" else "nộp ý kiến tại Ủy ban nhân dân nơi cư trú"
    ways = [
        ("Trên mạng", "quét mã QR" if comment.form_url else ""),
        ("Trực tiếp", comment.in_person),
        ("Tại xã, phường", nearby),
        ("Điện thoại", comment.phone),
        ("Thư điện tử", comment.email),
    ]
    return ({"label": label, "words": words} for label, words in ways if words)
