"""Papers of a meeting: invitation, programme, questions, list to sign, form of the minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from duthao.clock import Point, at_words, day_words, hour_words
from duthao.domain.meetings.meeting_events import PRESS, MeetingEvent, Signer
from duthao.domain.meetings.meeting_states import called_off, ends, moves, result
from duthao.domain.publication import effective
from duthao.outputs.artifact import Artifact
from duthao.outputs.office import addressees
from duthao.outputs.office.addressees import Addressee
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.shown_meetings import ShownMeeting, of_dossier, of_draft
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.letterhead import BLANK
from duthao.outputs.shared.signed_papers.official_document import PaperKind
from duthao.outputs.shared.signed_papers.official_document_data import (
    Block,
    DocumentData,
    blank,
    dashes,
    heading,
    table,
    text,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

_GROUP = "Cuộc họp, tập huấn"
_ROWS = 20  # to sign on
_TALL = " \n "  # a cell in which a hand can write


class PlannedMeeting(NamedTuple):
    """A meeting and all that its papers want: `folder` of its files, `source` of faults, whom it is sent to, who signs."""

    meeting: MeetingEvent
    shown: ShownMeeting
    folder: str
    source: str
    to: list[Addressee]
    signer: Signer | None
    dated: date


class MeetingPaper(NamedTuple):
    """A paper: its file without ending, its label, what it is called (no letters: it bears no number), its text, its last
    sentence; `afterwards` where it is still wanted when the meeting has begun.
    """

    stem: str
    label: str
    kind: PaperKind
    blocks: Callable[[Site, PlannedMeeting], list[Block]]
    closing: Callable[[PlannedMeeting], str]
    signer: Signer | None = None
    afterwards: bool = False


class MeetingPapers(Output):
    """Of every meeting to come, called or not; the form of the minutes until there are any. None of one that was called off."""

    name = "meeting_papers"
    internal = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`<id>/cuoc-hop-<key>/giay-moi.pdf`, `.docx` and the like; the recipients as `.xlsx`."""
        for planned in _of_record(site, record):
            yield from _artifacts(site, planned)

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The same in `su-kien/<id>/`."""
        for planned in _of_site(site):
            yield from _artifacts(site, planned)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Each paper of the draft's meetings."""
        for planned in _of_record(site, record):
            yield from _links(site, planned, "meetings")

    def site_links(self, site: Site) -> Iterator[PageLink]:
        """Each paper of the site's."""
        for planned in _of_site(site):
            yield from _links(site, planned, _GROUP)


def _of_site(site: Site) -> Iterator[PlannedMeeting]:
    for dossier in site.registers.meetings.values():
        if _wanted(site, dossier.meeting):
            yield PlannedMeeting(
                dossier.meeting,
                of_dossier(site, dossier),
                f"su-kien/{dossier.id}",
                dossier.path,
                _invited(site, dossier.meeting, []),
                dossier.meeting.signer,
                _dated(site, dossier.meeting),
            )


def _of_record(site: Site, record: Record) -> Iterator[PlannedMeeting]:
    if is_central(site.registers, record.draft.document_type):
        return  # it is for its own body to hold
    if site.view(record).state in ("withdrawn", "dropped"):
        return
    for meeting in record.draft.events:
        if _wanted(site, meeting):
            shown = of_draft(site, record, meeting)
            yield PlannedMeeting(
                meeting,
                shown,
                f"{record.id}/cuoc-hop-{shown.id.rpartition('-')[2]}",
                record.path,
                _invited(site, meeting, addressees.communes(site, record)),
                record.draft.signer,
                edition(site, record),
            )


def _wanted(site: Site, meeting: MeetingEvent) -> bool:
    return not called_off(meeting, site.now) and bool(_papers(site, meeting))


def _papers(site: Site, meeting: MeetingEvent) -> list[MeetingPaper]:
    """Those that can still be used: all until it ends; afterwards the minutes, until there are some."""
    if ends(meeting) > site.now:
        has = {"chuong-trinh": meeting.programme, "noi-dung-thao-luan": meeting.questions}
        return [paper for paper in PAPERS if has.get(paper.stem, True)]
    held = result(meeting, site.now)
    if meeting.minutes_file or (held and held.minutes):
        return []
    return [paper for paper in PAPERS if paper.afterwards]


def _dated(site: Site, meeting: MeetingEvent) -> date:
    """The day on which what the papers say last changed; of a meeting that nobody was told of yet today."""
    if not meeting.published or meeting.published.start > site.now:
        return site.now.date()
    days = [effective(move).date() for move in moves(meeting, site.now)]
    return max([meeting.published.day, *days])


def _invited(site: Site, meeting: MeetingEvent, instead: list[Addressee]) -> list[Addressee]:
    """Those that the meeting names; else newsrooms to a press conference, to others `instead`."""
    if not meeting.invited and meeting.kind == PRESS:
        return addressees.named(site, site.settings.letters.newsrooms)
    found: list[Addressee] = []
    for line in meeting.invited:
        if line in site.registers.places:
            found += addressees.committees(site, [line])
        else:
            found += addressees.named(site, [line])
    return found or instead


