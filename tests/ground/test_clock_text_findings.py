"""The ground floor: time, text, findings, strict YAML."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duthao import clock, text
from duthao.domain import deadline_words
from duthao.errors import DuthaoError, Finding, Findings, Say
from duthao.records import front_matter, source_text


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "2026-13-01",
        "05/12/2026",
        "2026-1-5",
        "",
        "2026-12-05 25:00",
        "2026-12-05 7:00",
        "0001-01-01",
        "9999-12-31",
        "2026-12-05T10:00+99:00",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        clock.parse(written)


def test_points_in_words() -> None:
    assert deadline_words.until(clock.parse("2026-12-05")) == "hết ngày 05/12/2026"
    assert deadline_words.until(clock.parse("2026-12-05 17:00")) == "17 giờ 00 ngày 05/12/2026"
    assert deadline_words.until(clock.parse("2026-12-05T00:05Z")) == "7 giờ 05 ngày 05/12/2026"
    assert clock.parse("2026-11-25T23:30-08:00").day == date(2026, 11, 26)
    assert str(clock.parse("2026-12-05 17:00")) == "2026-12-05 17:00"


def test_a_bare_day_lasts_to_its_end_and_an_hour_does_not() -> None:
    day, hour = clock.parse("2026-12-05"), clock.parse("2026-12-05 17:00:30")
    assert (day.start.isoformat(), day.timed) == ("2026-12-05T00:00:00+07:00", False)
    assert day.end == clock.midnight(date(2026, 12, 6))
    assert (hour.start.isoformat(), hour.timed) == ("2026-12-05T17:00:30+07:00", True)
    assert hour.end == hour.start
    assert clock.all_day(date(2026, 12, 5)) == day


def test_years_that_a_date_may_have() -> None:
    assert clock.parse_date("1945-01-01").year == 1945
    assert clock.parse_date("2200-12-31").year == 2200
    for written in ("1944-12-31", "2201-01-01", "2026-12-05 ", "2026-12-5", "1944-12-31 07:00"):
        with pytest.raises(ValueError):
            clock.parse(written)
        with pytest.raises(ValueError):
            clock.parse_date(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("30/11/2026 17:00", "2026-11-30 17:00"),
        ("5-1-2026", "2026-01-05"),
        ("05.12.2026", "2026-12-05"),
        ("05/12/20261", "05/12/20261"),
        ("2026-12-05", "2026-12-05"),
    ],
)
def test_a_day_that_is_written_first(written: str, read: str) -> None:
    assert clock.year_first(written) == read


def test_the_days_of_a_week_and_instants_in_words() -> None:
    week = [clock.weekday(date(2026, 11, day)) for day in range(23, 30)]
    assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
    assert clock.day_words(date(2026, 12, 5)) == "thứ Bảy, ngày 05/12/2026"
    instant = clock.parse("2026-11-22T01:02Z").start.astimezone(UTC)
    assert clock.iso(instant) == "2026-11-22T08:02:00+07:00"
    assert clock.moment_words(instant) == "08:02 ngày 22/11/2026"
    assert clock.moment_words(clock.midnight(date(2026, 11, 22)).astimezone(UTC)) == "22/11/2026"


def test_now_is_the_given_instant_or_that_of_the_machine() -> None:
    assert clock.now("2026-11-22") == clock.midnight(date(2026, 11, 22))
    before = datetime.now(UTC).replace(microsecond=0)
    here = clock.now()
    assert before <= here <= datetime.now(UTC)
    assert here.microsecond == 0 and here.utcoffset() == timedelta(hours=7)


def test_folding_and_slugs() -> None:
    assert text.fold("Đất đai, ƯỚC NGUYỆN") == "dat dai, uoc nguyen"
    assert text.fold(text.nfc("Đất")) == text.fold("Đất")
    assert text.slug("Sở Nông nghiệp & Môi trường") == "so-nong-nghiep-moi-truong"


def test_order_of_a_vietnamese_dictionary() -> None:
    expected = [
        "A Mú Sung",
        "An",
        "Ăn",
        "Âu Lâu",
        "Bát Xát",
        "Chiềng Ken",
        "Cốc San",
        "Dương Quỳ",
        "Đồng Tâm",
        "Y Tý",
    ]
    shuffled = expected[5:] + expected[:5]
    assert sorted(shuffled, key=text.sort_key) == expected


def test_findings_survive_the_way_from_a_worker() -> None:
    finding = Finding("a.md", 3, "x", Say("Sai.", "Wrong."), Say("Sửa.", "Mend."))
    assert pickle.loads(pickle.dumps(Findings((finding,)))).findings == (finding,)
    assert pickle.loads(pickle.dumps(DuthaoError(Say("a", "b")))).say == Say("a", "b")
    assert str(finding) == "a.md:3: error[x]: Sai. Sửa."


def read(source: str) -> tuple[object, list[str]]:
    document, faults = front_matter.read_document(source.encode(), "p")
    return document and document.data, [f"{f.line}:{f.rule}" for f in faults]


def test_every_scalar_is_a_string() -> None:
    data, faults = read(
        '---\nhour: 17:00\nphone: 0214000\nno: no\nlist: [1, 2.0, null]\nblank:\nempty: ""\n---\n'
    )
    assert data == {
        "hour": "17:00",
        "phone": "0214000",
        "no": "no",
        "list": ["1", "2.0", "null"],
        "empty": "",
    }
    assert faults == []


@pytest.mark.parametrize(
    "source,expected",
    [
        ("", ["1:empty-file"]),
        ("   \n\n", ["1:empty-file"]),
        ("title: a\n", ["1:front-matter-missing"]),
        ("---\ntitle: a\n", ["1:front-matter-unclosed"]),
        ("---\n---\n", ["2:front-matter-empty"]),
        ("---\n- a\n---\n", ["2:front-matter-empty"]),
        ("---\na: 1\nb: [\n---\n", ["4:yaml-syntax"]),
        ("---\na: b: c\n---\n", ["2:yaml-syntax"]),
        ("---\na: 1\na: 2\n---\n", ["3:repeated-key"]),
        ("---\na: {b: 1, b: 2}\n---\n", ["2:repeated-key"]),
        ("---\na: &x 1\nb: *x\n---\n", ["2:yaml-alias", "3:yaml-alias"]),
        ("---\na: !!python/object:os.system x\n---\n", ["2:yaml-alias"]),
        ("---\na: " + "[" * 40 + "]" * 40 + "\n---\n", ["2:yaml-depth"]),
        ("---\na: \x07\n---\n", ["2:control-character", "2:yaml-syntax"]),
        ("---\na: 1\n---\nThân \x00 hồ sơ\n", ["4:control-character"]),
    ],
)
def test_what_is_refused_and_where(source: str, expected: list[str]) -> None:
    assert read(source)[1] == expected


def test_not_utf8_names_the_line() -> None:
    _, faults = front_matter.read_document(
        "---\ntitle: Dự thảo\n---\n".encode() + "Tiếng Việt".encode("utf-16"), "p"
    )
    assert [(f.line, f.rule) for f in faults] == [(4, "not-utf8")]


def test_too_large() -> None:
    _, faults = front_matter.read_document(b"---\n" + b"a" * source_text.MAX_BYTES, "p")
    assert [f.rule for f in faults] == ["file-size"]


def test_decomposed_letters_are_composed() -> None:
    import unicodedata

    data, _ = read(unicodedata.normalize("NFD", "---\ntitle: Đề nghị xây dựng\n---\n"))
    assert data == {"title": "Đề nghị xây dựng"}


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    document, faults = front_matter.read_document(
        "\ufeff---\r\ntitle: a\r\n---\r\nthân\r\n".encode(), "p"
    )
    assert (document and document.data, document and document.body, faults) == (
        {"title": "a"},
        "thân\n",
        [],
    )


@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(lambda s: f"---\n{s}\n---\n".encode("utf-8", "surrogatepass"))
)
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    document, faults = front_matter.read_document(raw, "p")
    assert document is not None or faults
    if document:
        assert all(mark.line > 1 for mark in document.yaml.marks.values())


@pytest.mark.parametrize(
    ("written", "said"), [("14:00", "14 giờ"), ("09:05", "9 giờ 05"), ("17:30", "17 giờ 30")]
)
def test_an_hour_as_it_is_said(written: str, said: str) -> None:
    assert clock.hour_words(clock.parse(f"2026-11-26T{written}+07:00")) == said
