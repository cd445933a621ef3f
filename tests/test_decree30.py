"""The notice, measured out of the finished PDF against Decree 30/2020 (lengths in millimetres, type in points)."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from duthao import qr, typeset

TEMPLATE = Path(__file__).parents[1] / "theme" / "print" / "thong-bao.typ"
DAY = date(2026, 11, 22)
MM = 25.4 / 72
LEFT, RIGHT, WIDE, TALL = 30.0, 193.0, 210.0, 297.0
DEPARTMENT: dict[str, Any] = {
    "title": "Thông báo: Lấy ý kiến đối với dự thảo Nghị quyết quy định mức hỗ trợ bữa ăn trưa",
    "superior": "Ủy ban nhân dân tỉnh Hà Giang Sơn",
    "body_name": "Sở Giáo dục và Đào tạo",
    "symbol": "TB-SGDĐT",
    "place": "Sơn Hà",
    "subject": "Lấy ý kiến đối với dự thảo Nghị quyết của Hội đồng nhân dân tỉnh quy định mức hỗ trợ bữa ăn trưa "
               "cho học sinh các xã biên giới",
    "marks": ["Dữ liệu minh họa"],
    "imprint": "Mã: SH-2026-007 · Bản ngày 22/11/2026",
    "opening": ["Sở Giáo dục và Đào tạo chủ trì soạn thảo dự thảo Nghị quyết quy định mức hỗ trợ bữa ăn trưa cho học "
                "sinh các xã biên giới, trình Hội đồng nhân dân tỉnh xem xét, ban hành. Sở Giáo dục và Đào tạo thông "
                "báo lấy ý kiến của cơ quan, tổ chức, doanh nghiệp và Nhân dân như sau:"],
    "clauses": [
        {"heading": "Nội dung lấy ý kiến", "points": [], "text": [
            "Học sinh mầm non, tiểu học và trung học cơ sở tại các xã biên giới được hỗ trợ 20.000 đồng cho mỗi bữa "
            "ăn trưa tại trường từ năm học 2027 - 2028, nhà trường tổ chức nấu ăn hoặc đặt suất ăn.",
            "Cha mẹ học sinh không phải đóng thêm tiền ăn trưa; trường được hỗ trợ tiền thuê người nấu ăn theo số học "
            "sinh thực tế của từng tháng."]},
        {"heading": "Thời hạn góp ý", "points": [],
         "text": ["Từ ngày 10/11/2026 đến hết ngày 05/12/2026."]},
        {"heading": "Hồ sơ lấy ý kiến", "text": ["Hồ sơ được đăng tại gopy.sonha.example/d/sh-2026-007, gồm:"],
         "points": ["Tờ trình;", "Dự thảo Nghị quyết;",
                    "Bản so sánh dự thảo với quy định hiện hành, thuyết minh nội dung của từng điều, khoản và các vấn "
                    "đề còn ý kiến khác nhau."]},
        {"heading": "Cách thức góp ý",
         "text": ["Cơ quan, tổ chức, cá nhân góp ý bằng một trong các cách sau:"],
         "points": ["Trực tuyến: điền biểu mẫu trên trang của hồ sơ;", "Thư điện tử: gopy.sogiaoduc@sonha.example;",
                    "Đường bưu điện: số 03 đường Minh Họa, phường Bình Minh, tỉnh Sơn Hà;",
                    "Trực tiếp: bộ phận một cửa của Ủy ban nhân dân xã, phường nơi cư trú;",
                    "Điện thoại: 0214 000 0103;", "Tại hội nghị đối thoại ngày 27/11/2026."]},
    ],
    "closing": "Sở Giáo dục và Đào tạo đề nghị Ủy ban nhân dân các xã, phường niêm yết Thông báo này và thông tin trên "
               "hệ thống truyền thanh cơ sở",
    "authority": "KT. Giám đốc", "position": "Phó Giám đốc", "signer": "Nguyễn Văn Minh Họa",
    "recipients": ["Ủy ban nhân dân tỉnh (để báo cáo)", "Ủy ban nhân dân các xã, phường"], "archive": "VT, VP",
    "address": ["Địa chỉ: Số 03 đường Minh Họa, phường Bình Minh, tỉnh Sơn Hà", "Điện thoại: 0214 000 0103"],
    "qr": qr.svg("https://gopy.sonha.example/d/sh-2026-007/"), "qr_alt": "Mã QR", "qr_words": "Xem hồ sơ tại:",
    "short_url": "gopy.sonha.example/d/sh-2026-007",
}
COMMITTEE = {**DEPARTMENT, "superior": None, "body_name": "Ủy ban nhân dân tỉnh Sơn Hà", "symbol": "TB-UBND",
             "authority": "TM. Ủy ban nhân dân", "position": "Chủ tịch", "signer": None, "marks": []}


class Run(NamedTuple):
    """A run of text: page from 1, left edge and baseline from the top left, width; `letter` is the mean letter's width in em."""

    page: int
    text: str
    x: float
    y: float
    width: float
    size: float
    italic: bool
    letter: float
    shade: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


