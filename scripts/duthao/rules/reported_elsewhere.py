"""Rules that other rooms judge while they read records and registers or make the site: only their entries in the handbook."""

from __future__ import annotations

from duthao.rules import Rule

_FOLDER = {
    "id-form": Rule(
        "Tên thư mục hồ sơ không đúng dạng", "Dùng 4–40 chữ thường không dấu, chữ số, nối bằng «-»."
    ),
    "record-missing": Rule(
        "Thư mục hồ sơ không có tệp index.md", "Tạo hồ sơ bằng lệnh «duthao new» hoặc xóa thư mục."
    ),
    "stray-file": Rule("Tệp nằm ngoài thư mục hồ sơ", "Chuyển tệp vào drafts/<mã>/.", "warning"),
    "file-missing": Rule(
        "Tệp đã khai báo mà không có trong thư mục", "Chép tệp vào cạnh index.md hoặc sửa tên."
    ),
    "file-unlisted": Rule(
        "Tệp nằm trong thư mục mà hồ sơ không khai báo",
        "Khai báo ở «documents» hoặc xóa tệp.",
        "warning",
    ),
}
_TABLES = {
    "responses-twice": Rule(
        "Có cả responses.csv và responses.xlsx", "Giữ một bảng; bảng kia chuyển ra ngoài hồ sơ."
    ),
    "responses-form": Rule(
        "Bảng tổng hợp ý kiến không đọc được",
        "Sửa hàng tiêu đề, dấu ngoặc kép; mở bằng Excel hoặc LibreOffice rồi lưu lại.",
    ),
    "responses-value": Rule(
        "Một ô của bảng tổng hợp ý kiến ghi không đúng",
        "Ghi giá trị đúng của cột; xem danh sách cột trong sổ tay.",
    ),
    "log-twice": Rule(
        "Có cả log.csv và log.xlsx", "Giữ một nhật ký; tệp kia chuyển ra ngoài hồ sơ."
    ),
    "log-form": Rule(
        "Nhật ký truyền thông không đọc được",
        "Sửa hàng tiêu đề, dấu ngoặc kép; mở bằng Excel hoặc LibreOffice rồi lưu lại.",
    ),
    "log-value": Rule(
        "Một ô của nhật ký truyền thông ghi không đúng",
        "Ghi giá trị đúng của cột; xem danh sách cột trong sổ tay.",
    ),
    "log-import": Rule(
        "Báo cáo niêm yết, phát loa của xã, phường ghi thiếu hoặc sai",
        "Sửa ô đã nêu, hoặc gửi lại xã, phường để sửa.",
    ),
    "commune-return": Rule(
        "Phiếu tổng hợp của xã, phường ghi thiếu hoặc sai",
        "Sửa ô đã nêu trong phiếu, hoặc gửi lại xã, phường để sửa.",
    ),
}
_TEXT = {
    "empty-file": Rule("Tệp trống", "Tạo hồ sơ bằng lệnh «duthao new»."),
    "file-size": Rule("Tệp quá lớn", "Rút gọn nội dung; đưa phần dài vào tệp đính kèm."),
    "not-utf8": Rule("Tệp không phải mã UTF-8", "Lưu lại tệp với bảng mã UTF-8."),
    "control-character": Rule(
        "Có ký tự điều khiển không nhìn thấy được",
        "Xóa ký tự đó; thường do dán từ tệp Word hoặc PDF.",
    ),
    "front-matter-missing": Rule("Không có phần khai báo", "Thêm dòng «---» ở đầu tệp."),
    "front-matter-unclosed": Rule(
        "Phần khai báo không được đóng lại", "Thêm dòng «---» sau khai báo cuối cùng."
    ),
    "front-matter-empty": Rule(
        "Phần khai báo không có trường nào", "Khai báo theo dạng «tên: giá trị»."
    ),
    "yaml-syntax": Rule(
        "Phần khai báo không đọc được",
        "Kiểm tra dấu hai chấm, khoảng trắng đầu dòng, dấu ngoặc kép.",
    ),
    "yaml-comma": Rule(
        "Dấu phẩy trong ngoặc nhọn cắt mất chữ",
        "Đặt cả nội dung trong ngoặc kép, hoặc viết mỗi trường một dòng.",
    ),
    "yaml-comment": Rule(
        "Dấu # sau khoảng trắng cắt mất chữ",
        "Đặt cả giá trị trong ngoặc kép; ghi chú thì viết ở một dòng riêng.",
    ),
    "yaml-alias": Rule("Dùng ký hiệu &, * hoặc ! của YAML", "Đặt giá trị trong dấu ngoặc kép."),
    "yaml-depth": Rule("Khai báo lồng quá sâu", "Bỏ bớt các dấu ngoặc hoặc bậc lùi dòng."),
    "yaml-documents": Rule("Phần khai báo bị ngắt đôi", "Xóa dòng «---» hoặc «...» thừa."),
    "yaml-key": Rule("Tên trường không phải là chữ", "Viết «tên: giá trị»."),
    "repeated-key": Rule("Một trường khai báo hai lần", "Giữ lại một dòng."),
}
_FIELDS = {
    "field-missing": Rule("Thiếu trường bắt buộc", "Thêm trường này; xem cách viết trong sổ tay."),
    "unknown-key": Rule("Trường không có trong mẫu", "Sửa tên trường; thường là gõ sai."),
    "empty-value": Rule("Giá trị để trống", "Điền nội dung."),
    "too-long": Rule("Giá trị quá dài", "Viết ngắn lại."),
    "bad-date": Rule(
        "Không phải là ngày, giờ đúng", "Viết ngày có thật dạng 2026-12-05, hoặc 2026-12-05 17:00."
    ),
    "bad-form": Rule(
        "Giá trị viết không đúng dạng",
        "Viết đúng dạng của địa chỉ, thư điện tử, khóa hoặc tên tệp.",
    ),
    "bad-shape": Rule(
        "Danh sách, nhóm hoặc dòng chữ đặt không đúng chỗ", "Xem ví dụ trong hồ sơ mẫu."
    ),
    "bad-value": Rule("Giá trị không được nhận", "Dùng một trong các giá trị đã nêu."),
}
_BODY = {
    "heading-level": Rule("Đề mục bậc một trong thân hồ sơ", "Dùng đề mục từ bậc hai (##)."),
    "heading-unknown": Rule("Đề mục không có trong mẫu", "Dùng đúng tên đề mục."),
    "heading-form": Rule(
        "Đề mục viết không đúng dạng",
        "Viết ở đầu dòng, có dấu cách sau các dấu #; không gạch chân bằng «---».",
    ),
    "heading-repeated": Rule("Một đề mục có hai lần", "Gộp lại làm một."),
    "text-before-heading": Rule(
        "Có nội dung trước đề mục đầu tiên", "Chuyển nội dung vào một đề mục."
    ),
    "raw-html": Rule(
        "Có thẻ HTML trong thân hồ sơ", "Viết bằng Markdown; dấu «<» trong câu thì viết «\\<»."
    ),
}
_REGISTERS = {
    "register-missing": Rule("Thiếu tệp danh mục", "Tạo tệp theo mẫu trong sổ tay."),
    "register-key": Rule(
        "Khóa của danh mục không đúng dạng",
        "Dùng chữ thường không dấu, nối bằng «-»; đã dùng thì không đổi.",
    ),
    "plan-personal-data": Rule(
        "Kế hoạch có chỗ giống dữ liệu cá nhân",
        "Xóa số điện thoại, số giấy tờ, số tài khoản, thư điện tử; nếu cơ quan cần thì ghi ở «internal».",
    ),
    "plan-maybe-personal-data": Rule(
        "Kế hoạch có chỗ có thể là tên hoặc địa chỉ của một người",
        "Xóa nếu là người; là tên riêng khác thì để nguyên.",
        "warning",
    ),
    "register-entry": Rule(
        "Mục của danh mục có trường không đúng", "Xem mẫu danh mục trong sổ tay."
    ),
    "register-reference": Rule(
        "Danh mục trỏ tới khóa không có", "Sửa khóa hoặc thêm mục còn thiếu."
    ),
    "settings-reference": Rule(
        "Nơi nhận công văn ghi trong mkdocs.yml không có trong danh mục",
        "Sửa khóa của cơ quan, hoặc ghi tên đầy đủ.",
    ),
    "language-unnamed": Rule(
        "Có trang bằng một ngôn ngữ mà mkdocs.yml chưa ghi tên trang, trình đơn của ngôn ngữ ấy",
        "Thêm ngôn ngữ vào «extra.languages» trong mkdocs.yml.",
        "warning",
    ),
    "register-circle": Rule(
        "Cơ quan hoặc địa bàn trỏ vòng trở lại chính nó", "Sửa một mắt xích của chuỗi."
    ),
    "register-dates": Rule(
        "Ngày của cơ quan trong danh mục không hợp lý", "Sửa «since», «until» hoặc «successor»."
    ),
    "committee-superior": Rule("Ủy ban nhân dân có cơ quan chủ quản", "Xóa «superior»."),
    "audience-name-twice": Rule(
        "Một tên gọi đứng ở hai đối tượng", "Trong audiences.yml, mỗi tên gọi chỉ ghi một lần."
    ),
    "regimes-overlap": Rule(
        "Có ngày mà hai mức tối thiểu cùng áp dụng",
        "Sửa «from», «until» để mỗi ngày chỉ có một mức.",
    ),
    "regime-unsourced": Rule(
        "Mức tối thiểu ghi là đã xác minh mà thiếu số ngày hoặc nguồn",
        "Ghi «days» và «source», hoặc sửa «certainty».",
    ),
    "released-form": Rule(
        "Mục trong released.yml không do phần mềm ghi",
        "Khôi phục tệp của lần công bố gần nhất; không sửa tay.",
    ),
    "plan-entry-edited": Rule(
        "Điều đã đưa tin của kế hoạch năm nay bị sửa, bị xóa",
        "Khôi phục mục ấy; muốn nói khác đi thì thêm một mục vào «changes» của kế hoạch.",
    ),
    "published-form": Rule(
        "Dòng trong published.yml không do phần mềm ghi",
        "Khôi phục tệp của lần công bố gần nhất; không sửa tay.",
    ),
}
_APPROVAL = {
    "not-approved": Rule(
        "Hồ sơ chưa được duyệt nên không công bố", "Chạy «duthao approve <mã>».", "warning"
    ),
    "approval-broken": Rule(
        "Nội dung đã thay đổi sau khi duyệt", "Duyệt lại: chạy «duthao approve <mã>»."
    ),
    "approval-level-refused": Rule(
        "Hồ sơ được duyệt theo hình thức mà cơ quan không chấp nhận",
        "Duyệt lại theo hình thức được chấp nhận («approval» trong mkdocs.yml).",
    ),
    "approval-approver-unknown": Rule(
        "Người duyệt không có trong approvers.yml",
        "Ghi khóa có trong drafts/_registers/approvers.yml, hoặc thêm người duyệt.",
    ),
    "approval-approver-unfit": Rule(
        "Người duyệt không có thẩm quyền vào ngày ấy hoặc với dự thảo ấy",
        "Để người duyệt của cơ quan chủ trì duyệt, hoặc sửa approvers.yml.",
    ),
    "approval-unnumbered": Rule(
        "Duyệt trên giấy mà không ghi số phiếu duyệt", "Ghi lại bằng «duthao approve <mã> --paper»."
    ),
    "approval-sheet-missing": Rule(
        "Duyệt bằng chữ ký số mà không có phiếu đã ký", "Đặt lại tệp approval.pdf, hoặc duyệt lại."
    ),
    "approval-signature-broken": Rule(
        "Chữ ký số trên phiếu duyệt không còn nguyên vẹn hoặc không bao trùm cả phiếu",
        "Ký số lại phiếu do «duthao approve --sheet» làm ra.",
    ),
    "approval-signature-untrusted": Rule(
        "Chữ ký số không tin cậy được vào ngày ký",
        "Ký bằng chứng thư còn hiệu lực, do tổ chức có chứng thư gốc trong approval_roots.pem cấp.",
    ),
    "approval-signer-unknown": Rule(
        "Chứng thư đã ký không được ghi cho người duyệt",
        "Thêm mã SHA-256 của chứng thư vào «certificates» của người duyệt.",
    ),
    "approval-sheet-of-other": Rule(
        "Phiếu đã ký là của hồ sơ khác hoặc của nội dung khác",
        "Làm phiếu mới, ký, rồi chạy «duthao approve <mã> --signed».",
    ),
    "approval-unverified": Rule(
        "Chưa kiểm tra được chữ ký số vì thiếu phần mềm", "Cài duthao[sign]."
    ),
    "approval-no-code-owners": Rule(
        "Duyệt trong kho mã nguồn mà CODEOWNERS không nêu ai phải chấp thuận",
        "Thêm dòng cho drafts/ vào CODEOWNERS và bật bảo vệ nhánh chính.",
        "warning",
    ),
}
_REPORTS = {
    "report-heading": Rule(
        "Đề mục trong tệp lời báo cáo không có trong mẫu",
        "Dùng «## Khó khăn, vướng mắc» hoặc «## Đề xuất, kiến nghị», mỗi đề mục một lần.",
    ),
    "report-text-form": Rule(
        "Tệp lời báo cáo có nội dung không in được nguyên văn",
        "Viết thành đoạn văn dưới đề mục; gạch đầu dòng thì bắt đầu bằng «- ».",
    ),
    "report-office": Rule(
        "Cơ quan lập báo cáo không có trong danh mục", "Sửa «report.office» trong mkdocs.yml."
    ),
}
_MAKING = {
    "content-link": Rule(
        "Liên kết trong trang viết tay không có đích",
        "Sửa liên kết; liên kết tới dự thảo viết là «duthao:<mã>».",
    ),
    "content-on-generated-address": Rule(
        "Trang viết tay nằm ở địa chỉ do hệ thống tạo", "Đổi tên tệp."
    ),
    "content-refused": Rule(
        "Trang viết tay có thứ mà trình duyệt từ chối",
        "Bỏ định dạng, lệnh, khung viết ngay trong trang, tệp lấy từ máy chủ khác và biểu mẫu gửi tới máy chủ khác; viết trong tệp của trang.",
    ),
    "speech-unread": Rule(
        "Không chắc cách đọc một từ trong bài phát thanh",
        "Khai báo ở «spoken.terms», hoặc viết thành lời.",
    ),
    "speech-long-sentence": Rule(
        "Câu trong bài phát thanh quá dài để đọc một hơi",
        "Tách câu, hoặc thêm dấu phẩy ở chỗ ngắt hơi.",
        "warning",
    ),
    "speech-too-long": Rule(
        "Bài phát thanh dài quá thời lượng cho phép hoặc quá buổi phát",
        "Rút gọn mục được nêu tên; bản đầy đủ tối đa bốn phút, bản ngắn tối đa chín mươi giây.",
        "warning",
    ),
    "recording-unknown": Rule(
        "Không rõ bản thu là của bài phát thanh nào",
        "Đặt tên theo bài, ví dụ loa-mo.mp3.",
        "warning",
    ),
    "recording-unreadable": Rule(
        "Tệp không phải là bản thu MP3 nghe được", "Xuất lại bản thu ở định dạng MP3."
    ),
    "message-too-long": Rule("Tin nhắn quá dài", "Rút gọn tên ngắn."),
    "missing-glyph": Rule(
        "Phông chữ bản in không có ký tự này", "Thay bằng chữ hoặc từ tương đương."
    ),
    "hidden-character": Rule("Ký tự ẩn làm chữ in ra khác chữ đã soạn", "Xóa ký tự này."),
    "sheet-overflow": Rule(
        "Nội dung không vừa một trang in",
        "Rút gọn tên ngắn, tóm tắt, cách góp ý hoặc bảng điểm mới.",
    ),
    "not-set": Rule("Không dàn được trang in", "Báo cho người quản trị trang."),
    "site-size": Rule(
        "Trang sắp quá cỡ, hoặc đã quá cỡ mà nơi đặt trang nhận",
        "Nén tệp đính kèm, đưa tệp đính kèm sang nơi khác («attachments_url»), hoặc dùng máy chủ riêng.",
        "warning",
    ),
}
# Told in a comment of Word at its row, by `duthao receive`.
_WORD_FORM = {
    "word-form-choice": Rule(
        "Ô của mẫu Word ghi giá trị không có trong danh sách",
        "Chọn trong danh sách của ô; thiếu thì thêm vào danh mục trước.",
    ),
    "word-form-entry": Rule(
        "Mục đã bị xóa khỏi mẫu Word mà hồ sơ vẫn còn",
        "Giữ các dòng của mục; muốn bỏ mục thì xóa trắng các ô.",
    ),
    "word-form-fixed": Rule(
        "Mẫu Word sửa điều đã công bố",
        "Ghi lại như cũ; gia hạn, rút ngắn, đính chính thì thêm một mục mới.",
    ),
    "word-form-kept": Rule(
        "Mục còn những phần mà mẫu Word không có",
        "Điền lại các dòng của mục, hoặc xóa mục trong hồ sơ.",
    ),
    "word-form-outside": Rule(
        "Chữ nằm ngoài các dòng của mẫu Word",
        "Chuyển vào ô của một dòng, hoặc bỏ cách trình bày ấy.",
    ),
    "word-form-row": Rule(
        "Dòng không có trong mẫu Word, có hai lần hoặc bị thiếu",
        "Chuyển nội dung vào dòng có số của mẫu; số dòng đã mất thì lấy mẫu mới.",
    ),
    "word-form-sign": Rule(
        "Câu còn dấu chờ điền của mẫu Word, như [ngày], [giờ]",
        "Điền vào chỗ ấy hoặc xóa dấu.",
        "warning",
    ),
    "word-form-tracked": Rule(
        "Dòng của mẫu Word có thay đổi đang theo dõi",
        "Chấp nhận hoặc từ chối mọi thay đổi rồi gửi lại.",
    ),
}
RULES = {
    **_FOLDER,
    **_TABLES,
    **_TEXT,
    **_FIELDS,
    **_BODY,
    **_REGISTERS,
    **_APPROVAL,
    **_REPORTS,
    **_MAKING,
    **_WORD_FORM,
}
