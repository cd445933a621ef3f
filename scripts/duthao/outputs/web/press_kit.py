"""The press kit of a draft: what a newsroom needs to write from, as a page, as text, and as one ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from duthao.clock import date_vi
from duthao.domain import deadline_words
from duthao.domain.ending import ending
from duthao.domain.lifecycle import View
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.body_html import rendered
from duthao.outputs.shared.central_drafts import is_central, whose
from duthao.outputs.shared.comment_channels import contact
from duthao.outputs.shared.documents import documents
from duthao.outputs.shared.minimum_days import minimum
from duthao.outputs.shared.questions_and_answers import Fact, asked_and_answered, told
from duthao.outputs.shared.record_data import published_documents
from duthao.outputs.shared.response_rows import PAGE, answered_rounds, point_words, points
from duthao.outputs.shared.sheet import CARD, UNKNOWN, is_news, of_what
from duthao.outputs.shared.shown_meetings import files_out
from duthao.outputs.shared.status import former_deadlines, notes, outcome, status
from duthao.outputs.shared.timeline import timeline
from duthao.outputs.shared.turns import entry_turns, turns
from duthao.outputs.site import Site, memo
from duthao.records.body import Section
from duthao.records.record import FOLDER, Record
from duthao.rendering import markdown
from duthao.rendering.links import PRESS
from duthao.text import fold, words

LEAD = 120  # words at most
TEXT, PACK = "bao-chi.txt", "bao-chi.zip"
RELEASE = "thong-cao"  # the press release, in two forms
FILES, SUMS = (
    "tai-lieu.txt",
    "SHA256SUMS",
)  # in the pack: the attachments for people, and for `sha256sum --check`
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_PICTURES = ("PNG", "JPG")
_DATED = (1980, 1, 1, 0, 0, 0)  # of all that is packed: the same kit gives the same bytes
Kit = dict[str, Any]


class PressKit(Output):
    """The press kit of a draft: what a newsroom needs to write from, as a page, as text, and as one ZIP."""

    name = "press"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/bao-chi/` with `bao-chi.txt` and `bao-chi.zip`."""
        text = site.render("press.txt", **kit(site, record)).encode()
        path = site.links.press(record.id)
        yield Artifact(site.links.file(path), partial(_page, site, record))
        yield Artifact(path + TEXT, lambda: text)
        yield Artifact(path + PACK, partial(_pack, site, record, text))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The kit, and it in one file."""
        yield PageLink("press", "Tài liệu cho báo chí", site.links.press(record.id), "")
        yield PageLink("press", "Tải bộ tài liệu", site.links.press(record.id, PACK), "ZIP")


def has_release(site: Site, record: Record) -> bool:
    """Whether there is or was a press release of the agency that drafts: of a draft whose dates are known; a central body's is
    not ours to make.
    """
    central = is_central(site.registers, record.draft.document_type)
    return site.view(record).closes is not None and not central


def release_links(site: Site, record: Record) -> Iterator[PageLink]:
    """The press release, while the draft is news."""
    if not has_release(site, record) or not is_news(site, record):
        return
    label, path = "Thông cáo báo chí", site.links.press(record.id, RELEASE)
    yield PageLink("press", label, f"{path}.docx", "Word, để ký")
    if site.printed:
        yield PageLink("press", label, f"{path}.pdf", "PDF")


def _pack(site: Site, record: Record, text: bytes) -> bytes:
    """The text, the dossier's pictures, and a list of the attachments, which are not copied.

    Stored, not compressed: pictures are packed already, and other versions of zlib give other bytes.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as pack:
        pack.writestr(_packed(f"{record.id}/{TEXT}"), text)
        for name, listed in _lists(site, record):
            pack.writestr(_packed(f"{record.id}/{name}"), listed)
        for name in _dossier_pictures(site, record):
            picture = (site.root / FOLDER / record.id / name).read_bytes()
            pack.writestr(_packed(f"{record.id}/hinh-anh/{name}"), picture)
    return content.getvalue()


def _lists(site: Site, record: Record) -> Iterator[tuple[str, str]]:
    """The attachments that are out, by name of the list: with title, address and SHA-256; none where there are none."""
    out = {d.file: d.title for d in published_documents(site, record)}
    to_come = {d.file for _, d in record.documents()} - out.keys()
    files = [file for name, file in sorted(files_out(site, record).items()) if name not in to_come]
    if not files:
        return
    yield (
        FILES,
        site.render(
            "press-files.txt",
            title=record.draft.short_title,
            url=site.links.absolute(site.links.draft(record.id)),
            warning="".join(site.warning),
            demo=record.draft.demo,
            files=[
                {
                    "title": out.get(file.name, file.name),
                    "name": file.name,
                    "format": file.format,
                    "size": file.extent_words,
                    "sha256": file.sha256,
                    "address": site.links.attachment_address(record.id, file.name),
                }
                for file in files
            ],
        ),
    )
    yield SUMS, "".join(f"{file.sha256}  {file.name}\n" for file in files)


