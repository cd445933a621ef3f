"""What the form says by itself: its title, how it is filled in, and the rows that say which record it is."""

from __future__ import annotations

from duthao.records.word_forms import form_items
from duthao.records.word_forms.form_items import COLUMNS

TITLE = "MẪU HỒ SƠ DỰ THẢO"
SUBTITLE = "để công bố, lấy ý kiến Nhân dân"
INSTRUCTIONS = (
    "Điền vào cột bên phải; không biết thì bỏ trống. Giữ nguyên số ở đầu mỗi dòng: phần mềm đọc mẫu theo các số này.",
    "Ngày ghi theo thứ tự ngày/tháng/năm, ví dụ 05/12/2026; có giờ thì ghi thêm 17:00.",
    "Thêm một mục (một đợt, một bước, một tài liệu): chép các dòng của một mục, kể cả dòng tên mục, dán ngay bên dưới; số giữ nguyên. Bỏ một mục: xóa trắng các ô của mục.",
    "Tệp đính kèm đặt cùng thư mục với mẫu này, tên ghi đúng cả chữ hoa, chữ thường.",
)
HEAD_NUMBER = "Số"
ID_NUMBER, ID_LABEL = "0.1", "Mã hồ sơ"
ID_HINT = "Hồ sơ mới thì bỏ trống: phần mềm đặt số tiếp theo."
MARK_NUMBER, MARK_LABEL = "0.2", "Dấu của hồ sơ khi lập mẫu"
MARK_HINT = "Phần mềm ghi; không sửa."
HEADINGS = tuple(f"{group.number}. {group.title}" for group in form_items.groups())
OUTSIDE = frozenset({TITLE, SUBTITLE, *INSTRUCTIONS, *HEADINGS})
HEAD_CELLS = frozenset({HEAD_NUMBER, *COLUMNS})
# What an empty control shows.
TYPED, CHOSEN, DATED, TIMED = PLACEHOLDERS = ("[nhập]", "[chọn]", "[ngày]", "[giờ]")
