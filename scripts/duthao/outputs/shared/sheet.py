"""What all paper and pictures of a record share: which there are, their words of origin, marks and code.

All words and dates are settled in Python: the templates of `theme/print` only set them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from duthao.clock import date_vi
from duthao.domain import deadline_words
from duthao.domain.commune_summaries import summing_communes
from duthao.domain.ending import ending
from duthao.domain.lifecycle import LABELS, LATE, View, news_instants
from duthao.domain.rounds import latest_outcome
from duthao.errors import Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.shared.central_drafts import is_central, whose
from duthao.outputs.shared.comment_channels import comment_fields, zalo_on_paper
from duthao.outputs.shared.editions import edition, ever_superseded, superseded
from duthao.outputs.shared.status import shortened
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.rendering import qr, typesetting
from duthao.speech.sentences import listed
from duthao.text import fold

# What these say nobody has changed, or nobody knows.
UNKNOWN = "chua co thong tin"  # folded
_UNCHANGED = ("giu nguyen", UNKNOWN)
CARD = "the.png"  # beside every draft, 1200 × 630


class SheetKind(NamedTuple):
    """A sheet that may be made of a record: its file, what it is called, and what it is for ("" of texts)."""

    file: str
    label: str
    note: str


NOTICE = SheetKind("thong-bao.pdf", "Thông báo", "A4, để ký, đóng dấu rồi niêm yết")
INFORMATION = SheetKind("to-thong-tin.pdf", "Tờ thông tin", "A4, cho bảng tin")
POSTER = SheetKind("ap-phich.pdf", "Áp phích", "A3, cho nơi đông người")
HANDOUT = SheetKind("to-roi.pdf", "Tờ rơi", "A5, phát tận nhà")
TEXT = SheetKind("to-roi.txt", "Tin nhắn SMS, Zalo", "")
FACEBOOK = SheetKind("facebook.txt", "Bài đăng Facebook", "")
ZALO = SheetKind("zalo.txt", "Bài đăng Zalo", "")
FORM = SheetKind("phieu-gop-y.pdf", "Phiếu góp ý", "A4, viết tay rồi nộp")
COMMUNES = SheetKind(
    "phieu-tong-hop.pdf", "Phiếu tổng hợp của xã, phường", "A4, xã, phường ghi rồi gửi lại"
)
REPLACEMENT = SheetKind("thay-the.pdf", "Tờ thay thế", "A4, dán thay bản đã niêm yết")
RESULT = SheetKind("ket-qua.pdf", "Kết quả lấy ý kiến", "A4, báo lại cho người đã góp ý")


BOARD = ["Ngày niêm yết", "Ngày gỡ", "Người niêm yết", "Địa điểm"]  # who hung it, filled in by hand
_TEXTS = (TEXT, FACEBOOK, ZALO)


class SheetData(TypedDict):
    """What every template is given; typesetting adds `qr`, the code of `url` as SVG (none where `qr_alt` is "").

    `marks` stand boxed on every page, `imprint` is the small line with code and date of edition.
    """

    title: str
    marks: list[str]
    imprint: str
    url: str
    qr_alt: str
    short_url: str


class WaysData(TypedDict):
    """How to comment, under a heading: `channels` of {label, words}; where to read on, of a draft that was taken back."""

    comment_heading: str
    channels: list[dict[str, str]]


def sheet_kinds(site: Site, record: Record) -> tuple[SheetKind, ...]:
    """The sheets that serve as the record stands; texts once they were, for they say themselves that it is over."""
    return tuple(kind for kind in _addresses(site, record) if _serves(site, record, kind))


def ended_kinds(site: Site, record: Record) -> tuple[SheetKind, ...]:
    """The sheets that serve no more: at their addresses lies one that says so (outputs/paper/ended_sheet.py)."""
    return tuple(kind for kind in _addresses(site, record) if not _serves(site, record, kind))


def _serves(site: Site, record: Record, kind: SheetKind) -> bool:
    view = site.view(record)
    if (
        kind is REPLACEMENT
    ):  # of what was taken back too: it tells what hangs that it is over, until nothing is to hang
        return superseded(site, record) is not None and not has_ended(site, view)
    return kind in (*_TEXTS, RESULT) or takes_comments(site, view)


@memo
def _addresses(site: Site, record: Record) -> tuple[SheetKind, ...]:
    """Every sheet that there is or was of the round shown, and the replacement of an earlier one's.

    A paper of its own in the dossier under the same name comes before ours.
    """
    dated = site.view(record).closes is not None
    own = not whose(site, record)  # a central body signs and sums up its own
    wanted = [
        (NOTICE, dated and own),
        (INFORMATION, dated),
        (REPLACEMENT, dated and ever_superseded(site, record)),
        (POSTER, dated),
        (HANDOUT, dated),
        (TEXT, dated),
        (FACEBOOK, dated),
        (ZALO, dated),
        (FORM, dated and bool(form_addresses(site, record))),
        (COMMUNES, dated and own and bool(summing_communes(site.registers, record.draft))),
        (RESULT, answered(site, record)),
    ]
    return tuple(
        kind
        for kind, there in wanted
        if there
        and kind.file not in record.files
        and (site.printed or not kind.file.endswith(".pdf"))
    )


def answered(site: Site, record: Record) -> bool:
    """Whether it was published what became of the opinions."""
    return latest_outcome(record.draft, site.now, ("answered",)) is not None


def sheet_artifact(
    site: Site, record: Record, file: str, data: Mapping[str, Any], template: str = ""
) -> Artifact:
    """The file beside the draft's page, set by the template of the same name (or another)."""
    dated = date.min if file.endswith(".png") else edition(site, record)  # pictures bear none
    path = site.links.draft(record.id, file)
    return typeset_artifact(site, record, path, template or Path(file).stem, data, dated)


