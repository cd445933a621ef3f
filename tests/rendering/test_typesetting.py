"""Setting print: fonts that hold Vietnamese, the same bytes every time, and nothing that data can break."""

from __future__ import annotations

import difflib
import io
import pickle
import re
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from duthao.errors import DuthaoError
from duthao.rendering import fonts, qr, typesetting
from tests.outputs.paper.test_decree30 import DAY, DEPARTMENT, TEMPLATE
from tests.pdf_text import Printed

SHEET_TEMPLATE = TEMPLATE.with_name("to-thong-tin.typ")
ADDRESS = "https://gopy.sonha.example/d/sh-2026-007/"
CHANGE = {
    "subject": "Mức hỗ trợ bữa ăn",
    "who": "Học sinh, cha mẹ",
    "now": "Chưa có hỗ trợ riêng cho bữa ăn trưa",
    "draft": "20.000 đồng mỗi bữa, không quá chín tháng mỗi năm học",
}
SHEET: dict[str, Any] = {
    "title": "Tờ thông tin: Hỗ trợ bữa ăn trưa",
    "marks": [],
    "imprint": "Mã: SH-2026-007 · Bản ngày 22/11/2026",
    "kicker": "Mời Nhân dân góp ý dự thảo Nghị quyết của HĐND tỉnh",
    "headline": "Hỗ trợ bữa ăn trưa cho học sinh biên giới",
    "drafter_label": "Cơ quan soạn thảo:",
    "drafter": "Sở Giáo dục và Đào tạo",
    "deadline": {
        "before": "Góp ý đến",
        "lead": "hết ngày",
        "day": "05/12/2026",
        "note": "Hạn cũ: hết ngày 30/11/2026",
    },
    "changes_heading": "Dự thảo thay đổi điều gì?",
    "now_heading": "Hiện nay",
    "draft_heading": "Theo dự thảo",
    "more": "Còn nội dung khác: xem toàn bộ hồ sơ bằng mã QR.",
    "changes": [CHANGE] * 3,
    "points": [],
    "beyond": False,
    "comment_heading": "Góp ý bằng cách nào?",
    "channels": [
        {"label": "Trên mạng", "words": "quét mã QR"},
        {"label": "Điện thoại", "words": "0214 000 0103"},
        {"label": "Thư điện tử", "words": "gopy.sogiaoduc@sonha.example"},
        {"label": "Trực tiếp", "words": "bộ phận một cửa của Ủy ban nhân dân xã, phường"},
    ],
    "tear_offs": 0,
    "board": ["Ngày niêm yết", "Ngày gỡ", "Người niêm yết", "Địa điểm"],
    "qr": qr.svg(ADDRESS),
    "qr_alt": "Mã QR",
    "short_url": "gopy.sonha.example/d/sh-2026-007",
}


def _notice(**changed: Any) -> bytes:
    return typesetting.pdf(TEMPLATE, {**DEPARTMENT, **changed}, DAY)


def _sheet(**changed: Any) -> bytes:
    return typesetting.pdf(SHEET_TEMPLATE, {**SHEET, **changed}, DAY)


def _picture(content: bytes, dpi: int, page: int = 1) -> Image.Image:
    made = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(made.stdout))


# ---- fonts


def _font(codes: str, kind: int) -> bytes:
    """The least file that a `cmap` can be read from: one table of format 4 or 12, a segment a code."""
    points = sorted(map(ord, codes))
    if kind == 12:
        groups = b"".join(struct.pack(">III", code, code, 1) for code in points)
        table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(points)) + groups
    else:
        ends = struct.pack(f">{len(points) + 1}H", *points, 0xFFFF)
        deltas = struct.pack(f">{len(points) + 1}H", *((1 - code) & 0xFFFF for code in points), 1)
        table = (
            struct.pack(">HHHHHHH", 4, 0, 0, 2 * (len(points) + 1), 0, 0, 0)
            + ends
            + b"\0\0"
            + ends
            + deltas
        )
        table += bytes(2 * (len(points) + 1))
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10 if kind == 12 else 1, 12) + table
    return struct.pack(">4sH6x4sIII", b"\0\1\0\0", 1, b"cmap", 0, 28, len(cmap)) + cmap


