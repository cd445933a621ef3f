"""Letters about a draft while opinions are asked: to communes, to newsrooms, to the bodies whose opinion is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.office import addressees
from duthao.outputs.office.addressees import Addressee
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.shared.comment_channels import comment_fields
from duthao.outputs.shared.consultation_period import broadcast_periods, consultation_period
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.record_data import published_documents
from duthao.outputs.shared.sheet import COMMUNES, FORM, of_what, sheet_kinds, takes_comments
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.letterhead import BLANK
from duthao.outputs.shared.signed_papers.official_document_data import (
    Block,
    DocumentData,
    points,
    text,
)
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.speech.sentences import listed

_RECEIVED = "từ ngày nhận được Công văn này"
_ON_ITS_WAY = timedelta(days=2)  # how long a letter may take: what is over by then is not asked for
_NUMBERS = {3: "03", 7: "07"}  # as letters write numbers below ten


class LetterKind(NamedTuple):
    """A letter: its file without ending, what it is called, whom it goes to (`together` where they are many), what it says."""

    stem: str
    label: str
    about: str
    together: str
    to: Callable[[Site, Record], list[Addressee]]
    blocks: Callable[[Site, Record, View, Sequence[Addressee]], list[Block]]
    closing: str


class DraftLetters(Output):
    """None of a draft whose dates are not known, or that is not asked about any more: what was sent says what held."""

    name = "draft_letters"
    internal = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`<id>/cong-van-….pdf`, `.docx`, and the recipients as `.xlsx`."""
        for kind in _kinds(site, record):
            path, dated = f"{record.id}/{kind.stem}", edition(site, record)
            data = letter(site, record, kind)
            yield from official_document.artifacts(site, path, record.path, data, dated)
            yield Artifact(f"{path}.xlsx", partial(_merge_table, site, record, kind))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Each letter in all its forms."""
        for kind in _kinds(site, record):
            path = f"{record.id}/{kind.stem}"
            yield PageLink("letters", kind.label, f"{path}.docx", "Word, để sửa rồi ký")
            if site.printed:
                yield PageLink("letters", kind.label, f"{path}.pdf", "PDF")
            yield PageLink(
                "letters", f"{kind.label}: nơi nhận", f"{path}.xlsx", "Excel, để trộn thư"
            )


def letter(site: Site, record: Record, kind: LetterKind) -> DocumentData:
    """The data of a letter that the drafting agency signs, as the draft stands now."""
    draft, view = record.draft, site.view(record)
    to = kind.to(site, record)
    return official_document.document(
        site,
        draft.lead_agency,
        official_document.LETTER,
        f"{kind.about} {of_what(record, view)} {draft.title}",
        kind.blocks(site, record, view, to),
        closing=kind.closing.format(agency=site.drafters(record), committees=_committees(site, to)),
        dated=edition(site, record),
        addressees=addressees.above(to, kind.together.format(committees=_committees(site, to))),
        recipients=["Như trên"],
        annexes=addressees.behind(to),
        signer=draft.signer,
        demo=draft.demo,
        sent_out=True,
    )


def _kinds(site: Site, record: Record) -> list[LetterKind]:
    view = site.view(record)
    if view.closes is None or not takes_comments(site, view):
        return []
    if is_central(site.registers, record.draft.document_type):
        return []  # it is for its own body to write
    communes = addressees.communes(site, record)
    return [kind for kind in KINDS if kind is not TO_COMMUNES or communes]


def _merge_table(site: Site, record: Record, kind: LetterKind) -> bytes:
    view = site.view(record)
    assert view.closes is not None
    facts = (
        ("Mã hồ sơ", record.code),
        ("Tên dự thảo", record.draft.title),
        ("Hạn góp ý", deadline_words.until(view.closes)),
    )
    return addressees.merge_table(site, kind.to(site, record), facts)


# ---- what all say


def _opening(site: Site, record: Record, view: View, doing: str) -> Iterator[Block]:
    """Who asks what, where it stands, until when, and that this may change."""
    name = site.drafters(record)
    where = site.links.spelled(site.links.short(record.id))
    yield text(
        f"{name} {doing} {of_what(record, view)} {record.draft.title} (mã hồ sơ {record.code}). "
        f"Hồ sơ được đăng tại {where}."
    )
    yield text(
        "Thời gian lấy ý kiến: " + _inside(" ".join(consultation_period(site, record, view)))
    )


def _asking(view: View) -> str:
    return "đang lấy ý kiến" if view.open else "sẽ lấy ý kiến"


def _inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _lasting(site: Site, record: Record) -> Block:
    where = site.links.spelled(site.links.short(record.id))
    return text(
        f"Nếu thời hạn góp ý thay đổi, thời hạn mới được đăng tại {where}; tài liệu đã in, đã phát "
        "trước đó không sử dụng nữa."
    )


def _return_to(site: Site, record: Record) -> str:
    """Where answers are sent, as it goes on inside a sentence; "" where the record and the register name no such place."""
    comment = comment_fields(site, record)
    ways = [
        f"thư điện tử {', '.join(comment.emails)}" if comment.emails else "",
        f"đường bưu điện: {'; '.join(comment.postal_addresses)}"
        if comment.postal_addresses
        else "",
    ]
    said = " hoặc ".join(filter(None, ways))
    return f" (qua {said})" if said else ""


# ---- to communes


def _committees(site: Site, to: Sequence[Addressee]) -> str:
    """`Ủy ban nhân dân các xã, phường`; of one its name."""
    return to[0].name if len(to) == 1 else f"Ủy ban nhân dân các {addressees.units(site, to)}"


def _to_communes(site: Site, record: Record, view: View, to: Sequence[Addressee]) -> list[Block]:
    assert view.opens is not None and view.closes is not None
    name, until = site.drafters(record), deadline_words.until(view.closes)
    unit, kinds = addressees.units(site, to), sheet_kinds(site, record)
    each = unit if len(to) == 1 else f"từng {unit.replace(', ', ', từng ')}"
    since = deadline_words.since(view.opens) if view.state == "upcoming" else _RECEIVED
    papers = (
        f"{site.links.spelled(site.links.printing())} và {site.links.spelled(site.links.desk())}"
    )
    on_air = broadcast_periods(site, record, view, _RECEIVED, _ON_ITS_WAY)
    asked = []
    if view.closes.end > site.now + _ON_ITS_WAY:
        asked.append(
            f"Niêm yết thông báo lấy ý kiến và tờ thông tin về dự thảo tại trụ sở, bảng tin {since} đến {until}; "
            "thông tin đến các thôn, tổ dân phố;"
        )
    if on_air:
        asked.append(
            f"Phát bài phát thanh về dự thảo trên hệ thống truyền thanh cơ sở {' và '.join(on_air)}, mỗi ngày {BLANK} lần; "
            f"chỉ phát bài mà cơ quan soạn thảo đã cho phát, sau khi Ban biên tập của {unit} duyệt;"
        )
    asked.append(
        "Hướng dẫn người dân góp ý theo các cách ghi trong thông báo"
        + ("; phát và nhận phiếu góp ý của người dân;" if FORM in kinds else ";")
    )
    if COMMUNES in kinds or not site.printed:
        asked.append(
            f"Tổng hợp ý kiến của người dân theo phiếu tổng hợp của {unit}, gửi {name}{_return_to(site, record)} "
            f"trước ngày {BLANK};"
        )
    asked.append(
        "Sau khi hết thời hạn góp ý, gỡ tài liệu đã niêm yết và báo cáo kết quả thực hiện (ngày niêm yết, ngày gỡ, số "
        f"lần phát thanh, số phiếu góp ý nhận được) về {name} trước ngày {BLANK}."
    )
    return [
        *_opening(
            site,
            record,
            view,
            f"{_asking(view)} Nhân dân đối với",
        ),
        text(f"{name} đề nghị {_committees(site, to)}:"),
        points(asked),
        text(
            f"Thông báo, tờ thông tin, phiếu, bài phát thanh và lịch phát thanh của {each} đăng tại {papers}."
        ),
        _lasting(site, record),
    ]


# ---- to newsrooms


def _to_newsrooms(site: Site, record: Record, view: View, to: Sequence[Addressee]) -> list[Block]:
    assert view.closes is not None
    name, draft = site.drafters(record), record.draft
    kit = site.links.spelled(site.links.press(record.id))
    asked = [
        "Đưa tin, bài về nội dung cơ bản của dự thảo, những điểm mới, những vấn đề còn ý kiến khác nhau và cách góp ý; "
        f"nhắc lại thời hạn góp ý ({deadline_words.until(view.closes)}) trong những ngày cuối;",
        f"Nói rõ đây là {of_what(record, view)} {_asking(view)}, có thể thay đổi trước khi ban hành;",
        f"Phản ánh ý kiến của người dân, chuyên gia, doanh nghiệp đến {name}; gửi địa chỉ hoặc bản lưu của tin, bài đã "
        f"đăng, phát về {name}{_return_to(site, record)}.",
    ]
    contact = draft.contact
    who = [contact.name, contact.unit, contact.phone, contact.email] if contact else []
    known = ", ".join(filter(None, who))
    return [
        *_opening(site, record, view, f"{_asking(view)} đối với"),
        text(f"Tóm tắt nội dung: {draft.summary}"),
        text(f"{name} đề nghị các cơ quan báo chí phối hợp:"),
        points(asked),
        text(f"Tài liệu cho báo chí đăng tại {kit}."),
        text(
            f"{contact.role if contact and known else 'Người phát ngôn hoặc đầu mối báo chí'}: {known or BLANK}."
        ),
        _lasting(site, record),
    ]


def _newsrooms(site: Site, record: Record) -> list[Addressee]:
    return addressees.named(site, site.settings.letters.newsrooms)


# ---- to bodies whose opinion is asked


def _bodies(site: Site, record: Record) -> list[Addressee]:
    """Those that the law names for such a text, but not who asks; then those of the settings, which are the province's: a
    commune asks whom it wants.
    """
    level = site.registers.document_types[record.draft.document_type].level
    further = () if level == "commune" else site.settings.letters.bodies
    return addressees.named(site, [*_by_law(site, record), *further])


def _by_law(site: Site, record: Record) -> list[str]:
    """The keys of the bodies that the law names, but for who asks."""
    asked = site.registers.document_types[record.draft.document_type].bodies_asked
    return [key for key in asked.agencies if key not in record.draft.agencies] if asked else []


def _to_bodies(site: Site, record: Record, view: View, to: Sequence[Addressee]) -> list[Block]:
    assert view.closes is not None
    name = site.drafters(record)
    enclosed = [document.title.rstrip(";. ") for document in published_documents(site, record)]
    blocks = [
        *_opening(site, record, view, f"{_asking(view)} đối với"),
        text(
            f"{name} gửi hồ sơ và đề nghị Quý cơ quan nghiên cứu, có ý kiến bằng văn bản về toàn bộ {of_what(record, view)}, "
            "nhất là những nội dung thuộc phạm vi quản lý của Quý cơ quan và những vấn đề còn ý kiến khác nhau nêu trong hồ sơ."
        ),
    ]
    where = f"gửi về {name}{_return_to(site, record)}"
    blocks += [
        text(f"Ý kiến của {who} {where}, {when}.")
        for who, when in _answers_by(site, record, view, to)
    ]
    if len(enclosed) == 1:
        blocks.append(text(f"Hồ sơ gửi kèm: {enclosed[0]}."))
    elif enclosed:
        ends = [*[";"] * (len(enclosed) - 1), "."]
        blocks += [text("Hồ sơ gửi kèm gồm:"), points([*map(str.__add__, enclosed, ends)])]
    return [*blocks, _lasting(site, record)]


def _answers_by(
    site: Site, record: Record, view: View, to: Sequence[Addressee]
) -> Iterator[tuple[str, str]]:
    """(who, by when): those that the law names within the days that it gives, where the register is sure of them; all others
    before opinions are taken no more.
    """
    assert view.closes is not None
    latest = deadline_words.at_the_latest(view.closes)
    asked = site.registers.document_types[record.draft.document_type].bodies_asked
    days = (asked.shortened_days if record.draft.shortened else asked.days) if asked else None
    if asked and days and asked.certainty == "verified":
        within = f"trong thời hạn {_NUMBERS.get(days, days)} ngày kể từ ngày nhận được đề nghị góp ý kiến ({asked.source})"
        named = [body.name for body in addressees.named(site, _by_law(site, record))]
        others = len(to) > len(named)
        if named:
            yield (listed(named) if others else "Quý cơ quan"), within
        if others:
            yield ("các cơ quan khác" if named else "Quý cơ quan"), latest
    else:
        yield "Quý cơ quan", latest


TO_COMMUNES = LetterKind(
    "cong-van-xa-phuong",
    "Công văn gửi xã, phường",
    "phối hợp lấy ý kiến Nhân dân đối với",
    "{committees}",
    addressees.communes,
    _to_communes,
    "{agency} đề nghị {committees} quan tâm, phối hợp thực hiện",
)
TO_NEWSROOMS = LetterKind(
    "cong-van-bao-chi",
    "Công văn gửi báo, đài",
    "phối hợp thông tin về việc lấy ý kiến đối với",
    "Các cơ quan báo chí",
    _newsrooms,
    _to_newsrooms,
    "{agency} rất mong nhận được sự phối hợp của các cơ quan báo chí",
)
TO_BODIES = LetterKind(
    "cong-van-lay-y-kien",
    "Công văn lấy ý kiến cơ quan",
    "lấy ý kiến đối với",
    "Các cơ quan được lấy ý kiến",
    _bodies,
    _to_bodies,
    "{agency} rất mong nhận được ý kiến của Quý cơ quan",
)
KINDS = (TO_COMMUNES, TO_NEWSROOMS, TO_BODIES)
