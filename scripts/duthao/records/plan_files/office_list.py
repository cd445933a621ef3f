"""A list of texts to be made, as an office keeps it, to rows of a plan; what is doubtful is told with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duthao.domain.plans import Form
from duthao.domain.registers import Registers
from duthao.errors import Say
from duthao.records.plan_files import list_columns, time_words
from duthao.records.plan_files.list_columns import (
    AGENCY,
    AUDIENCES,
    CHANNELS,
    COOPERATING,
    EXPECTED,
    FORM,
    NUMBER,
    PLACES,
    PRODUCTS,
    TITLE,
    TYPE,
    Columns,
)
from duthao.records.plan_files.list_doubts import (
    carried,
    first_leads,
    no_agency,
    not_in_register,
    several_agencies,
    short,
    title_alone,
)
from duthao.records.plan_files.register_names import RegisterNames, keys_of, keys_within
from duthao.records.spreadsheets import Line
from duthao.text import fold, slug

Fields = dict[str, str | list[str]]
INTERNAL = "internal"  # of a row: the note that is for the office alone
_ORDINAL = re.compile(r"\d{1,4}[.)]?")
_HEADING = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)[.)]?")
_COUNTED = re.compile(r"\(?\d{1,2}\)?")
# The words of a heading that says of which kind the texts below it are, and who issues them.
_OF_KINDS = frozenset({
    "nghi", "quyet", "dinh", "thong", "tu", "luat", "nq", "qd", "hoi", "dong", "uy", "ban", "nhan", "dan", "chu", "tich", "hdnd",
    "ubnd", "quy", "pham", "phap", "van", "du", "thao", "danh", "muc", "cac", "nhom", "cua", "do", "trinh", "hanh", "thuoc",
    "tham", "quyen", "tinh", "xa", "phuong", "nam", "xay", "dung", "noi", "so",
})  # fmt: skip
_OF_TITLES = re.compile(r"-(?:quy-dinh|sua-doi|bo-sung|thay-the|bai-bo|ve|phe-duyet|ban-hanh-quy)-")
# How a title begins that says what is done to a text in force.
_FORM_OF_TITLE: Sequence[tuple[str, Form]] = (
    ("sua-doi", "amending"),
    ("bai-bo", "repealing"),
    ("thay-the", "replacing"),
)


class Doubt(NamedTuple):
    """What a person should look at, and the name of the cell (`G12`)."""

    cell: str
    say: Say


class OfficeListRow(NamedTuple):
    """A row of the list: its number there, and what of it has a field; blank ones are left out."""

    line: int
    fields: Fields


class OfficeList(NamedTuple):
    """What was read: `skipped` are the rows above the headings."""

    rows: tuple[OfficeListRow, ...]
    doubts: tuple[Doubt, ...]
    skipped: int


def read(
    lines: Sequence[Line],
    registers: Registers,
    year: int,
    merged: frozenset[str] = frozenset(),
) -> OfficeList | None:
    """The rows of the list; None where no headings are found. `merged` are cells that another one covers."""
    columns = list_columns.find([line.cells for line in lines])
    return _Reader(lines, columns, registers, year, merged).read() if columns else None


def cell_name(line: int, column: int) -> str:
    """`G12`: the name of a cell, its column counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{line}"


