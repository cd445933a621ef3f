"""The comment form on paper, for whoever writes by hand and hands it in."""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.opinion_form import asked, asked_in_words
from duthao.outputs.shared.sheet import (
    FORM,
    SheetData,
    document_line,
    form_addresses,
    sheet_artifact,
    sheet_data,
    sheet_kinds,
)
from duthao.outputs.shared.status import shortened
from duthao.outputs.site import Site
from duthao.records.record import Record

_KINDS = [
    "Người dân",
    "Hộ kinh doanh",
    "Doanh nghiệp, hợp tác xã",
    "Hội, hiệp hội",
    "Mặt trận, đoàn thể",
    "Cơ quan, đơn vị",
    "Khác: ………………",
]
# Said to who writes; what the agency undertakes to do with it stands in the record or nowhere.
_ADVICE = "Không ghi bí mật nhà nước, thông tin riêng của người khác."


class FormData(SheetData):
    """`theme/print/phieu-gop-y.typ`. `points` are all that is asked on, on as many pages as they need, answered by one of `answers`, or in words where there are none."""

    heading: str
    code: str
    headline: str
    of: str
    until: str
    who_heading: str
    who: list[str]
    fields: list[str]
    points_heading: str
    points: list[str]
    answers: list[str]
    other: str
    where_heading: str
    where: list[dict[str, str]]
    privacy_heading: str
    privacy: str
    signed: str


class CommentForm(Output):
    """Asks the officer's questions, else what the draft changes, else its chief points."""

    name = "comment_form"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`phieu-gop-y.pdf`, until when opinions are taken."""
        if FORM in sheet_kinds(site, record):
            data = form(site, record, site.view(record))
            yield sheet_artifact(site, record, FORM.file, data)


def form(site: Site, record: Record, view: View) -> FormData:
    """The data of the form."""
    draft = record.draft
    return {
        **sheet_data(site, record, f"Phiếu góp ý: {draft.short_title}"),
        "heading": "PHIẾU GÓP Ý",
        "code": f"Mã hồ sơ: {record.code}",
        "headline": draft.short_title,
        "of": f"{document_line(site, record, view)} · {site.drafters(record)} soạn thảo",
        "until": ". ".join([_until(site, view), *shortened(draft)]),
        "who_heading": "Người góp ý (đánh dấu một ô)",
        "who": _KINDS,
        "fields": [
            "Họ tên hoặc tên tổ chức (không bắt buộc)",
            "Xã, phường",
            "Điện thoại hoặc thư điện tử để nhận trả lời (không bắt buộc)",
        ],
        "points_heading": "Ý kiến về từng nội dung",
        "points": asked(record),
        "answers": [] if asked_in_words(record) else ["Đồng ý", "Không đồng ý", "Ý kiến khác"],
        "other": "Ý kiến, lý do và đề nghị sửa cụ thể",
        "where_heading": "Nơi nhận phiếu",
        "where": form_addresses(site, record),
        "privacy_heading": "Thông tin cá nhân",
        "privacy": _privacy(record),
        "signed": "Ngày …… tháng …… năm ………",
    }


def _until(site: Site, view: View) -> str:
    assert view.opens is not None and view.closes is not None
    return f"Nộp phiếu {deadline_words.remaining(view.opens, view.closes, site.now)}"


def _privacy(record: Record) -> str:
    """What the agency says of personal data, with its basis, then what not to write."""
    own = record.draft.comment.privacy if record.draft.comment else None
    words = f"{own.text.rstrip('. ')}. Căn cứ: {own.basis.rstrip('. ')}. " if own else ""
    return words + _ADVICE
