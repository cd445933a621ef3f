"""Words after which a number is a name (`khoản 3`, `tổ 12`, `Quốc lộ 4D`) and not a count."""

from __future__ import annotations

from duthao.speech.lexicon import word_set

LISTED = word_set(
    "khoản điều mục tổ thôn lớp khối chương phần nhóm xóm bản khu phường quận thứ khóa tiết mũi"
)
ROADS = word_set(
    "lộ ql tl đt đh đường tuyến lớp khối tổ thôn xóm bản ấp khu nhà phòng lô số tòa căn đội ngõ "
    "ngách hẻm kiệt"
)
CLAUSES = word_set("điều khoản điểm mục tiết quyết trình")
SECTIONED = word_set("mục điểm phần khoản lục bảng biểu hình mẫu tiết điều chương")
NAMED = LISTED | ROADS | word_set("quý đợt kỳ câu bài vòng km giải hạng")
