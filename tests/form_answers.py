"""Answers to forms that nobody gave, as providers export them: the files in tests/form_exports/, and many more for tests.

python -m tests.form_answers        # writes tests/form_exports/ anew
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook

FOLDER = Path(__file__).with_name("form_exports")
Rows = Sequence[Sequence[object]]
CAMPAIGN = (
    "Đề nghị nâng mức hỗ trợ lên 20.000 đồng một ngày học; ở điểm trường lẻ xa chợ thì cộng thêm tiền vận chuyển. "
    "Mức 18.000 đồng không đủ mua thịt, rau cho một bữa trưa."
)


def csv_bytes(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def xlsx_bytes(rows: Rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_bytes(rows: Rows) -> bytes:
    """As LibreOffice writes it: with rows that only make the sheet look endless."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            + "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
            + "</table:table-cell>"
            for value in row
        )
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Trang 1">{cells}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return stream.getvalue()


# ---- what each provider writes

GOOGLE: Rows = (
    (
        "Dấu thời gian",
        "Họ và tên",
        "Số điện thoại",
        "Ông/bà là",
        "Ở xã nào",
        "Mức 18.000 đồng một ngày học đã phù hợp chưa?",
        "Đề nghị khác",
    ),
    (
        "2026/11/15 8:12:33 SA GMT+7",
        "Người Góp Ý Một",
        "0900 000 001",
        "Người dân",
        "Trịnh Tường",
        f"Kính gửi Sở Giáo dục và Đào tạo, tôi là Người Góp Ý Một. {CAMPAIGN} Xin cảm ơn!",
        "",
    ),
    (
        "2026/11/15 9:40:02 CH GMT+7",
        "Người Góp Ý Hai",
        "0900 000 002",
        "Người dân",
        "Y Tý",
        CAMPAIGN,
        "Nên công khai thực đơn trên nhóm của phụ huynh.",
    ),
    (
        "2026/11/16 7:00:11 SA GMT+7",
        "Người Góp Ý Ba",
        "",
        "Doanh nghiệp",
        "Bát Xát",
        "Đồng ý",
        "Hợp tác xã chúng tôi bán rau cho trường được, gọi 0900 000 003.",
    ),
    ("2026/11/17 7:30:00 SA GMT+7", "Người Góp Ý Bốn", "", "Người dân", "Si Ma Cai", "", ""),
    (
        "2026/12/06 12:00:01 SA GMT+7",
        "Người Góp Ý Năm",
        "",
        "Người dân",
        "Pha Long",
        "Ở điểm trường xa nên nấu tại chỗ, cơm chở đến nơi đã nguội.",
        "",
    ),
)
MICROSOFT: Rows = (
    (
        "ID",
        "Thời gian bắt đầu",
        "Thời gian hoàn thành",
        "Email",
        "Tên",
        "Ông/bà có đồng ý với dự thảo không?",
        "Lý do, đề nghị",
    ),
    (
        1,
        datetime(2026, 11, 18, 8, 0, 0),
        datetime(2026, 11, 18, 8, 4, 30),
        "sau@vi-du.example",
        "Người Góp Ý Sáu",
        "Đồng ý",
        "",
    ),
    (
        2,
        datetime(2026, 11, 18, 9, 0, 0),
        datetime(2026, 11, 18, 9, 3, 0),
        "bay@vi-du.example",
        "Người Góp Ý Bảy",
        "Không đồng ý",
        "Nên hỗ trợ cả trường ở xã không giáp biên giới.",
    ),
    (
        3,
        datetime(2026, 11, 19, 10, 0, 0),
        datetime(2026, 11, 19, 10, 1, 0),
        "tam@vi-du.example",
        "Người Góp Ý Tám",
        "Không đồng ý",
        "",
    ),
)
LIMESURVEY: Rows = (
    (
        "id. Response ID",
        "submitdate. Date submitted",
        "lastpage. Last page",
        "startlanguage. Start language",
        "seed. Seed",
        "ai. Người góp ý là",
        "xa. Xã, phường",
        "cau1. 1. Mức 18.000 đồng một ngày học đã phù hợp chưa?",
        "cau2. 2. Ở điểm trường lẻ, nên nấu tại chỗ hay chở cơm từ trường chính?",
        "cau3. 3. Gia đình có sẵn sàng bán rau, gạo cho bếp ăn của trường không?",
        "khac. Ý kiến khác",
    ),
    (
        "11",
        "2026-11-20 14:05:10",
        "1",
        "vi",
        "101",
        "Công dân",
        "xã Y Tý",
        "",
        "Nấu tại chỗ, thuê một phụ huynh.",
        "",
        "",
    ),
    (
        "12",
        "2026-11-20 15:00:00",
        "1",
        "vi",
        "102",
        "A6",
        "",
        "Chưa phù hợp, giá thực phẩm ở vùng cao đắt hơn.",
        "",
        "",
        "=1+1 là ý kiến viết như công thức",
    ),
    ("13", "", "1", "vi", "103", "Công dân", "xã Bản Lầu", "Phiếu này viết dở.", "", "", ""),
)
KOBO: Rows = (
    (
        "start",
        "end",
        "ai",
        "xa",
        "cau1",
        "cau2",
        "cau3",
        "khac",
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "__version__",
        "_tags",
        "_index",
    ),
    (
        "2026-11-21T08:00:00.000+07:00",
        "2026-11-21T08:05:00.000+07:00",
        "cong-dan",
        "y-ty",
        "",
        "",
        "Gia đình có, mong trường mua theo giá chợ.",
        "",
        "501",
        "a1",
        "2026-11-21T01:05:30",
        "",
        "",
        "submitted_via_web",
        "",
        "v1",
        "",
        "1",
    ),
    (
        "2026-12-05T23:50:00.000+07:00",
        "2026-12-05T23:58:00.000+07:00",
        "cong-dan",
        "y-ty",
        "",
        "",
        "",
        "Nên cho cha mẹ thay nhau vào bếp kiểm tra.",
        "502",
        "a2",
        "2026-12-05T16:58:30",
        "",
        "",
        "submitted_via_web",
        "",
        "v1",
        "",
        "2",
    ),
    (
        "2026-12-05T23:55:00.000+07:00",
        "2026-12-06T00:03:00.000+07:00",
        "cong-dan",
        "y-ty",
        "",
        "",
        "",
        "Thực đơn cần có sữa.",
        "503",
        "a3",
        "2026-12-05T17:03:10",
        "",
        "",
        "submitted_via_web",
        "",
        "v1",
        "",
        "3",
    ),
)
PORTAL: Rows = (
    ("Mã phản hồi", "Ngày gửi", "Người gửi", "Nội dung góp ý", "Điều, khoản"),
    (
        "PH-1",
        "19/11/2026 10:15",
        "Người Góp Ý Chín",
        "Kinh gui So, toi la nguoi gop y chin. De nghi nang muc ho tro len 20.000 dong mot ngay hoc; o diem truong le xa cho thi cong them tien van chuyen. Muc 18.000 dong khong du mua thit, rau cho mot bua trua. Xin cam on",
        "",
    ),
    (
        "PH-2",
        "20/11/2026 11:00",
        "Người Góp Ý Mười",
        "Đề nghị ghi rõ ai kiểm tra an toàn thực phẩm ở bếp.\nNgười Góp Ý Mười",
        "Điều 2",
    ),
    (
        "PH-2",
        "20/11/2026 11:00",
        "Người Góp Ý Mười",
        "Đề nghị ghi rõ ai kiểm tra an toàn thực phẩm ở bếp.\nNgười Góp Ý Mười",
        "Điều 2",
    ),
)
FILES = {
    "google-forms.csv": csv_bytes(GOOGLE),
    "microsoft-forms.xlsx": xlsx_bytes(MICROSOFT),
    "limesurvey.csv": csv_bytes(LIMESURVEY, encoding="utf-8-sig"),
    "kobotoolbox.csv": csv_bytes(KOBO, ";"),
    "cong-thong-tin.txt": csv_bytes(PORTAL, "\t", "utf-16"),
}
# What a person says of columns that no provider adds by itself.
MAPPED = (
    "Ông/bà là=who",
    "Ở xã nào=place",
    "Mức 18.000 đồng một ngày học đã phù hợp chưa?=opinion",
    "Đề nghị khác=opinion",
    "Ông/bà có đồng ý với dự thảo không?=stance",
    "Lý do, đề nghị=opinion",
    "Người gửi=personal",
    "Nội dung góp ý=opinion",
    "Điều, khoản=ref",
)


