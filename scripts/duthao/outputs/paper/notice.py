"""The notice for the board, in the form of Decree 30/2020, signed and stamped by the agency before it is posted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from duthao.clock import date_vi
from duthao.domain.lifecycle import View
from duthao.domain.registers import Agency
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.comment_channels import comment_fields, zalo_on_paper
from duthao.outputs.shared.consultation_period import consultation_period
from duthao.outputs.shared.sheet import (
    NOTICE,
    SheetData,
    of_what,
    sheet_artifact,
    sheet_data,
    sheet_kinds,
)
from duthao.outputs.shared.signed_papers.letterhead import BLANK, Letterhead, letterhead
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.text import fold


class Clause(TypedDict):
    """A numbered clause: paragraphs, then points a), b), c), d), đ)."""

    heading: str
    text: list[str]
    points: list[str]


class NoticeData(SheetData, Letterhead):
    """`theme/print/thong-bao.typ`. Number, date, signature stay blank."""

    symbol: str
    subject: str
    opening: list[str]
    clauses: list[Clause]
    closing: str
    signer: None
    recipients: list[str]
    archive: str
    address: list[str]
    qr_words: str


class NoticeSheet(Output):
    """Of every round whose dates are known, while opinions are taken or will be: words that an agency signs while they hold."""

    name = "notice"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`thong-bao.pdf`, until when opinions are taken."""
        if NOTICE in sheet_kinds(site, record):
            yield sheet_artifact(site, record, NOTICE.file, notice(site, record, site.view(record)))


def notice(site: Site, record: Record, view: View) -> NoticeData:
    """The data of the notice that the drafting agency signs and posts."""
    draft = record.draft
    agency = site.registers.agencies[draft.lead_agency]
    name = site.drafters(record)
    subject = f"Lấy ý kiến đối với {of_what(record, view)} {draft.title}"
    recipients = [
        line.rstrip(";. ")
        for line in site.settings.print.recipients.of(draft.lead_agency, agency.level)
    ]
    archive = [
        line.partition(":")[2].strip() for line in recipients if fold(line).startswith("luu:")
    ]
    own = agency.contact
    return {
        **sheet_data(site, record, f"Thông báo: {subject}"),
        **letterhead(site, record),
        "symbol": f"TB-{agency.symbol or BLANK}",
        "subject": subject,
        "opening": list(_opening(site, record, view, name)),
        "clauses": list(_clauses(site, record, view)),
        "closing": _closing(agency, name),
        "signer": None,
        "recipients": [
            *(site.agency_name(record, key) for key in draft.agencies[1:]),
            *(line for line in recipients if not fold(line).startswith("luu:")),
        ],
        "archive": archive[0] if archive else "VT",
        "address": [
            f"{label}: {value}"
            for label, value in (
                ("Địa chỉ", own.address),
                ("Điện thoại", own.phone),
                ("Thư điện tử", own.email),
            )
            if value
        ],
        "qr_words": "Xem hồ sơ và góp ý tại:",
    }


def _opening(site: Site, record: Record, view: View, name: str) -> Iterator[str]:
    draft = record.draft
    onward = ""
    if draft.issuers != draft.agencies:
        onward = f", trình {site.issuers(record)} xem xét, ban hành"
    doing = (
        "lập đề nghị xây dựng"
        if of_what(record, view) != "dự thảo"
        else "chủ trì soạn thảo dự thảo"
    )
    yield (
        f"{name} {doing} {draft.title}{onward}. {name} thông báo lấy ý kiến của cơ quan, tổ chức, "
        "doanh nghiệp và Nhân dân như sau:"
    )


def _clauses(site: Site, record: Record, view: View) -> Iterator[Clause]:
    draft = record.draft
    asked = record.body["questions"]
    questions = list(asked.items) if asked else []
    yield _clause(
        "Nội dung lấy ý kiến",
        [draft.summary, *(["Đề nghị cho ý kiến về các câu hỏi sau:"] if questions else [])],
        questions,
    )
    yield _clause("Thời hạn góp ý", list(consultation_period(site, record, view)))
    documents = [*draft.documents, *(draft.rounds[view.round - 1].documents if view.round else ())]
    posting = draft.official_posting
    official = (
        f"; đăng tải chính thức từ ngày {date_vi(posting.date)} tại {posting.url}"
        + "".join(f" theo {d.cited}" for d in posting.documents if d.number)
        if posting
        else ""
    )
    there = f"Hồ sơ được đăng tại {site.links.spelled(site.links.short(record.id))}{official}"
    yield _clause(
        "Hồ sơ lấy ý kiến", [there + (", gồm:" if documents else ".")], [d.cited for d in documents]
    )
    if ways := list(_ways(site, record)):
        yield _clause(
            "Cách thức góp ý",
            ["Cơ quan, tổ chức, cá nhân góp ý bằng một trong các cách sau:"],
            ways,
        )


def _clause(heading: str, text: list[str], points: list[str] | None = None) -> Clause:
    """Points end as a list does: `;` after each, `.` after the last; a question keeps its sign.

    A single point is no list: it goes on with the sentence that announces it.
    """
    stripped = [point.rstrip(";., ") for point in points or []]
    if len(stripped) == 1 and text:
        end = "" if stripped[0][-1:] in "?!…" else "."
        return {
            "heading": heading,
            "text": [*text[:-1], f"{text[-1]} {stripped[0]}{end}"],
            "points": [],
        }
    signed = [point if point[-1:] in "?!…" else point + ";" for point in stripped]
    if signed:
        signed[-1] = signed[-1].removesuffix(";") + ("" if signed[-1][-1] in "?!…" else ".")
    return {"heading": heading, "text": text, "points": signed}


def _ways(site: Site, record: Record) -> Iterator[str]:
    comment = comment_fields(site, record)
    if comment.form_urls:
        yield "Trực tuyến: mở biểu mẫu từ trang của hồ sơ (địa chỉ nêu trên hoặc mã QR ở cuối Thông báo)"
    if comment.emails:
        yield f"Thư điện tử: {'; '.join(comment.emails)}"
    if comment.zalo:
        yield f"Zalo: {'; '.join(map(zalo_on_paper, comment.zalo))}"
    if comment.vneid:
        yield f"VNeID: {comment.vneid}"
    yield from (f"Đường bưu điện: {address}" for address in comment.postal_addresses)
    yield from (f"Trực tiếp: {where}" for where in comment.in_person)
    if comment.phones:
        yield f"Điện thoại: {'; '.join(comment.phones)}"


def _closing(agency: Agency, name: str) -> str:
    spread = (
        "các thôn, tổ dân phố thông tin đến Nhân dân"
        if agency.level == "commune"
        else "Ủy ban nhân dân các xã, phường niêm yết Thông báo này và thông tin trên hệ thống truyền thanh cơ sở"
    )
    return (
        f"{name} đề nghị các cơ quan, tổ chức, cá nhân quan tâm nghiên cứu, góp ý đúng thời hạn; "
        f"đề nghị {spread}"
    )
