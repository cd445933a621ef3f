"""The press kit: complete enough to write from, the same bytes each time, and on the desk when it is news."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao import clock
from duthao.domain import deadline_words
from duthao.outputs.shared.record_data import published_documents
from duthao.outputs.site import Site
from duthao.outputs.web import press_kit
from duthao.records.record import Record
from duthao.rendering import markdown
from duthao.text import words
from tests.conftest import PROVINCE, ROOT, lay_out, replace_text
from tests.feed_site import HOSTILE, all_records, retitle, site_at
from tests.province_site import visible


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The test province with the theme, not built."""
    return lay_out(tmp_path / "root")


def at(root: Path, as_of: str = "2026-11-22T08:00+07:00") -> Site:
    return replace(site_at(root), now=clock.now(as_of), summaries=())


def kit_files(root: Path, draft_id: str) -> dict[str, bytes]:
    """The text and the pack: the page is rendered only in a whole build."""
    site, record = at(root), record_of(root, draft_id)
    artifacts = {
        artifact.path.rsplit("/", 1)[-1]: artifact
        for artifact in press_kit.PressKit().for_record(site, record)
    }
    return {name: artifacts[name].render() for name in (press_kit.TEXT, press_kit.PACK)}


def record_of(root: Path, draft_id: str) -> Record:
    return next(record for record in all_records(root) if record.id == draft_id)


@pytest.mark.parametrize(
    "as_of", ["2026-01-10", "2026-06-01", "2026-08-20", "2026-11-22", "2027-05-01"]
)
def test_a_lead_has_at_most_120_words_and_names_who_what_and_until_when(as_of: str) -> None:
    for folder in (PROVINCE, ROOT):
        site = at(folder, as_of)
        for record in all_records(folder):
            who, view = site.agency_name(record, record.draft.lead_agency), site.view(record)
            lead = press_kit.lead(record, view, who, site.now)
            assert words(lead) <= 120
            assert lead.startswith(who) and record.draft.short_title in lead
            if view.state in ("open", "upcoming") and view.closes:
                assert deadline_words.until(view.closes) in lead


def test_a_long_summary_is_cut_between_sentences(root: Path) -> None:
    retitle(
        root, "ht-2026-003", summary=" ".join(f"Câu thứ {n} có đúng bảy từ." for n in range(17))
    )
    record, site = record_of(root, "ht-2026-003"), at(root)
    lead = press_kit.lead(record, site.view(record), "Sở Văn hóa", site.now)
    assert 110 < words(lead) <= 120 and lead.endswith("bảy từ.")


def test_the_text_is_complete(root: Path) -> None:
    text = kit_files(root, "ht-2026-003")[press_kit.TEXT].decode()
    for phrase in (
        "Dữ liệu minh họa: không phải tin\n",
        "không có thời điểm cấm đăng (embargo)",
        "- Mã hồ sơ: HT-2026-003",
        "- Hạn góp ý: hết ngày 15/09/2026",
        "- Hạn trước đây: hết ngày 31/08/2026. Gia hạn ngày ",
        "- Mức phí\n  Quy định hiện hành: 5.000 - 20.000 đồng/lượt\n"
        "  Dự thảo: 10.000 - 40.000 đồng/lượt\n  Ai bị ảnh hưởng: Người tham quan\n",
        "- Công ty lữ hành cho rằng",
        "Vì sao cần ban hành văn bản?\nMức phí hiện nay",
        "- Đầu mối báo chí: Cán bộ đầu mối báo chí",
        "- Hết ngày 15/09/2026: Hết hạn góp ý",
    ):
        assert phrase in text, phrase
    assert not re.search(r"\n\n\n|[ \t]\n|\r", text)


@pytest.mark.parametrize(
    ("after", "note"),
    [
        ("", ""),
        ("Công ty lữ hành cho rằng", "[^1]\n\n[^1]: Ghi chú của mục này."),
        ("## Nội dung cơ bản\n", "\nNhư đã nêu.[^1]\n\n[^1]: Ghi chú của mục khác.\n"),
    ],
)
def test_what_is_contested_reads_as_if_it_stood_alone(root: Path, after: str, note: str) -> None:
    where = root / "drafts" / "ht-2026-003" / "index.md"
    replace_text(where, after, after + note) if after else None
    site = at(root)
    for record in all_records(root):
        if section := record.body["contested"]:
            alone = markdown.html(section.markdown, lambda key: "~/" + site.links.draft(key))
            assert press_kit._html(site, record, section) == alone
            assert ("Ghi chú của mục này" in alone) == ("mục này" in note and "003" in record.id)


def test_every_document_is_named_by_its_full_address(root: Path) -> None:
    for record in all_records(root):
        text = kit_files(root, record.id)[press_kit.TEXT].decode()
        for _, document in record.documents():
            if document in record.draft.documents:
                assert f"- {document.title}: http" in text
        assert "~/" not in text and "&amp;" not in text


def test_the_card_is_offered_while_it_is_the_drafts_own(root: Path) -> None:
    """What all drafts in the same state share bears no name, and is no picture of this one."""
    card = "Hình đại diện của dự thảo"
    assert card in kit_files(root, "ht-2026-002")[press_kit.TEXT].decode()
    assert card not in kit_files(root, "ht-2026-001")[press_kit.TEXT].decode()