# ---- many answers

_OPENINGS = (
    "",
    "Kính gửi Sở Giáo dục và Đào tạo, ",
    "Kính gửi: Ban soạn thảo\n",
    "Kính thưa các đồng chí lãnh đạo tỉnh!\n",
    "Xin chào. ",
    "Chào các anh chị ạ, ",
    "Thưa quý cơ quan, ",
)
_SPEAKERS = (
    "",
    "Tôi là {name}. ",
    "Tôi tên là {name}, ở {home}. ",
    "Em tên {name}, ",
    "Tôi, {name}, xin có ý kiến như sau:\n",
    "Tên tôi là {name}, {age} tuổi. ",
)
_ENDINGS = (
    "",
    " Xin cảm ơn!",
    "\nTrân trọng cảm ơn.",
    "\nTrân trọng\n{name}",
    "\nNgười góp ý: {name}, SĐT {phone}",
    " Em cảm ơn ạ.",
    "\n{name}\nĐiện thoại: {phone}",
    " Mong quý cơ quan xem xét. Xin cảm ơn.",
)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Giàng", "Lò", "Hoàng", "Vàng", "Phạm", "Sùng", "Đặng")
_MIDDLE = ("Thị", "Văn", "A", "Minh", "Thu", "Seo", "Hồng")
_GIVEN = ("Mẫu", "Thử", "Ví Dụ", "Giả Định", "Minh Họa", "Tưởng Tượng", "Không Thật")
_SUBJECTS = (
    "mức hỗ trợ tiền ăn", "cách chi trả cho trường", "việc công khai thực đơn", "người nấu ăn", "điểm trường lẻ",
    "nguồn rau, gạo", "kinh phí của xã", "trẻ em dưới ba tuổi", "bếp ăn chung", "việc kiểm tra của cha mẹ",
)  # fmt: skip
_WISHES = (
    "quy định rõ hơn", "giao cho xã quyết định", "tăng thêm theo giá chợ", "xem lại thời điểm áp dụng", "bổ sung mẫu báo cáo",
    "không giao thêm việc cho giáo viên", "có hướng dẫn riêng cho vùng cao", "thực hiện từ học kỳ hai", "thí điểm trước ở hai xã",
    "giữ như hiện nay", "bỏ điều kiện về khoảng cách", "ghi rõ cơ quan chịu trách nhiệm",
)  # fmt: skip


