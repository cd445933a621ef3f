"""The form as a Word document: a numbered row for each question, with a place to fill it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from duthao.domain.registers import Registers
from duthao.records.strict_yaml import Value
from duthao.records.word_forms import form_of_record, form_texts, form_values
from duthao.records.word_forms.form_items import COLUMNS, FormGroup, groups
from duthao.records.word_forms.form_of_record import FormRow
from duthao.records.word_forms.form_texts import CHOSEN, DATED, TIMED, TYPED
from duthao.rendering.word import (
    PageLayout,
    Paragraph,
    RichControl,
    Table,
    TableCell,
    TextRun,
    docx,
)
from duthao.rendering.word_controls import UNTICKED, ContentControl

_LAYOUT = PageLayout(width=210, height=297, left=25, right=15, top=18, bottom=18, size=12)
_NUMBER = 21.0  # millimetres
_WIDTHS = (_NUMBER, 56.0, _LAYOUT.measure - _NUMBER - 56.0)
_FOUR = (_LAYOUT.measure - _NUMBER) / len(COLUMNS)
_LINE = "A6A6A6"
_GREY, _PALE = "595959", "7F7F7F"
_YES_NO = {"true": form_values.YES, "false": form_values.NO}
_SMALL, _LABEL = 9.0, 11.0  # points
_MORE = 2  # empty lists below what is chosen, where several may be
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})(?: (\d{2}:\d{2}))?")


def form(
    registers: Registers,
    tree: Mapping[str, Value] | None = None,
    draft_id: str = "",
    mark: str = "",
) -> bytes:
    """The bytes of the form: blank, or with what a record says (`tree` as `form_of_record.tree_of`; `mark` tells its state)."""
    rows = list(form_of_record.rows(tree or {}, registers))
    blocks: list[Paragraph | Table | PageLayout] = [*_head(draft_id, mark)]
    for group in groups():
        own = [row for row in rows if row.number.startswith(f"{group.number}.")]
        blocks += _group(group, own, registers)
    return docx(blocks, title="Mẫu hồ sơ dự thảo", dated=None, layout=_LAYOUT)


def _head(draft_id: str, mark: str) -> Iterator[Paragraph | Table]:
    yield Paragraph([TextRun(form_texts.TITLE, bold=True, size=14)], "center", after=1)
    yield Paragraph([TextRun(form_texts.SUBTITLE, italic=True)], "center", after=8)
    for sentence in form_texts.INSTRUCTIONS:
        yield Paragraph([TextRun(sentence, size=_LABEL)], "both", after=3)
    yield Paragraph([TextRun("", size=4)])
    yield Table(
        _WIDTHS,
        [
            [_number(form_texts.ID_NUMBER), _label(form_texts.ID_LABEL, form_texts.ID_HINT), [Paragraph([ContentControl("text", form_texts.ID_NUMBER, form_texts.ID_LABEL, draft_id, TYPED)])]],
            [_number(form_texts.MARK_NUMBER), _label(form_texts.MARK_LABEL, form_texts.MARK_HINT), [Paragraph([TextRun(mark, color=_GREY)])]],
        ],
        line=_LINE,
    )  # fmt: skip


def _group(
    group: FormGroup, rows: Sequence[FormRow], registers: Registers
) -> Iterator[Paragraph | Table]:
    yield Paragraph([], height=10)
    yield Paragraph(
        [TextRun(form_texts.HEADINGS[group.number - 1], bold=True, size=13)],
        heading=True,
        after=4,
        keep_next=True,
    )
    for comparison, some in groupby(
        rows, lambda row: row.item.is_comparison and not row.is_heading
    ):
        together = list(some)
        yield _comparison(together) if comparison else _table(together, registers)


def _table(rows: Sequence[FormRow], registers: Registers) -> Table:
    shaded = frozenset(n for n, row in enumerate(rows) if row.is_heading)
    cells = [
        _heading(row)
        if row.is_heading
        else [_number(row.number), _label(row.label, row.item.hint), _field(row, registers)]
        for row in rows
    ]
    return Table(_WIDTHS, cells, line=_LINE, shaded=shaded)


def _comparison(rows: Sequence[FormRow]) -> Table:
    head = [
        [Paragraph([TextRun(name, bold=True, size=_LABEL)], "center")]
        for name in (form_texts.HEAD_NUMBER, *COLUMNS)
    ]
    cells = [
        [
            _number(row.number),
            *([Paragraph([_typed(row, words, title)])] for words, title in zip(row.words, COLUMNS, strict=True)),
        ]
        for row in rows
    ]  # fmt: skip
    return Table(
        (_NUMBER, *[_FOUR] * len(COLUMNS)),
        [head, *cells],
        headings=1,
        line=_LINE,
        shaded=frozenset({0}),
    )


def _number(number: str) -> TableCell:
    return [Paragraph([TextRun(number, size=_SMALL, color=_GREY)])]


def _label(label: str, hint: str) -> TableCell:
    """The label, and how to answer in small grey letters: both stand left of what is read."""
    under = [Paragraph([TextRun(hint, size=_SMALL, color=_GREY)])] if hint else []
    return [Paragraph([TextRun(label, size=_LABEL)]), *under]


def _heading(row: FormRow) -> list[TableCell]:
    hint = (
        []
        if row.entry or not row.item.hint
        else [Paragraph([TextRun(row.item.hint, size=_SMALL, color=_GREY)])]
    )
    title = Paragraph(
        [TextRun(row.label, bold=not row.entry, italic=bool(row.entry), size=_LABEL)],
        keep_next=True,
    )
    return [_number(row.number), [title, *hint]]


def _field(row: FormRow, registers: Registers) -> TableCell:
    question = row.item.question
    assert question
    words = row.words[0]
    boxed = form_values.has_boxes(question, registers)
    if boxed:
        return _boxes(row, words)
    if question.kind == "choices" and question.one_or_several:
        offered = form_values.names(question.choices_of, registers)
        lists = [*words.split("\n"), *[""] * _MORE] if words else [""] * (_MORE + 1)
        return [Paragraph([_chosen(row, line, offered)], after=3) for line in lists]
    if question.kind in ("section", "long_text", "lines", "choices") or "\n" in words:
        lines = [TextRun(line) for line in words.split("\n") if line]
        paragraphs = [Paragraph([line], after=3) for line in lines or [TextRun(TYPED, color=_PALE)]]
        # Word wants a paragraph at the end of a cell.
        return [RichControl(row.number, row.label, paragraphs, not lines), Paragraph([], height=1)]
    if question.kind in ("day", "moment"):
        return [Paragraph([*_when(row, words, timed=question.kind == "moment")])]
    if question.kind == "truth":
        return [Paragraph([_chosen(row, words, _YES_NO)])]
    if question.kind == "choice":
        return [Paragraph([_chosen(row, words, form_values.names(question.choices_of, registers))])]
    return [Paragraph([_typed(row, words, row.label)])]


def _typed(row: FormRow, words: str, title: str) -> ContentControl:
    return ContentControl("text", row.number, title, words, TYPED)


def _chosen(row: FormRow, words: str, offered: Mapping[str, str]) -> ContentControl:
    return ContentControl("choice", row.number, row.label, words, CHOSEN, tuple(offered.items()))


def _boxes(row: FormRow, words: str) -> TableCell:
    lines = ((line[:1] or UNTICKED, line[1:]) for line in words.split("\n"))
    return [
        Paragraph([ContentControl("box", row.number, name.strip(), box), TextRun(name)])
        for box, name in lines
    ]


def _when(row: FormRow, words: str, *, timed: bool) -> Iterator[TextRun | ContentControl]:
    """A day to be picked of a calendar and, where there may be one, an hour: a calendar alone would drop it."""
    match = _DAY.fullmatch(words)
    if words and not match:
        yield ContentControl("text", row.number, row.label, words, DATED)
        return
    day, hour = (words[:10], match[4] or "") if match else ("", "")
    iso = f"{match[3]}-{match[2]}-{match[1]}" if match else ""
    yield ContentControl("day", row.number, row.label, day, DATED, day=iso)
    if timed:
        yield TextRun(" ")
        yield ContentControl("text", row.number, "Giờ", hour, TIMED)
