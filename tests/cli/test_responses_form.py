"""`duthao responses form`: forms that other programs take, that ask nobody who they are, and that come back known."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from duthao.domain import provisions, responses
from duthao.domain.provisions import Article
from duthao.outputs.paper import comment_form
from duthao.outputs.shared import opinion_form
from tests.conftest import ROOT, duthao, lay_out, replace_text
from tests.form_answers import csv_bytes, xlsx_bytes
from tests.province_site import records_of, site_without_summaries

DRAFT = "lc-2026-007"
ARTICLES = """NGHỊ QUYẾT
Điều 1. Phạm vi điều chỉnh
1. Nghị quyết này quy định mức hỗ trợ.
Điều 2. Mức hỗ trợ <18.000 đồng> & ${ai}
1. Mỗi em một mức.
Điều 3. Tổ chức thực hiện
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A site of one draft whose articles are known, and its forms in `forms`."""
    records = tmp_path / "records"
    for name in ("_registers", DRAFT):
        shutil.copytree(ROOT / "drafts" / name, records / name)
    root = lay_out(tmp_path / "root", records)
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    replace_text(root / "drafts" / DRAFT / "index.md", "file: du-thao.pdf", "file: du-thao.txt")
    (root / "drafts" / DRAFT / "du-thao.txt").write_text(ARTICLES, encoding="utf-8")
    done = duthao("responses", "form", DRAFT, "--root", root, "--to", tmp_path / "forms")
    assert done.returncode == 0, done.stderr
    assert "comment.privacy" in done.stdout  # nothing is undertaken that no agency undertook
    return tmp_path


def survey(made: Path) -> list[dict[str, str]]:
    text = (made / "forms" / f"{DRAFT}-limesurvey.txt").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_pyxform_takes_the_form(made: Path) -> None:
    result = convert(made / "forms" / f"{DRAFT}-xlsform.xlsx")
    assert result.warnings == []
    form = result.xform
    assert "91/2025/QH15" in form
    assert "Điều 2. Mức hỗ trợ &lt;18.000 đồng&gt;" in form
    for name in ("ai", "xa", "cau1", "cau2", "cau3", "dieu1", "dieu2", "dieu3", "khac"):
        assert f"/{name}" in form
    assert "required" not in form


def test_what_the_table_offers_is_read(made: Path) -> None:
    assert duthao("responses", "new", DRAFT, "--root", made / "root").returncode == 0
    book = load_workbook(made / "root" / "drafts" / DRAFT / "responses.xlsx")
    lines = book["Danh mục"].iter_rows(values_only=True)
    offered = [str(v) for line in lines for v in line if str(v).startswith("Điều")]
    assert [provisions.parse(words) for words in offered] == ["dieu-1", "dieu-2", "dieu-3"]


def test_limesurvey_reads_the_structure(made: Path) -> None:
    """As its manual tells: rows by class, codes of letters and digits, HTML in texts."""
    rows = survey(made)
    assert {row["class"] for row in rows} == {"S", "SL", "G", "Q", "A"}
    settings = {row["name"]: row["text"] for row in rows if row["class"] == "S"}
    assert settings["anonymized"] == "Y" and settings["ipaddr"] == "N"
    names = [row["name"] for row in rows if row["class"] == "Q"]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9]{0,19}", name) for name in names)
    assert all(re.fullmatch(r"[A-Z0-9]{1,5}", r["name"]) for r in rows if r["class"] == "A")
    texts = {row["name"]: row["text"] for row in rows if row["class"] == "Q"}
    assert texts["dieu2"].startswith(
        "Ý kiến về Điều 2. Mức hỗ trợ &lt;18.000 đồng&gt; &amp; $&#123;"
    )
    assert {r["mandatory"] for r in rows if r["class"] == "Q"} == {"N"}


def test_nobody_is_asked_who_they_are(made: Path) -> None:
    asked = " ".join(row["text"] for row in survey(made) if row["class"] == "Q").lower()
    assert not re.search(
        r"họ tên|họ và tên|điện thoại|thư điện tử|email|cccd|ngày sinh|số nhà", asked
    )


@pytest.mark.parametrize("by", ["name", "label", "code and label", "group"])
def test_its_exports_come_back_known(made: Path, by: str) -> None:
    """Whatever a tool writes above its columns: names, questions, both, or names within a group."""
    questions = {r["name"]: r["text"] for r in survey(made) if r["class"] == "Q"}
    headings = {
        "name": list(questions),
        "label": [text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#123;", "{").replace("&#125;", "}") for text in questions.values()],
        "code and label": [f"{name}. <p>{text}</p>" for name, text in questions.items()],
        "group": [f"nhom_1/{name}" for name in questions],
    }[by]  # fmt: skip
    values = {"ai": "doanh-nghiep" if by == "group" else "A3", "xa": "X1", "dieu2": "Nên nâng mức."}
    rows = [headings, [values.get(name, "") for name in questions]]
    outside = made / "outside"
    outside.mkdir()
    (outside / "a.csv").write_bytes(csv_bytes(rows))
    (outside / "a.xlsx").write_bytes(xlsx_bytes(rows))
    for name in ("a.csv", "a.xlsx"):
        done = duthao("responses", "import", outside / name, "--draft", DRAFT, "--root", made / "root")  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "1 ý kiến" in done.stdout
        assert not (made / "root/drafts/_registers/imports.yml").exists()
    from openpyxl import load_workbook

    sheet = load_workbook(outside / f"y-kien-{DRAFT}.xlsx")["Ý kiến"]
    cells = dict(zip((c.value for c in sheet[1]), (c.value for c in sheet[2]), strict=True))
    assert cells["Chủ thể góp ý"] == responses.WHO["doanh-nghiep"]
    assert cells["Điều, khoản, điểm"] == "Điều 2"
    assert cells["Nội dung góp ý"] == "Nên nâng mức."


def test_paper_and_line_have_the_same_numbers(tmp_path: Path) -> None:
    site = site_without_summaries(tmp_path / "root")
    forms = 0
    for record in records_of(site).values():
        view = site.view(record)
        asked = opinion_form.questions(record, [Article("dieu-1", "")], site.registers)
        labels = [question.label for question in asked if question.name.startswith("cau")]
        assert labels == [f"{n}. {words}" for n, words in enumerate(opinion_form.asked(record), 1)]
        if view.opens and view.closes:
            forms += 1
            paper = comment_form.form(site, record, view)
            assert [f"{n}. {words}" for n, words in enumerate(paper["points"], 1)] == labels
    assert forms > 5
