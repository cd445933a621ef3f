"""What a spokesperson and whoever guides the press must know of a draft before they are asked: from its record, with room for a
pen where that does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.clock import moment_words
from duthao.domain import deadline_words
from duthao.domain.events import STAGE_LABEL
from duthao.domain.lifecycle import LATE, STATES, View
from duthao.domain.publication import effective
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.shared.consultation_period import consultation_period
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.questions_and_answers import asked_and_answered, told
from duthao.outputs.shared.response_rows import answered_rounds, point_words
from duthao.outputs.shared.response_rows import points as raised_points
from duthao.outputs.shared.sheet import UNKNOWN, changes, of_what, takes_comments
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.letterhead import BLANK
from duthao.outputs.shared.signed_papers.official_document import PaperKind
from duthao.outputs.shared.signed_papers.official_document_data import (
    Block,
    DocumentData,
    blank,
    dashes,
    heading,
    points,
    table,
    text,
)
from duthao.outputs.shared.status import outcome
from duthao.outputs.shared.timeline import timeline
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.speech.sentences import mid_sentence, sentences
from duthao.text import fold

_KIND = PaperKind("Tài liệu định hướng thông tin", "")
_FILE, _LABEL = "dinh-huong", "Tài liệu định hướng thông tin"
_UNSAID = "Hồ sơ không nêu; người trả lời ghi:"
# While a draft may still become a document; after that one speaks of the document.
_STATES = STATES[: STATES.index("adopted")]
# In which opinions are asked no more, whether or not the record tells until when they were.
_PAST = (*_STATES[_STATES.index("analysing") :], "undated")
_OF_MONEY = ("kinh phi", "ngan sach")
_CHANGES = "Điều gì thay đổi so với hiện nay?"
_CONTESTED = "Vì sao còn ý kiến khác nhau?"
_MONEY = "Kinh phí bao nhiêu, từ nguồn nào?"
_RECEIVED = "Đã nhận được bao nhiêu ý kiến, tiếp thu thế nào?"
_NEXT = "Bước tiếp theo là gì, khi nào văn bản được ban hành?"
_HOW = "Người dân góp ý đến khi nào, bằng cách nào?"  # as in `questions_and_answers`, like the next and the first three
_ANSWERED = "Khi nào có kết quả tiếp thu, giải trình?"
_ALWAYS = (
    "Vì sao cần ban hành văn bản?",
    "Dự thảo quy định những gì?",
    "Áp dụng cho ai, ở đâu?",
    _CHANGES,
    _MONEY,
)
# What comes by the clock alone, or is told anyway: no secret until then.
_KNOWN = frozenset({"announced", "opened", "closing_soon", "closed", "overdue"})


class OrientationSheet(Output):
    """Of each draft that is on its way; none of a central body's, which speaks for itself."""

    name = "orientation_sheet"
    internal = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`<id>/dinh-huong.pdf` and `.docx`."""
        if _wanted(site, record):
            path, dated = f"{record.id}/{_FILE}", edition(site, record)
            data = orientation_sheet(site, record)
            yield from official_document.artifacts(site, path, record.path, data, dated)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Both forms."""
        if _wanted(site, record):
            path = f"{record.id}/{_FILE}"
            yield PageLink("orientation", _LABEL, f"{path}.docx", "Word, để ghi thêm")
            if site.printed:
                yield PageLink("orientation", _LABEL, f"{path}.pdf", "PDF")


def _wanted(site: Site, record: Record) -> bool:
    central = is_central(site.registers, record.draft.document_type)
    return site.view(record).state in _STATES and not central


def orientation_sheet(site: Site, record: Record) -> DocumentData:
    """The data of the sheet as the draft stands now."""
    draft, view = record.draft, site.view(record)
    return official_document.document(
        site,
        draft.lead_agency,
        _KIND,
        f"về {of_what(record, view)} {draft.title}",
        [
            *_messages(site, record, view),
            *_contested(site, record),
            *_questions(site, record, view),
            *_not_yet(site, record, view),
            *_who_answers(record),
            *_corrections(site, record, view),
        ],
        closing="Tài liệu này dùng trong cơ quan, không cung cấp cho báo chí, không đăng tải",
        dated=edition(site, record),
        recipients=["Người phát ngôn của cơ quan", "Cơ quan định hướng thông tin của tỉnh"],
        signer=draft.signer,
        demo=draft.demo,
    )