def _dossier_pictures(site: Site, record: Record) -> list[str]:
    files = sorted(files_out(site, record).items())
    return [name for name, file in files if file.format in _PICTURES]


def _packed(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATED)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


# ---- what the kit says


@memo
def kit(site: Site, record: Record) -> Kit:
    """What theme/pages/press.txt is given, as it stands now; the shapes stand at the top of press.html."""
    draft, view = record.draft, site.view(record)
    who = site.drafters(record)
    listed = [
        (group["heading"], file) for group in documents(site, record) for file in group["files"]
    ]
    return {
        "title": draft.short_title,
        "legal_title": draft.title,
        "code": record.code,
        "known": status(site, record)["known"],
        "demo": draft.demo,
        "warning": "".join(site.warning),
        "url": site.links.absolute(site.links.draft(record.id)),
        "lead": lead(record, view, who, site.now),
        "caution": _caution(record, view),
        "facts": list(_facts(site, record, view, who)),
        "notes": list(notes(draft, view, site.now, site.terms)),
        "changes": _changes(record.body["new"]),
        "contested": told(record.body["contested"]),
        "questions": told(record.body["questions"]),
        "answers": list(asked_and_answered(site, record, view, who)),
        "timeline": timeline(site, record),
        "contact": contact(site, record),
        "pictures": list(_pictures(site, record)),
        "documents": [
            {**file, "heading": heading, "address": _full(site, file["url"])}
            for heading, file in listed
        ],
    }


def _turning(site: Site, record: Record) -> Kit:
    """What the page says of time, turn after turn."""
    who = site.drafters(record)
    return {
        "lead": turns(site, record, lambda s, r: lead(r, s.view(r), who, s.now)),
        "caution": turns(site, record, lambda s, r: _caution(r, s.view(r))),
        "facts": entry_turns(site, record, lambda s, r: _facts(s, r, s.view(r), who)),
        "answers": entry_turns(site, record, lambda s, r: asked_and_answered(s, r, s.view(r), who)),
        "timeline": entry_turns(site, record, timeline),
    }


def lead(record: Record, view: View, who: str, now: datetime) -> str:
    """Who asks what until when and how it stands, then as many sentences of the summary as 120 words hold."""
    said = f"{who} {_asks(record, view, now)}."
    if view.state not in ("open", "upcoming", "planned", "withdrawn", "dropped"):
        said += f" Tình trạng: {view.label.lower()}."
    left = LEAD - words(said)
    for sentence in _SENTENCE.split(record.draft.summary.strip()):
        left -= words(sentence)
        if left < 0:
            break
        said += " " + sentence
    return said


def _asks(record: Record, view: View, now: datetime) -> str:
    kind = of_what(record, view)
    what = f"{kind} “{record.draft.short_title}”"
    ended = ending(record.draft, now)
    end = f"; {ended.words}" if ended else ""
    if view.closes is None or view.opens is None or (ended and ended.when < view.opens.start):
        return (
            f"dự kiến lấy ý kiến về {what}"
            if view.state == "planned" and not any(r.unknown for r in record.draft.rounds)
            else f"{'chủ trì soạn thảo' if kind == 'dự thảo' else 'lập'} {what}{end}"
        )
    until = deadline_words.until(view.closes)
    if view.state == "upcoming":
        return f"sẽ lấy ý kiến về {what} {deadline_words.period(view.opens, view.closes)}"
    if ended and ended.when < view.closes.end:
        before = f"trước khi hết thời hạn góp ý đã công bố ({until})"
        return f"lấy ý kiến về {what} {deadline_words.since(view.opens)}{end}, {before}"
    return f"{'đang' if view.open else 'đã'} lấy ý kiến về {what} đến {until}{end}"


def _caution(record: Record, view: View) -> str:
    """What a newsroom must know before it writes as if the text were law."""
    issued = record.draft.issued
    if view.state == "issued":
        number = f" số {issued.number}" if issued else ""
        return f"Văn bản đã ban hành: dẫn theo văn bản{number}, không theo dự thảo."
    if view.state == "adopted":
        return "Văn bản đã được thông qua; nội dung được thông qua có thể khác dự thảo."
    if view.state in ("withdrawn", "dropped"):
        return f"{view.label}: nội dung dưới đây không phải là quy định đang áp dụng."
    return "Dự thảo có thể thay đổi trước khi ban hành."