class _Reader:
    """Reads one list from its headings down; `agency` and `kind` are those of the heading above a row."""

    def __init__(
        self,
        lines: Sequence[Line],
        columns: Columns,
        registers: Registers,
        year: int,
        merged: frozenset[str],
    ) -> None:
        self.merged = merged
        self.lines, self.columns, self.registers, self.year = lines, columns, registers, year
        self.names = RegisterNames(registers, year)
        self.place = {use: n for n, use in enumerate(columns.uses) if use}
        self.doubts: list[Doubt] = []
        self.agency: Fields = {}  # of the heading above
        self.kind = ""  # what the heading above says of the kind of text
        self.above: Fields = {}  # the agency of the row above

    def read(self) -> OfficeList:
        """All rows below the headings."""
        top = self.lines[self.columns.row]
        for column, say in self.columns.doubts:
            self.doubts.append(Doubt(cell_name(top.number, column), say))
        rows: list[OfficeListRow] = []
        for line in self.lines[self.columns.row + 1 :]:
            cells = [*line.cells, *[""] * (len(self.columns.uses) - len(line.cells))]
            if self._is_row(cells):
                rows.append(self._row(line.number, cells))
            elif not self._counts_columns(cells):
                self._heading(line.number, cells)
        return OfficeList(tuple(rows), tuple(self.doubts), self.columns.row)

    def _cell(self, cells: Sequence[str], use: str) -> str:
        return cells[self.place[use]].strip() if use in self.place else ""

    def _is_row(self, cells: Sequence[str]) -> bool:
        """A title with a number, or with anything in a column of its own, or that cannot be a heading."""
        title, number = self._cell(cells, TITLE), self._cell(cells, NUMBER)
        if not title or self._counts_columns(cells):
            return False
        others = any(self._cell(cells, use) for use in self.place if use not in (TITLE, NUMBER))
        if _ORDINAL.fullmatch(number) and self._alone_is_row(title):
            return True
        return others or (not number and self._names_a_text(title))

    def _names_a_text(self, title: str) -> bool:
        """Whether words alone begin as the title of a text does, and say more than what kind it is of."""
        begins = " ".join(title.split()[:2])
        return bool(self.names.document_type(begins, "province")) and not _names_a_kind(title)

    def _alone_is_row(self, title: str) -> bool:
        """Whether a numbered title without anything beside it is a text, no heading: it is no name of an agency."""
        return not self.names.agency(title).keys

    @staticmethod
    def _counts_columns(cells: Sequence[str]) -> bool:
        """Whether it is the row below the headings that numbers them: (1) (2) (3)."""
        filled = [cell for cell in cells if cell]
        return len(filled) > 1 and all(_COUNTED.fullmatch(cell) for cell in filled)

    def _heading(self, line: int, cells: Sequence[str]) -> None:
        """A row that groups those below it, by agency or kind of text; of what else it is somebody should say."""
        filled = [n for n, cell in enumerate(cells) if cell.strip()]
        texts = [cells[n].strip() for n in filled if not _HEADING.fullmatch(cells[n].strip())]
        text = " ".join(texts)
        bare = re.sub(r"^(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2})\s*[.)/-]\s+", "", text)
        found = self.names.agency(bare)
        if len(found.keys) == 1:
            self.agency, self.kind, self.above = {AGENCY: found.keys[0]}, self.kind, {}
            self._successor(cell_name(line, filled[-1]), bare, found.ended, found.keys[0])
        elif self.names.document_type(bare, "province") and _names_a_kind(bare):
            self.kind, self.agency, self.above = bare, {}, {}
        elif text:
            self.doubts.append(
                Doubt(
                    cell_name(line, filled[0]),
                    Say(
                        f"«{short(text)}» không rõ là đề mục hay văn bản: không nhập.",
                        f"`{short(text)}` is no row and no heading that is known: left out.",
                    ),
                )
            )

    def _row(self, line: int, cells: Sequence[str]) -> OfficeListRow:
        title = " ".join(self._cell(cells, TITLE).split())
        fields: Fields = {"title": title}
        fields |= self._agency_of(line, cells)
        self._cooperating(line, cells, fields)
        if kind := self._kind_of(line, cells, fields):
            fields[TYPE] = kind
        if form := self._form_of(line, cells, title):
            fields[FORM] = form
        fields |= self._time_of(line, cells)
        if not any(self._cell(cells, use) for use in self.place if use != TITLE):
            self._doubt(line, TITLE, title_alone(title))
        notes = [*self._several(line, cells, fields), *self._beside(cells)]
        if notes:
            fields[INTERNAL] = "; ".join(notes)
        return OfficeListRow(line, fields)

    def _doubt(self, line: int, use: str, say: Say) -> None:
        self.doubts.append(Doubt(cell_name(line, self.place.get(use, self.place[TITLE])), say))

    def _agency_of(self, line: int, cells: Sequence[str]) -> Fields:
        text = self._cell(cells, AGENCY)
        if not text:
            if self.agency:
                return dict(self.agency)
            if self.above:
                if (
                    AGENCY not in self.place
                    or cell_name(line, self.place[AGENCY]) not in self.merged
                ):
                    self._doubt(line, AGENCY, carried(str(self.above[AGENCY])))
                return dict(self.above)
            self._doubt(line, AGENCY, Say("không ghi cơ quan chủ trì.", "no agency is named."))
            return {}
        found, unknown = self.names.agencies_in(text)
        for name in unknown:
            self._doubt(line, AGENCY, no_agency(name))
        for one in found:
            if len(one.keys) > 1:
                self._doubt(line, AGENCY, several_agencies(text, one.keys))
            self._successor(cell_name(line, self.place[AGENCY]), text, one.ended, one.keys[0])
        keys = [one.keys[0] for one in found]
        fields: Fields = {AGENCY: keys[0]} if keys else {"agency_words": " ".join(text.split())}
        self.above = {AGENCY: keys[0]} if keys else {}
        if len(keys) > 1:
            self._doubt(line, AGENCY, first_leads(keys))
            fields[COOPERATING] = keys[1:]
        return fields

    def _successor(self, cell: str, text: str, ended: str, key: str) -> None:
        if ended:
            say = Say(
                f"«{short(text)}» không còn trong năm {self.year}, ghi cơ quan kế thừa «{key}».",
                f"`{short(text)}` is no more in {self.year}: `{key}` followed it.",
            )
            self.doubts.append(Doubt(cell, say))

    def _cooperating(self, line: int, cells: Sequence[str], fields: Fields) -> None:
        text = self._cell(cells, COOPERATING)
        if not text:
            return
        found, unknown = self.names.agencies_in(text)
        before = fields.get(COOPERATING, [])
        keys = [*(before if isinstance(before, list) else []), *(one.keys[0] for one in found)]
        keys = [key for key in dict.fromkeys(keys) if key != fields.get(AGENCY)]
        if keys:
            fields[COOPERATING] = keys
        if unknown:
            fields["cooperating_words"] = " ".join(text.split())
            for name in unknown:
                self._doubt(line, COOPERATING, no_agency(name))

    def _kind_of(self, line: int, cells: Sequence[str], fields: Fields) -> str:
        """By its column, else by the beginning of the title, else by the heading above."""
        text, title = self._cell(cells, TYPE), str(fields["title"])
        agency = self.registers.agencies.get(str(fields.get(AGENCY, "")))
        level = "commune" if agency and agency.level == "commune" else "province"
        begins = " ".join(title.split()[:2])
        for words in (text, f"{begins} {self.kind}" if self.kind else begins, self.kind):
            if words and (kinds := self.names.document_type(words, level)):
                return kinds[0]
        self._doubt(
            line,
            TYPE,
            Say(
                f"«{short(text or title)}» không rõ loại văn bản.",
                f"`{short(text or title)}`: the type of the text is not known.",
            ),
        )
        return ""

    def _form_of(self, line: int, cells: Sequence[str], title: str) -> str:
        text = self._cell(cells, FORM)
        if text:
            keys = keys_within(text, list_columns.aliases(FORM))
            if len(keys) == 1 or (keys and keys[0] == "new"):
                return keys[0]
            say = Say(
                f"«{short(text)}» không rõ là ban hành mới, sửa đổi, thay thế hay bãi bỏ.",
                f"`{short(text)}` is no form of making a text that is known.",
            )
            self._doubt(line, FORM, say)
            return ""
        begins = f"-{slug(' '.join(title.split()[:5]))}-"
        return next((form for sign, form in _FORM_OF_TITLE if f"-{sign}-" in begins), "")

    def _time_of(self, line: int, cells: Sequence[str]) -> Fields:
        text = " ".join(self._cell(cells, EXPECTED).split())
        if not text:
            self._doubt(line, EXPECTED, Say("không ghi thời gian.", "no time is named."))
            return {}
        told = time_words.read(text, self.year, self.registers.sessions)
        fields: Fields = {EXPECTED: told.time} if told.time else {}
        if told.doubt:
            self._doubt(line, EXPECTED, told.doubt)
            if text != told.time:  # a cell that the spreadsheet holds as a day has no words
                fields["expected_words"] = text
        return fields

    def _several(self, line: int, cells: Sequence[str], fields: Fields) -> Iterator[str]:
        """Audiences, places, channels, products; what of a cell is not known is noted in its own words."""
        for use in (AUDIENCES, PLACES, CHANNELS, PRODUCTS):
            text = " ".join(self._cell(cells, use).split(" "))
            if not text:
                continue
            if use in (CHANNELS, PRODUCTS):
                keys = keys_within(text, list_columns.aliases(use))
                unknown = [] if keys else [" ".join(text.split())]
            else:
                names = self.names.audiences if use == AUDIENCES else self.names.places
                keys, unknown = keys_of(text, names)
            if keys:
                fields[use] = keys
            for name in unknown:
                self._doubt(line, use, not_in_register(name))
            if unknown or use in (CHANNELS, PRODUCTS):
                yield f"{self.columns.headings[self.place[use]]}: {' '.join(text.split())}"

    def _beside(self, cells: Sequence[str]) -> Iterator[str]:
        """What stands in columns that have no field."""
        for place, use in enumerate(self.columns.uses):
            text = " ".join(cells[place].split())
            if not use and text:
                heading = self.columns.headings[place]
                yield f"{heading}: {text}" if heading else text
        for place in range(len(self.columns.uses), len(cells)):
            if text := " ".join(cells[place].split()):
                yield text


def _names_a_kind(text: str) -> bool:
    """Whether little remains of a heading besides the words for kinds of texts and their issuers: no title is so bare."""
    name = slug(text)
    left = [word for word in name.split("-") if word not in _OF_KINDS and not word.isdigit()]
    return len(left) <= 1 and not _OF_TITLES.search(f"-{name}-")


def folded_title(title: str) -> str:
    """By what two rows are told to be one text: its title without marks, signs and case."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(title)))
