"""What a reading keeps of the text, where it places doubts, and whose words it uses."""

from __future__ import annotations

import pickle
import subprocess
import sys
import unicodedata

import pytest

from duthao.speech import Speaker, default_abbreviations, read, syllables


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("12 xã. 15 phường!", "Mười hai xã. Mười lăm phường!"),
        ("Có 12 xã, 15 phường", "Có mười hai xã, mười lăm phường"),
        ("“31 thôn”", "“Ba mươi mốt thôn”"),
        ("- 12 xã\n- KT-XH", "- Mười hai xã\n- Kinh tế - xã hội"),
        ("• 5 hộ", "- Năm hộ"),
        ("UBND/HĐND xã", "Ủy ban nhân dân, Hội đồng nhân dân xã"),
        ("KẾ HOẠCH CỦA UBND TỈNH", "KẾ HOẠCH CỦA Ủy ban nhân dân TỈNH"),
        ("ban hành./.", "ban hành."),
        ("[ngắt] Kính thưa bà con!", "[ngắt] Kính thưa bà con!"),
        ("gọi 0214 3820 456.", "gọi không hai một bốn, ba tám hai không, bốn năm sáu."),
        ("(0214) 3820 456", "(Không hai một bốn) ba tám hai không, bốn năm sáu"),
        ("đ/c Lan họp lúc 8h", "đồng chí Lan họp lúc tám giờ"),
        ("Số 5/2026", "Số năm, năm hai nghìn không trăm hai mươi sáu"),
    ],
)
def test_capitals_and_punctuation_are_kept(text: str, spoken: str) -> None:
    assert read(text).text == spoken


def test_text_without_anything_to_expand_comes_back_as_it_is() -> None:
    text = "Kính thưa bà con và toàn thể Nhân dân!\n\tSở Tư pháp tỉnh Lào Cai đang lấy ý kiến…\r\n"
    assert read(text) == (text, ())


def test_doubts_are_told_in_order_with_place_and_line() -> None:
    text = "Dòng một.\nCó 5/7, BQLDA\n\nvà 31/02/2026."
    assert [(u.token, u.start, u.line) for u in read(text).unread] == [
        ("5/7", 13, 2),
        ("BQLDA", 18, 2),
        ("31/02/2026", 28, 4),
    ]


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("ngày 31/02/2026", "ngày không có thật"),
        ("ngày 31/4", "ngày không có thật"),
        ("ngày 31.4", "ngày không có thật"),
        ("ngày 31.13", "ngày không có thật"),
        ("ngày 12-10/11/2026", "ngày không có thật"),
        ("tháng 9-13/2026", "ngày không có thật"),
        ("có 5/7 chờ", "viết rõ là ngày tháng"),
        ("10người", "thêm dấu cách"),
        ("lô.5", "thêm dấu cách"),
        ("dài 15′", "viết “phút”"),
        ("có 12345678", "thêm dấu chấm phân cách"),
        ("có 5-1,200 hộ", "viết “từ … đến …”"),
        ("1 200 hộ", "viết liền với dấu chấm"),
    ],
)
def test_the_remedy_is_the_one_for_the_fault(text: str, advice: str) -> None:
    (unread,) = read(text).unread
    assert unread.suggestion.startswith(advice)


def test_ninety_digits_are_read_and_more_are_told() -> None:
    assert not read(f"999{'.999' * 29} hộ").unread
    assert read(f"9{'.999' * 30} hộ").unread


def test_places_are_those_of_the_text_as_it_was_given() -> None:
    text = unicodedata.normalize("NFD", "Đã có ý kiến của BQLDA\nvề mục 5/7")
    reading = read(text)
    assert reading.text == "Đã có ý kiến của BQLDA\nvề mục 5/7"
    assert [u.line for u in reading.unread] == [1, 2]
    assert all(text[u.start :].startswith(u.token) for u in reading.unread)


def test_decomposed_letters_are_read_like_composed_ones() -> None:
    text = "Điều 5, UBND tỉnh, quý II/2027"
    assert read(unicodedata.normalize("NFD", text)) == read(text)


