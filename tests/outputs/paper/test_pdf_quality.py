"""Every PDF of a built site: its standards and fonts, what a reader of its tags says aloud, what a camera reads.

The reader is `outloud`, which knows nothing of this project: it checks PDF/UA-1 and tells in which order a
screen reader says what, with headings, lists, tables and the words for pictures.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import outloud
import pikepdf
import pytest
import zxingcpp
from outloud.model import Document
from outloud.viewer import reading_order

from duthao import clock
from duthao.outputs.paper.training_decks import TrainingDecks
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.rendering import fonts
from duthao.rendering.layouts import Layout
from duthao.rendering.links import TRAINING, Links
from tests.conftest import NOW, ROOT, approve, duthao, lay_out, replace_text, tree
from tests.outputs.paper.test_hostile_text_in_pdf import sheets_of
from tests.pdf_text import Printed, lost, picture, read

# Of each kind one, with the draft it is of; "" where it is of many.
KINDS = {
    "thong-bao.pdf": "ht-2026-002",
    "to-thong-tin.pdf": "ht-2026-002",
    "ap-phich.pdf": "ht-2026-002",
    "to-roi.pdf": "ht-2026-002",
    "phieu-gop-y.pdf": "ht-2026-002",
    "phieu-tong-hop.pdf": "ht-2026-002",
    "thay-the.pdf": "ht-2026-017",
    "ket-qua.pdf": "ht-2026-001",
    "loa.pdf": "ht-2026-002",
    "tuan.pdf": "",
    "bo.pdf": "",
    "ended.pdf": "ht-2026-008",
    "over.pdf": "ht-2026-001",
    "bai-noi.pdf": "ht-2026-002",
    "van-ban.pdf": "ht-2026-002",
    "dot-truyen-thong.pdf": "",
    "khung-phat-song.pdf": "",
    "tap-huan.pdf": "",
}
# These have no address of their own: they lie at those of what serves no more, or bear the name of what they say.
LIES_AT = {
    "ended.pdf": "thong-bao.pdf",
    "over.pdf": "thong-bao.pdf",
    "van-ban.pdf": "thong-cao.pdf",
    "tap-huan.pdf": "can-bo.pdf",
}
WITHOUT_CODE = (
    "over.pdf", "loa.pdf", "tuan.pdf", "bai-noi.pdf", "van-ban.pdf", "khung-phat-song.pdf", "tap-huan.pdf",
)  # fmt: skip
CODE = "[Figure alt: Mã QR dẫn tới https://"
# What is said aloud, in this order: role and beginning. Between them stands more.
SAID = {
    "tap-huan.pdf": (
        ("Title", "Truyền thông dự thảo chính sách"),
        ("H1", "Từ khi nào đến khi nào"),
        ("LBody", "Bắt đầu khi cơ quan đăng ký"),
        ("H1", "Nói với người dân điều gì"),
        ("Lbl", "1."),
        ("H1", "Thực hành"),
    ),
    "bai-noi.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", "Bài nói: "),
        ("P", "Kính thưa quý vị"),
        ("P", "Thời gian góp ý: "),
        ("P", "Xin nhắc lại: "),
        ("P", "Xin cảm ơn quý vị"),
    ),
    "dot-truyen-thong.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", ""),
        ("Figure", CODE),
        ("H1", "Các dự thảo trong đợt"),
        ("H2", ""),
    ),
    "khung-phat-song.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", "Khung phát sóng tuần"),
        ("H1", "1. "),
        ("P", "Đây là tin minh họa"),
        ("P", "Xin nhắc lại: "),
        ("P", "Đại diện lãnh đạo "),
    ),
    "van-ban.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Span", "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"),
        ("Span", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("P", "THÔNG CÁO BÁO CHÍ Lấy ý kiến"),
        ("H1", "Cách góp ý"),
        ("P", "Nơi nhận:"),
    ),
    "thong-bao.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Span", "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"),
        ("Span", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("P", "THÔNG BÁO Lấy ý kiến đối với dự thảo"),
        ("H1", "1. Nội dung lấy ý kiến"),
        ("H1", "2. Thời hạn góp ý"),
        ("P", "Từ ngày "),
        ("H1", "3. Hồ sơ lấy ý kiến"),
        ("H1", "4. Cách thức góp ý"),
        ("Lbl", "a)"),
        ("LBody", "Trực tuyến"),
        ("P", "Nơi nhận:"),
        ("Figure", CODE),
    ),
    "to-thong-tin.pdf": (
        ("Span", "Dữ liệu minh họa Mời Nhân dân góp ý dự thảo"),
        ("Title", ""),
        ("Span", "Góp ý đến"),
        ("H1", "Dự thảo thay đổi điều gì?"),
        ("TH", "Hiện nay"),
        ("TH", "Theo dự thảo"),
        ("TD", ""),
        ("H1", "Góp ý bằng cách nào?"),
        ("LBody", "quét mã QR"),
        ("Figure", CODE),
        ("Span", "Ngày niêm yết:"),
        ("Span", "Mã: HT-2026-002 · Bản ngày"),
    ),
    "ap-phich.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", ""),
        ("Span", "Góp ý đến"),
        ("H1", "Theo dự thảo"),
        ("LBody", ""),
        ("H1", "Góp ý bằng cách nào?"),
        ("Figure", CODE),
        ("Span", "Mã: HT-2026-002 · Bản ngày"),
    ),
    "to-roi.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", ""),
        ("Span", "Góp ý đến"),
        ("H1", "Theo dự thảo"),
        ("LBody", ""),
        ("H1", "Góp ý bằng cách nào?"),
        ("Figure", CODE),
        ("Span", "Mã: HT-2026-002 · Bản ngày"),
    ),
    "phieu-gop-y.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("P", "PHIẾU GÓP Ý Mã hồ sơ: HT-2026-002"),
        ("Title", ""),
        ("Figure", CODE),
        ("H1", "Người góp ý"),
        ("H1", "Ý kiến về từng nội dung"),
        ("H1", "Nơi nhận phiếu"),
        ("LBody", ""),
        ("Span", "Thông tin cá nhân."),
    ),
    "phieu-tong-hop.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("P", "PHIẾU TỔNG HỢP Ý KIẾN CỦA NHÂN DÂN Đối với dự thảo"),
        ("Figure", CODE),
        ("H1", "1. Thời gian, cách lấy ý kiến"),
        ("H1", "2. Số người"),
        ("H1", "3. Ý kiến theo từng điều, từng câu hỏi"),
        ("Strong", "Điều, câu hỏi"),
        ("H1", "4. Ý kiến của đa số"),
    ),
    "thay-the.pdf": (
        ("Span", "Dữ liệu minh họa GIA HẠN GÓP Ý Thay thế thông báo ngày"),
        ("Title", ""),
        ("Span", "Góp ý đến"),
        ("H1", "Việc cần làm khi niêm yết"),
        ("LBody", "Gỡ thông báo, tờ thông tin, áp phích bản cũ."),
        ("Figure", CODE),
        ("Span", "Ngày niêm yết:"),
    ),
    "ket-qua.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", ""),
        ("Figure", "[Figure alt: Biểu đồ các ý kiến: "),
        ("Figure", CODE),
        ("Span", "Ngày niêm yết:"),
    ),
    "loa.pdf": (("Span", "Dữ liệu minh họa"), ("Title", ""), ("H1", "Bài mở đầu, bản đầy đủ")),
    "tuan.pdf": (
        ("Title", ""),
        ("H1", "Các bài có trong lịch"),
        ("Strong", "Số"),
        ("TD", "1"),
        ("H1", "Lịch phát từng ngày"),
        ("H1", "Sổ ghi phát thanh"),
        ("Strong", "Ngày"),
    ),
    "ended.pdf": (
        ("Span", "Dữ liệu minh họa KHÔNG NHẬN Ý KIẾN GÓP Ý NỮA"),
        ("Title", ""),
        ("H1", "Đã tổng hợp ý kiến"),
        ("P", "Thời hạn góp ý đã kết thúc: "),
        ("P", "Thông báo lấy ý kiến, tờ thông tin, áp phích nào còn treo"),
        ("Figure", CODE),
    ),
    "over.pdf": (
        ("Span", "Dữ liệu minh họa"),
        ("Title", "Không nhận ý kiến góp ý nữa"),
        ("P", "Tình trạng: đã công bố tiếp thu, giải trình."),
        ("P", "Hồ sơ dự thảo và kết quả lấy ý kiến: "),
    ),
    "bo.pdf": (
        ("P", "THÔNG BÁO Lấy ý kiến"),
        ("Figure", CODE),
        ("Title", ""),
        ("H1", "Góp ý bằng cách nào?"),
        ("Figure", CODE),
    ),
}
# What it takes amiss. It holds lines that stand on many pages for running heads: a bundle is many papers, each with
# its own beginning. It misses tables that go on on the next page; and of a log that waits for a pen most is empty.
TAKEN_AMISS = {
    "phieu-tong-hop.pdf": {"TBL-014"},
    "loa.pdf": {"PAG-001", "TBL-014"},
    "tuan.pdf": {"PAG-001", "TBL-012", "TBL-014"},
    "bo.pdf": {"PAG-001"},
    "van-ban.pdf": {"TBL-014"},
}
# The head of the glossary, where the table goes on overleaf: a reader says it once, where it stands first.
REPEATED_HEAD = ("TAG-002", "Từ ngữ Nghĩa là Cách nói tại địa phương")
# Tesseract passes over words in a frame, which are read below, and the announcer's small marks.
ASIDE = r"^(?:Dữ liệu minh họa| )+$|\[(?:ngắt|đọc chậm)\]"


def own_pdfs(site: Path, name: str = "*.pdf") -> Iterator[Path]:
    """The PDFs that were set here: dossiers hold others."""
    return (path for path in sorted(site.rglob(name)) if path.name in {*KINDS, *LIES_AT.values()})


def sheet_of(built: Path, kind: str) -> Path:
    """The sheet of this kind that is looked at closely."""
    name = LIES_AT.get(kind, kind)
    return next(p for p in own_pdfs(built / "site", name) if KINDS[kind] in p.as_posix())


def test_every_template_of_paper_is_looked_at() -> None:
    print_ = ROOT / "theme" / "print"
    papers = {p.stem for p in print_.glob("*.typ") if "\n#set document(" in p.read_text("utf-8")}
    papers |= {
        p.stem for p in print_.glob("*.typ") if "\n#show: sheet.with(" in p.read_text("utf-8")
    }
    # The table that is signed is of the sample alone: tests/outputs/paper/test_signed_table.py. The sheet of an approval is
    # published nowhere: tests/records/test_signed_approvals.py.
    assert {f"{stem}.pdf" for stem in papers} == {*KINDS, "y-kien.pdf", "phieu-duyet.pdf"}


def test_every_pdf_is_archival_accessible_titled_and_in_vietnamese(built: Path) -> None:
    for path in own_pdfs(built / "site"):
        with pikepdf.open(path) as pdf:
            with pdf.open_metadata() as metadata:
                marks = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
                assert [metadata[mark] for mark in marks] == ["2", "A", "1"], path
                assert metadata["dc:title"], path
            assert pdf.Root.Lang == "vi-VN", path
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), path
            assert bool(pdf.Root.MarkInfo.Marked), path
            figures = [o for o in pdf.objects if _is(o, "/S", "/Figure")]
            assert all(
                str(o.Alt).startswith(("Mã QR dẫn tới ", "Biểu đồ các ý kiến: ")) for o in figures
            ), path


def test_every_font_is_embedded_and_chosen(built: Path) -> None:
    using = fonts.installed()
    chosen = {family.name.replace(" ", "") for family in (using.serif, using.sans)}
    for path in own_pdfs(built / "site"):
        with pikepdf.open(path) as pdf:
            held = [o for o in pdf.objects if _is(o, "/Type", "/FontDescriptor")]
            assert held, path
            for font in held:
                assert "/FontFile2" in font or "/FontFile3" in font, path
                assert str(font.FontName).partition("+")[2].partition("-")[0] in chosen, path
            named = [o for o in pdf.objects if _is(o, "/Type", "/Font")]
            # Each is a font with a subset inside: none is left to the reader's machine.
            assert all("+" in str(o.BaseFont) for o in named), path


def _is(thing: pikepdf.Object, key: str, value: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get(key) == pikepdf.Name(value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_finds_no_fault_in_the_tags(built: Path, kind: str) -> None:
    result = outloud.check(str(sheet_of(built, kind)))
    assert result.error is None
    assert not [run.rule for run in result.runs if run.status == "crashed"]
    assert len([run for run in result.runs if run.outcome == "pass"]) > 20
    failures = [f for f in result.findings if (f.rule, f.evidence) != REPEATED_HEAD]
    broken_rules = {f.rule for f in failures} - TAKEN_AMISS.get(kind, set())
    assert not broken_rules, result.findings


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_says_it_in_this_order(built: Path, kind: str) -> None:
    document = Document(str(sheet_of(built, kind)))
    rows_read = [
        (row["type"], row["text"])
        for _, rows in sorted(reading_order(document).items())
        for row in rows
    ]
    document.close()
    rest = iter(rows_read)
    for role, start in SAID[kind]:
        assert any(r == role and text.startswith(start) for r, text in rest), (
            role,
            start,
            rows_read,
        )


@pytest.mark.parametrize(
    ("kind", "page"), [*((kind, 1) for kind in KINDS if kind != "bo.pdf"), ("thong-bao.pdf", 2)]
)
def test_what_is_printed_is_read_back(built: Path, kind: str, page: int) -> None:
    """At least 99 of 100 letters and digits; the papers of a bundle are set by the same templates."""
    assert lost(sheet_of(built, kind).read_bytes(), page, ASIDE) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in WITHOUT_CODE])
def test_the_code_is_read_from_a_coarse_picture(built: Path, kind: str) -> None:
    path = sheet_of(built, kind)
    content = path.read_bytes()
    pages = range(1, len(Printed(content).pdf.pages) + 1)
    codes = {
        code.text for page in pages for code in zxingcpp.read_barcodes(picture(content, 75, page))
    }
    assert codes
    leads_to = f"/d/{KINDS[kind]}" if KINDS[kind] else "/dot-truyen-thong/"
    if kind == "bo.pdf":  # of many drafts
        leads_to = "/d/"
    assert all(leads_to in text for text in codes)


@pytest.mark.parametrize("kind", ["thong-bao.pdf", "to-thong-tin.pdf", "to-roi.pdf"])
def test_the_framed_mark_is_read_by_itself(built: Path, kind: str) -> None:
    shown = picture(sheet_of(built, kind).read_bytes(), 300)
    corner = shown.crop((shown.width * 6 // 10, 0, shown.width, shown.height * 62 // 1000))
    mark = read(corner, "6")  # the frame makes it see a dot too many now and then
    assert all(word in mark for word in ("Dữ", "liệu", "họa")), mark


def cached_artifacts(root: Path) -> set[Path]:
    """What the builds keep of print: a file each time that a page was set."""
    return {
        p for p in (root / "build" / "memory" / "site" / "artifacts").glob("*/*") if p.is_file()
    }


def test_a_changed_record_makes_only_its_own_sheets_again(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(built, root, symlinks=True)
    before, had = tree(root / "site"), cached_artifacts(root)
    path = root / "drafts" / "ht-2026-002" / "index.md"
    replace_text(path, "phone: 0239 000 0103", "phone: 0239 000 0104")
    approve(root, "ht-2026-002")
    done = duthao("build", "--root", root, "--as-of", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    after, has = tree(root / "site"), cached_artifacts(root)
    printed = {p for p in after if p.endswith((".pdf", ".png")) and before.get(p) != after[p]}
    own = {p for p in printed if p.startswith("du-thao/ht-2026-002/")}
    assert {p.rsplit("/", 1)[1] for p in own} >= {"thong-bao.pdf", "to-thong-tin.pdf", "to-roi.pdf"}
    # Else only what may hold these sheets or their words: bundles of places, the week on the air.
    of_many = ("/bo.pdf", "/tuan.pdf", "/khung-phat-song.pdf")
    able = {p for p in after if p.endswith(of_many) or "/ht-2026-002/" in p}
    assert printed <= able
    # And nothing was set to the bytes that were there.
    assert {hashlib.sha256(p.read_bytes()).hexdigest() for p in has - had} == {
        after[p] for p in printed
    }
    # And what nothing shows any more is not kept: what was taken back may be what nobody was to see.
    assert {hashlib.sha256(p.read_bytes()).hexdigest() for p in has} <= {*after.values()}


def test_nothing_is_set_again_when_all_is_made_again(built: Path, tmp_path: Path) -> None:
    """With another page template every file is rendered, and print is taken as it was set."""
    root = tmp_path / "root"
    shutil.copytree(built, root, symlinks=True)
    had = cached_artifacts(root)
    page = root / "theme" / "pages" / "draft.html"
    page.write_text("{# #}" + page.read_text(encoding="utf-8"), encoding="utf-8")
    done = duthao("build", "--root", root, "--as-of", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert cached_artifacts(root) == had
    assert tree(root / "site") == tree(built / "site")


def test_print_that_was_altered_where_it_is_cached_is_set_anew(built: Path, tmp_path: Path) -> None:
    """A file of the site and the cached one are the same: who writes into the one spoils the other."""
    root = tmp_path / "root"
    duthao("build", "--root", lay_out(root), "--as-of", NOW)
    sheet = root / "site" / "du-thao" / "ht-2026-002" / "thong-bao.pdf"
    (cached,) = (p for p in cached_artifacts(root) if p.samefile(sheet))
    content = sheet.read_bytes()
    with sheet.open("r+b") as stream:
        stream.write(b"%PDF-9.9")
    assert cached.read_bytes() != content
    done = duthao("build", "--root", root, "--as-of", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(root / "site") == tree(built / "site")
    assert cached.read_bytes() == content
    assert cached.samefile(sheet)


def test_without_pdf_there_is_no_sheet_no_picture_and_no_link_to_any(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "root")
    done = duthao("build", "--root", root, "--as-of", NOW, "--no-pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    site, drawn = root / "site", {*KINDS, "the.png", "man-hinh.png", "so-sanh.png"}
    assert not [p for p in site.rglob("*") if p.name in drawn]
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not [name for name in drawn if f'/{name}"' in text], page
    assert list(site.rglob("to-roi.txt"))


def test_the_same_bytes_in_another_process_and_order(built: Path) -> None:
    """Bundles of places, campaigns and weeks, which need all drafts at hand, talks and papers of an office are made twice in tests of their own."""
    ours_, site_url = settings_reader.load(built)
    registers, _ = register_reader.load(built)
    assert registers is not None
    site = Site(built, ours_, Links(site_url), registers, clock.now(NOW), {})
    compared = set()
    for record_id in sorted({*KINDS.values()} - {""}, reverse=True):
        record, _ = record_reader.read(built, record_id)
        assert record is not None
        for artifact in [*sheets_of(site, record)][::-1]:
            assert artifact.render() == (built / "site" / artifact.path).read_bytes(), artifact.path
            compared.add(Path(artifact.path).name)
    page = Layout(("",), 3, movable=True)  # a deck is made of the page's text
    decks = TrainingDecks().for_site(replace(site, pages={f"{TRAINING}can-bo/": page}))
    for artifact in decks:
        assert artifact.render() == (built / "site" / artifact.path).read_bytes(), artifact.path
        compared.add("tap-huan.pdf")
    elsewhere = {"bo.pdf", "tuan.pdf", "ended.pdf", "over.pdf", "bai-noi.pdf", "van-ban.pdf"}
    elsewhere |= {"dot-truyen-thong.pdf", "khung-phat-song.pdf"}
    assert compared >= {*KINDS, "the.png", "man-hinh.png"} - elsewhere
