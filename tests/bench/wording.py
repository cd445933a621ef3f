"""What the invented records say: subjects of policy, and sentences with gaps for places, people and figures."""

from __future__ import annotations

from typing import NamedTuple


class Subject(NamedTuple):
    """A policy that a province might draft; keys are those of the registers."""

    what: str
    short: str
    agency: str
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    who: str  # some of `audiences`, by names that the register knows


SUBJECTS = (
    Subject(
        "mức hỗ trợ bữa ăn trưa cho trẻ em mầm non và học sinh học cả ngày",
        "Hỗ trợ bữa ăn trưa cho học sinh",
        "so-giao-duc-va-dao-tao",
        ("giao-duc", "an-sinh-xa-hoi"),
        ("hoc-sinh", "phu-huynh", "giao-vien"),
        "học sinh, cha mẹ học sinh",
    ),
    Subject(
        "giá dịch vụ thu gom, vận chuyển và xử lý rác thải sinh hoạt",
        "Giá dịch vụ rác thải sinh hoạt",
        "so-nong-nghiep-va-moi-truong",
        ("moi-truong", "tai-chinh-gia-phi"),
        ("ho-gia-dinh", "ho-kinh-doanh"),
        "hộ gia đình, hộ kinh doanh",
    ),
    Subject(
        "chính sách hỗ trợ cứng hóa đường thôn, bản và đường nội đồng",
        "Hỗ trợ làm đường thôn, bản",
        "so-xay-dung",
        ("giao-thong", "nong-nghiep-nong-thon"),
        ("nguoi-dan", "truong-thon-to-dan-pho"),
        "người dân, trưởng thôn",
    ),
    Subject(
        "chính sách hỗ trợ chuyển đổi số cho hợp tác xã và tổ hợp tác",
        "Hỗ trợ hợp tác xã chuyển đổi số",
        "so-khoa-hoc-va-cong-nghe",
        ("khoa-hoc-chuyen-doi-so", "kinh-te-hop-tac-xa"),
        ("hop-tac-xa", "nong-dan"),
        "hợp tác xã, nông dân",
    ),
    Subject(
        "mức hỗ trợ hằng tháng đối với nhân viên y tế thôn, bản",
        "Hỗ trợ nhân viên y tế thôn, bản",
        "so-y-te",
        ("y-te",),
        ("nhan-vien-y-te-thon-ban", "ho-gia-dinh"),
        "nhân viên y tế thôn, bản",
    ),
    Subject(
        "chính sách hỗ trợ bảo tồn nhà truyền thống gắn với du lịch cộng đồng",
        "Hỗ trợ bảo tồn nhà truyền thống",
        "so-van-hoa-the-thao-va-du-lich",
        ("van-hoa-the-thao", "du-lich"),
        ("ho-gia-dinh", "co-so-luu-tru-du-lich"),
        "chủ nhà, cơ sở lưu trú",
    ),
    Subject(
        "diện tích tối thiểu được tách thửa, hợp thửa đối với từng loại đất",
        "Diện tích tối thiểu được tách thửa đất",
        "so-nong-nghiep-va-moi-truong",
        ("dat-dai",),
        ("ho-gia-dinh", "doanh-nghiep"),
        "hộ gia đình, doanh nghiệp",
    ),
    Subject(
        "chính sách hỗ trợ học nghề và giới thiệu việc làm cho lao động nông thôn",
        "Hỗ trợ học nghề cho lao động nông thôn",
        "so-noi-vu",
        ("lao-dong-viec-lam",),
        ("nguoi-lao-dong", "nong-dan"),
        "người lao động",
    ),
    Subject(
        "chính sách hỗ trợ di dời, ổn định chỗ ở cho hộ dân vùng sạt lở",
        "Hỗ trợ di dời hộ dân vùng sạt lở",
        "so-nong-nghiep-va-moi-truong",
        ("phong-chong-thien-tai", "xay-dung-nha-o"),
        ("ho-gia-dinh", "ho-ngheo-can-ngheo"),
        "hộ dân vùng sạt lở",
    ),
    Subject(
        "một số nội dung quản lý hoạt động của cư dân khu vực biên giới",
        "Quản lý hoạt động của cư dân biên giới",
        "so-ngoai-vu",
        ("doi-ngoai-bien-gioi",),
        ("nguoi-dan", "chinh-quyen-cap-xa"),
        "người dân vùng biên giới",
    ),
    Subject(
        "mức hỗ trợ đối với lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
        "Hỗ trợ lực lượng bảo vệ an ninh ở cơ sở",
        "cong-an-tinh",
        ("an-ninh-trat-tu",),
        ("luc-luong-an-ninh-co-so",),
        "lực lượng bảo vệ an ninh, trật tự ở cơ sở",
    ),
    Subject(
        "việc phân cấp quản lý, sử dụng và bảo trì công trình xây dựng",
        "Phân cấp bảo trì công trình xây dựng",
        "so-xay-dung",
        ("xay-dung-nha-o", "cai-cach-hanh-chinh"),
        ("doanh-nghiep", "chinh-quyen-cap-xa"),
        "chủ đầu tư công trình",
    ),
    Subject(
        "chính sách trợ giúp pháp lý lưu động và hòa giải ở cơ sở",
        "Trợ giúp pháp lý lưu động, hòa giải ở cơ sở",
        "so-tu-phap",
        ("tu-phap",),
        ("nguoi-dan", "to-chuc-xa-hoi"),
        "người dân, hòa giải viên",
    ),
    Subject(
        "mức thu phí tham quan danh lam thắng cảnh và di tích",
        "Phí tham quan danh lam thắng cảnh",
        "so-tai-chinh",
        ("du-lich", "tai-chinh-gia-phi"),
        ("co-so-luu-tru-du-lich", "nguoi-dan"),
        "người dân, khách tham quan",
    ),
    Subject(
        "chính sách hỗ trợ đất sản xuất và nước sinh hoạt cho đồng bào dân tộc thiểu số",
        "Hỗ trợ đất sản xuất, nước sinh hoạt",
        "so-dan-toc-va-ton-giao",
        ("dan-toc-ton-giao", "an-sinh-xa-hoi"),
        ("dong-bao-dan-toc-thieu-so", "ho-ngheo-can-ngheo"),
        "đồng bào dân tộc thiểu số",
    ),
    Subject(
        "thời gian giải quyết một số thủ tục hành chính theo cơ chế một cửa",
        "Rút ngắn thời gian giải quyết thủ tục hành chính",
        "van-phong-ubnd-tinh",
        ("cai-cach-hanh-chinh",),
        ("nguoi-dan", "doanh-nghiep", "can-bo-cong-chuc"),
        "người dân, doanh nghiệp",
    ),
)

