"""What holds for any text whatever: it is read or told, never lost, never an exception."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from duthao.speech import Reading, Speaker, read
from duthao.speech.symbols import VULGAR
from duthao.speech.units import UNITS

PIECES = [
    "ngày ",
    "tháng ",
    "năm ",
    "quý ",
    "khoản ",
    "Điều ",
    "điểm ",
    "số ",
    "từ ",
    "đến ",
    "tỷ lệ ",
    "khóa ",
    "lớp ",
    "Quốc lộ ",
    "gọi ",
    "điện thoại: ",
    "lần thứ ",
    "thứ ",
    "mục ",
    "Km",
    "QCVN ",
    "UBND",
    "HĐND",
    "NQ",
    "KH&CN",
    "TP.",
    "P.",
    "X.",
    "TTg",
    "-",
    "–",
    " - ",
    "/",
    ".",
    ",",
    ":",
    " ",
    "\n",
    "(",
    ")",
    "%",
    "°C",
    "m2",
    "m²",
    "ha",
    "kg",
    "đ",
    "đồng",
    "triệu ",
    "h",
    "g",
    "a",
    "b)",
    "đ)",
    "I",
    "IV",
    "XVI",
    "VI",
    "X",
    "V",
    "A",
    "B",
    "C",
    "Đ",
    "CT",
    "+84",
    "+",
    "&",
    "@",
    "https://",
    "laocai.gov.vn",
    "gopy@",
    "www.",
    "v.v.",
    "v/v",
    "đ/c",
    "'",
    "’",
    "“",
    "”",
    "1",
    "2",
    "3",
    "04",
    "05",
    "10",
    "12",
    "15",
    "24",
    "30",
    "31",
    "100",
    "007",
    "0214",
    "3820",
    "456",
    "1900",
    "2026",
    "2027",
    "1.200",
    "1.000.000",
    "4,5",
    "8,3",
    "x",
    "×",
    "~",
    "≥",
    "<",
    ">",
    "=",
    "*",
    "•",
    "#",
    "XYZ",
    "Facebook",
    "f",
    "²",
    "³",
    "½",
    "⅛",
    "①",
    "中",
    "é",
    "e\u0301",
    "\u0300",
    "VI PHẠM",
    "CHI TIẾT",
    "xã ",
    "hộ ",
    "người",
    "số hộ ",
    "thôn/bản",
    "triệu đồng/vụ",
    "NĐ-CP",
    "QH15",
    "TT-BTP",
    "KH-UBND",
    "covid-19",
    "5G",
    "H'Mông",
    "4.0",
    "A4",
    "Lào Cai ",
    "Zalo",
    "5h30",
    "7h",
    "giờ ",
    "phút ",
    "₫",
    "$",
    "İ",
    "ſ",
    "ǅ",
    "\u200b",
    "\x00",
]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text()
speakers = st.sampled_from(
    [
        Speaker(),
        Speaker(region="nam"),
        Speaker(abbreviations={}),
        Speaker(terms={"1": "một", "xã ": "xã ta ", "-": "đến", "a": "A"}),
    ]
)


def spoken_part(reading: Reading) -> str:
    """The text as it is said, without what was left unread."""
    rest, spoken = reading.text, ""
    for unread in reading.unread:
        before, token, rest = rest.partition(unread.token)
        assert token
        spoken += before
    return spoken + rest


@settings(max_examples=400)
@given(texts, speakers)
@example("½5", Speaker())
@example("⅛", Speaker())
def test_every_digit_is_said_or_told(text: str, speaker: Speaker) -> None:
    assert not any(char.isnumeric() for char in spoken_part(read(text, speaker)))


@given(
    st.sampled_from(["1", "2,5", "1.200", "½", "⅔", *VULGAR]),
    st.sampled_from(["", " "]),
    st.sampled_from([*UNITS, *"abcdegxyzđĐ", "b)", "ngày", "m2x"]),
)
@example("½", "", "kg")
@example("½", "", "b)")
def test_what_is_glued_to_a_number_is_said_or_told(number: str, space: str, unit: str) -> None:
    """A unit after a number goes on air in words; what is no unit is told, not left as it was written."""
    reading = read(f"số {number}{space}{unit}")
    if unit in UNITS:
        assert not reading.unread
        assert reading.text.endswith(UNITS[unit])
    elif not space and unit != "ngày":
        assert reading.unread


@settings(max_examples=400)
@given(texts)
@example("+ha")  # a mark of a list and a unit, no space between
@example("+x")
@example("½kg")
@example("½b)")
def test_what_was_read_whole_is_not_changed_by_reading_it_again(text: str) -> None:
    reading = read(text)
    if not reading.unread:
        # an address keeps its foreign letters (`www`), so only the text is compared
        assert read(reading.text).text == reading.text


@settings(max_examples=400)
@given(texts, speakers)
def test_doubts_stand_where_they_are_said_to(text: str, speaker: Speaker) -> None:
    text = unicodedata.normalize("NFC", text)
    end = 0
    for unread in read(text, speaker).unread:
        assert text[unread.start :].startswith(unread.token)
        assert unread.start >= end
        assert unread.line == text.count("\n", 0, unread.start) + 1
        end = unread.start + len(unread.token)


@settings(max_examples=200)
@given(texts)
def test_normal_form_makes_no_difference(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert read(composed).text == read(decomposed).text