class Rule(NamedTuple):
    """A straight horizontal stroke."""

    page: int
    x: float
    y: float
    length: float

    @property
    def middle(self) -> float:
        return self.x + self.length / 2


class Face:
    """A font of the file: what its codes mean and how wide they are."""

    def __init__(self, font: pikepdf.Object) -> None:
        below = font.DescendantFonts[0]
        self.italic = float(below.FontDescriptor.ItalicAngle) != 0
        table = font.ToUnicode.read_bytes().decode("ascii")
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
        self.letters = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
        self.widths = dict(self._widths(list(below.W)))
        known = {self.letters[c]: w for c, w in self.widths.items() if c in self.letters}
        # A bold instance of a variable font bears the regular's name and stem: only its widths tell.
        common = [known[c] for c in "nhigatc" if c in known]
        self.letter = sum(common) / len(common) / 1000 if len(common) == 7 else 0.0
        self.known = known

    @staticmethod
    def _widths(table: list[Any]) -> Iterator[tuple[int, float]]:
        while table:
            first, following, *table = table
            for step, width in enumerate(following):
                yield int(first) + step, float(width)


class Paper:
    """All text and rules of a PDF in the order of the file."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.runs: list[Run] = []
        self.rules: list[Rule] = []
        self.faces: dict[str, Face] = {}
        for number, page in enumerate(self.pdf.pages, 1):
            self._read(number, page)

    def _read(self, number: int, page: pikepdf.Page) -> None:
        faces = {name: Face(font) for name, font in page.Resources.Font.items()}
        self.faces.update({str(page.Resources.Font[name].BaseFont): face for name, face in faces.items()})
        place, saved, start, shade = (0.0, 0.0), list[tuple[float, float]](), (0.0, 0.0), 0.0
        face, size = next(iter(faces.values())), 0.0
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "q":
                    saved.append(place)
                case "Q":
                    place = saved.pop()
                case "cm":
                    *_, x, y = map(float, operands)
                    place = (place[0] + x, place[1] + y) if place == (0.0, 0.0) else (place[0] + x, place[1] - y)
                case "scn":
                    shade = max(map(float, operands))
                case "Tf":
                    face, size = faces[str(operands[0])], float(operands[1])
                case "TJ":
                    self._text(number, operands[0], place, face, size, shade)
                case "m":
                    start = (float(operands[0]), float(operands[1]))
                case "l" if float(operands[1]) == start[1] == 0.0 and start[0] == 0.0:
                    end = float(operands[0])
                    self.rules.append(Rule(number, place[0] * MM, TALL - place[1] * MM, end * MM))
                case _:
                    pass

    def _text(self, number: int, parts: Any, place: tuple[float, float], face: Face, size: float,
              shade: float) -> None:
        text, width = "", 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                raw = bytes(part)
                codes = [int.from_bytes(raw[n:n + 2], "big") for n in range(0, len(raw), 2)]
                text += "".join(face.letters.get(code, "") for code in codes)
                width += sum(face.widths[code] for code in codes)
            else:
                width -= float(part)
        self.runs.append(Run(number, text, place[0] * MM, TALL - place[1] * MM, width / 1000 * size * MM, size,
                             face.italic, face.letter, shade))

    def one(self, start: str, page: int = 1) -> Run:
        """The only run of a page that begins so."""
        (run,) = [r for r in self.runs if r.page == page and r.text.startswith(start)]
        return run

    def under(self, run: Run, within: float = 4.0) -> Rule:
        """The only rule just below a run."""
        (rule,) = [r for r in self.rules if r.page == run.page and 0 < r.y - run.y < within
                   and abs(r.middle - run.middle) < 30]
        return rule


@pytest.fixture(scope="module")
def paper() -> Paper:
    return Paper(typeset.pdf(TEMPLATE, DEPARTMENT, DAY))


@pytest.fixture(scope="module")
def committee() -> Paper:
    return Paper(typeset.pdf(TEMPLATE, COMMITTEE, DAY))


def _bold(paper: Paper, run: Run) -> bool:
    """Whether a run is wider than the same letters of the body's face would be."""
    face = next(f for f in paper.faces.values() if f.letter == run.letter and f.italic == run.italic)
    plain = paper.one("ban hành. Sở", 1) if False else next(r for r in paper.runs if r.text.startswith("Sở Giáo dục và Đào tạo chủ trì"))
    body = next(f for f in paper.faces.values() if f.letter == plain.letter and not f.italic)
    shared = [c for c in face.known if c in body.known and c.isalpha()]
    assert len(shared) >= 3, run
    return sum(face.known[c] for c in shared) > 1.015 * sum(body.known[c] for c in shared)
