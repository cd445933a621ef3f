"""A record is written so that it reads back as what was meant, and so that nothing else of it changes."""

from __future__ import annotations

import codecs
import copy
import random
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duthao.records import body, front_matter
from duthao.records.front_matter import SourceFile
from duthao.records.record_writer import scalars
from duthao.records.record_writer.rewrite import Unwritable, rewrite
from duthao.text import nfc
from tests.conftest import PROVINCE, ROOT
from tests.odd_records import ODD

RECORDS = sorted([*ROOT.glob("drafts/*/index.md"), *PROVINCE.glob("drafts/*/index.md")])
MORE = 1 if settings.default and settings.default.derandomize else 50  # `make fuzz`
CASES = sorted((ROOT / "tests" / "cases").rglob("*.md"))


def read(text: str) -> SourceFile:
    source, _ = front_matter.read_document(text.encode(), "index.md")
    assert source
    return source


def sections(source: SourceFile) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in body.parse(source.body, "", 1)[0].sections:
        if section.key:
            found.setdefault(section.key, section.markdown)
    return found


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def texts() -> Iterator[tuple[str, str]]:
    """Every record of the sample, of the test province, of the cases and of the odd ones that has front matter, by its name."""
    for path in [*RECORDS, *CASES]:
        raw = path.read_bytes()
        if front_matter.read_document(raw, "")[0]:
            yield str(path.relative_to(ROOT)), raw.decode()
    for name, text in ODD:
        raw = text if isinstance(text, bytes) else text.encode()
        if front_matter.read_document(raw, "")[0]:
            yield name, raw.decode()


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The runs of lines that differ, before and after."""
    a, b = before.split("\n"), after.split("\n")
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [("\n".join(a[i:j]), "\n".join(b[k:m])) for kind, i, j, k, m in codes if kind != "equal"]


# ---- nothing changed


def test_with_nothing_changed_every_byte_stays() -> None:
    seen = 0
    for name, text in texts():
        source = read(text)
        assert rewrite(text, copy.deepcopy(source.data), sections(source)) == text, name
        assert rewrite(text, source.data) == text, name
        seen += 1
    assert seen > 300


def test_a_value_that_is_put_back_leaves_no_trace() -> None:
    """Each field of each record of the sample: another value, then the old one."""
    paths = random.Random("put back").sample(RECORDS, 6)
    for path in paths:
        text = text_of(path)
        data = read(text).data
        for key, value in data.items():
            if isinstance(value, str):
                other = rewrite(text, {**data, key: value + " khác"})
                assert rewrite(other, data) == text, (path, key)


# ---- one thing changed

FRONT = """---
# đầu tệp
title: "Tên" # theo công văn
short_title: 'Ngắn'
summary: >-
  Một hai ba bốn
  năm sáu.

# nơi và lĩnh vực
topics: [a, b]   # hai
places:
- x
- y
rounds:
  # đợt đầu
  - of: draft # loại
    opens: 2026-11-02
    closes:
    # hạn sau
    # answer_due: 2026-12-31
  # đợt sau
  - of: draft
    documents:
      - {kind: du-thao, title: "Bản, một", file: a.pdf}
comment:
  phone: 0239 000 0102
  in_person: |
    Tầng 1
    Nhà A
# cuối
demo: true
---
"""
BODY = """
## Sự cần thiết ban hành

Vì cần.

## Nội dung mới so với quy định hiện hành

| Nội dung | Nay | Mới | Ai |
|---|---|---|---|
| Mức | 1 | 2 | Dân |
| Hạn | 3 | 4 | Dân |