def test_the_pack_holds_text_pictures_and_a_list_of_the_rest_and_never_differs(root: Path) -> None:
    folder = root / "drafts" / "ht-2026-016"
    (folder / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n123")
    replace_text(folder / "index.md", "file: de-nghi.pdf", "file: anh.png")
    first, again = kit_files(root, folder.name), kit_files(root, folder.name)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first[press_kit.PACK])) as pack:
        assert pack.testzip() is None
        held = {info.filename.removeprefix(f"{folder.name}/"): info for info in pack.infolist()}
        assert list(held) == ["bao-chi.txt", "tai-lieu.txt", "SHA256SUMS", "hinh-anh/anh.png"]
        assert pack.read(held["bao-chi.txt"]) == first[press_kit.TEXT]
        assert pack.read(held["hinh-anh/anh.png"]) == (folder / "anh.png").read_bytes()
        said, sums = (pack.read(held[name]).decode() for name in ("tai-lieu.txt", "SHA256SUMS"))
        assert {info.date_time for info in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in ("anh.png", "du-thao.pdf"):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert f"{digest}  {name}\n" in sums
        assert f"/du-thao/{folder.name}/{name}\n  SHA-256: {digest}\n" in said
    assert not re.search(r"\n\n\n|[ \t]\n|\r", said)


def test_the_list_names_no_file_that_is_not_out(root: Path) -> None:
    """A document of a round that is still to come lies in the folder already."""
    ever_hidden: set[str | None] = set()
    for record in all_records(root):
        for as_of in ("2025-01-01", "2026-11-22T08:00+07:00", "2027-06-01"):
            site = at(root, as_of)
            lists = dict(press_kit._lists(site, record))
            told = {d.file for d in published_documents(site, record)}
            hidden = {d.file for _, d in record.documents() if d.file} - told
            ever_hidden |= hidden
            assert not [name for name in hidden if f"  {name}\n" in lists.get("SHA256SUMS", "")]
            assert not [name for name in told if name and name not in lists["tai-lieu.txt"]]
    assert ever_hidden


def test_hostile_text_stays_text(root: Path) -> None:
    retitle(root, "ht-2026-003", title=HOSTILE, short_title=HOSTILE, summary=HOSTILE)
    assert HOSTILE in kit_files(root, "ht-2026-003")[press_kit.TEXT].decode()


def test_what_nobody_knows_yet_is_no_point(root: Path) -> None:
    """«Chưa có thông tin» stands in a record where something is to come: a newsroom is told nothing then."""
    path = root / "drafts" / "ht-2026-003" / "index.md"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("## Vấn đề khó, còn ý kiến khác nhau\n")
    _, _, after = rest.partition("\n## ")
    rows = "|---|---|---|---|\n| Mức | Chưa có thông tin | Chưa có thông tin | Người dân |\n| Nơi | Chưa có thông tin | Ở xã | Người dân |\n"
    start = head.index("|---|---|---|---|\n")
    end = head.index("\n\n", start) + 1
    text = f"{head[:start]}{rows}{head[end:]}## Vấn đề khó, còn ý kiến khác nhau\n\nChưa có thông tin.\n\n## {after}"
    path.write_text(text, encoding="utf-8")
    site, record = at(root), record_of(root, "ht-2026-003")
    said = press_kit.kit(site, record)
    assert said["contested"] == []
    assert said["changes"] == [("Nơi", "", "Ở xã", "Người dân")]
    told = kit_files(root, "ht-2026-003")[press_kit.TEXT].decode()
    assert "Hồ sơ không nêu vấn đề còn ý kiến khác nhau." in told


def test_pages(built: Path) -> None:
    for record in all_records(PROVINCE):
        folder = built / "site" / "du-thao" / record.id / "bao-chi"
        page = lxml_html.fromstring((folder / "index.html").read_bytes())
        main = page.xpath("//article")[0].text_content()
        assert "không có thời điểm cấm đăng (embargo)" in main and record.draft.short_title in main
        assert (record.draft.demo and "Dữ liệu minh họa" in main) or not record.draft.demo
        for said in record.body["new"].table[1:] if record.body["new"] else ():
            unknown = [cell.startswith("Chưa có thông tin") for cell in said]
            if not (unknown[1] and unknown[2]):
                assert all(
                    cell in main for cell, empty in zip(said, unknown, strict=True) if not empty
                )
        assert {"bao-chi.txt", "bao-chi.zip"} <= {p.name for p in folder.iterdir()}
        draft = (folder.parent / "index.html").read_text(encoding="utf-8")
        assert f'{record.id}/bao-chi/"' in draft and f'{record.id}/bao-chi/bao-chi.zip"' in draft


def test_the_desk_lists_what_is_open_and_what_changed_lately(built: Path) -> None:
    site = site_at(PROVINCE)
    newest = max(
        summary.fields.happened[-1] for summary in site.summaries if summary.fields.happened
    )
    want = {
        c.id
        for c in site.summaries
        if c.fields.state == "open"
        or (c.fields.happened and c.fields.happened[-1] >= newest - 30 * 86400)
    }
    page = visible((built / "site/bao-chi/index.html").read_bytes())
    listed = [
        a.get("href").split("/")[-3]
        for a in page.xpath("//ul[contains(@class, 'dt-entries')]/li/a")
    ]
    assert set(listed) == want and len(listed) == len(want)


def test_the_record_without_a_comparison_still_has_a_kit(root: Path) -> None:
    path = root / "drafts/ht-2026-003/index.md"
    text = path.read_text(encoding="utf-8")
    section = text[text.index("## Nội dung mới so với") :]
    replace_text(path, section, "## Nội dung mới so với quy định hiện hành\n\nKhông có.\n")
    kit_text = kit_files(root, "ht-2026-003")[press_kit.TEXT].decode()
    assert (
        "ĐIỀU GÌ THAY ĐỔI" not in kit_text
        and "Hồ sơ không nêu vấn đề còn ý kiến khác nhau." in kit_text
    )
