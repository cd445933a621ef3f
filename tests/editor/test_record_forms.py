"""A record as a form and back: what is not touched stays; what is typed is read; faults stand beside their fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from duthao.domain.record_questions.questions import QuestionGroup, groups
from duthao.editor.record_forms import comparison_cells, faults_at_fields, form_answers, form_tree
from duthao.editor.record_forms.fault_words import in_words
from duthao.editor.record_forms.field_changes import RecordContents, changes, merged
from duthao.editor.record_forms.form_tree import FormContents
from duthao.editor.record_forms.shown_values import read, shown
from duthao.editor.working_copies import contents
from duthao.errors import DuthaoError, Finding, Say
from duthao.records.record_writer.rewrite import rewrite
from tests.bad_records import BAD
from tests.conftest import PROVINCE, ROOT
from tests.judged_records import KNOWN, judged, release
from tests.record_edits import BASES, GOOD

RECORDS = sorted([*(ROOT / "drafts").glob("*/index.md"), *(PROVINCE / "drafts").glob("*/index.md")])
# What hinders that the file is read as a record, or is no field of any form: an editor or git caused it.
NOT_OF_A_FORM = frozenset(
    {
        "empty-file", "file-unlisted", "front-matter-empty", "front-matter-missing", "front-matter-unclosed", "id-form",
        "id-reserved", "not-utf8", "published-form", "register-vanished", "released-form", "response-vanished",
        "yaml-documents", "yaml-syntax", "unknown-key", "yaml-comment", "yaml-comma", "repeated-key", "control-character",
        "yaml-anchor", "yaml-tag", "heading-unknown", "heading-level", "heading-form", "heading-repeated", "text-before-heading",
    }
)  # fmt: skip


def form_of(state: RecordContents, rows: dict[str, int] | None = None) -> FormContents:
    return FormContents(state.data, state.sections, KNOWN, ("a.pdf",), rows)


def sent_of(group: QuestionGroup, form: FormContents) -> dict[str, list[str]]:
    """What a browser sends of a page on which nobody typed."""
    sent: dict[str, list[str]] = {}
    nodes = form_tree.tree(group, form)
    for block in form_tree.lists(nodes):
        sent[f"{form_answers.ROWS}{block.name}"] = [str(len(block.rows))]
    for control in form_tree.controls(nodes):
        name = control.name
        if control.stuck:
            continue
        if control.question.kind == "choices":
            sent[form_answers.SHOWN + name] = ["1"]
            ticked = [c.key for c in control.offered if c.chosen]
            sent[name] = ticked if control.in_order is None else [*control.in_order, "", ""]
        elif control.cells:
            sent[f"{name}.above"] = [control.cells.above.replace("\n", "\r\n")]
            sent[f"{name}.below"] = [control.cells.below.replace("\n", "\r\n")]
            for n, row in enumerate(control.cells.rows):
                sent |= {f"{name}.rows.{n}.{m}": [cell] for m, cell in enumerate(row)}
        else:
            sent[name] = [control.value.replace("\n", "\r\n")]
    return sent


def typed(text: str, group: str, changed: dict[str, str], rows: dict[str, int]) -> RecordContents:
    """The record after these fields were typed into a page of its form, read back from its text."""
    state = contents(text)
    chosen = next(g for g in groups() if g.key == group)
    form = form_of(state, rows)
    sent = sent_of(chosen, form) | {name: [value] for name, value in changed.items()}
    data, sections = form_answers.answered(chosen, form, sent)
    return contents(rewrite(text, data, sections))


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.parent.name)
def test_a_form_that_nobody_touched_changes_no_byte(path: Path) -> None:
    text = path.read_bytes().decode()
    state = contents(text)
    for group in groups():
        form = form_of(state)
        data, sections = form_answers.answered(group, form, sent_of(group, form))
        assert data == state.data and list(data) == list(state.data)
        assert sections == state.sections
        assert rewrite(text, data, sections) == text


def test_one_is_written_by_itself_and_several_as_a_list_in_the_order_chosen() -> None:
    text = (ROOT / "drafts" / "lc-2026-013" / "index.md").read_text(encoding="utf-8")
    group = groups()[0]

    def chosen(text: str, *agencies: str) -> str:
        state = contents(text)
        sent = sent_of(group, form_of(state)) | {"agency": ["", *agencies, ""]}
        return rewrite(text, *form_answers.answered(group, form_of(state), sent))

    turned = chosen(text, "so-noi-vu", "so-y-te", "so-noi-vu")
    assert turned == text.replace("[so-y-te, so-noi-vu]", "[so-noi-vu, so-y-te]")
    one = chosen(text, "so-y-te")
    assert one == text.replace("agency: [so-y-te, so-noi-vu]", "agency: so-y-te")
    listed = one.replace("agency: so-y-te", "agency: [so-y-te]")
    assert chosen(listed, "so-y-te") == listed
    ways = typed(
        text, "cach-gop-y", {"comment.email": "a@laocai.example\r\n\r\n b@laocai.example "}, {}
    )
    assert ways.data["comment"]["email"] == ["a@laocai.example", "b@laocai.example"]  # type: ignore[index, call-overload]
    ways = typed(text, "cach-gop-y", {"comment.email": "a@laocai.example"}, {})
    assert ways.data["comment"]["email"] == "a@laocai.example"  # type: ignore[index, call-overload]


def test_days_are_typed_as_people_write_them() -> None:
    assert shown("moment", "2026-12-05 17:00") == "05/12/2026 17:00"
    assert shown("moment", "2026-11-27T14:00+07:00") == "27/11/2026 14:00"
    assert shown("moment", "2026-11-27T14:00+09:00") == "2026-11-27T14:00+09:00"
    assert shown("day", "sớm") == "sớm"
    for text in (
        "5/12/2026 17:00",
        "05-12-2026 17h",
        "05/12/2026 17 giờ 00",
        "17:00 ngày 05/12/2026",
    ):
        assert read("moment", text) == "2026-12-05 17:00"
    assert read("day", " 5/1/2027 ") == "2027-01-05"
    assert read("day", "mai") == "mai"


HOSTILE = (
    "có \"ngoặc\", 'nháy' và #thăng",
    "khóa: giá trị: [a, {b}] & *c | > %",
    "😀 biểu tượng 🏞️",
    "chữ " * 1_250,
    "tie\u0302\u0301ng Vie\u0323\u0302t",
    "- gạch\n- đầu dòng\n\n  thụt vào",
    "~",
    "null",
    "2026-12-05",
    "---",
    "{{ x }} <b>đậm</b> \\ `",
)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_read_back_equal(value: str) -> None:
    from duthao.text import nfc

    state = typed(GOOD, "van-ban", {"summary": value.replace("\n", "\r\n")}, {})
    assert state.data["summary"] == nfc(value).strip()
    state = typed(GOOD, "noi-dung", {"body.other": value.replace("\n", "\r\n")}, {})
    assert state.sections["other"] == nfc(value).strip("\n") or value == "---"


def test_rows_are_added_filled_and_taken_out() -> None:
    before = contents(GOOD)
    count = len(list(before.data["documents"]))
    rows = {"documents": count + 2}
    new = {f"documents.{count + 1}.title": "Tờ trình", f"documents.{count + 1}.kind": "to-trinh"}
    state = typed(GOOD, "tep", new, rows)
    documents = state.data["documents"]
    assert isinstance(documents, list)
    assert documents[:count] == before.data["documents"]  # and the blank row between is none
    assert documents[count:] == [{"kind": "to-trinh", "title": "Tờ trình"}]
    group = next(g for g in groups() if g.key == "tep")
    form = form_of(before)
    data, _ = form_answers.answered(group, form, sent_of(group, form), "documents.0")
    assert data.get("documents", []) == before.data["documents"][1:]  # type: ignore[index]


def test_a_field_that_is_emptied_goes_and_a_new_one_stands_in_order() -> None:
    state = typed(GOOD, "cach-gop-y", {"comment.email": ""}, {})
    assert "email" not in state.data["comment"]
    state = typed(GOOD, "van-ban", {"shortened.reason": "Việc gấp"}, {})
    keys = list(state.data)
    assert state.data["shortened"] == {"reason": "Việc gấp"}
    assert keys.index("rounds") < keys.index("shortened") < keys.index("documents")


def test_cells_of_the_comparison() -> None:
    before = contents(GOOD).sections["new"]
    cells = comparison_cells.read(before)
    assert cells and comparison_cells.written(before, cells) == before
    more = cells._replace(rows=(*cells.rows, ("Có | gạch", "cũ", "mới", "dân")))
    after = comparison_cells.written(before, more)
    assert after.startswith(before) and comparison_cells.read(after) == more
    assert comparison_cells.read("| a | b |\n|---|---|\n| 1 |") is None
    empty = comparison_cells.read("")
    assert (
        empty
        and empty.head == comparison_cells.COLUMNS
        and comparison_cells.written("", empty) == ""
    )


@pytest.mark.parametrize(
    "words,markdown",
    [
        ("Câu một?\nCâu hai?", "- Câu một?\n- Câu hai?"),
        ("1. Câu một?\n\nCâu hai?\n  còn nữa", "1. Câu một?\n- Câu hai?\n  còn nữa"),
        ("Xin hỏi:\nCâu một?\n> trích", "Xin hỏi:\n\n- Câu một?\n> trích"),
    ],
)
def test_each_line_of_the_questions_is_a_question(words: str, markdown: str) -> None:
    assert typed(GOOD, "noi-dung", {"body.questions": words}, {}).sections["questions"] == markdown


def test_what_two_changed_is_asked_and_the_rest_is_joined() -> None:
    base = contents(GOOD)
    mine = typed(GOOD, "van-ban", {"title": "Của tôi", "summary": "Tóm tắt của tôi"}, {})
    theirs = typed(GOOD, "van-ban", {"title": "Của họ", "short_title": "Ngắn của họ"}, {})
    joined = merged(base, mine, theirs, {})
    assert joined.both == ("title",)
    assert joined.state.data["title"] == "Của họ"
    assert joined.state.data["summary"] == "Tóm tắt của tôi"
    assert joined.state.data["short_title"] == "Ngắn của họ"
    assert merged(base, mine, theirs, {"title": "mine"}).state.data["title"] == "Của tôi"
    told = changes(base, mine, KNOWN)
    assert [c.label for c in told] == ["Tên đầy đủ của văn bản", "Tóm tắt dễ hiểu"]
    assert told[0].after == "Của tôi"


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Finding, bool]]:
    """Every finding of the bad records, and whether it stands beside a field of their forms."""
    found: list[tuple[Finding, bool]] = []
    for bad in BAD:
        root = tmp_path_factory.mktemp("bad")
        if bad.base == "released":
            release(root, BASES["released"])
        findings = judged(root, bad.text)
        try:
            state = contents(bad.text)
        except DuthaoError:
            continue
        trees = {g.key: form_tree.tree(g, form_of(state)) for g in groups()}
        for finding in findings:
            one = faults_at_fields.place([finding], trees)
            found.append((finding, not one.rest))
    return found


def test_nearly_all_faults_that_a_form_can_cause_stand_beside_their_field(
    placed: list[tuple[Finding, bool]],
) -> None:
    told = [(f, beside) for f, beside in placed if f.rule not in NOT_OF_A_FORM]
    lost = sorted({(f.rule, f.field_path) for f, beside in told if not beside})
    assert len(told) > 300
    assert sum(beside for _, beside in told) >= 0.95 * len(told), lost


@pytest.mark.parametrize(
    "said,field,words",
    [
        ("Thiếu «Lĩnh vực» (topics).", (), "Thiếu «Lĩnh vực»."),
        ("Ghi «phone».", ("comment",), "Ghi «Điện thoại»."),
        ("Ghi «phone».", ("contact", "unit"), "Ghi «Điện thoại công vụ»."),
        ("Ở «documents».", ("rounds", 0), "Ở «Tài liệu riêng của đợt này»."),
        ("Chạy «duthao check».", (), "Chạy «duthao check»."),
        ("Chạy «duthao approve lc-2026-016».", (), "Trình duyệt."),
        ("Thêm dòng «## Nội dung mới».", (), "Thêm dòng «Nội dung mới»."),
        ("Sửa «scope.d».", (), "Sửa «Tác động trên phạm vi toàn tỉnh hoặc cả nước»."),
        ("Số đã ghi (rounds.1.outcome.opined) lệch.", (), "Số đã ghi lệch."),
        (
            "Ghi «unknown: true».",
            ("rounds", 0),
            "Ghi «Có lấy ý kiến nhưng không rõ thời gian» là «Có».",
        ),
        (
            "Thêm một mục «changes» (kind: correction).",
            (),
            "Thêm một mục «Cập nhật, đính chính» («Đính chính»).",
        ),
        ("Đính kèm bản so sánh (kind: ban-so-sanh).", (), "Đính kèm bản so sánh."),
        ("Điều 3 (a) nói khác.", (), "Điều 3 (a) nói khác."),
    ],
)
def test_faults_speak_of_labels_and_not_of_keys(
    said: str, field: tuple[str | int, ...], words: str
) -> None:
    assert in_words(Finding("a", 0, "r", Say(said, ""), Say("", ""), field=field)) == words