def test_vietnamese_has_134_letters_beyond_ascii() -> None:
    letters = fonts.vietnamese()
    assert len(set(letters)) == 134
    assert set("ựướặỆđĐỹ") <= set(letters)
    assert set(letters) < fonts.REQUIRED


@pytest.mark.parametrize("kind", [4, 12])
def test_a_font_is_read_for_what_it_lacks(kind: int) -> None:
    whole = "".join(fonts.REQUIRED)
    assert fonts.missing_characters(_font(whole, kind)) == ""
    assert fonts.missing_characters(_font(whole.replace("ự", "").replace("₫", ""), kind)) == "ự₫"


@pytest.mark.parametrize("broken", [b"", b"wOF2" + bytes(40), _font("a", 12)[:40], bytes(64)])
def test_what_is_no_font_lacks_everything(broken: bytes) -> None:
    assert set(fonts.missing_characters(broken)) == set(fonts.REQUIRED)


def _lay(folder: Path, candidate: fonts.Candidate, lack: str = "") -> Path:
    folder.mkdir()
    for name in candidate.rows[0]:
        (folder / name).write_bytes(_font("".join(fonts.REQUIRED - set(lack)), 12))
    return folder


def test_the_first_whole_family_is_chosen(tmp_path: Path) -> None:
    times, tinos, liberation, noto = fonts.SERIFS
    sans = _lay(tmp_path / "sans", fonts.SANS[0])
    folders = [
        _lay(tmp_path / "noto", noto),
        _lay(tmp_path / "old", liberation, lack="ơư"),
        _lay(tmp_path / "times", times),
        sans,
    ]
    (tmp_path / "times" / times.rows[0][3]).unlink()
    plain = fonts.choose(folders)
    assert plain.serif.name == "Noto Serif"
    assert plain.warning is not None
    assert "Noto Serif" in plain.warning.vi
    folders.append(_lay(tmp_path / "tinos", tinos))
    chosen = fonts.choose(folders)
    assert (chosen.serif.name, chosen.sans.name) == ("Tinos", "Be Vietnam Pro")
    assert chosen.warning is None
    assert {file.parent.name for file in chosen.files} == {"tinos", "sans"}
    assert chosen.description.startswith("Tinos, Be Vietnam Pro (sha256 ")
    before = chosen.digest
    chosen.files[0].write_bytes(chosen.files[0].read_bytes() + b"\0")
    assert fonts.choose(folders).digest != before


def test_without_fonts_nothing_goes_on(tmp_path: Path) -> None:
    with pytest.raises(DuthaoError, match="Times New Roman, Tinos, Liberation Serif, Noto Serif"):
        fonts.choose([tmp_path])


@pytest.mark.parametrize("make", [_notice, _sheet])
def test_only_the_chosen_fonts_are_embedded(make: Any) -> None:
    using = fonts.installed()
    names = {run.face.name.partition("-")[0] for run in Printed(make()).runs}
    assert names <= {using.serif.name.replace(" ", ""), using.sans.name.replace(" ", "")}


# ---- the file