Sau bảng.
"""


def with_field(data: dict[str, Any], *loc: str | int, value: Any = None) -> dict[str, Any]:
    """The data with another value at a place; None: without it."""
    made: Any = copy.deepcopy(data)
    here = made
    for part in loc[:-1]:
        here = here[part]
    if value is None:
        del here[loc[-1]]
    elif isinstance(here, list) and loc[-1] == len(here):
        here.append(value)
    else:
        here[loc[-1]] = value
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "loc,value,lines",
    [
        (("title",), "Mới: #1", [('title: "Tên" # theo công văn', 'title: "Mới: #1" # theo công văn')]),
        (("short_title",), "Ông 'A'", [("short_title: 'Ngắn'", "short_title: 'Ông ''A'''")]),
        (("summary",), "Một hai ba bốn năm sáu bảy tám chín mười một hai ba.", [
            ("  Một hai ba bốn\n  năm sáu.", "  Một hai ba bốn năm sáu bảy tám chín mười\n  một hai ba.")]),
        (("topics",), ["a", "c", "b"], [("topics: [a, b]   # hai", "topics: [a, c, b]   # hai")]),
        (("topics",), [], [("topics: [a, b]   # hai", "topics: []   # hai")]),
        (("topics",), None, [("topics: [a, b]   # hai", "")]),
        (("places", 1), None, [("- y", "")]),
        (("places",), ["y", "x"], [("", "- y"), ("- y", "")]),
        (("places",), [], [("places:\n- x\n- y", "places: []")]),
        (("rounds", 0, "opens"), "2026-11-03 08:00", [
            ("    opens: 2026-11-02", "    opens: 2026-11-03 08:00")]),
        (("rounds", 0, "closes"), "2026-12-05", [("    closes:", "    closes: 2026-12-05")]),
        (("rounds", 0, "of"), None, [
            ("  - of: draft # loại\n    opens: 2026-11-02", "  - opens: 2026-11-02")]),
        (("rounds", 0, "outcome"), {"received": "3"}, [("", "    outcome:\n      received: \"3\"")]),
        (("rounds", 0), None, [("  # đợt đầu\n  - of: draft # loại\n    opens: 2026-11-02\n    closes:\n"
            "    # hạn sau\n    # answer_due: 2026-12-31", "")]),
        (("rounds", 1, "documents", 0, "title"), "Bản hai", [
            ('title: "Bản, một"', 'title: "Bản hai"')]),
        (("rounds", 1, "documents", 0, "version"), "2", [("", "")]),
        (("comment", "in_person"), "Tầng 2\nNhà A\n", [("    Tầng 1", "    Tầng 2")]),
        (("comment", "in_person"), None, [("  in_person: |\n    Tầng 1\n    Nhà A", "")]),
        (("comment", "email"), "gopy@hatinh.example", [("", '  email: "gopy@hatinh.example"')]),
        (("comment", "phone"), "0239 000 0103 # số mới", [
            ("  phone: 0239 000 0102", '  phone: "0239 000 0103 # số mới"')]),
        (("approved",), {"by": "Sở"}, [("", "approved:\n  by: Sở")]),
    ],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_change_touches_its_own_lines(
    loc: tuple[str | int, ...], value: Any, lines: list[tuple[str, str]], end: str
) -> None:
    text = "\ufeff" + (FRONT + BODY).replace("\n", end)
    wanted = with_field(read(text).data, *loc, value=value)
    written = rewrite(text, wanted)
    assert read(written).data == wanted
    runs = changed(text.replace(end, "\n"), written.replace(end, "\n"))
    assert written.count("\n") == written.count(end)
    if lines == [("", "")]:
        assert len(runs) == 1 and runs[0][1] == runs[0][0].replace("a.pdf}", 'a.pdf, version: "2"}')
    elif "documents" in loc:
        assert runs[0][1] == runs[0][0].replace(*lines[0])
    else:
        assert runs == lines


def test_entries_that_change_places_take_their_comments_along() -> None:
    data = read(FRONT).data
    rounds: Any = data["rounds"]
    written = rewrite(FRONT, {**data, "rounds": rounds[::-1]})
    assert sorted(written.split("\n")) == sorted(FRONT.split("\n"))
    assert read(written).data["rounds"] == rounds[::-1]


def test_comments_of_a_list_that_is_written_anew_stand_apart_from_its_entries() -> None:
    text = "---\na:\n  # của một\n  - x: 1\n    # của x\n    y: 2\n  # của hai\n  - x: 3\n---\n"
    written = rewrite(text, {"a": [{"y": "2"}, {"x": "4"}]})
    assert "# của hai\n\n  - " in written and written.count("#") == 3


def test_an_entry_that_moves_and_changes_takes_its_comments_along() -> None:
    text = "---\nb:\n" + "".join(
        f"  # lời {n}\n  - title: Bản {n}\n    kind: k\n    file: {n}.pdf\n" for n in "123"
    )
    data: Any = read(text + "---\n").data
    edited_one = {**data["b"][1], "title": "Bản mới"}
    other = {"title": "Bản khác", "file": "9.pdf", "kind": "k"}
    written = rewrite(text + "---\n", {"b": [edited_one, other]})
    assert "b:\n  # lời 2\n  - title: Bản mới\n" in written and "lời 1" not in written
    moved = {**data["b"][0], "title": "Bản mới"}
    written = rewrite(text + "---\n", {"b": [*data["b"][1:], moved]})
    assert "kind: k\n    file: 3.pdf\n  # lời 1\n  - title: Bản mới\n    kind: k\n" in written
    assert "lời 1" not in rewrite(text + "---\n", {"b": [*data["b"][1:], other]})


def test_of_entries_one_gone_and_one_edited_each_keeps_its_own_lines() -> None:
    data = read(FRONT).data
    rounds: Any = copy.deepcopy(data["rounds"])
    rounds[1]["documents"][0]["title"] = "Bản hai"
    written = rewrite(FRONT, {**data, "rounds": rounds[1:]})
    assert read(written).data["rounds"] == rounds[1:]
    assert "# đợt sau" in written and "# loại" not in written


@pytest.mark.parametrize(
    "edit,lines",
    [
        ({"necessity": "Vì rất cần."}, [("Vì cần.", "Vì rất cần.")]),
        ({"necessity": ""}, [("Vì cần.", "")]),
        (
            {"new": BODY.split("hiện hành\n")[1].strip("\n").replace("| 3 | 4", "| 3 | 5")},
            [("| Hạn | 3 | 4 | Dân |", "| Hạn | 3 | 5 | Dân |")],
        ),
        ({"purpose": "Để tốt."}, [("", "## Mục đích, quan điểm xây dựng\n\nĐể tốt.\n")]),
        ({"radio": "Xin chào."}, [("", "\n## Bài phát thanh\n\nXin chào.")]),
        ({"necessity": None}, [("## Sự cần thiết ban hành\n\nVì cần.\n", "")]),
        (
            {"new": None},
            [(BODY[BODY.index("## Nội dung mới") :].removesuffix("\n"), "")],
        ),
    ],
    ids=repr,
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_section_touches_its_own_lines(
    edit: dict[str, str | None], lines: list[tuple[str, str]], end: str
) -> None:
    text = (FRONT + BODY).replace("\n", end)
    parts = {**sections(read(text)), **edit}
    wanted = {key: words for key, words in parts.items() if words is not None}
    written = rewrite(text, read(text).data, wanted)
    assert sections(read(written)) == wanted
    runs = changed(text.replace(end, "\n"), written.replace(end, "\n"))
    assert [(a.strip("\n"), b.strip("\n")) for a, b in runs] == [
        (a.strip("\n"), b.strip("\n")) for a, b in lines
    ]
    assert written.count("\n") == written.count(end) and written.endswith(end)


def test_headings_of_the_officers_own_stay() -> None:
    text = FRONT + "Lời đầu.\n\n## Của tôi\n\nA\n" + BODY
    written = rewrite(text, read(text).data, {})
    assert written == FRONT + "Lời đầu.\n\n## Của tôi\n\nA\n"
    again = rewrite(written, read(text).data, sections(read(text)))
    assert sections(read(again)) == sections(read(text))


def test_letters_that_were_typed_apart_stay_where_nothing_changed() -> None:
    text = unicodedata.normalize("NFD", FRONT + BODY)
    written = rewrite(text, {**read(text).data, "demo": "false"})
    assert changed(text, written) == [("demo: true", "demo: false")]


# ---- what cannot be written


@pytest.mark.parametrize(
    "text,data",
    [
        ("không có phần khai báo\n", {"a": "b"}),
        ("---\na: &x 1\nb: *x\n---\n", {"a": "2", "b": ""}),
        ("---\na: 1\n---\n", {}),
        ("---\na: 1\n---\n", {"a": "\ud800"}),
        ("---\na: 1\n---\n", {"k" * 200: "x"}),
        ("---\na: {x: 1, một, hai: 2}\n---\n", {"a": ["1"]}),
    ],
)
def test_what_would_not_read_back_is_refused(text: str, data: dict[str, Any]) -> None:
    with pytest.raises(Unwritable, match="duthao check"):
        rewrite(text, data)


@pytest.mark.parametrize("words", ["## Nội dung khác\n\nx", "# x", "```\nkhông đóng"])
def test_a_section_that_would_swallow_another_is_refused(words: str) -> None:
    text = FRONT + BODY
    with pytest.raises(Unwritable):
        rewrite(text, read(text).data, {**sections(read(text)), "necessity": words})


def test_a_comment_that_stands_deep_is_no_part_of_a_text_put_above_it() -> None:
    text = "---\nb:\n  - x\n\n  # sâu\n---\n"
    written = rewrite(text, {"b": ["x"], "c": "một\nhai"})
    assert changed(text, written) == [("", 'c: "một\\nhai"')]


def test_text_that_a_comma_cut_goes_with_the_value_it_was_cut_from() -> None:
    text = "---\nscope: {a: true, reason: Mưa lũ, nhiều xã, bị chia cắt, d: true}\n---\n"
    data: Any = read(text).data
    assert data["scope"]["reason"] == "Mưa lũ"
    assert "reason: Mưa lũ, nhiều xã, bị" in rewrite(
        text, with_field(data, "scope", "d", value="x")
    )
    written = rewrite(text, with_field(data, "scope", "reason", value="Mưa lũ, nhiều xã"))
    assert 'reason: "Mưa lũ, nhiều xã", d: true}' in written


# ---- any value, any layout

HOSTILE = (
    "", "null", "~", "true", "no", "#", "# a", "a #b", "a: b", "a:", ": a", "- a", "-", "---", "...", "? a",
    "[a", "{a", "a]", "a, b", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'", '"', "a'b", 'a"b', "\\", "a\\n",
    " a", "a ", "a  b", "\ta", "a\tb", "\n", "a\n", "\na", "a\nb", "a\n\nb\n", "a\n b", "a \nb", "a\n\n", "a\n---\nb",
    "a\n# b", "a\r\nb", "a\rb", "2026-12-05", "2026-12-05 17:00", "05/12/2026", "17:00", "0214", "1_000", "0x1", "1e3",
    "a\n\u0301", "\x07\u0301", "😀", "👩‍👩‍👧", "ề", unicodedata.normalize("NFD", "Ủy ban nhân dân xã Đề"), "\u0301a", "\u00a0", "a\u00a0", "\u200b",
    "\ufeff", "\u2028", "\x85", "\x07", "\x7f", "\U0001fae8", "\U0010ffff", "https://a.example/?b=c#d", "a" * 300,
    "Một câu dài có dấu: «ngoặc», # và dấu phẩy, " * 8,
)  # fmt: skip
plain = st.text(st.sampled_from("ab đề:#-,\"'[]{}&*!|>%@`?\\\n\t \u0301\u00a0😀"), max_size=12)
texts_of_values = (
    st.sampled_from(HOSTILE) | plain | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
keys = st.sampled_from(
    ("a", "b", "c", "d", "e", "tên riêng", "x: y", "#k", "null", "1", "- z", "")
) | st.text(st.sampled_from("ab:# -'\"đ"), min_size=1, max_size=6)
groups = st.recursive(
    texts_of_values,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.lists(st.dictionaries(keys, inner, max_size=3), max_size=4)
    ),
    max_leaves=10,
)
fronts = st.dictionaries(keys, groups, min_size=1, max_size=5)


class Layouts:
    """Writes data as officers do: each value in another style, with comments and blank lines wherever YAML allows them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def between(self, value: Any) -> str:
        if isinstance(value, dict):
            pad = self.random.choice(["", " "])
            fields = [f"{scalars.key(k)}: {self.between(v)}" for k, v in value.items()]
            return "{" + pad + ", ".join(fields) + pad + "}"
        if isinstance(value, list):
            return (
                "["
                + ", ".join(self.between(v) for v in value)
                + self.random.choice(["", " "])
                + "]"
            )
        style = self.random.choice(["", "'", '"'])
        return scalars.in_style(nfc(value), style, braces=True)

    def comment(self, indent: str) -> list[str]:
        if self.random.random() < 0.7:
            return []
        return [
            self.random.choice([indent + "# ghi chú: x", "", "  " + indent + "# sâu", "# - a: b"])
        ]

    def tail(self) -> str:
        return self.random.choice(["", "", "", " # cuối dòng", "   "])

    def text(self, value: str, indent: str) -> list[str]:
        value = nfc(value.replace("\r\n", "\n").replace("\r", "\n"))
        if self.random.random() < 0.4:
            block = scalars.lines_of_block(value) or scalars.folded(value, 12)
            if block:
                return [block[0], *(indent + line if line else "" for line in block[1:])]
        tail = self.tail()
        style = self.random.choice(["", "'", '"'])
        return [scalars.in_style(value, style, comment="#" in tail) + tail]

    def lines(self, value: Any, indent: str) -> list[str]:
        """A group or a list as lines."""
        made: list[str] = []
        items = value.items() if isinstance(value, dict) else ((None, v) for v in value)
        for key, inner in items:
            made += self.comment(indent)
            head = "-" if key is None else f"{scalars.key(nfc(key))}:"
            deeper = indent + " " * self.random.choice([2, 2, 4])
            if isinstance(inner, str):
                one, *more = self.text(inner, deeper)
                made += [f"{indent}{head} {one}", *more]
            elif not inner or self.random.random() < 0.3:
                made.append(f"{indent}{head} {self.between(inner)}{self.tail()}")
            elif key is None and self.random.random() < 0.7:
                first, *more = self.lines(inner, indent + "  ")
                while not first.strip() or first.strip().startswith("#"):
                    first, *more = more
                made += [
                    f"{indent}- {first.strip() if not first.lstrip().startswith('-') else first.lstrip()}",
                    *more,
                ]
            else:
                same = isinstance(inner, list) and key is not None and self.random.random() < 0.3
                made += [
                    f"{indent}{head}{self.tail()}",
                    *self.lines(inner, indent if same else deeper),
                ]
        return [*made, *self.comment(indent)]

    def record(self, data: dict[str, Any]) -> str:
        end = self.random.choice(["\n", "\n", "\r\n"])
        lines = ["---", *self.lines(data, ""), "---", "", "## Nội dung cơ bản", "", "Nội dung."]
        mark = self.random.choice(["", "\ufeff"])
        return mark + "".join(line + end for line in lines)


