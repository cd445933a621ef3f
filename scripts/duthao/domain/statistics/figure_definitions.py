"""What each figure is called and what it counts: in plain words, and strictly, so that anybody can count it again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from duthao.domain.communication_log import PLANNED
from duthao.domain.fields import Medium, MeetingKind


class FigureDefinition(NamedTuple):
    """`group`: a key of `GROUPS`. `none` is said in place of a share where there is nothing to take it of."""

    group: str
    label: str
    unit: str
    plain: str
    strict: str
    none: str = ""


GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "asked": "Lấy ý kiến",
        "scope": "Phạm vi truyền thông dự thảo chính sách",
        "channels": "Kênh truyền thông, cuộc họp",
        "opinions": "Ý kiến góp ý",
        "answers": "Tiếp thu, giải trình",
    }
)
# Channels of a record that are meetings: they are counted as these, never as uses of a channel.
MEETING_CHANNELS: Mapping[Medium, MeetingKind] = MappingProxyType(
    {
        "conference": "hoi-nghi",
        "seminar": "toa-dam",
        "dialogue": "doi-thoai",
        "press_conference": "hop-bao",
    }
)
# How each other channel is called.
CHANNEL_LABEL: Mapping[str, str] = {
    key: label for key, (label, _) in PLANNED.items() if key not in MEETING_CHANNELS
}
_NO_SCOPE = "không có dự thảo thuộc phạm vi"
_NOT_DUE = "không có đợt nào đến hạn trả lời"
_NOT_ASKED = "không có dự thảo nào được lấy ý kiến"
_TOLD = (
    "Với mỗi đợt lấy ý kiến đã bắt đầu: có ít nhất một lần dùng kênh truyền thông (channels có ngày done) hoặc một cuộc họp "
    "trong thời gian lấy ý kiến; và với mỗi đợt đã đến hạn trả lời: bản tiếp thu, giải trình đã công bố, hoặc đã công bố lý do "
    "không có báo cáo. Đợt của dự thảo rút hoặc dừng trước khi hết hạn góp ý thì không còn hạn trả lời."
)
DEFINITIONS: Mapping[str, FigureDefinition] = MappingProxyType(
    {
        "asked": FigureDefinition(
            "asked",
            "Dự thảo được lấy ý kiến",
            "dự thảo",
            "Số dự thảo có đợt lấy ý kiến bắt đầu trong kỳ.",
            "Hồ sơ có ít nhất một đợt mà thời điểm mở (opens) nằm trong kỳ. Hồ sơ có nhiều đợt chỉ đếm một lần. Dự thảo rút sau khi mở vẫn được đếm; dự thảo đã rút hoặc đã dừng trước khi mở thì không.",
        ),
        "rounds": FigureDefinition(
            "asked",
            "Đợt lấy ý kiến",
            "đợt",
            "Số đợt lấy ý kiến bắt đầu trong kỳ.",
            "Mỗi đợt (rounds) có thời điểm mở trong kỳ đếm một lần, kể cả các đợt của cùng một dự thảo. Gia hạn không phải là đợt mới.",
        ),
        "issued": FigureDefinition(
            "asked",
            "Văn bản đã ban hành",
            "văn bản",
            "Số dự thảo đã trở thành văn bản trong kỳ.",
            "Hồ sơ có mục issued, tính theo ngày ban hành hoặc ngày đưa lên trang, lấy ngày muộn hơn.",
        ),
        "ended": FigureDefinition(
            "asked",
            "Dự thảo rút hoặc dừng xây dựng",
            "dự thảo",
            "Số dự thảo bị rút hoặc dừng trong kỳ.",
            "Hồ sơ có mục withdrawn hoặc bước stopped trong kỳ, tính theo thời điểm muộn hơn giữa ngày rút, dừng và ngày công bố. Khôi phục sau đó không làm giảm số này.",
        ),
        "scope_strict": FigureDefinition(
            "scope",
            "Thuộc phạm vi theo câu chữ của Đề án 407",
            "dự thảo",
            "Trong số dự thảo được lấy ý kiến: số dự thảo đạt cả bốn tiêu chí, hiểu tiêu chí thứ nhất đúng câu chữ (văn bản phải lập đề nghị xây dựng).",
            "Hồ sơ ghi cả bốn tiêu chí a, b, c, d là true, và quy trình của loại văn bản ấy vào ngày bắt đầu có bước đề nghị xây dựng (document_types.yml).",
            _NOT_ASKED,
        ),
        "scope_declared": FigureDefinition(
            "scope",
            "Thuộc phạm vi theo căn cứ của tỉnh",
            "dự thảo",
            "Trong số dự thảo được lấy ý kiến: số dự thảo mà cơ quan soạn thảo xác định đạt cả bốn tiêu chí.",
            "Hồ sơ ghi cả bốn tiêu chí a, b, c, d của scope là true, không xét quy trình của loại văn bản.",
            _NOT_ASKED,
        ),
        "scope_missing": FigureDefinition(
            "scope",
            "Chưa xác định phạm vi",
            "dự thảo",
            "Trong số dự thảo được lấy ý kiến: số dự thảo chưa ghi có thuộc phạm vi hay không.",
            "Hồ sơ không có mục scope.",
            _NOT_ASKED,
        ),
        "told_strict": FigureDefinition(
            "scope",
            "Đã truyền thông ở mọi giai đoạn (phạm vi theo câu chữ)",
            "dự thảo",
            "Trong số dự thảo thuộc phạm vi theo câu chữ: số dự thảo đã truyền thông khi lấy ý kiến và đã trả lời người góp ý, tính đến khi chốt số liệu.",
            _TOLD,
            _NO_SCOPE,
        ),
        "told_declared": FigureDefinition(
            "scope",
            "Đã truyền thông ở mọi giai đoạn (phạm vi theo căn cứ của tỉnh)",
            "dự thảo",
            "Trong số dự thảo thuộc phạm vi theo căn cứ của tỉnh: số dự thảo đã truyền thông khi lấy ý kiến và đã trả lời người góp ý, tính đến khi chốt số liệu.",
            _TOLD,
            _NO_SCOPE,
        ),
        "told_beyond": FigureDefinition(
            "scope",
            "Ngoài phạm vi nhưng vẫn truyền thông",
            "dự thảo",
            "Số dự thảo được lấy ý kiến không thuộc phạm vi bắt buộc mà cơ quan vẫn truyền thông trong kỳ.",
            "Hồ sơ được lấy ý kiến trong kỳ, không đạt cả bốn tiêu chí hoặc chưa xác định, có ít nhất một lần dùng kênh truyền thông hoặc một cuộc họp trong kỳ.",
        ),
        "channel_uses": FigureDefinition(
            "channels",
            "Lần dùng kênh truyền thông",
            "lần",
            "Số lần các kênh truyền thông được dùng trong kỳ, không kể các cuộc họp.",
            "Mỗi mục của channels có ngày thực hiện (done) trong kỳ đếm một lần; kế hoạch chưa thực hiện không đếm. Hội nghị, tọa đàm, đối thoại, họp báo đếm ở số cuộc họp, không đếm ở đây.",
        ),
        "meetings": FigureDefinition(
            "channels",
            "Hội nghị, tọa đàm, đối thoại, họp báo",
            "cuộc",
            "Số cuộc họp với người dân, doanh nghiệp, báo chí đã tổ chức trong kỳ.",
            "Mỗi mục của events có thời điểm bắt đầu trong kỳ (nhập muộn thì tính theo ngày công bố), cộng các hội nghị, tọa đàm, đối thoại, họp báo ghi ở channels có ngày thực hiện (done) trong kỳ. Cuộc họp cùng hình thức, cùng ngày ghi ở cả hai nơi chỉ đếm một lần. Cuộc họp chung của nhiều dự thảo (drafts/_events) đếm một lần. Cuộc họp đã hủy, cuộc họp của dự thảo đã rút hoặc đã dừng trước đó không đếm; lớp tập huấn đếm riêng.",
        ),
        "meeting_people": FigureDefinition(
            "channels",
            "Người dự họp",
            "lượt người",
            "Tổng số người dự các cuộc họp có kết quả công bố trong kỳ; cuộc họp không ghi số người thì không có trong tổng.",
            "Cộng held.attended của các cuộc họp không phải tập huấn, tính theo ngày họp hoặc ngày công bố kết quả, lấy ngày muộn hơn. Một người dự hai cuộc đếm hai lượt.",
            "chưa ghi số người dự",
        ),
        "communes": FigureDefinition(
            "channels",
            "Xã, phường đã thông tin đến người dân",
            "xã, phường",
            "Số xã, phường có việc thông tin về dự thảo được ghi lại trong kỳ; chỉ tính được ở dự thảo có nhật ký.",
            "Mỗi xã, phường có ít nhất một dòng nhật ký (log.csv) trong kỳ đếm một lần, dù của bao nhiêu dự thảo. Trong ngoặc: số dự thảo có nhật ký, trên số dự thảo có việc trong kỳ (đang lấy ý kiến, dùng kênh, họp, có kết quả, ban hành, rút, dừng, hoặc có dòng nhật ký).",
            "chưa có nhật ký truyền thông",
        ),
        "training": FigureDefinition(
            "channels",
            "Lớp tập huấn, bồi dưỡng",
            "lớp",
            "Số lớp tập huấn kỹ năng truyền thông dự thảo chính sách đã tổ chức trong kỳ.",
            "Mỗi cuộc có hình thức tap-huan (drafts/_events, hoặc events của hồ sơ) có thời điểm bắt đầu trong kỳ đếm một lần; nhập muộn thì tính theo ngày công bố. Lớp đã hủy không đếm. Chưa ghi lớp nào thì không có số liệu, cơ quan báo cáo tự điền.",
            "chưa có số liệu",
        ),
        "training_people": FigureDefinition(
            "channels",
            "Người dự tập huấn",
            "lượt người",
            "Tổng số người dự các lớp tập huấn có kết quả công bố trong kỳ; lớp không ghi số người thì không có trong tổng.",
            "Cộng held.attended của các lớp tập huấn, tính theo ngày mở lớp hoặc ngày công bố kết quả, lấy ngày muộn hơn.",
            "chưa ghi số người dự",
        ),
        "received": FigureDefinition(
            "opinions",
            "Ý kiến góp ý nhận được",
            "ý kiến",
            "Tổng số ý kiến của các đợt có kết quả công bố lần đầu trong kỳ.",
            "Cộng số ý kiến (outcome.received, hoặc số đếm từ bảng ý kiến) của các đợt mà bản tổng hợp hoặc bản tiếp thu, giải trình, bản nào có trước, được công bố trong kỳ.",
        ),
        "accepted": FigureDefinition(
            "opinions",
            "Tiếp thu",
            "ý kiến",
            "Số ý kiến được tiếp thu, của các đợt đã trả lời trong kỳ.",
            "Cộng outcome.accepted của các đợt có bản tiếp thu, giải trình công bố trong kỳ.",
        ),
        "partly": FigureDefinition(
            "opinions",
            "Tiếp thu một phần",
            "ý kiến",
            "Số ý kiến được tiếp thu một phần, của các đợt đã trả lời trong kỳ.",
            "Cộng outcome.partly của các đợt có bản tiếp thu, giải trình công bố trong kỳ.",
        ),
        "kept": FigureDefinition(
            "opinions",
            "Giữ nguyên dự thảo, có nêu lý do",
            "ý kiến",
            "Số ý kiến không được tiếp thu, của các đợt đã trả lời trong kỳ.",
            "Cộng outcome.kept của các đợt có bản tiếp thu, giải trình công bố trong kỳ.",
        ),
        "noted": FigureDefinition(
            "opinions",
            "Ghi nhận",
            "ý kiến",
            "Số ý kiến được ghi nhận, không yêu cầu sửa dự thảo, của các đợt đã trả lời trong kỳ.",
            "Cộng outcome.noted của các đợt có bản tiếp thu, giải trình công bố trong kỳ.",
        ),
        "out_of_scope": FigureDefinition(
            "opinions",
            "Ngoài phạm vi dự thảo",
            "ý kiến",
            "Số ý kiến về việc khác, của các đợt đã trả lời trong kỳ.",
            "Cộng outcome.out_of_scope của các đợt có bản tiếp thu, giải trình công bố trong kỳ.",
        ),
        "uncounted": FigureDefinition(
            "opinions",
            "Đợt có kết quả nhưng không ghi số ý kiến",
            "đợt",
            "Số đợt đã công bố kết quả trong kỳ mà hồ sơ không ghi nhận được bao nhiêu ý kiến; các đợt này không có trong tổng số ý kiến.",
            "Đợt có kết quả công bố lần đầu trong kỳ mà outcome.received bỏ trống.",
        ),
        "answered": FigureDefinition(
            "answers",
            "Đợt đã công bố tiếp thu, giải trình",
            "đợt",
            "Số đợt lấy ý kiến được trả lời trong kỳ, dù hạn trả lời ở kỳ nào.",
            "Đợt có outcome.answered, tính theo ngày thực hiện hoặc ngày công bố, lấy ngày muộn hơn.",
        ),
        "due": FigureDefinition(
            "answers",
            "Đợt đến hạn trả lời",
            "đợt",
            "Số đợt lấy ý kiến có hạn công bố tiếp thu, giải trình trong kỳ.",
            "Đợt đã kết thúc, có hạn trả lời (answer_due, hoặc theo cấu hình đã xác minh) là một ngày trong kỳ, và ngày ấy đã hết khi chốt số liệu. Đợt của dự thảo rút hoặc dừng trước khi hết hạn góp ý mà không có bản trả lời thì không đếm.",
        ),
        "on_time": FigureDefinition(
            "answers",
            "Trả lời đúng hạn",
            "đợt",
            "Trong số đợt đến hạn: bản tiếp thu, giải trình được công bố không muộn hơn ngày đến hạn.",
            "Bản tiếp thu, giải trình của đợt ấy hoặc của đợt sau được công bố trước khi hết ngày đến hạn.",
            _NOT_DUE,
        ),
        "late": FigureDefinition(
            "answers",
            "Trả lời chậm",
            "đợt",
            "Trong số đợt đến hạn: đã trả lời sau ngày đến hạn, trước khi chốt số liệu.",
            "Bản tiếp thu, giải trình được công bố sau ngày đến hạn, trước thời điểm chốt số liệu.",
            _NOT_DUE,
        ),
        "no_report": FigureDefinition(
            "answers",
            "Không công bố báo cáo, có nêu lý do",
            "đợt",
            "Trong số đợt đến hạn: cơ quan đã công bố lý do không có báo cáo tiếp thu, giải trình.",
            "Đợt có outcome.no_report trước thời điểm chốt số liệu, và không có bản tiếp thu, giải trình.",
            _NOT_DUE,
        ),
        "overdue": FigureDefinition(
            "answers",
            "Quá hạn, chưa trả lời",
            "đợt",
            "Trong số đợt đến hạn: chưa trả lời khi chốt số liệu.",
            "Không có bản tiếp thu, giải trình, cũng không có lý do không công bố, trước thời điểm chốt số liệu. Trả lời sau đó không làm thay đổi số của kỳ này.",
            _NOT_DUE,
        ),
    }
)