@pytest.mark.parametrize(
    ("make", "title"), [(_notice, DEPARTMENT["title"]), (_sheet, SHEET["title"])]
)
def test_archival_accessible_titled_and_dated(make: Any, title: str) -> None:
    paper = Printed(make()).pdf
    with paper.open_metadata() as metadata:
        assert (
            metadata["pdfaid:part"],
            metadata["pdfaid:conformance"],
            metadata["pdfuaid:part"],
        ) == (
            "2",
            "A",
            "1",
        )
        assert metadata["dc:title"] == title
        assert (
            metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2026-11-22T05:00:00+00:00"
        )
    assert paper.Root.Lang == "vi-VN"
    assert bool(paper.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(paper.Root.MarkInfo.Marked)


@pytest.mark.parametrize("make", [_notice, _sheet])
def test_the_code_is_described_for_those_who_do_not_see_it(make: Any) -> None:
    paper = Printed(make())
    described = [
        str(obj.Alt)
        for obj in paper.pdf.objects
        if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj
    ]
    assert described == ["Mã QR"]


@pytest.mark.parametrize("make", [_notice, _sheet])
def test_the_same_bytes_every_time(make: Any) -> None:
    first = make()
    make(title="Khác")
    assert make() == first


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib, sys; from tests.rendering.test_typesetting import _notice, _sheet;"
        "print(hashlib.sha256(_notice() + _sheet()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=TEMPLATE.parents[2],
            env={
                "PYTHONPATH": "scripts",
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": "C",
                "PATH": "/usr/bin",
            },
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(digests) == 1


def test_a_forked_child_refuses_rather_than_waits_for_ever() -> None:
    code = """
import os
from duthao.errors import DuthaoError
from tests.rendering.test_typesetting import _notice
_notice()
child = os.fork()
if not child:
    try:
        _notice()
    except DuthaoError:
        os._exit(7)
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=TEMPLATE.parents[2],
        env={"PYTHONPATH": "scripts", "PATH": "/usr/bin"},
        timeout=60,
    )
    assert done.stdout == "7\n"


def test_needs_change_with_whatever_the_bytes_depend_on(tmp_path: Path) -> None:
    for file in TEMPLATE.parent.glob("*.typ"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    template = tmp_path / TEMPLATE.name
    first = typesetting.needs(template, DEPARTMENT, DAY)
    assert typesetting.needs(template, dict(reversed(DEPARTMENT.items())), DAY) == first
    assert typesetting.needs(template, {**DEPARTMENT, "place": "Hà Sơn"}, DAY) != first
    assert typesetting.needs(template, DEPARTMENT, date(2026, 11, 23)) != first
    (tmp_path / "common.typ").write_text(
        (tmp_path / "common.typ").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    assert typesetting.needs(template, DEPARTMENT, DAY) != first


def test_a_changed_template_is_set_anew(tmp_path: Path) -> None:
    template = tmp_path / "x.typ"
    page = '#set document(title: "T")\n#set text(font: sys.inputs.serif)\n= {}\n'
    template.write_text(page.format("Trước"), encoding="utf-8")
    assert Printed(typesetting.pdf(template, {}, DAY)).text == "Trước"
    template.write_text(page.format("Sau"), encoding="utf-8")
    assert Printed(typesetting.pdf(template, {}, DAY)).text == "Sau"


# ---- hostile data

MARKUP = (
    '#let x = 1 *đậm* _nghiêng_ $a^2$ `mã` @ref <nhãn> \\ // /* */ [x] = ~ -- --- ... #panic("x")'
)
PRINTS = [
    MARKUP,
    "- gạch đầu dòng",
    "= Đề mục",
    "+ một",
    "/ từ: nghĩa",
    "1. một",
    "“ngoặc” 'đơn' \"kép\"",
    "\\u{1F600} \\n",
    "https://example.vn/" + "a/b-c" * 40,
    "không" * 60,
    "W" * 200,
    "a" * 300,
    "Nghị quyết " * 27,
]


@pytest.mark.parametrize("text", PRINTS)
def test_markup_and_endless_words_print_as_text_within_the_margins(text: str) -> None:
    paper = Printed(
        _notice(
            subject=text,
            opening=[text],
            body_name=text[:60],
            closing=text,
            recipients=[text],
            address=[text],
            short_url="h.vn/" + "b" * 50,
        )
    )
    squeezed = paper.text.replace(" ", "")
    assert squeezed.count(text.replace(" ", "")) >= 2
    assert max(run.end for run in paper.runs) <= 193.1
    assert min(run.x for run in paper.runs) >= 25


def test_decomposed_letters_print_as_composed_ones() -> None:
    assert "Trường học" in Printed(_notice(closing="Trươ\u0300ng ho\u0323c")).text


@pytest.mark.parametrize("make", [_notice, _sheet])
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Xin mời 😀", "U+1F600 GRINNING FACE"),
        ("漢字", "U+5B57"),
        ("مرحبا", "U+0628 ARABIC LETTER BEH"),
        ("x\ue000y", "U+E000"),
    ],
)
def test_a_letter_that_the_font_lacks_is_a_finding(make: Any, text: str, named: str) -> None:
    with pytest.raises(typesetting.PrintError) as caught:
        make(title="Tên", headline=text, closing=text)
    assert {fault.rule for fault in caught.value.faults} == {"missing-glyph"}
    assert any(named in fault.message.vi for fault in caught.value.faults)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "a\u2066b", "a\x1bb"])
def test_hidden_characters_are_findings(text: str) -> None:
    with pytest.raises(typesetting.PrintError) as caught:
        _notice(clauses=[{"heading": text, "text": [], "points": []}])
    (fault,) = caught.value.faults
    assert (fault.rule, fault.text) == ("hidden-character", text[1])
    assert f"U+{ord(text[1]):04X}" in fault.message.en


def test_findings_name_the_line(tmp_path: Path) -> None:
    with pytest.raises(typesetting.PrintError) as caught:
        _notice(closing="漢 và 😀")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "index.md").write_text("một\nhai 😀\n", encoding="utf-8")
    error = pickle.loads(pickle.dumps(caught.value))
    places = {
        f.message.en[-32:]: (f.path, f.line) for f in error.findings(tmp_path, "drafts/index.md")
    }
    assert sorted(places.values()) == [("drafts/index.md", 0), ("drafts/index.md", 2)]
    assert {f.line for f in error.findings(tmp_path, "drafts/none.md")} == {0}


def test_a_fault_of_the_template_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "x.typ").write_text('#set document(title: "T")\n#data.none', encoding="utf-8")
    with pytest.raises(typesetting.PrintError, match="unknown variable: data") as caught:
        typesetting.pdf(tmp_path / "x.typ", {}, DAY)
    assert [fault.rule for fault in caught.value.faults] == ["not-set"]
    (tmp_path / "x.typ").write_text(
        '#set document(title: "T")\n#set text(font: "None")\na', encoding="utf-8"
    )
    with pytest.raises(typesetting.PrintError, match="unknown font family"):
        typesetting.pdf(tmp_path / "x.typ", {}, DAY)


# ---- the sheet


def test_sheet_is_one_page_and_says_the_deadline_largest() -> None:
    paper = Printed(_sheet())
    assert len(paper.pdf.pages) == 1
    sizes = {run.text.strip(): run.size for run in paper.runs}
    assert max(sizes, key=lambda text: sizes[text]) == "05/12/2026"
    assert "Góp ý đến hết ngày" in paper.text
    assert "Hạn cũ: hết ngày 30/11/2026" in paper.text
    assert "CỘNG HÒA" not in paper.text.upper()


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_sheet_is_read_standing(rows: int) -> None:
    small = (
        "Mã:",
        "Ngày niêm yết",
        "Ngày gỡ",
        "Người niêm yết",
        "Địa điểm",
        "gopy",
        ".sonha",
        ".example",
        "/d",
        "/sh-2026",
    )
    runs = Printed(
        _sheet(changes=[CHANGE] * rows, points=[], deadline={**SHEET["deadline"], "note": None})
    ).runs
    body = [
        run for run in runs if not run.text.strip(": ").startswith(small) and run.text.strip(": ")
    ]
    assert min(run.size for run in body) >= 16
    assert {run.ink for run in runs} == {0}


def test_fewer_rows_then_a_word_that_there_is_more_then_a_finding() -> None:
    long = {**CHANGE, "now": "Chưa có " * 20}
    whole = Printed(_sheet())
    fewer = Printed(_sheet(changes=[long] * 4))
    assert SHEET["more"] not in whole.text
    assert SHEET["more"] in fewer.text
    assert 1 <= fewer.text.count("Mức hỗ trợ bữa ăn") < 4
    assert SHEET["more"] in Printed(_sheet(beyond=True)).text
    with pytest.raises(typesetting.PrintError) as caught:
        _sheet(changes=[{**CHANGE, "now": "Chưa có " * 200}])
    assert [fault.rule for fault in caught.value.faults] == ["sheet-overflow"]


@pytest.mark.parametrize("count", [1, 8, 10])
def test_strips_to_tear_off_bear_day_and_address_below_the_rest(count: int) -> None:
    assert Printed(_sheet(changes=[CHANGE])).text.count("05/12/2026") == 1  # none by default
    content = _sheet(changes=[CHANGE], tear_offs=count)
    paper = Printed(content)
    assert len(paper.pdf.pages) == 1
    assert paper.text.count("05/12/2026") == 1 + count
    tagged = [o for o in paper.pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert len(tagged) == 1
    cuts = [rule for rule in paper.rules if rule.length > 150]
    foot = paper.one("Mã: SH-2026-007")
    assert any(rule.y > foot.y for rule in cuts), "the cut is below the code and edition"


def test_sheet_without_a_comparison_lists_points() -> None:
    points = [
        "Mọi trẻ em học cả ngày có bữa trưa tại trường.",
        "Thực đơn được niêm yết ở cổng trường.",
    ]
    paper = Printed(_sheet(changes=[], points=points, changes_heading="Nội dung chính"))
    assert all(point in paper.text for point in points)
    assert "Hiện nay" not in paper.text


@pytest.mark.parametrize("headline", ["Phí", "Một tên dài " * 7, "W" * 90, MARKUP[:90]])
def test_sheet_takes_any_headline(headline: str) -> None:
    paper = Printed(_sheet(headline=headline, changes=[CHANGE]))
    assert headline.replace(" ", "") in paper.text.replace(" ", "")
    assert len(paper.pdf.pages) == 1
    assert max(run.end for run in paper.runs) <= 193.1


# ---- codes


def test_code_is_black_on_white_with_its_quiet_zone() -> None:
    code = qr.svg(ADDRESS)
    assert code.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 41 41" class="qr"><path fill="#fff" d="M0 0h41v41h-41z"/>'
    )
    assert code.count("#000") == 1
    starts = [int(x) for x in re.findall(r"M(\d+) 4\.5", code)]
    assert starts == [4]
    with pytest.raises(ValueError, match="empty"):
        qr.svg("")


@pytest.mark.parametrize(
    "address",
    ["https://a.vn/d/x-1/", ADDRESS, "https://duthao.sonha.example/gop-y/d/" + "a" * 40 + "/"],
)
@pytest.mark.parametrize(("make", "page", "least"), [(_sheet, 1, 35), (_notice, 2, 25)])
def test_printed_code_is_read_at_75_dpi(make: Any, page: int, least: float, address: str) -> None:
    (code,) = zxingcpp.read_barcodes(_picture(make(qr=qr.svg(address)), 75, page))
    assert code.text == address
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.ec_level == "Q"
    corners = code.position
    assert (corners.top_right.x - corners.top_left.x) / 75 * 25.4 >= least - 0.7  # two pixels


def test_a_telephone_reads_what_ocr_reads() -> None:
    """Of the notice as printed, at least 99 of 100 letters are read back."""
    content = _notice(marks=[])
    expected = subprocess.run(
        ["pdftotext", "-layout", "-l", "1", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    assert _read_back(expected.stdout.decode(), _ocr(_picture(content, 300))) >= 0.99


def test_the_sheet_is_read_back_word_by_word() -> None:
    """Tesseract loses the order of a poster, so words are counted, and its 0 for O forgiven."""
    read = set(_ocr(_picture(_sheet(), 120)).replace("O", "0").split())
    words = (
        " ".join([SHEET["headline"], SHEET["kicker"], *CHANGE.values(), SHEET["comment_heading"]])
        .replace("O", "0")
        .split()
    )
    lost = [word for word in words if word not in read]
    assert len("".join(lost)) <= 0.01 * len("".join(words)), lost


def _ocr(picture: Image.Image) -> str:
    shown = io.BytesIO()
    picture.save(shown, "png")
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "vie"],
        input=shown.getvalue(),
        capture_output=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin"},
    )
    return done.stdout.decode("utf-8")


def _read_back(expected: str, read: str) -> float:
    wanted, got = ("".join(text.split()) for text in (expected, read))
    blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(wanted)
