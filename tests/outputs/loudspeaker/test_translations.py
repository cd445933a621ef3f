"""Scripts in other languages: made by people, bound to the text they were made from; else a glossary."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao.outputs.loudspeaker import draft_scripts, schedule, translations
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering import fonts
from tests.conftest import NOW, PROVINCE, ROOT, replace_text
from tests.loudspeaker_scripts import OPEN, record_of, site_of
from tests.pdf_text import Printed
from tests.province_site import visible

HMONG = '---\nsource:\n  summary: "0123456789abcdef"\n---\n\n## Tóm tắt\n\nKhông phát.\n\n## Bài phát thanh\n\nNyob zoo sawv daws!\n**Tuaj** tawm tswv yim.\n\n## Nội dung khác\n\nKhông phát.\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One open record whose places speak Mông and Tày, with the project's templates."""
    for folder in ("_registers", OPEN):
        (tmp_path / "drafts" / folder).mkdir(parents=True)
        for path in (PROVINCE / "drafts" / folder).iterdir():
            (tmp_path / "drafts" / folder / path.name).write_bytes(path.read_bytes())
    places = tmp_path / "drafts" / "_registers" / "places.yml"
    text = places.read_text(encoding="utf-8")
    places.write_text(
        re.sub(
            r"(?m)^vung-ang:\n",
            "vung-ang:\n  languages: [hmn-Latn, tyz]\n",
            re.sub(r"(?m)^  languages: .*\n", "", text),
        ),
        encoding="utf-8",
    )
    (tmp_path / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    return tmp_path


def read(root: Path, now: str = NOW) -> tuple[Site, Record]:
    return replace(site_of(root, now), root=root), record_of(root, OPEN)


def translate(root: Path, sha256: str, lang: str = "hmn-Latn", text: str = HMONG) -> None:
    (root / "drafts" / OPEN / f"{lang}.md").write_text(text, encoding="utf-8")
    entry = f'  {lang}: {{translator: Giàng A Páo, reviewer: Sùng Thị Mai, date: 2026-11-10, source_sha256: "{sha256}", orthography: chữ Mông Việt Nam}}\n'
    index = root / "drafts" / OPEN / "index.md"
    text = index.read_text(encoding="utf-8")
    head = "" if "\ntranslations:\n" in text else "translations:\n"
    anchor = "translations:\n" if not head else "spoken:\n"
    replace_text(
        index, f"\n{anchor}", f"\n{anchor}{entry}" if not head else f"\n{head}{entry}{anchor}"
    )


def page(site: Site, record: Record) -> lxml_html.HtmlElement:
    artifact = next(
        artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith("index.html")
    )
    return visible(f"<body>{artifact.render().decode()}</body>")


def test_a_translation_is_shown_in_its_language_with_who_made_it(root: Path) -> None:
    translate(root, translations.source_sha256(*read(root)))
    site, record = read(root)
    [rendering] = translations.renderings(site, record)
    assert (rendering.lang, rendering.text, rendering.stale) == (
        "hmn-Latn",
        "Nyob zoo sawv daws!\nTuaj tawm tswv yim.",
        False,
    )
    shown = page(site, record)
    [text] = shown.xpath("//*[@lang='hmn-Latn']")
    assert text.text == rendering.text and shown.xpath("//button[@data-copy='tieng-hmn-latn-loi']")
    shown_text = " ".join(shown.text_content().split())
    for words in (
        "Tiếng Mông",
        "Người dịch: Giàng A Páo. Người hiệu đính: Sùng Thị Mai. Ngày dịch: 10/11/2026. Hệ chữ viết: chữ Mông Việt Nam.",
    ):
        assert words in shown_text
    assert "Bản dịch cũ" not in shown_text and list(translations.findings(site, record)) == []


def test_it_grows_stale_with_the_text_and_the_finding_gives_the_present_digest(root: Path) -> None:
    translate(root, translations.source_sha256(*read(root)))
    replace_text(
        root / "drafts" / OPEN / "index.md",
        "1. Ban Quản lý Khu kinh tế là nơi",
        "1. Từ nay Ban Quản lý Khu kinh tế là nơi",
    )
    site, record = read(root)
    [rendering] = translations.renderings(site, record)
    assert rendering.stale and "Bản dịch cũ" in page(site, record).text_content()
    [findings] = translations.findings(site, record)
    assert (findings.rule, findings.severity) == (
        "translation-stale",
        "warning",
    ) and findings.line > 1
    assert translations.source_sha256(site, record) in findings.remedy.vi


def test_it_grows_stale_with_the_deadline(root: Path) -> None:
    before = translations.source_sha256(*read(root))
    change = "    deadline_changes:\n      - {closes: 2026-12-20, reason: Mưa lũ., decided: 2026-11-20}\n"
    replace_text(
        root / "drafts" / OPEN / "index.md",
        "    closes: 2026-12-10\n",
        "    closes: 2026-12-10\n" + change,
    )
    assert translations.source_sha256(*read(root)) != before


@pytest.mark.parametrize(
    "now", ["2026-11-01", "2026-11-09", "2026-11-22", "2026-12-10T23:59+07:00", "2026-12-20"]
)
def test_time_alone_makes_nothing_stale(root: Path, now: str) -> None:
    assert translations.source_sha256(*read(root, now)) == translations.source_sha256(*read(root))


def test_the_stale_stand_last(root: Path) -> None:
    translate(root, "0" * 64)
    translate(root, translations.source_sha256(*read(root)), "tyz")
    assert [(made.lang, made.stale) for made in translations.renderings(*read(root))] == [
        ("tyz", False),
        ("hmn-Latn", True),
    ]


def test_a_file_that_nobody_answers_for_is_not_published(root: Path) -> None:
    (root / "drafts" / OPEN / "hmn-Latn.md").write_text(HMONG, encoding="utf-8")
    site, record = read(root)
    assert (
        translations.renderings(site, record) == ()
        and "Nyob zoo" not in page(site, record).text_content()
    )
    assert list(translations.findings(site, record)) == []  # `rules.translated` tells of it


def test_where_somebody_interprets_there_is_a_glossary(root: Path) -> None:
    site, record = read(root)
    assert translations.wanting(site, record) == ("hmn-Latn", "tyz")
    text = " ".join(page(site, record).text_content().split())
    assert (
        "Từ ngữ cho người phiên dịch" in text
        and "cho tiếng Mông, Tày." in text
        and "bản viết trước, chưa có hiệu lực" in text
    )
    paper = Printed(
        next(
            artifact
            for artifact in draft_scripts.DraftScripts().for_record(site, record)
            if artifact.path.endswith("loa.pdf")
        ).render()
    )
    assert "Cách nói tại địa phương" in paper.text
    for lang in ("hmn-Latn", "tyz"):
        translate(root, translations.source_sha256(site, record), lang)
    site, record = read(root)
    assert (
        translations.wanting(site, record) == ()
        and "Từ ngữ cho người" not in page(site, record).text_content()
    )
    item = schedule.item(replace(site, now=site.now.replace(day=10)), record)
    assert item and [made.lang for made in item.renderings] == ["hmn-Latn", "tyz"]


def paper(site: Site, record: Record) -> Printed:
    artifacts = draft_scripts.DraftScripts().for_record(site, record)
    return Printed(
        next(artifact for artifact in artifacts if artifact.path.endswith("loa.pdf")).render()
    )


def test_what_holds_is_on_paper_in_large_letters_with_who_made_it(root: Path) -> None:
    translate(root, translations.source_sha256(*read(root)))
    read_back = paper(*read(root))
    for words in ("Tiếng Mông", "Nyob zoo sawv daws!", "Người hiệu đính: Sùng Thị Mai."):
        assert words in read_back.text
    assert {run.size for run in read_back.runs if "Nyob" in run.text} == {18.0}


def test_the_stale_and_what_the_font_lacks_stay_off_paper_which_says_so(root: Path) -> None:
    translate(root, "0" * 64)
    chinese = HMONG.replace("Nyob zoo sawv daws!", "各位乡亲，大家好！")
    translate(root, translations.source_sha256(*read(root)), "zh-Hans", chinese)
    text = " ".join(paper(*read(root)).text.split())
    assert "Nyob zoo" not in text and "各位乡亲" not in text
    assert "Tiếng Mông: bản dịch cũ, không in" in text
    assert "Tiếng Trung Quốc, chữ giản thể: có bản dịch trên trang" in text
    assert "各位乡亲，大家好！" in page(*read(root)).text_content()


@pytest.mark.parametrize("text", ["Bản tin lấy ý kiến", "Mình zuangx muangx", "Ẵm ằn ậy ữ ỷ đ"])
def test_the_print_font_holds_the_latin_scripts(text: str) -> None:
    assert fonts.has_glyphs(text)


def test_the_glossary_holds_only_words_that_are_said() -> None:
    words = translations.glossary(ROOT, "Dự thảo Nghị quyết được gia hạn.")
    assert [word.term for word in words] == ["dự thảo", "nghị quyết", "gia hạn"]
    assert all(
        word.meaning
        for word in translations.glossary(
            ROOT, (ROOT / translations.WORDS).read_text(encoding="utf-8")
        )
    )