def edited(data: Any, other: Any, choice: random.Random) -> Any:
    """The data with a few changes: values from `other`, keys and items that go, come and change places."""
    made = copy.deepcopy(data)
    for _ in range(choice.randint(1, 3)):
        here, value = made, choice.choice(list(other.values()))
        while True:
            places = list(here) if isinstance(here, dict) else list(range(len(here)))
            deeper = [p for p in places if isinstance(here[p], (dict, list)) and here[p]]
            if deeper and choice.random() < 0.7:
                here = here[choice.choice(deeper)]
                continue
            action = choice.choice(["set", "remove", "add", "shuffle"])
            if action == "set" and places:
                here[choice.choice(places)] = copy.deepcopy(value)
            elif action == "remove" and len(places) > (here is made):
                del here[choice.choice(places)]
            elif action == "shuffle" and isinstance(here, list):
                choice.shuffle(here)
            elif isinstance(here, list):
                here.insert(choice.randint(0, len(here)), copy.deepcopy(value))
            else:
                here[choice.choice(("a", "mới", "x: y"))] = copy.deepcopy(value)
            break
    return made


def normal(value: Any) -> Any:
    """A value as it is after reading."""
    if isinstance(value, dict):
        return {nfc(key): normal(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [normal(inner) for inner in value]
    return nfc(value.replace("\r\n", "\n").replace("\r", "\n"))


@settings(max_examples=200 * MORE)
@given(fronts, fronts, st.integers(0, 2**32))
def test_any_edit_of_any_layout_reads_back(
    data: dict[str, Any], other: dict[str, Any], seed: int
) -> None:
    text = Layouts(seed).record(data)
    source, faults = front_matter.read_document(text.encode(), "index.md")
    if source is None or faults:
        return
    wanted = edited(source.data, other, random.Random(seed))
    try:
        written = rewrite(text, wanted)
    except Unwritable:
        raise AssertionError(f"{text}\n{wanted}") from None
    assert read(written).data == normal(wanted)
    assert read(written).body == source.body
    assert rewrite(written, wanted) == written


@settings(max_examples=100 * MORE)
@given(st.sampled_from(RECORDS), groups, st.integers(0, 2**32))
def test_any_edit_of_a_record_touches_its_field_alone(path: Path, value: Any, seed: int) -> None:
    """All lines of all other fields are in the text as they were, comments between fields too."""
    text, choice = text_of(path), random.Random(seed)
    data: Any = read(text).data
    key = choice.choice(list(data))
    part = edited({key: data[key]}, {"x": value}, choice)
    wanted = {**data, **{k: v for k, v in part.items() if k in data}}
    if key not in part:
        del wanted[key]
    written = rewrite(text, wanted)
    assert read(written).data == normal(wanted)
    lines, start = text.split("\n"), read(text).yaml.marks[(key,)].line - 1
    stop = min(
        [
            m.line - 1
            for loc, m in read(text).yaml.marks.items()
            if len(loc) == 1 and m.line - 1 > start
        ],
        default=lines.index("---", 1),
    )
    assert written.startswith("\n".join(lines[:start]))
    assert written.endswith("\n".join(lines[stop:]))


@settings(max_examples=100 * MORE)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 2)), min_size=1, max_size=5
    ),
    st.booleans(),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_comments_of_entries_are_where_their_entry_is(
    entries: list[tuple[int, bool, int]], groups_of: bool, indented: bool, choice: random.Random
) -> None:
    """Each entry: how many comments stand directly above it, whether one stands apart above these, how many stand below it."""
    step = "  " if indented else ""
    own: dict[str, list[str]] = {}
    text = "---\nlist:\n"
    for number, (above, apart, below) in enumerate(entries):
        value = f"Mục {number}"
        leading = [f"{step}# trên {number}.{n}" for n in range(above)]
        item = (
            [f"{step}- name: {value}", f"{step}  file: {number}"]
            if groups_of
            else [f"{step}- {value}"]
        )
        own[value] = [*leading, *item, *(f"{step}  # dưới {number}.{n}" for n in range(below))]
        free = (
            [f"{step}# rời {number}", ""]
            if apart and (number == 0 or not entries[number - 1][2])
            else []
        )
        text += "".join(f"{line}\n" for line in [*free, *own[value]])
    text += "x: 1\n---\n"
    data: Any = read(text).data
    wanted = list(data["list"])
    choice.shuffle(wanted)
    if choice.random() < 0.5:
        del wanted[choice.randint(0, len(wanted)) :]
    else:
        wanted.insert(choice.randint(0, len(wanted)), {"name": "Mới"} if groups_of else "Mới")
    written = rewrite(text, {**data, "list": wanted})
    assert read(written).data == {**data, "list": wanted}
    names = [item["name"] if groups_of else item for item in wanted]
    for name, lines in own.items():
        if name in names:
            assert "".join(f"{line}\n" for line in lines) in written
        else:
            assert not any(f"{line}\n" in written for line in lines)
    free = [[x for x in t.split("\n") if "# rời" in x] for t in (text, written)]
    assert free[0] == free[1] or not wanted
    for above, line in zip(written.split("\n"), written.split("\n")[1:], strict=False):
        assert "# rời" not in above or not line.startswith(f"{step}-")


