"""`duthao receive`: a form that came back becomes a record or renews one, or goes back with its faults as comments."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from duthao.cli import main
from duthao.domain.registers import Registers
from duthao.outputs.shared.record_form import form_document
from duthao.records import front_matter, record_reader, register_reader
from duthao.records.word_forms import form_items, record_at
from tests import word_form_filling as forms
from tests.conftest import ROOT

ID = "lc-2026-004"
NOW = "2026-11-22T08:00+07:00"


@pytest.fixture(scope="module")
def registers() -> Registers:
    known, _ = register_reader.load(ROOT)
    assert known
    return known


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "_registers").symlink_to(ROOT / "drafts" / "_registers")
    (folder / "mkdocs.yml").symlink_to(ROOT / "mkdocs.yml")
    shutil.copytree(ROOT / "drafts" / ID, folder / "drafts" / ID)
    return folder


def receive(root: Path, *arguments: str | Path) -> int:
    return main.main(["receive", "--root", str(root), "--as-of", NOW, *map(str, arguments)])


def number(*path: str | int) -> str:
    return form_items.number_of(path)


def form_of(root: Path, tmp_path: Path) -> bytes:
    assert main.main(["form", ID, "--root", str(root), "-o", str(tmp_path / "a.docx")]) == 0
    content = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").unlink()
    return content


def new_form(registers: Registers, tmp_path: Path) -> bytes:
    """A form that says what a record of the sample does, as if an officer had typed it into a blank one; its files beside it."""
    known = record_at.read(ROOT / "drafts" / ID)
    assert known
    for path in known.folder.glob("*.pdf"):
        shutil.copyfile(path, tmp_path / path.name)
    tree = {name: value for name, value in known.tree.items() if name not in ("stages", "rounds")}
    return form_document.form(registers, tree)


def test_a_form_nobody_touched_changes_nothing(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "drafts" / ID / "index.md").read_bytes()
    (tmp_path / "b.docx").write_bytes(form_of(root, tmp_path))
    assert receive(root, tmp_path / "b.docx", "--write") == 0
    assert "Mẫu không đổi gì" in capsys.readouterr().out
    assert (root / "drafts" / ID / "index.md").read_bytes() == before


def test_what_changes_is_told_and_written_with_a_word(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = root / "drafts" / ID / "index.md"
    before = index.read_text(encoding="utf-8")
    row = number("comment", "phone")
    (tmp_path / "b.docx").write_bytes(forms.filled(form_of(root, tmp_path), {row: "0214 000 0199"}))
    assert receive(root, tmp_path / "b.docx") == 1
    said = capsys.readouterr().out
    assert f"  {row} Điện thoại: «0214 000 0110» → «0214 000 0199»" in said and "--write" in said
    assert index.read_text(encoding="utf-8") == before
    assert receive(root, tmp_path / "b.docx", "--write") == 0
    assert "phải được duyệt lại" in capsys.readouterr().out
    assert index.read_text(encoding="utf-8") == before.replace(
        "phone: 0214 000 0110", "phone: 0214 000 0199", 1
    )
    # The record is another now: the same form is not taken twice.
    assert receive(root, tmp_path / "b.docx", "--write") == 2
    assert "đã được sửa sau khi lập mẫu" in capsys.readouterr().err


def test_a_new_record_with_its_files(root: Path, tmp_path: Path, registers: Registers) -> None:
    (tmp_path / "moi.docx").write_bytes(new_form(registers, tmp_path))
    to = tmp_path / "ra"
    assert receive(root, tmp_path / "moi.docx", "--write", "--id", "lc-2026-091", "--to", to) == 0
    made = to / "lc-2026-091"
    source, faults = front_matter.read_document((made / "index.md").read_bytes(), "index.md")
    assert source and not faults
    known = record_at.read(ROOT / "drafts" / ID)
    assert known
    wanted = {n: v for n, v in known.data.items() if n in source.data}
    for channel in wanted["channels"]:  # what no form asks for
        channel.pop("accepted", None)  # type: ignore[union-attr]
    assert source.data == wanted and {"title", "documents", "comment", "scope"} <= set(wanted)
    assert "approved" not in source.data
    assert {p.name for p in made.glob("*.pdf")} == {d["file"] for d in known.data["documents"]}  # type: ignore[call-overload, index, union-attr]
    assert receive(root, tmp_path / "moi.docx", "--write", "--id", "lc-2026-091", "--to", to) == 2
    assert sorted(p.name for p in to.iterdir()) == ["lc-2026-091"]


def test_twelve_mistakes_become_twelve_comments(
    root: Path, tmp_path: Path, registers: Registers, capsys: pytest.CaptureFixture[str]
) -> None:
    content = new_form(registers, tmp_path)
    planted = {
        number("short_title"): "dài " * 30,
        number("document_type"): "Nghị quyết miệng",
        number("places"): "xã Không Có Thật",
        number("rounds", 0, "closes"): "31/02/2027",
        number("rounds", 0, "unknown"): "có lẽ",
        number("rounds", 0, "outcome", "asked"): "nhiều",
        number("no_secret", "date"): "ngày mai",
        number("comment", "form_url"): "bieumau",
        number("comment", "email"): "góp ý",
        number("documents", 0, "file"): "khong-co.pdf",
        number("body", "necessity"): "Xem [tờ trình](to-trinh.pdf).",
    }
    tracked = number("comment", "phone")

    def track(body: Any) -> None:
        cell = forms.rows(body)[tracked].findall(forms.W + "tc")[-1]
        run = next(cell.iter(forms.W + "r"))
        inserted = etree.Element(forms.W + "ins", {forms.W + "id": "1", forms.W + "author": "A"})
        run.addprevious(inserted)
        inserted.append(run)

    path = tmp_path / "moi.docx"
    path.write_bytes(forms.changed(forms.filled(content, planted), track))
    before = path.read_bytes()
    assert receive(root, path, "--write", "--id", "lc-2026-091") == 1
    assert "12 lỗi; chưa ghi gì" in capsys.readouterr().out
    found = forms.comments(tmp_path / "moi.loi.docx")
    assert {row: len(said) for row, said in found.items()} == dict.fromkeys([*planted, tracked], 1)
    assert path.read_bytes() == before
    assert record_reader.ids(root) == [ID]
    # The officer mends the faults in the copy: what we said in it is no part of the form.
    (tmp_path / "moi.loi.docx").write_bytes(
        forms.filled((tmp_path / "moi.loi.docx").read_bytes(), {tracked: "0214 000 0110"})
    )
    assert receive(root, tmp_path / "moi.loi.docx", "--id", "lc-2026-091") == 1
    assert "11 lỗi" in capsys.readouterr().out
    again = forms.comments(tmp_path / "moi.loi-2.docx")
    assert {row: len(said) for row, said in again.items()} == dict.fromkeys(planted, 1)


def test_what_was_released_is_compared_and_never_written_over(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "drafts" / ID
    assert (folder / "released.yml").is_file()
    row = number("rounds", 0, "closes")
    (tmp_path / "b.docx").write_bytes(forms.filled(form_of(root, tmp_path), {row: "01/02/2027"}))
    before = (folder / "index.md").read_bytes()
    assert receive(root, tmp_path / "b.docx", "--write") == 1
    assert f"Dòng {row}: lỗi[word-form-fixed]: Đã công bố là «" in capsys.readouterr().out
    assert (folder / "index.md").read_bytes() == before
    assert list(forms.comments(tmp_path / "b.loi.docx")) == [row]


def test_a_file_of_the_same_name_is_taken_where_its_row_says_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "drafts" / ID
    known = record_at.read(folder)
    assert known
    names = [document["file"] for document in known.data["documents"]]  # type: ignore[call-overload, index, union-attr]
    place, name = next((n, str(found)) for n, found in enumerate(names) if found)
    before = (folder / name).read_bytes()
    content = form_of(root, tmp_path)
    other = next(p for p in (ROOT / "drafts").glob("*/*.pdf") if p.read_bytes() != before)
    shutil.copyfile(other, tmp_path / name)
    (tmp_path / "b.docx").write_bytes(content)
    assert receive(root, tmp_path / "b.docx", "--write") == 0
    said = capsys.readouterr().out
    assert f"Cạnh mẫu có tệp {name}" in said and "Mẫu không đổi gì" in said
    assert (folder / name).read_bytes() == before
    row = number("documents", place, "version")
    (tmp_path / "c.docx").write_bytes(forms.filled(content, {row: "2"}))
    assert receive(root, tmp_path / "c.docx") == 1
    said = capsys.readouterr().out
    assert f"thay tệp {name}" in said and "Cạnh mẫu" not in said


def test_an_entry_that_was_deleted_is_asked_about(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = number("body.new", "rows", 0)
    content = form_of(root, tmp_path)

    def delete(body: Any) -> None:
        found = forms.rows(body)[row]
        found.getparent().remove(found)

    (tmp_path / "b.docx").write_bytes(forms.changed(content, delete))
    before = (root / "drafts" / ID / "index.md").read_bytes()
    assert receive(root, tmp_path / "b.docx", "--write") == 1
    said = capsys.readouterr().out
    assert f"Dòng {row}: lỗi[word-form-entry]" in said and f"một dòng mang số {row}" in said
    assert list(forms.comments(tmp_path / "b.loi.docx")) == [number("body.new", "rows")]
    assert (root / "drafts" / ID / "index.md").read_bytes() == before
    (tmp_path / "c.docx").write_bytes(forms.filled(content, {row: ("", "", "", "")}))
    receive(root, tmp_path / "c.docx")
    assert f"  {row} Dòng của bảng so sánh: «" in capsys.readouterr().out


def test_faults_at_rows_speak_as_the_form_does(root: Path, tmp_path: Path) -> None:
    row = number("body", "contested")
    (tmp_path / "b.docx").write_bytes(forms.filled(form_of(root, tmp_path), {row: ""}))
    assert receive(root, tmp_path / "b.docx") == 1
    (said,) = forms.comments(tmp_path / "b.loi.docx")[row]
    assert said.endswith("Điền dòng này.") and "##" not in said


def test_words_and_comments_beside_rows_are_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(body: Any) -> None:
        first = body.find(forms.W + "body")
        paragraph = copy.deepcopy(next(first.iter(forms.W + "p")))
        for text in list(paragraph.iter(forms.W + "t")):
            text.text = "Kính gửi Văn phòng"
        first.insert(0, paragraph)

    (tmp_path / "b.docx").write_bytes(forms.changed(form_of(root, tmp_path), edit))
    (root / "drafts" / ID / "thua.pdf").write_bytes(b"%PDF")
    assert receive(root, tmp_path / "b.docx") == 0
    said = capsys.readouterr().out
    assert "cảnh báo[file-unlisted]: thua.pdf: Tệp không được khai báo" in said
    assert (
        "cảnh báo[word-form-outside]: Chữ ngoài các dòng của mẫu không được đọc: «Kính gửi Văn phòng»"
        in said
    )


def test_a_form_goes_to_its_own_record_only(
    root: Path, tmp_path: Path, registers: Registers, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.docx").write_bytes(form_of(root, tmp_path))
    (tmp_path / "c.docx").write_bytes(form_document.form(registers))
    for arguments, said in (
        (("b.docx", "--id", "lc-2026-005"), "Mẫu ghi mã lc-2026-004"),
        (("c.docx", "--id", ID), "mẫu này không lập từ hồ sơ ấy"),
    ):
        assert receive(root, tmp_path / arguments[0], *arguments[1:]) == 2
        assert said in capsys.readouterr().err
    shutil.rmtree(root / "drafts" / ID)
    assert receive(root, tmp_path / "b.docx") == 2
    assert "không thấy hồ sơ ấy" in capsys.readouterr().err
    assert main.main(["form", "--root", str(root), "-o", str(tmp_path / "b.docx")]) == 2
    assert "không ghi đè" in capsys.readouterr().err


def test_a_signed_record_is_changed_by_its_form_and_keeps_what_was_approved(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = "lc-2026-013"
    folder = root / "drafts" / signed
    shutil.copytree(ROOT / "drafts" / signed, folder)
    kept = {name: (folder / name).read_bytes() for name in ("approval.pdf", "approved.json")}
    path = tmp_path / "a.docx"
    assert main.main(["form", signed, "--root", str(root), "-o", str(path)]) == 0
    path.write_bytes(forms.filled(path.read_bytes(), {number("comment", "phone"): "0214 000 0199"}))
    (tmp_path / "approval.pdf").write_bytes(
        b"%PDF-1.7"
    )  # lies beside the form, and is no file of it
    assert receive(root, path, "--write") == 0
    assert "phải được duyệt lại" in capsys.readouterr().out
    known = record_at.read(folder)
    assert known and known.data["comment"]["phone"] == "0214 000 0199"  # type: ignore[index, call-overload]
    assert {name: (folder / name).read_bytes() for name in kept} == kept