def _messages(site: Site, record: Record, view: View) -> Iterator[Block]:
    yield heading("I. THÔNG ĐIỆP CHÍNH")
    said = [sentence.rstrip(".") for sentence in sentences(record.draft.summary)]
    said.append(_unsettled(record, view))
    if view.opens and view.closes and takes_comments(site, view):
        period = " ".join(consultation_period(site, record, view)).rstrip(". ")
        said.append(f"Thời gian lấy ý kiến: {period[:1].lower()}{period[1:]}")
        said.append(f"Ý kiến gửi đúng thời hạn được tổng hợp, trả lời công khai{_due(view)}")
    else:
        said.append(f"Tình trạng: {view.label.lower()}")
    yield dashes([*(f"{line};" for line in said[:-1]), f"{said[-1]}."])


def _unsettled(record: Record, view: View) -> str:
    """What it is as yet; there is no draft before there is more than an intention or a proposal."""
    if of_what(record, view) != "dự thảo":
        return "Đây là đề nghị xây dựng văn bản, nội dung có thể thay đổi khi soạn thảo"
    if view.state == "planned":
        return "Văn bản đang được chuẩn bị, nội dung có thể thay đổi"
    return "Đây là dự thảo, có thể thay đổi trước khi ban hành"


def _according(record: Record, view: View) -> str:
    """By what something will change: `theo dự thảo`."""
    if view.state == "planned":
        return "theo dự kiến"
    return f"theo {of_what(record, view)}"


def _due(view: View) -> str:
    return f", {deadline_words.due_by(view.answer_due)}" if view.answer_due else ""


def _contested(site: Site, record: Record) -> Iterator[Block]:
    """Each point as the record has it, and room for the reasons of either side; then what people raised most and the answers."""
    yield heading("II. VẤN ĐỀ CÒN Ý KIẾN KHÁC NHAU")
    found = told(record.body["contested"])
    if found:
        columns = (
            "Vấn đề (theo hồ sơ)",
            "Lý do của phương án trong dự thảo",
            "Ý kiến khác và lý do",
        )
        yield table(columns, [[point, BLANK, BLANK] for point in found], (5, 4, 4))
    else:
        yield blank(_UNSAID)
    for round_ in answered_rounds(site, record)[:1]:
        yield text("Đã được nêu nhiều nhất khi lấy ý kiến, và nội dung đã trả lời công khai:")
        yield dashes([point_words(point) for point in raised_points(round_.rows)])


def _questions(site: Site, record: Record, view: View) -> Iterator[Block]:
    """Eight questions, each with the record's answer, or with room for a pen."""
    yield heading("III. CÂU HỎI CÓ THỂ ĐƯỢC HỎI")
    who = site.drafters(record)
    answers = dict(asked_and_answered(site, record, view, who))
    found = outcome(site, record)
    answers |= {
        _CHANGES: " ".join(
            f"{row['subject']}: {_now(row['now'])}{_according(record, view)}, {mid_sentence(row['draft'] or '')}."
            for row in changes(record)
        ),
        _CONTESTED: " ".join(told(record.body["contested"])),
        _MONEY: " ".join(_of_money(record)),
        _RECEIVED: _received(found["total"], found["fates"]) if found else "",
        _NEXT: _next(site, record),
    }
    asks = view.state not in _PAST and takes_comments(site, view)
    owed = _ANSWERED if _ANSWERED in answers or asks else _CONTESTED
    for n, question in enumerate((*_ALWAYS, _HOW if asks else _RECEIVED, owed, _NEXT), 1):
        yield heading(f"{n}. {question}", 2)
        if answer := answers.get(question, ""):
            yield text(answer)
        else:
            yield blank(_UNSAID)


def _now(words: str | None) -> str:
    """What holds now, "" where nobody knows."""
    if not words or fold(words).startswith(UNKNOWN):
        return ""
    return f"hiện nay {mid_sentence(words)}; "