class Sender(NamedTuple):
    """Somebody who does not exist."""

    name: str
    phone: str
    home: str
    age: int


def sender(chance: random.Random) -> Sender:
    return Sender(
        f"{chance.choice(_FAMILY)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}",
        f"09{chance.randrange(10**8):08d}",
        f"thôn {chance.randrange(1, 12)}, xã {chance.choice(('Y Tý', 'Bản Lầu', 'Pha Long'))}",
        chance.randrange(18, 80),
    )


def copied(text: str, who: Sender, chance: random.Random) -> str:
    """A call in somebody's own wrapping: greeting, name, signature; at times in capitals or without a final sign."""
    body = chance.choice(
        (text, text, text, text.upper(), text.rstrip("."), text.replace("; ", " ; "))
    )
    opening, speaker, ending = (chance.choice(texts) for texts in (_OPENINGS, _SPEAKERS, _ENDINGS))
    return (opening + speaker + body + ending).format(**who._asdict())


def own_opinions(chance: random.Random) -> Iterator[str]:
    """Opinions of which no two say the same, for ever."""
    number = 0
    while True:
        number += 1
        yield (
            f"Về {chance.choice(_SUBJECTS)}, đề nghị {chance.choice(_WISHES)} và {chance.choice(_WISHES)}; "
            f"việc thứ {number} mà trường đang vướng."
        )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in FILES.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