@pytest.mark.parametrize(
    ("region", "spoken"),
    [
        ("bac", "một nghìn không trăm linh tư hộ, hai mươi tư xã"),
        ("trung", "một ngàn không trăm lẻ bốn hộ, hai mươi bốn xã"),
        ("nam", "một ngàn không trăm lẻ bốn hộ, hai mươi bốn xã"),
    ],
)
def test_regions_have_their_words(region: str, spoken: str) -> None:
    speaker = Speaker(region=region)  # type: ignore[arg-type]
    assert read("có 1.004 hộ, 24 xã", speaker).text == f"có {spoken}"


@pytest.mark.parametrize("region", ["bac", "trung", "nam"])
def test_what_has_one_name_everywhere_keeps_it(region: str) -> None:
    speaker = Speaker(region=region)  # type: ignore[arg-type]
    assert read("ngày 04/4 và thứ 4; 3/4 số hộ", speaker).text == (
        "ngày mùng bốn tháng tư và thứ tư; ba phần tư số hộ"
    )


def test_a_records_terms_win_over_everything_the_longest_first() -> None:
    speaker = Speaker(
        terms={
            "UBND": "ủy ban",
            "UBND xã": "ủy ban nhân dân xã ta",
            "5/7": "năm phần bảy",
            "laocai.gov.vn": "cổng của tỉnh",
            "K’Ho": "Cơ ho",
        }
    )
    reading = read("UBND xã và UBND tỉnh: 5/7 tại https://laocai.gov.vn, người K’Ho", speaker)
    assert reading.text == (
        "ủy ban nhân dân xã ta và ủy ban tỉnh: năm phần bảy tại https://cổng của tỉnh, người Cơ ho"
    )
    assert [u.token for u in reading.unread] == ["https://"]


def test_terms_are_whole_words_in_their_own_spelling() -> None:
    speaker = Speaker(terms={"an": "AN", "15": "mười lăm nhăm"})
    assert read("an toàn, lan, An; 15 và 150", speaker).text == (
        "AN toàn, lan, An; mười lăm nhăm và một trăm năm mươi"
    )


def test_own_abbreviations_replace_or_widen_the_built_in_ones() -> None:
    own = {"BQLDA": "Ban quản lý dự án", "Sở ABC": "Sở A bê xê", "/XX": "bản tin", "-YY": "Hội Y"}
    alone = read("BQLDA, UBND, Sở ABC", Speaker(abbreviations=own))
    assert (alone.text, [u.token for u in alone.unread]) == (
        "Ban quản lý dự án, UBND, Sở A bê xê",
        ["UBND"],
    )
    wider = Speaker(abbreviations={**default_abbreviations(), **own})
    assert read("BQLDA, UBND, VNeID, 5G", wider).text == (
        "Ban quản lý dự án, Ủy ban nhân dân, vê en e i đê, năm gờ"
    )
    assert read("theo 12/XX-YY", wider).text == "theo bản tin số mười hai của Hội Y"


def test_an_own_reading_wins_over_a_known_word() -> None:
    assert read("mã QR", Speaker(abbreviations={"QR": "vuông"})).text == "mã vuông"


def test_a_speaker_can_be_sent_to_another_process() -> None:
    speaker = Speaker(region="nam", terms={"A": "a"})
    assert pickle.loads(pickle.dumps(speaker)).terms == {"A": "a"}
    assert read("1.000 hộ", pickle.loads(pickle.dumps(speaker))).text == "Một ngàn hộ"


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Kính thưa bà con!", 4), ("kinh tế - xã hội", 4), ("gopy a còng laocai", 4)],
)
def test_syllables_are_runs_of_letters(text: str, count: int) -> None:
    assert syllables(text) == count


def test_importing_loads_neither_a_yaml_parser_nor_the_reader() -> None:
    script = (
        "import sys, duthao.speech as s; assert not {'yaml', 'duthao.speech.reader'} & "
        "sys.modules.keys(); s.read('5 xã, UBND'); assert 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