def _of_money(record: Record) -> Iterator[str]:
    """What the record says of money, in its own sentences."""
    for section in ("content", "other"):
        for paragraph in told(record.body[section]):
            yield from (
                s for s in sentences(paragraph) if any(word in fold(s) for word in _OF_MONEY)
            )


def _received(total: str, fates: str) -> str:
    return " ".join(filter(None, (total, f"Trong đó: {fates}." if fates else "")))


def _next(site: Site, record: Record) -> str:
    """The next step, as the register has the steps of such a text; its day only where the record has one.

    No step without a day of a draft of which nobody knows when opinions were asked, or that was submitted long ago: it may
    have been taken since.
    """
    stages = STAGE_LABEL.values()
    steps = [s for s in timeline(site, record) if s["when"] == "future" and s["label"] in stages]
    step = next(iter(steps), None)
    if step is None or (not step["at"] and _may_have_gone_on(site, record)):
        return ""
    day = f" ({step['at']})" if step["at"] else "; hồ sơ chưa có ngày"
    return f"Bước tiếp theo: {step['label'][:1].lower()}{step['label'][1:]}{day}."


def _may_have_gone_on(site: Site, record: Record) -> bool:
    state = site.view(record).state
    known = [effective(step) for step in record.draft.stages if effective(step) <= site.now]
    stale = not known or max(known) + LATE < site.now
    return state == "undated" or (state in ("appraising", "submitted") and stale)


def _not_yet(site: Site, record: Record, view: View) -> Iterator[Block]:
    yield heading("IV. ĐIỀU CHƯA NÓI")
    said = [
        "Không nói như văn bản đã được ban hành, đã có hiệu lực; không hứa mức, ngày mà hồ sơ không ghi;",
        "Không nêu tên, địa chỉ, nội dung của riêng người góp ý nào;",
    ]
    if view.state in ("open", "upcoming", "analysing"):
        said.append(
            "Không nêu số ý kiến, không dự đoán kết quả trước khi bản tổng hợp được công bố;"
        )
    for event in site.events(record):
        if event.when > site.now and event.kind not in _KNOWN:
            said.append(f"{event.label}: chưa nói trước {moment_words(event.when)};")
    yield points([*said[:-1], said[-1].rstrip(";") + "."])
    yield blank("Điều khác chưa nói, và đến khi nào:")


def _who_answers(record: Record) -> Iterator[Block]:
    yield heading("V. NGƯỜI TRẢ LỜI")
    contact = record.draft.contact
    known = [contact.name, contact.unit, contact.phone, contact.email] if contact else []
    if contact and any(known):
        yield text(f"{contact.role}: {', '.join(filter(None, known))}.")
    if contact is None or not contact.spokesperson:
        yield text(f"Người phát ngôn: {BLANK}{BLANK}")
        yield text(
            "Chỉ phát ngôn của người phát ngôn là phát ngôn chính thức; đầu mối báo chí tiếp nhận câu hỏi và chuyển câu trả lời."
        )


def _corrections(site: Site, record: Record, view: View) -> Iterator[Block]:
    where = site.links.spelled(site.links.short(record.id))
    until = ""
    if view.closes and takes_comments(site, view):
        until = f" Dự thảo nhận góp ý đến {deadline_words.until(view.closes)}."
    yield heading("VI. KHI CÓ THÔNG TIN SAI")
    yield points(
        [
            "Ghi lại nơi đăng, thời điểm, nguyên văn điều sai; đối chiếu với hồ sơ đã công bố;",
            "Hồ sơ sai thì đính chính hồ sơ trước, rồi mới trả lời;",
            f"Hồ sơ đúng thì gửi nơi đăng nội dung đúng kèm địa chỉ {where}, đề nghị cải chính;",
            "Không nhắc lại điều sai nhiều lần; không tranh luận với cá nhân trên mạng xã hội.",
        ]
    )
    yield text(
        f"Lời mẫu: “Thông tin {BLANK} chưa đúng với dự thảo. Theo hồ sơ công bố tại {where}, dự thảo quy định: {BLANK}.{until} "
        f"Mọi người xem nội dung đầy đủ tại địa chỉ trên.”"
    )