def _facts(site: Site, record: Record, view: View, who: str) -> Iterator[Fact]:
    draft, registers = record.draft, site.registers
    yield "Mã hồ sơ", record.code
    yield "Tên đầy đủ", draft.title
    yield "Loại văn bản", registers.document_types[draft.document_type].name
    yield "Cơ quan chủ trì soạn thảo", who
    yield "Cơ quan ban hành", site.issuers(record)
    if central := whose(site, record):
        yield "Cấp", central
    yield "Lĩnh vực", "; ".join(registers.topics[key].name for key in draft.topics)
    yield "Địa bàn", "; ".join(site.place_names(record))
    if draft.audiences:
        yield (
            "Đối tượng chịu tác động",
            "; ".join(registers.audiences[key].name for key in draft.audiences),
        )
    yield "Tình trạng", view.label
    if view.opens and view.closes:
        announced = " đã công bố" if view.state in ("withdrawn", "dropped") else ""
        yield f"Ngày mở lấy ý kiến{announced}", deadline_words.opening(view.opens)
        yield f"Hạn góp ý{announced}", deadline_words.until(view.closes)
    for was in former_deadlines(draft, view, site.now):
        yield "Hạn trước đây", f"{was['words']}. {was['change']}"
    if view.next_opens and view.next_closes:
        period = deadline_words.period(view.next_opens, view.next_closes)
        yield f"Đợt lấy ý kiến thứ {view.next_round}", period
    if view.answer_due and view.state not in ("withdrawn", "dropped", "no_report"):
        yield "Hạn công bố tiếp thu, giải trình", deadline_words.due(view.answer_due)
    if found := outcome(site, record):
        became = f"Trong đó: {found['fates']}." if found["fates"] else ""
        yield "Kết quả lấy ý kiến", " ".join(filter(None, (found["total"], became)))
    for round_ in answered_rounds(site, record)[:1]:
        yield "Được nêu nhiều nhất", " ".join(map(point_words, points(round_.rows)))
        page = site.links.absolute(site.links.draft(record.id, PAGE))
        yield "Trả lời từng ý kiến", page
    if least := minimum(site, record):
        yield "Thời gian lấy ý kiến tối thiểu theo luật", least
    if draft.official_posting:
        yield (
            "Đăng tải chính thức",
            "; ".join(
                (
                    f"{date_vi(draft.official_posting.date)}, {draft.official_posting.url}",
                    *(d.cited for d in draft.official_posting.documents if d.number),
                )
            ),
        )


def _changes(section: Section | None) -> list[tuple[str, ...]]:
    """Rows of the comparison, four cells in each; a shorter row has empty ones, as has what says that nothing is known yet.

    A row that tells neither what holds nor what is proposed is left out.
    """
    rows = [(*row, "", "", "", "")[:4] for row in (section.table[1:] if section else ())]
    known = [tuple("" if fold(cell).startswith(UNKNOWN) else cell for cell in row) for row in rows]
    return [row for row in known if row[1] or row[2]]


def _pictures(site: Site, record: Record) -> Iterator[dict[str, str]]:
    """The card while it is the draft's own, then the pictures of the dossier."""
    if site.printed and is_news(site, record):
        path = site.links.draft(record.id, CARD)
        yield {
            "title": "Hình đại diện của dự thảo",
            "url": "~/" + path,
            "address": site.links.absolute(path),
            "note": "PNG, 1200 × 630",
        }
    for name in _dossier_pictures(site, record):
        file = record.files[name]
        yield {
            "title": name,
            "url": site.links.attachment(record.id, name),
            "address": site.links.attachment_address(record.id, name),
            "note": f"{file.format}, {file.size_words}",
        }


def _full(site: Site, url: str) -> str:
    return site.links.absolute(url.removeprefix("~/")) if url.startswith("~/") else url


# ---- the page


def _page(site: Site, record: Record) -> bytes:
    said = kit(site, record)
    path = site.links.press(record.id)
    title = f"Tài liệu cho báo chí: {record.draft.short_title}"
    contested = record.body["contested"] if told(record.body["contested"]) else None
    main = site.render(
        "press.html",
        **{
            **said,
            **_turning(site, record),
            "contested": _html(site, record, contested) if contested else "",
        },
        status=status(site, record),
        crumbs=[
            {"text": "Trang chủ", "url": "~/"},
            {"text": "Tài liệu cho báo chí", "url": "~/" + PRESS},
            {"text": record.code, "url": "~/" + site.links.draft(record.id)},
        ],
        draft="~/" + site.links.draft(record.id),
        text="~/" + path + TEXT,
        pack="~/" + path + PACK,
        releases=[
            {"url": "~/" + link.path, "label": link.note} for link in release_links(site, record)
        ],
        video=turns(site, record, _video),
    )
    return site.page("plain", path, title=title, description=said["lead"], main=main)


def _video(site: Site, record: Record) -> str | None:
    """The address of the script for a video, while it may be used."""
    path = site.links.video(record.id)
    there = any(link.path == path for link in discovery.page_links(site, record))
    return "~/" + path if there else None


def _html(site: Site, record: Record, section: Section) -> str:
    """The section as on the draft's page; by itself where there are footnotes, which stand at the end of that page."""
    if "[^" in record.source.body:
        return markdown.html(section.markdown, lambda key: "~/" + site.links.draft(key))
    html = next(html for shown, html in rendered(site, record) if shown is section)
    return html.removeprefix("\n")