def _artifacts(site: Site, planned: PlannedMeeting) -> Iterator[Artifact]:
    for paper in _papers(site, planned.meeting):
        path = f"{planned.folder}/{paper.stem}"
        data = meeting_paper(site, planned, paper)
        yield from official_document.artifacts(site, path, planned.source, data, planned.dated)
        if paper is INVITATION:
            facts = (("Cuộc họp", planned.shown.name), ("Thời gian", planned.shown.when))
            yield Artifact(
                f"{path}.xlsx",
                partial(addressees.merge_table, site, planned.to, facts),
                depends_on=([tuple(to) for to in planned.to], facts),
            )


def _links(site: Site, planned: PlannedMeeting, group: str) -> Iterator[PageLink]:
    for paper in _papers(site, planned.meeting):
        label, path = f"{paper.label}: {planned.shown.name}", f"{planned.folder}/{paper.stem}"
        yield PageLink(group, label, f"{path}.docx", f"Word, {planned.shown.when}")
        if site.printed:
            yield PageLink(group, label, f"{path}.pdf", "PDF")
        if paper is INVITATION:
            yield PageLink(group, f"{label}: nơi nhận", f"{path}.xlsx", "Excel, để trộn thư")


def meeting_paper(site: Site, planned: PlannedMeeting, paper: MeetingPaper) -> DocumentData:
    """The data of a paper that the agency which holds the meeting signs."""
    shown = planned.shown
    name = _inside(shown.name)
    return official_document.document(
        site,
        shown.agency,
        paper.kind,
        f"dự {name}" if paper is INVITATION else name,
        paper.blocks(site, planned),
        closing=paper.closing(planned),
        dated=planned.dated,
        recipients=["Như trên"] if paper is INVITATION else [],
        annexes=addressees.behind(planned.to) if paper is INVITATION else [],
        signer=paper.signer or planned.signer,
        demo=shown.demo,
        sent_out=True,
        numbered=bool(paper.kind.letters),
    )


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


# ---- what they say


def _times(meeting: MeetingEvent) -> str:
    """`14 giờ đến 16 giờ 30 phút, thứ Năm, ngày 03/12/2026`; without its end where nobody told it."""
    end = meeting.ends
    if not end or (end.day == meeting.at.day and not (end.timed and meeting.at.timed)):
        return _moment(meeting.at)
    if end.day == meeting.at.day:
        return f"{hour_words(meeting.at)} đến {hour_words(end)}, {day_words(end.day)}"
    return f"từ {_moment(meeting.at)} đến {_moment(end)}"


def _moment(at: Point) -> str:
    """`14 giờ, thứ Năm, ngày 03/12/2026`."""
    return ", ".join([*([hour_words(at)] if at.timed else []), day_words(at.day)])


def _facts(planned: PlannedMeeting) -> Iterator[Block]:
    """When and where, and who presides; room for what nobody wrote."""
    meeting = planned.meeting
    online = f" Dự trực tuyến tại {meeting.online_url}." if meeting.online_url else ""
    where = f"{meeting.place or BLANK}." if meeting.place or not online else ""
    yield text(f"Thời gian: {_times(meeting)}.")
    yield text(f"Địa điểm: {where}{online if where else online.strip()}")
    yield text(f"Chủ trì: {meeting.chair or BLANK}.")


def _invitation(site: Site, planned: PlannedMeeting) -> list[Block]:
    shown, meeting, to = planned.shown, planned.meeting, planned.to
    names = addressees.above(to, "Các cơ quan, tổ chức, đơn vị")
    who = f"{shown.organiser} trân trọng kính mời:"
    blocks = [
        text(who),
        dashes([f"{name}{';' if n < len(names) else '.'}" for n, name in enumerate(names, 1)]),
    ]
    blocks.append(text(f"Dự {_inside(shown.name)}."))
    blocks += _facts(planned)
    if meeting.participants:
        blocks.append(text(f"Thành phần: {meeting.participants}."))
    for move in moves(meeting, site.now)[-1:]:
        place = f" ở {_inside(move.was_place)}" if move.was_place else ""
        blocks.append(
            text(
                f"Giấy mời này thay cho giấy mời họp {at_words(move.was)}{place}. Lý do dời: {move.reason}"
            )
        )
    enclosed = [
        *(["chương trình"] if meeting.programme else []),
        *(["nội dung đề nghị thảo luận"] if meeting.questions else []),
    ]
    if enclosed:
        blocks.append(text(f"Gửi kèm: {', '.join(enclosed)}."))
    where = site.links.spelled(shown.path)
    if meeting.published and meeting.published.start <= site.now:
        blocks.append(text(f"Chương trình, tài liệu và mọi thay đổi được đăng tại {where}."))
    return blocks


