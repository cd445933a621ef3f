"""Lists of texts to be made as offices keep them: groups, merged cells, fuzzy dates."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

# As many of each kind as in a list of one province (2026): of 196 dates 4 are days, 107 months, 51 quarters, 19 sessions.
_TIMES = (
    *(f"{day}/2027" for day in ("15/3", "20/5", "1/7", "30/9")),
    *(f"Tháng {1 + n % 12}/2027" for n in range(107)),
    *(f"Quý {('I', 'II', 'III', 'IV')[n % 4]}/2027" for n in range(51)),
    *(f"Kỳ họp thường lệ {('giữa', 'cuối')[n % 2]} năm 2027" for n in range(19)),
    *("trước 30/6/2027", "6 tháng đầu năm 2027", "Tháng 5-6/2027", "Khi có nghị định", "cuối năm 2027"),
    *("Năm 2027", "Kỳ họp chuyên đề", "Quý III", "Quý I/2028", "Tháng 13/2027"),
)  # fmt: skip
AGENCIES = ("Sở Y tế", "SỞ GD&ĐT", "Sở Tài chính tỉnh Lào Cai", "so noi vu", "Công an tỉnh")


def office_list(rows: int = 564) -> bytes:
    """A workbook of so many texts: a title above, agencies in merged cells, a few times left blank."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["", "DANH MỤC VĂN BẢN XÂY DỰNG NĂM 2027"])
    sheet.append([])
    sheet.append(
        [
            "STT",
            "Tên văn bản",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian trình",
            "Kinh phí",
            "Ghi chú",
        ]
    )
    sheet.append(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"])
    for n in range(rows):
        kind = "Nghị quyết quy định" if n % 2 else "Quyết định sửa đổi, bổ sung quy định về"
        place = n % 200
        sheet.append(
            [
                n + 1,
                f"{kind} việc thứ {n} trên địa bàn tỉnh",
                AGENCIES[n // 3 % 5] if n % 3 == 0 else None,
                "Sở Tư pháp; Sở Tài chính" if n % 7 == 0 else None,
                _TIMES[place] if place < len(_TIMES) else None,
                f"{n * 1000} đồng" if n % 50 == 0 else None,
                None,
            ]
        )
        if n % 3 == 2:
            sheet.merge_cells(start_row=n + 3, end_row=n + 5, start_column=3, end_column=3)
    return _saved(book)


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