def typeset_artifact(
    site: Site, record: Record, path: str, template: str, data: Mapping[str, Any], dated: date
) -> Artifact:
    """The file at `path`, set by a template of `theme/print`; faults are told of the record."""
    source = site.root / "theme" / "print" / f"{template}.typ"
    make = partial(_typeset, site.root, record.path, source, data, dated, path.endswith(".png"))
    return Artifact(path, make, content_key=partial(_needs, source, data, dated))


def _needs(template: Path, data: Mapping[str, Any], dated: date) -> str:
    return typesetting.needs(template, _with_code(data), dated)


def _with_code(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with the QR code as it is drawn, where there is one."""
    return {**data, "qr": qr.svg(data["url"]) if data["qr_alt"] else ""}


def _typeset(
    root: Path, path: str, template: Path, data: Mapping[str, Any], dated: date, picture: bool
) -> bytes:
    complete = _with_code(data)
    try:
        return (
            typesetting.png(template, complete)
            if picture
            else typesetting.pdf(template, complete, dated)
        )
    except typesetting.PrintError as error:
        raise Findings(error.findings(root, path)) from None


def sheet_data(site: Site, record: Record, title: str, *, undated: bool = False) -> SheetData:
    """Code, edition (but where it is `undated`), marks and address of a sheet called `title`."""
    short = site.links.short(record.id)
    url, view = site.links.absolute(short), site.view(record)
    dated = [] if undated else [f"Bản ngày {date_vi(edition(site, record))}"]
    return {
        "title": title,
        "marks": [*own_marks(site, record), *([view.label] if _taken_back(view) else [])],
        "imprint": imprint(site, f"Mã: {record.code}", *dated),
        "url": url,
        "qr_alt": f"Mã QR dẫn tới {url}",
        "short_url": site.links.spelled(short),
    }


def imprint(site: Site, *parts: str) -> str:
    """The small line at the foot; on a sample it ends with that."""
    clock = f", số liệu đến {site.fixed_clock}" if site.fixed_clock else ""
    return " · ".join([*parts, *([f"Trang mẫu{clock}"] if site.settings.sample else [])])


def own_marks(site: Site, record: Record) -> list[str]:
    """The marks of what nobody may take for a draft of the province: invented, approved by nobody, or a central body's."""
    central = whose(site, record, short=True)
    demo = ["Dữ liệu minh họa"] if record.draft.demo else []
    return [*demo, *([central] if central else []), *site.warning]


def _taken_back(view: View) -> bool:
    return view.state in ("withdrawn", "dropped")


def has_ended(site: Site, view: View) -> bool:
    """Whether the round shown has ended."""
    return view.closes is not None and view.closes.end <= site.now


def takes_comments(site: Site, view: View) -> bool:
    """Whether opinions are taken in the round shown, or will be."""
    return not _taken_back(view) and not has_ended(site, view)


def is_news(site: Site, record: Record) -> bool:
    """Whether card and paper are of the draft itself and bear its name: while opinions are asked for or will be, of a further
    round too, and for thirty days after they are taken no more or it was put out what became of them or of the draft (0079). After
    that they are the same for all drafts of which the same is said.
    """
    view = site.view(record)
    asks = view.state in ("planned", "upcoming", "open") or view.next_round is not None
    return asks or any(at <= site.now < at + LATE for at in news_instants(record.draft, site.now))


def result_told(site: Site, record: Record) -> bool:
    """Whether short texts tell what became of the opinions of the round shown: it is out, and nothing came after it."""
    view = site.view(record)
    latest = latest_outcome(record.draft, site.now, ("answered",))
    asks = takes_comments(site, view) or _taken_back(view) or view.next_round is not None
    return not asks and latest is not None and latest[0] == view.round


def lapsed(site: Site, record: Record) -> tuple[str, frozenset[str]]:
    """Why nobody may post or send what invites any more, and the files that did; ("", none) while opinions are taken."""
    view = site.view(record)
    if view.closes is None or takes_comments(site, view):
        return "", frozenset()
    texts = () if result_told(site, record) else _TEXTS  # then they tell the result
    files = frozenset(kind.file for kind in (*ended_kinds(site, record), *texts))
    if _taken_back(view):
        return view.label, files
    return f"Hết hạn góp ý {deadline_words.ended(view.closes)}", files


def document_line(site: Site, record: Record, view: View) -> str:
    """`Dự thảo Nghị quyết của HĐND tỉnh`."""
    return f"{of_what(record, view).capitalize()} {type_words(site, record)}"


def invitation(site: Site, record: Record, view: View, whom: str = "Nhân dân") -> str:
    """`Mời Nhân dân góp ý dự thảo Nghị quyết của HĐND tỉnh`; no invitation once no opinions are taken."""
    if not takes_comments(site, view):
        return document_line(site, record, view)
    return f"Mời {whom} góp ý {of_what(record, view)} {type_words(site, record)}"


def of_what(record: Record, view: View) -> str:
    """What opinions are asked on: the draft, or the proposal to make one."""
    proposal = view.round and record.draft.rounds[view.round - 1].of == "proposal"
    return "đề nghị xây dựng" if proposal else "dự thảo"


def type_words(site: Site, record: Record) -> str:
    """`Nghị quyết của HĐND tỉnh`; of a joint text of central bodies `Thông tư liên tịch`."""
    kind = site.registers.document_types[record.draft.document_type].name.partition(" của ")[0]
    agencies, several = site.registers.agencies, len(record.draft.issuers) > 1
    if several and is_central(site.registers, record.draft.document_type):
        return kind  # beside the mark that tells whose it is, sheets have no room for all of them
    issuers = listed(
        agencies[key].short or site.agency_name(record, key) for key in record.draft.issuers
    )
    return f"{kind} của {issuers}"


def deadline(site: Site, record: Record, view: View) -> dict[str, str | None]:
    """Until when, in parts: `before`, `lead`, `day` and a `note` or None; of a draft taken back, since when it is."""
    assert view.opens is not None and view.closes is not None and view.first_closes is not None
    if ended := ending(record.draft, site.now):
        return {
            "before": "Đã rút" if ended.kind == "withdrawn" else "Đã dừng",
            "lead": "từ ngày",
            "day": date_vi(ended.day),
            "note": f"{LABELS[ended.kind]}, không nhận ý kiến góp ý nữa",
        }
    note = None
    if view.opens.start > site.now:
        note = f"Nhận góp ý {deadline_words.since(view.opens)}"
    elif view.first_closes != view.closes:
        note = f"Hạn cũ: {deadline_words.until(view.first_closes)}"
    notes = [*filter(None, [note]), *(why.rstrip(". ") for why in shortened(record.draft))]
    lead, day = deadline_words.until_parts(view.closes)
    return {"before": "Góp ý đến", "lead": lead, "day": day, "note": " · ".join(notes) or None}


def form_addresses(site: Site, record: Record) -> list[dict[str, str]]:
    """Where a form filled in by hand can be handed in or sent, {label, words}; empty where the record names no such place."""
    ways = comment_fields(site, record)
    return _labelled(
        ("Trực tiếp", "; ".join(ways.in_person)),
        ("Bưu điện", "; ".join(ways.postal_addresses)),
        ("Chụp ảnh gửi thư điện tử", "; ".join(ways.emails)),
    )


def _labelled(*entries: tuple[str, str | None]) -> list[dict[str, str]]:
    """{label, words} of those that have words."""
    return [{"label": label, "words": words} for label, words in entries if words]


def changes(record: Record) -> list[dict[str, str | None]]:
    """The rows of the comparison that change something: {subject, now, draft, who}."""
    section = record.body["new"]
    rows = [(*row, "", "", "", "")[:4] for row in (section.table[1:] if section else ())]
    return [
        {"subject": subject, "now": now, "draft": draft, "who": who or None}
        for subject, now, draft, who in rows
        if draft and not fold(draft).startswith(_UNCHANGED)
    ]


def points(record: Record) -> list[str]:
    """The chief points of the draft, else its summary."""
    section = record.body["content"]
    return list((section.items or section.paragraphs) if section else ()) or [record.draft.summary]


def ways_to_comment(site: Site, record: Record, view: View) -> WaysData:
    """Ways to comment for whoever stands before the sheet."""
    if not takes_comments(site, view):
        return {
            "comment_heading": "Xem hồ sơ",
            "channels": _labelled(("Trên mạng", "quét mã QR")),
        }
    comment = comment_fields(site, record)
    return {
        "comment_heading": "Góp ý bằng cách nào?",
        "channels": _labelled(
            ("Trên mạng", "quét mã QR" if comment.form_urls else ""),
            ("Trực tiếp", "; ".join(comment.in_person)),
            ("Điện thoại", "; ".join(comment.phones)),
            ("Thư điện tử", "; ".join(comment.emails)),
            ("Zalo", "; ".join(map(zalo_on_paper, comment.zalo))),
            ("VNeID", comment.vneid),
            ("Thư bưu điện", "; ".join(comment.postal_addresses)),
        ),
    }
