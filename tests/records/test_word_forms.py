"""The form of a record in Word: nothing is lost on the way there and back, whatever was done to the file on the way."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from duthao.domain.record_questions import questions
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError
from duthao.outputs.shared.record_form import form_document
from duthao.records import record, record_reader, register_reader
from duthao.records.record_writer.rewrite import rewrite
from duthao.records.strict_yaml import Value
from duthao.records.word_forms import (
    filled_form,
    filled_rows,
    form_items,
    form_of_record,
    form_values,
    merged_record,
    record_at,
    row_numbers,
)
from duthao.records.word_forms.merged_record import MergedRecord
from duthao.records.word_forms.unreadable import Unreadable
from tests import word_form_filling as forms
from tests.conftest import PROVINCE, ROOT
from tests.sample_files import packed


@pytest.fixture(scope="module")
def registers() -> Registers:
    known, _ = register_reader.load(ROOT)
    assert known
    return known


def _known(draft_id: str, root: Path = ROOT) -> record_at.RecordText:
    known = record_at.read(root / record.FOLDER / draft_id)
    assert known
    return known


def _read(tmp_path: Path, content: bytes) -> filled_form.FilledForm:
    path = tmp_path / "mau.docx"
    path.write_bytes(content)
    return filled_form.read(path)


def _merged(
    known: record_at.RecordText | None, form: filled_form.FilledForm, registers: Registers
) -> MergedRecord:
    tree = known.tree if known else {}
    base = (
        form_of_record.as_read(form_of_record.rows(tree, registers, spare=False)) if known else ()
    )
    filled = filled_rows.gather(form.rows)
    assert not filled.unknown and not filled.repeated
    return merged_record.merge(tree, filled_rows.gather(base), filled, registers, released=False)


def _asked(value: Value, path: str = "") -> Value | None:
    """What of a record a form asks for."""
    if any(path == name or path.startswith(f"{name}.") for name in questions.NOT_ASKED):
        return None
    if isinstance(value, dict):
        made = {
            name: inner
            for name, old in value.items()
            if (inner := _asked(old, f"{path}.{name}".lstrip("."))) is not None
        }
        return made or None
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [inner for old in value if (inner := _asked(old, f"{path}.*")) is not None]
    return value


@pytest.mark.parametrize("root", [ROOT, PROVINCE], ids=["sample", "province"])
def test_a_form_that_nobody_touched_changes_nothing_and_says_all(root: Path) -> None:
    known_registers, _ = register_reader.load(root)
    assert known_registers
    for draft_id in record_reader.ids(root):
        known = _known(draft_id, root)
        rows = list(form_of_record.as_read(form_of_record.rows(known.tree, known_registers)))
        form = filled_form.FilledForm(draft_id, known.mark, rows, [])
        merged = _merged(known, form, known_registers)
        assert not merged.changes and not merged.faults and not merged.absent, draft_id
        data, sections = merged_record.split(merged.tree, known.sections)
        assert (data, sections) == (known.data, known.sections)
        assert rewrite(known.text, data, sections) == known.text
        # Nothing but the form: all that it asks for is there again.
        anew = _merged(None, form, known_registers)
        data, sections = merged_record.split(anew.tree, {})
        assert (data, sections) == (_asked(known.data), known.sections), draft_id


def test_one_is_written_by_itself_and_several_as_a_list_in_the_order_of_the_lines(
    tmp_path: Path, registers: Registers
) -> None:
    known = _known("lc-2026-013")
    made = form_document.form(registers, known.tree, "lc-2026-013", known.mark)
    untouched = _merged(known, _read(tmp_path, made), registers)
    assert not untouched.changes and not untouched.faults and untouched.tree == known.tree
    agency, email = (form_items.number_of(path) for path in (("agency",), ("comment", "email")))
    words = {agency: "Sở Nội vụ\nSở Y tế", email: "mailto:a@laocai.example"}
    merged = _merged(known, _read(tmp_path, forms.filled(made, words)), registers)
    assert merged.tree["agency"] == ["so-noi-vu", "so-y-te"]
    assert merged.tree["comment"]["email"] == "a@laocai.example"  # type: ignore[index, call-overload]
    merged = _merged(known, _read(tmp_path, forms.filled(made, {agency: "Sở Y tế"})), registers)
    assert merged.tree["agency"] == "so-y-te"


def test_every_question_has_one_number(registers: Registers) -> None:
    items = [item for group in form_items.groups() for item in form_items.walk(group.items)]
    asked = {item.path for item in items if item.question}
    parts = {f"{form_items.COMPARISON}.{name}" for name in ("before", "after")}
    assert asked == set(questions.by_path()) - {form_items.COMPARISON} | parts
    rows = list(form_of_record.rows({}, registers))
    numbers = [row.number for row in rows]
    assert len(set(numbers)) == len(numbers)
    for row in rows:
        steps = row_numbers.steps(row.number)
        assert steps and form_items.item_at(steps) == row.item
        assert form_items.number_of(row.path) == row.number


def test_the_same_form_each_time(registers: Registers) -> None:
    assert form_document.form(registers) == form_document.form(registers)


def test_word_controls_taken_off_and_numbers_taken_off(
    tmp_path: Path, registers: Registers
) -> None:
    known = _known("lc-2026-004")
    made = form_document.form(registers, known.tree, "lc-2026-004", known.mark)
    for content in (made, forms.without_controls(made)):
        form = _read(tmp_path, content)
        assert (form.draft_id, form.mark, form.doubts) == ("lc-2026-004", known.mark, [])
        merged = _merged(known, form, registers)
        assert not merged.changes and not merged.faults and not merged.absent
        data, sections = merged_record.split(_merged(None, form, registers).tree, {})
        assert (data, sections) == (_asked(known.data), known.sections)
    # Where the printed numbers are gone the controls say them; headings are told as rows of no number.
    form = _read(tmp_path, forms.without_numbers(made))
    merged = _merged(None, form, registers)
    assert merged.tree["title"] == known.data["title"]
    assert merged.tree["body.necessity"] == known.sections["necessity"]


def test_saved_by_libreoffice(tmp_path: Path, registers: Registers) -> None:
    known = _known("lc-2026-004")
    (tmp_path / "mau.docx").write_bytes(
        form_document.form(registers, known.tree, "lc-2026-004", known.mark)
    )
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [
            "soffice",
            home,
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            tmp_path / "saved",
            tmp_path / "mau.docx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    form = filled_form.read(tmp_path / "saved" / "mau.docx")
    assert form.doubts == []
    merged = _merged(known, form, registers)
    assert not merged.changes and not merged.faults and not merged.absent


def test_entries_are_copied_added_and_emptied(tmp_path: Path, registers: Registers) -> None:
    known = _known("lc-2026-001")
    made = form_document.form(registers, known.tree, "lc-2026-001", known.mark)
    number = form_items.number_of(("stages", 1))
    copied = forms.with_block_copied(made, number)
    tree = _merged(known, _read(tmp_path, copied), registers).tree
    stages = known.data["stages"]
    assert isinstance(stages, list)
    assert tree["stages"] == [*stages[:2], stages[1], *stages[2:]]
    emptied = forms.filled(made, {f"{number}.{n}": "" for n in range(1, 5)})
    assert _merged(known, _read(tmp_path, emptied), registers).tree["stages"] == [
        *stages[:1],
        *stages[2:],
    ]
    spare = form_items.number_of(("stages", len(stages)))
    added = forms.filled(made, {f"{spare}.1": "Thẩm định", f"{spare}.2": "ngày 5/7/2026"})
    assert _merged(known, _read(tmp_path, added), registers).tree["stages"] == [
        *stages,
        {"stage": "appraisal", "at": "2026-07-05"},
    ]


def test_rows_of_the_comparison(tmp_path: Path, registers: Registers) -> None:
    known = _known("lc-2026-004")
    made = form_document.form(registers, known.tree, "lc-2026-004", known.mark)
    number = form_items.number_of(("body", "new", "rows", 1))
    form = _read(
        tmp_path, forms.filled(made, {number: ("Tiền thuê", "A | B", "<5 triệu đồng", "Hộ nghèo")})
    )
    merged = _merged(known, form, registers)
    assert [change.number for change in merged.changes] == [number]
    _, sections = merged_record.split(merged.tree, known.sections)
    old, new = (text.split("\n") for text in (known.sections["new"], sections["new"]))
    assert [n for n in range(len(old)) if old[n] != new[n]] == [3]
    assert new[3] == "| Tiền thuê | A \\| B | <5 triệu đồng | Hộ nghèo |"


def test_a_row_without_a_number_and_words_beside_rows_are_told(
    tmp_path: Path, registers: Registers
) -> None:
    made = form_document.form(registers)

    def edit(root: object) -> None:
        rows = forms.rows(root)
        row = rows[form_items.number_of(("plan",))]
        stray = forms.copy.deepcopy(row)
        forms.type_into(stray.findall(forms.W + "tc"), ("Ghi thêm", "", "Việc này gấp"))
        row.addnext(stray)
        heading = rows[form_items.number_of(("signer",))]
        forms.type_into(heading.findall(forms.W + "tc")[-1:], ("Người ký thông báo\nđi vắng",))

    form = _read(tmp_path, forms.changed(made, edit))
    assert [str(doubt.fault.message.vi) for doubt in form.doubts] == [
        "Dòng này không có trong mẫu: «Ghi thêm | Việc này gấp».",
        "Dòng này không có trong mẫu: «đi vắng».",
    ]


def test_what_is_no_form_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for name, content, said in (
        ("a.doc", b"", "tệp .doc đời cũ không đọc được"),
        ("a.docm", b"", "tệp .docm có thể chứa macro"),
        ("a.odt", b"", "tệp .odt không nhận"),
        ("a.txt", b"", "chỉ nhận mẫu hồ sơ là tệp .docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "tệp có mật khẩu"),
        ("b.docx", b"PK", "tệp hỏng"),
        ("c.docx", packed({"word/document.xml": "<w/>", "word/vbaProject.bin": ""}), "tệp chứa macro"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DuthaoError, match=said):
            filled_form.read(tmp_path / name)
    with pytest.raises(DuthaoError, match="không thấy tệp này"):
        filled_form.read(tmp_path / "d.docx")


@pytest.mark.parametrize(
    ("path", "words", "value"),
    [
        ("rounds.*.closes", "17:00 ngày 5/12/2026", "2026-12-05 17:00"),
        ("rounds.*.closes", "05/12/2026 17:00", "2026-12-05 17:00"),
        ("rounds.*.closes", "17 giờ 30, ngày 05.12.2026", "2026-12-05 17:30"),
        ("rounds.*.closes", "2026-12-05T17:00+07:00", "2026-12-05T17:00+07:00"),
        ("rounds.*.answer_due", "5-12-2026", "2026-12-05"),
        ("rounds.*.answer_due", "05/12/2026 17:00", None),
        ("rounds.*.closes", "31/02/2026", None),
        ("rounds.*.closes", "17 giờ ngày 30 tháng 4 năm 2026", "2026-04-30 17:00"),
        ("rounds.*.closes", "5 giờ chiều ngày 30/4/2026", "2026-04-30 17:00"),
        ("rounds.*.closes", "05/12/2026\n[giờ]", "2026-12-05"),
        ("rounds.*.closes", "2026-12-05 17h", "2026-12-05 17:00"),
        ("rounds.*.closes", "12 giờ đêm ngày 30/4/2026", None),
        ("rounds.*.answer_due", "ngày 30 tháng 4 năm 2026", "2026-04-30"),
        ("rounds.*.answer_due", "thứ Năm, 30/4/2026", "2026-04-30"),
        ("rounds.*.answer_due", "thứ Sáu, 30/4/2026", None),
        ("rounds.*.answer_due", "30/4/26", None),
        ("rounds.*.answer_due", "30/4", None),
        ("rounds.*.outcome.asked", "1.234", "1234"),
        ("scope.a", "có", "true"),
        ("scope.a", "☒", "true"),
        ("scope.a", "có lẽ", None),
        ("agency", "Sở Xây dựng", "so-xay-dung"),
        ("agency", "so-xay-dung", "so-xay-dung"),
        ("agency", "Sở Phép thuật", None),
        ("topics", "☒ Y tế\n☐ Giáo dục", ["y-te"]),
        ("topics", "Y tế; Giáo dục", ["y-te", "giao-duc"]),
        ("topics", "☐ Y tế", "-"),
        ("body.content", "Một.\n- a;\n+ b;\n- c.\nHai <b> # ba.", "Một.\n\n- a;\n  - b;\n- c.\n\nHai \\<b> # ba."),
        ("body.content", "Cần.\n```\nx\n~~~ y", "Cần.\n\n\\`\\`\\`\n\nx\n\n\\~\\~\\~ y"),
        ("body.questions", "Đề nghị cho ý kiến:\nCâu một?\n2. Câu hai?\n+ ý nhỏ\nCâu ba?", "Đề nghị cho ý kiến:\n\n- Câu một?\n2. Câu hai?\n  - ý nhỏ\n- Câu ba?"),
    ],
)  # fmt: skip
def test_values_as_people_write_them(
    registers: Registers, path: str, words: str, value: object
) -> None:
    found = form_values.from_words(questions.by_path()[path], words, registers)
    if value is None:
        assert isinstance(found, Unreadable) and found.message.vi and found.remedy.vi
    else:
        assert found == (None if value == "-" else value)


def test_what_empty_controls_show_is_the_officers_within_a_sentence(
    tmp_path: Path, registers: Registers
) -> None:
    known = _known("lc-2026-004")
    row = form_items.number_of(("body", "necessity"))
    day = form_items.number_of(("rounds", 0, "answer_due"))
    words = "[nhập]\nĐơn ghi rõ [ngày] và [giờ] nộp."
    raw = forms.filled(
        form_document.form(registers, known.tree), {row: words, day: "05/12/2026 [giờ]"}
    )
    form = _read(tmp_path, forms.without_controls(raw))
    said = {found.number: found.words for found in form.rows}
    assert said[row] == ("Đơn ghi rõ [ngày] và [giờ] nộp.",)
    assert [(doubt.fault.rule, doubt.grave) for doubt in form.doubts] == [("word-form-sign", False)]
    assert _merged(known, form, registers).tree["rounds"][0]["answer_due"] == "2026-12-05"  # type: ignore[call-overload, index]


def test_a_year_of_two_figures_is_asked_with_four(registers: Registers) -> None:
    found = form_values.from_words(questions.by_path()["rounds.*.opens"], "30/4/26", registers)
    assert isinstance(found, Unreadable)
    assert "hai chữ số" in found.message.vi and "30/04/2026" in found.remedy.vi