# Gaps: {what} {who} {where} {n} {m} {money} {percent} {year} {until}.
NECESSITY = (
    "Kết quả khảo sát minh họa tại {n} thôn cho thấy, {percent}% số hộ gặp khó khăn khi thực hiện quy định hiện hành.",
    "Quy định đang áp dụng được ban hành từ năm {year}, đến nay nhiều nội dung không còn phù hợp với thực tế.",
    "Trong {m} năm qua, giá vật tư và tiền công đã tăng, nhưng mức hỗ trợ vẫn giữ nguyên.",
    "Cử tri tại {where} đã {m} lần kiến nghị sửa đổi qua các buổi tiếp xúc cử tri.",
    "Mỗi nơi đang hiểu và làm một cách, nên {who} phải đi lại nhiều lần mới xong một việc.",
    "Sau khi sắp xếp đơn vị hành chính, một số việc trước đây do cấp huyện làm nay chưa có cơ quan nhận.",
    "Ngân sách tỉnh đã bố trí {money} cho nội dung này, nhưng chưa có căn cứ để chi trả.",
    "Nếu không ban hành kịp thời, khoảng {n} hộ sẽ không được hưởng hỗ trợ trong năm tới.",
    "Một số tỉnh có điều kiện tương tự đã quy định mức cao hơn từ {m} đến {n} phần trăm.",
    "Các ngành đã họp {m} lần và thống nhất phải có một văn bản chung cho toàn tỉnh.",
    "Việc thực hiện thí điểm tại {where} cho kết quả tốt, người dân đồng tình.",
    "Luật mới giao cho tỉnh quy định chi tiết nội dung này, vì vậy tỉnh phải ban hành văn bản.",
)
PURPOSE = (
    "Mọi người trong diện áp dụng đều được hưởng như nhau, không phân biệt nơi ở.",
    "Thủ tục đơn giản, mỗi người chỉ nộp hồ sơ một lần tại Ủy ban nhân dân xã.",
    "Tiền hỗ trợ đến đúng người, đúng việc, công khai tại nhà văn hóa thôn.",
    "Không phát sinh thêm giấy tờ so với quy định đang áp dụng.",
    "Phân rõ việc nào do xã làm, việc nào do sở, ngành của tỉnh làm.",
    "Ưu tiên hộ nghèo, hộ cận nghèo và vùng đặc biệt khó khăn.",
    "Mức chi phù hợp với khả năng cân đối của ngân sách tỉnh đến năm {until}.",
    "Người dân được biết, được bàn, được kiểm tra việc thực hiện ngay tại thôn.",
)
SCOPE = (
    "Văn bản quy định {what} trên địa bàn {where}.",
    "Đối tượng áp dụng là {who} và các cơ quan, tổ chức có liên quan.",
    "Người đang tạm trú từ {m} tháng trở lên cũng thuộc đối tượng áp dụng.",
    "Văn bản không áp dụng đối với những trường hợp đã được hưởng chính sách tương tự của Nhà nước.",
    "Các dự án đã được phê duyệt trước ngày văn bản có hiệu lực thì tiếp tục thực hiện theo quy định cũ.",
    "Thời gian áp dụng dự kiến từ năm {year} đến năm {until}.",
)
CONTENT = (
    "Mức hỗ trợ là {money} cho một trường hợp, chi trả một lần sau khi có kết quả nghiệm thu.",
    "Hộ nghèo, hộ cận nghèo được hỗ trợ thêm {percent}% so với mức chung.",
    "Hồ sơ gồm một đơn theo mẫu và giấy tờ chứng minh, nộp tại bộ phận một cửa của xã.",
    "Ủy ban nhân dân xã trả lời trong {m} ngày làm việc; quá thời hạn này phải nói rõ lý do.",
    "Danh sách người được hưởng được niêm yết {n} ngày tại trụ sở xã và nhà văn hóa thôn.",
    "Người kê khai không đúng phải hoàn trả số tiền đã nhận và không được xét trong {m} năm.",
    "Kinh phí do ngân sách tỉnh bảo đảm {percent}%, phần còn lại do ngân sách xã và người dân đóng góp.",
    "Sở, ngành của tỉnh kiểm tra việc thực hiện ít nhất {m} lần mỗi năm và công khai kết quả.",
    "Mức hỗ trợ được xem xét lại khi giá thị trường tăng quá {percent}%.",
    "Trường hợp một người thuộc nhiều diện thì được chọn mức có lợi nhất.",
    "Khi có thiên tai, dịch bệnh, thời hạn nộp hồ sơ được kéo dài thêm {n} ngày.",
    "Ban giám sát đầu tư của cộng đồng được tham gia nghiệm thu.",
)
ROWS = (
    ("Mức hỗ trợ", "{money}", "{money}", "{who}"),
    (
        "Người nghèo, cận nghèo",
        "Như mức chung",
        "Thêm {percent}% so với mức chung",
        "{who}",
    ),
    ("Nơi nộp hồ sơ", "Cơ quan cấp huyện", "Bộ phận một cửa của xã", "{who}"),
    (
        "Thời gian giải quyết",
        "{n} ngày làm việc",
        "{m} ngày làm việc",
        "{who}",
    ),
    ("Số giấy tờ phải nộp", "{m} loại giấy tờ", "Một đơn theo mẫu", "{who}"),
    ("Công khai kết quả", "Không bắt buộc", "Niêm yết {n} ngày tại trụ sở xã", "{who}"),
    (
        "Kiểm tra việc thực hiện",
        "Không quy định",
        "Ít nhất {m} lần mỗi năm",
        "{who}",
    ),
    ("Người tạm trú", "Không được hưởng", "Được hưởng nếu tạm trú từ {m} tháng", "{who}"),
    ("Hoàn trả tiền nhận sai", "Không quy định", "Hoàn trả toàn bộ", "{who}"),
    (
        "Nguồn kinh phí",
        "Ngân sách cấp huyện",
        "Ngân sách tỉnh bảo đảm {percent}%",
        "{who}",
    ),
)
CONTESTED = (
    "Có ý kiến cho rằng mức {money} còn thấp so với chi phí thực tế, nhất là ở các thôn xa trung tâm.",
    "Ý kiến khác đề nghị giữ mức hiện hành để bảo đảm cân đối ngân sách.",
    "Một số xã đề nghị để thôn tự bình xét, vì thôn biết rõ hoàn cảnh từng nhà.",
    "Cơ quan tài chính đề nghị làm thí điểm tại {m} xã trước khi áp dụng cho toàn tỉnh.",
    "Nhiều người lo ngại thời gian {m} ngày là quá ngắn đối với xã ít công chức.",
    "Chưa thống nhất được việc có áp dụng cho người tạm trú hay không.",
    "Nếu mở rộng đối tượng, kinh phí mỗi năm tăng thêm khoảng {money}.",
    "Cơ quan soạn thảo nghiêng về phương án thứ nhất, vì dễ làm và dễ kiểm tra.",
    "Doanh nghiệp đề nghị có thời gian chuẩn bị ít nhất {m} tháng trước ngày văn bản có hiệu lực.",
    "Hai phương án đều được nêu trong dự thảo để Nhân dân cho ý kiến.",
)
QUESTIONS = (
    "Mức hỗ trợ {money} đã phù hợp chưa?",
    "Nên nộp hồ sơ tại xã hay có thể nộp tại thôn?",
    "Thời gian giải quyết {m} ngày làm việc là dài hay ngắn?",
    "Có nên áp dụng cho người tạm trú từ {m} tháng trở lên không?",
    "Cách công khai nào thuận tiện nhất cho người dân?",
)
SUMMARY = (
    "Dự thảo quy định {what} tại {where}.",
    "Mức hỗ trợ dự kiến là {money} cho một trường hợp.",
    "Hồ sơ nộp tại bộ phận một cửa của xã và được giải quyết trong {m} ngày làm việc.",
    "Quy định này tác động đến {who}.",
)
REASONS = (
    "Một số xã ở xa đề nghị có thêm thời gian để họp dân.",
    "Bổ sung tài liệu đánh giá tác động vào hồ sơ.",
    "Thời gian lấy ý kiến trùng với dịp nghỉ lễ dài ngày.",
)