words = st.lists(
    st.sampled_from(("Một câu.", "", "| a | b |", "|---|---|", "- mục", "> trích", "### Nhỏ", "  lùi", "a: b", "---x", "\ttab", "😀"))
    | st.text(st.sampled_from("ab đ#|*-`_\\<\u0301"), max_size=10),
    max_size=8,
).map("\n".join)  # fmt: skip


@settings(max_examples=100 * MORE)
@given(
    st.sampled_from(RECORDS),
    st.dictionaries(st.sampled_from(tuple(body.HEADINGS.values())), words, max_size=4),
    st.sets(st.sampled_from(tuple(body.HEADINGS.values())), max_size=2),
)
@example(RECORDS[0], {"radio": ""}, set())
def test_any_section_reads_back_or_is_refused(
    path: Path, edits: dict[str, str], gone: set[str]
) -> None:
    text = text_of(path)
    parts = {k: v for k, v in {**sections(read(text)), **edits}.items() if k not in gone}
    try:
        written = rewrite(text, read(text).data, parts)
    except Unwritable:
        assert any(
            line.lstrip().startswith(("#", "```"))
            for t in edits.values()
            for line in nfc(t).split("\n")
        )
        return
    assert sections(read(written)) == {k: normal(v).strip("\n") for k, v in parts.items()}
    assert read(written).data == read(text).data


def test_a_record_of_windows_keeps_its_mark() -> None:
    raw = codecs.BOM_UTF8 + FRONT.replace("\n", "\r\n").encode()
    written = rewrite(raw.decode(), {**read(FRONT).data, "demo": "false"}).encode()
    assert written == raw.replace(b"demo: true", b"demo: false")


def test_a_body_without_a_section_takes_its_first() -> None:
    wanted = {"content": "Một.", "other": "Hai."}
    for empty in ("", "\n"):
        made = rewrite(f"---\ntitle: A\n---\n{empty}", {"title": "A"}, wanted)
        assert sections(read(made)) == wanted
