"""The press release of a draft, ready to be signed: what the press kit says, in the form in which an agency speaks (Decree 30)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from duthao.domain import deadline_words
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared import status
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.over_sheet import no_longer_used, over_text
from duthao.outputs.shared.sheet import is_news, of_what, takes_comments
from duthao.outputs.shared.sheet import points as chief_points
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_data import (
    Block,
    DocumentData,
    dashes,
    heading,
    points,
    table,
    text,
)
from duthao.outputs.site import Site
from duthao.outputs.web.press_kit import RELEASE, has_release, kit, release_links
from duthao.records.record import Record
from duthao.rendering.word import PageLayout, Paragraph, TextRun, docx

_COLUMNS = ("Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng")


class PressRelease(Output):
    """Its address stays: once opinions are taken no more it says that, and what came of them, as long as this is news."""

    name = "press_release"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/du-thao/<id>/bao-chi/thong-cao.pdf` and `.docx`."""
        if not has_release(site, record):
            return
        path = site.links.press(record.id, RELEASE)
        if is_news(site, record):
            data = press_release(site, record)
            yield from official_document.artifacts(
                site, path, record.path, data, edition(site, record)
            )
            return
        if site.printed:
            yield no_longer_used(site, record, f"{path}.pdf")
        yield Artifact(f"{path}.docx", partial(_over, site, record))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """Both forms."""
        yield from release_links(site, record)


def _over(site: Site, record: Record) -> bytes:
    """In place of the Word document what lies in that of the PDF."""
    return _document_of(tuple(over_text(site, record)))


@lru_cache(maxsize=16)
def _document_of(lines: Sequence[str]) -> bytes:
    """One for all drafts that are over and of which the same is said: nineteen in twenty."""
    blocks = [Paragraph([TextRun(line)], after=6) for line in lines]
    return docx(
        blocks, title=deadline_words.OVER, dated=None, layout=PageLayout(width=210, height=297)
    )


def press_release(site: Site, record: Record) -> DocumentData:
    """The data of the release as the draft stands now; the round shown must have dates."""
    draft, view = record.draft, site.view(record)
    return official_document.document(
        site,
        draft.lead_agency,
        official_document.RELEASE,
        f"{_about(site, record)} {of_what(record, view)} {draft.title}",
        [*_blocks(site, record)],
        closing=f"Tài liệu đầy đủ cho báo chí đăng tại {site.links.spelled(site.links.press(record.id))}",
        dated=edition(site, record),
        recipients=["Các cơ quan báo chí"],
        signer=draft.signer,
        demo=draft.demo,
    )


def _about(site: Site, record: Record) -> str:
    return "lấy ý kiến đối với" if takes_comments(site, site.view(record)) else "về"


def _blocks(site: Site, record: Record) -> Iterator[Block]:
    draft, view, said = record.draft, site.view(record), kit(site, record)
    asks = takes_comments(site, view)
    yield text(said["lead"])
    yield text(said["caution"])
    for was in status.former_deadlines(draft, view, site.now):
        yield text(f"Thời hạn góp ý đã thông báo trước đây là {was['words']}. {was['change']}")
    yield from map(text, _happened(site, record))
    if found := status.outcome(site, record):
        yield heading("Kết quả lấy ý kiến")
        became = f"Trong đó: {found['fates']}." if found["fates"] else ""
        yield text(" ".join(filter(None, (found["total"], became, found["text"]))))
    if asks:
        yield from _contents(record, said["changes"], said["contested"])
        yield heading("Cách góp ý")
        ways = [f"{way['label']}: {way['text']}" for way in channels(site, record)]
        yield dashes(_listed([*ways, f"Mã hồ sơ cần ghi: {record.code}"]))
    yield heading("Liên hệ")
    yield dashes(_listed([f"{c['label']}: {c['text']}" for c in said["contact"]]))


def _happened(site: Site, record: Record) -> Iterator[str]:
    """What became of the draft. Nothing that comes true by time alone: one edition says one thing."""
    draft, now = record.draft, site.now
    yield from status.taken_back(draft, now)
    yield from status.issued(draft, now)
    yield from status.unreported(draft, now)
    yield from status.next_round(site.view(record))
    yield from status.shortened(draft)


def _contents(
    record: Record, changed: Sequence[Sequence[str]], contested: Sequence[str]
) -> Iterator[Block]:
    yield heading("Nội dung cơ bản")
    yield points(_listed(chief_points(record)))
    if changed:
        yield heading("Nội dung mới so với quy định hiện hành")
        yield table(_COLUMNS, changed, (3, 4, 4, 3))
    if contested:
        yield heading("Vấn đề còn ý kiến khác nhau")
        yield from map(text, contested)


def _listed(items: Sequence[str]) -> list[str]:
    """Each with the end sign of a list."""
    bare = [item.rstrip(";., ") for item in items]
    return [*(f"{item};" for item in bare[:-1]), *(f"{item}." for item in bare[-1:])]
