"""A form that came back: its rows, which record it is of, and what in it is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from duthao.domain.record_questions.questions import RecordQuestion
from duthao.errors import DuthaoError, Say
from duthao.records import attachment_scan
from duthao.records.word_files import paragraph_reader
from duthao.records.word_forms import form_items, form_reader, form_texts, row_numbers
from duthao.records.word_forms.filled_rows import FilledRow
from duthao.records.word_forms.form_items import COLUMNS
from duthao.records.word_forms.unreadable import Unreadable
from duthao.text import slug

AUTHOR = "duthao"  # of the comments that tell faults
_COUNT = re.compile(r"-\d+$")  # of an entry, behind its name
_NEW_ENTRY = 999  # the number of a row that somebody added to the comparison without one
_NAMES = {
    ".docm": Say("tệp .docm có thể chứa macro nên không nhận: lưu lại thành .docx.", "a .docm may hold macros and is not taken: save it as .docx."),
    ".odt": Say("tệp .odt không nhận: trong LibreOffice chọn Tệp › Lưu thành, kiểu «Word 2007-365 (.docx)».", "an .odt is not taken: save it as .docx."),
}  # fmt: skip
_OTHER = Say("chỉ nhận mẫu hồ sơ là tệp .docx.", "only the form as a .docx is taken.")
_MACROS = Say(
    "tệp chứa macro nên không nhận: chép nội dung sang mẫu mới.",
    "the file holds macros and is not taken.",
)
_NO_ROWS = Say("không thấy dòng nào của mẫu hồ sơ trong tệp.", "no row of the form is in the file.")
_NOTES = {
    "hidden": Say("Tệp có chữ ẩn, không được đọc.", "There is hidden text; it was not read."),
    "struck": Say("Tệp có chữ gạch ngang, không được đọc.", "There is text struck through; it was not read."),
    "cut": Say("Tệp quá dài, chưa đọc hết.", "The file is too long; it was not read to its end."),
    "footnotes": Say("Tệp có chú thích chân trang, không được đọc.", "There are footnotes; they were not read."),
}  # fmt: skip


class FormDoubt(NamedTuple):
    """What is in the file and is no answer: the row (-1: none), and why. `grave` ones let nothing be written."""

    place: int
    fault: Unreadable
    grave: bool = True


class FilledForm(NamedTuple):
    """`draft_id` and `mark` as the form bears them, "" where it does not."""

    draft_id: str
    mark: str
    rows: list[FilledRow]
    doubts: list[FormDoubt]


def read(path: Path) -> FilledForm:
    """The form at this path. Raises DuthaoError where it is none, or cannot be read, with the reason in a sentence."""
    suffix = path.suffix.lower()
    if suffix != ".docx":
        why = _NAMES.get(suffix) or (
            paragraph_reader.fault_of_name(path) if suffix == ".doc" else _OTHER
        )
        raise _refused(path, why or _OTHER)
    if why := paragraph_reader.fault_of_name(path):
        raise _refused(path, why)
    answer = attachment_scan.ask({"path": str(path.resolve()), "suffix": suffix, "form": True})
    fault = "unread" if answer is None else answer.get("fault", "")
    if fault or answer is None:
        raise _refused(
            path, _MACROS if fault == form_reader.MACROS else paragraph_reader.FAULTS[fault]
        )
    found = _Rows()
    for raw in answer["rows"]:
        found.add(raw)
    if not found.rows:
        raise _refused(path, _NO_ROWS)
    doubts = [*found.doubts, *_beside(answer)]
    return FilledForm(found.draft_id, found.mark, found.rows, doubts)


def _refused(path: Path, why: Say) -> DuthaoError:
    return DuthaoError(Say(f"{path.name}: {why.vi}", f"{path.name}: {why.en}"))


def _beside(answer: dict[str, Any]) -> Iterator[FormDoubt]:
    """What stands outside of rows."""
    known = {slug(text) for text in form_texts.OUTSIDE}
    for text in answer["outside"]:
        if slug(text) not in known and slug(text):
            yield FormDoubt(
                -1,
                Unreadable(
                    "word-form-outside",
                    Say(
                        f"Chữ ngoài các dòng của mẫu không được đọc: «{_short(text)}».",
                        f"Text outside of rows is not read: `{_short(text)}`.",
                    ),
                    Say("Nếu cần, chuyển vào ô của một dòng.", "Move it into a row."),
                ),
                grave=False,
            )
    for comment in answer["comments"]:
        if comment["author"] != AUTHOR:
            yield FormDoubt(
                comment["place"],
                Unreadable(
                    "word-form-outside",
                    Say(
                        f"Nhận xét trong tệp không được ghi vào hồ sơ: «{_short(comment['text'])}».",
                        f"A comment is not taken into the record: `{_short(comment['text'])}`.",
                    ),
                    Say("Nếu cần, chuyển vào ô của dòng.", "Move it into the row."),
                ),
                grave=False,
            )
    for note, said in _NOTES.items():
        if note in answer["notes"]:
            yield FormDoubt(
                -1,
                Unreadable(
                    "word-form-outside",
                    said,
                    Say(
                        "Bỏ cách trình bày ấy hoặc chuyển chữ vào ô.",
                        "Take that form off, or move the text into a cell.",
                    ),
                ),
            )


@cache
def _own_words() -> frozenset[str]:
    """What stands in rows of the form in which nothing is answered, as slugs."""
    items = [
        item
        for group in form_items.groups()
        for item in form_items.walk(group.items)
        if not item.question
    ]
    texts = (text for item in items for text in (item.label, item.hint, item.entry_label))
    return frozenset(map(slug, ("", *form_texts.HEAD_CELLS, *texts)))


class _Rows:
    """Rows of the file, one after the other."""

    def __init__(self) -> None:
        self.draft_id = self.mark = ""
        self.rows: list[FilledRow] = []
        self.doubts: list[FormDoubt] = []
        self.before: form_items.FormItem | None = None

    def add(self, raw: dict[str, Any]) -> None:
        number, cells, place = (
            str(raw["number"]),
            [str(cell) for cell in raw["cells"]],
            int(raw["place"]),
        )
        steps = row_numbers.steps(number)
        if raw["tracked"]:
            self._doubt(
                place,
                Unreadable(
                    "word-form-tracked",
                    Say(
                        f"Dòng {number or '?'} có thay đổi đang theo dõi (Track Changes).",
                        "The row has tracked changes.",
                    ),
                    Say(
                        "Chấp nhận hoặc từ chối mọi thay đổi rồi gửi lại.", "Accept or reject them."
                    ),
                ),
            )
        if steps is None:
            self._without_number(number, cells, place)
        elif steps[0][1] == 0:
            self._own(number, cells)
        else:
            self._numbered(number, steps, cells, place)

    def _own(self, number: str, cells: Sequence[str]) -> None:
        words = " ".join("\n".join(cells[1:]).split())
        if number == form_texts.ID_NUMBER:
            self.draft_id = words.lower()
        elif number == form_texts.MARK_NUMBER:
            self.mark = words

    def _without_number(self, number: str, cells: list[str], place: int) -> None:
        said = [text for text in (number, *cells) if text.strip()]
        lines = {_COUNT.sub("", slug(line)) for text in said for line in text.split("\n")}
        if lines <= _own_words():
            return
        if self.before and self.before.is_comparison and len(cells) == len(COLUMNS):
            prefix = form_items.number_of((form_items.COMPARISON, form_items.ROWS))
            self.rows.append(FilledRow(f"{prefix}-{_NEW_ENTRY}", "", tuple(cells), place))
            return
        self._stray(place, " | ".join(said))

    def _stray(self, place: int, text: str) -> None:
        self._doubt(
            place,
            Unreadable(
                "word-form-row",
                Say(
                    f"Dòng này không có trong mẫu: «{_short(text)}».",
                    f"The form has no such row: `{_short(text)}`.",
                ),
                Say(
                    "Chuyển nội dung vào dòng có số của mẫu, rồi xóa dòng này.",
                    "Move its text into a numbered row and delete it.",
                ),
            ),
        )

    def _numbered(
        self, number: str, steps: Sequence[tuple[str, int]], cells: list[str], place: int
    ) -> None:
        item = form_items.item_at(steps)
        if item is None:
            self._stray(place, " | ".join(filter(None, [number, *cells])))
            return
        self.before = item
        if item.is_comparison and steps[-1][0] == "-":
            words = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
            if any(cells[len(COLUMNS) :]):
                self._stray(place, " | ".join(cells[len(COLUMNS) :]))
            self.rows.append(FilledRow(number, item.label, tuple(words), place))
            return
        label, *rest = cells or [""]
        if item.question is None:
            self._heading(number, item, label, rest, place)
            return
        if label and not slug(label).startswith(slug(item.label)):
            self._doubt(
                place,
                Unreadable(
                    "word-form-row",
                    Say(
                        f"Dòng {number} trong mẫu là «{item.label}», ở đây là «{_short(label)}».",
                        f"Row {number} is `{item.label}` in the form.",
                    ),
                    Say(
                        "Lấy mẫu mới, hoặc ghi lại tên dòng như trong mẫu.",
                        "Take a new form, or restore the label.",
                    ),
                ),
            )
            return
        said = "\n".join(filter(None, rest))
        self._signs(item.question, said, place)
        self.rows.append(FilledRow(number, item.label, (said,), place))

    def _signs(self, question: RecordQuestion, words: str, place: int) -> None:
        """A sign of an empty control beside words may be left over from the form: a person says which."""
        sign = next((s for s in form_texts.PLACEHOLDERS if s in words), "")
        if sign and question.kind not in ("day", "moment"):
            self.doubts.append(
                FormDoubt(
                    place,
                    Unreadable(
                        "word-form-sign",
                        Say(
                            f"Trong câu có «{sign}», giữ nguyên như chữ khác.",
                            f"`{sign}` stands among the words and is kept.",
                        ),
                        Say(
                            "Nếu là chữ gợi ý của mẫu còn sót thì xóa.",
                            "Delete it where it is left over from the form.",
                        ),
                    ),
                    grave=False,
                )
            )

    def _heading(
        self, number: str, item: form_items.FormItem, label: str, rest: list[str], place: int
    ) -> None:
        own = {slug(item.label), slug(item.hint)}
        lines = [line for text in (label, *rest) for line in text.split("\n") if line.strip()]
        added = [
            line
            for line in lines
            if slug(line) not in own and not slug(line).startswith(slug(item.entry_label))
        ]
        if added:
            self._stray(place, " ".join(added))
        self.rows.append(FilledRow(number, item.label, (), place))

    def _doubt(self, place: int, why: Unreadable) -> None:
        self.doubts.append(FormDoubt(place, why))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + "…"