def _programme(site: Site, planned: PlannedMeeting) -> list[Block]:
    rows = [[time, item, who] for time, item, who in planned.shown.programme]
    return [*_facts(planned), table(("Giờ", "Nội dung", "Thực hiện"), rows, (2, 9, 6))]


def _questions(site: Site, planned: PlannedMeeting) -> list[Block]:
    asked = "Đề nghị đại biểu cho ý kiến về những nội dung sau và những nội dung khác mà đại biểu quan tâm:"
    return [text(asked), dashes([*planned.meeting.questions])]


def _sign_in(site: Site, planned: PlannedMeeting) -> list[Block]:
    why = (
        "Danh sách chỉ hỏi họ tên, cơ quan hoặc thôn, tổ dân phố, để xác nhận và đếm số người dự; không hỏi số điện thoại, số "
        "căn cước, ngày sinh, địa chỉ nhà. Danh sách lưu trong hồ sơ cuộc họp, không đăng lên mạng. Ai không muốn ghi họ tên vẫn "
        "được dự, và ghi «một người dự» để được đếm."
    )
    columns = ("Số TT", "Họ và tên", "Cơ quan, đơn vị hoặc thôn, tổ dân phố", "Chữ ký")
    rows = [[str(n), _TALL, _TALL, _TALL] for n in range(1, _ROWS + 1)]
    return [*_facts(planned), text(why), table(columns, rows, (1.4, 6, 6, 3.6))]


def _minutes(site: Site, planned: PlannedMeeting) -> list[Block]:
    meeting = planned.meeting
    blocks = [
        text(f"Thời gian bắt đầu: {BLANK}, {day_words(meeting.at.day)}."),
        text(f"Địa điểm: {meeting.place or BLANK}."),
        text(f"Chủ trì: {meeting.chair or BLANK}."),
        text(f"Thư ký: {BLANK}."),
        text(
            f"Thành phần tham dự: {meeting.participants or BLANK}. Số người dự: {BLANK} (danh sách kèm theo)."
        ),
        heading("I. NỘI DUNG"),
    ]
    items = [item for _, item, _ in planned.shown.programme]
    for number, item in enumerate(items or ["Nội dung cuộc họp"], 1):
        blocks.append(blank(f"{number}. {item}", 2))
    blocks.append(
        blank(
            "Ý kiến tại cuộc họp (ghi theo nhóm: công dân, doanh nghiệp, đoàn thể, cơ quan; không ghi họ tên người phát biểu nếu biên "
            "bản sẽ được đăng):",
            6,
        )
    )
    blocks += [heading("II. KẾT LUẬN"), blank("Những việc đã thống nhất, ai làm, khi nào xong:", 4)]
    blocks.append(blank("Thư ký (ký, ghi rõ họ tên):", 1))
    return blocks


def _closing_of_invitation(planned: PlannedMeeting) -> str:
    return f"{planned.shown.organiser} rất mong sự có mặt của quý đại biểu"


def _closing_of_programme(planned: PlannedMeeting) -> str:
    return f"{planned.shown.organiser} gửi chương trình để đại biểu chuẩn bị"


def _closing_of_questions(planned: PlannedMeeting) -> str:
    return "Ý kiến được ghi vào biên bản và chuyển đến cơ quan chủ trì soạn thảo"


def _closing_of_list(planned: PlannedMeeting) -> str:
    return f"Danh sách có {BLANK} người"


def _closing_of_minutes(planned: PlannedMeeting) -> str:
    day = "cùng ngày" if _one_day(planned.meeting) else f"ngày {BLANK}"
    return f"Cuộc họp kết thúc lúc {BLANK} {day}; biên bản đã được đọc lại cho mọi người cùng nghe"


def _one_day(meeting: MeetingEvent) -> bool:
    return not meeting.ends or meeting.ends.day == meeting.at.day


INVITATION = MeetingPaper(
    "giay-moi", "Giấy mời", PaperKind("Giấy mời", "GM"), _invitation, _closing_of_invitation
)
PAPERS = (
    INVITATION,
    MeetingPaper(
        "chuong-trinh",
        "Chương trình",
        PaperKind("Chương trình", ""),
        _programme,
        _closing_of_programme,
    ),
    MeetingPaper(
        "noi-dung-thao-luan",
        "Nội dung thảo luận",
        PaperKind("Nội dung đề nghị thảo luận", ""),
        _questions,
        _closing_of_questions,
    ),
    MeetingPaper(
        "danh-sach-ky-ten",
        "Danh sách ký tên",
        PaperKind("Danh sách người tham dự", ""),
        _sign_in,
        _closing_of_list,
        Signer(position="Người lập danh sách"),
    ),
    MeetingPaper(
        "bien-ban",
        "Biên bản (mẫu để ghi)",
        PaperKind("Biên bản", "BB"),
        _minutes,
        _closing_of_minutes,
        Signer(position="Chủ trì cuộc họp"),
        afterwards=True,
    ),
)
