"""Records with one thing wrong each, and the rule that must find it where: see `record_edits`."""

from __future__ import annotations

from tests.bad_dates import CHANGES, DATES, DEADLINES, OUTCOMES, POSTING, PROCEDURE, RELEASED
from tests.record_edits import (
    DOCUMENT,
    GOOD,
    PLACE,
    SECTIONS,
    TABLE,
    WAYS,
    Bad,
    good,
    in_prose,
    issued,
)

READING = (
    good("title: Nghị", "titel: Nghị", "unknown-key"),
    good("document_type:", "document-type:", "unknown-key"),
    good("    opens:", "    open:", "unknown-key"),
    good("comment:\n  form_url:", "comment:\n  form:", "unknown-key", "  form:"),
    good("title: Nghị", "x_note: a\ntitle: Nghị", "unknown-key", "x_note"),
    good("title: Nghị", "x_note:\ntitle: Nghị", "unknown-key", "x_note"),
    good("    version: 1\n", "    version: 1\n    công trình:\n", "unknown-key", "    công"),
    good("  phone: 0239", "  fax: ~\n  phone: 0239", "unknown-key", "  fax"),
    good("title: Dự thảo Nghị quyết", "title: Dự thảo Nghị quyết #2", "yaml-comment"),
    good("title: Nghị", "title: #Nghị", "yaml-comment"),
    good(
        "note: Đính chính mức hỗ trợ ở Điều 3.}",
        "note: Đính chính mức hỗ trợ, ở Điều 3.}",
        "yaml-comma",
        "note: Đính chính mức",
    ),
    good("reason: Chính sách áp dụng cho", "reason: Chính sách, áp dụng cho", "yaml-comma"),
    good("summary: >-", "title: Khai lần hai\nsummary: >-", "repeated-key", "title: Khai"),
    good(
        "  email: ", "  phone: 0239 000 0103\n  email: ", "repeated-key", "  phone: 0239 000 0102"
    ),
    good("short_title: Hỗ trợ hộ nuôi ong\n", "", "field-missing", "---"),
    good("scope: {a: true, ", "scope: {", "field-missing"),
    good(
        "        reason: Nhiều xã đề nghị có thêm thời gian.\n",
        "",
        "field-missing",
        "- closes: 2026-12-10",
    ),
    good("reason: Nhiều xã đề nghị có thêm thời gian.", 'reason: ""', "empty-value"),
    good("places: [ha-tinh]", "places: []", "empty-value"),
    good("short_title: Hỗ trợ", "short_title: " + "Hỗ trợ " * 12, "too-long"),
    good("topics: [nong-nghiep-nong-thon]", "topics: nong-nghiep-nong-thon", "bad-shape"),
    good("title: Nghị", "title: [Một, hai]\nx: Nghị", "bad-shape", "title: [Một"),
    good(WAYS, "comment: gopy@hatinh.example\n", "bad-shape"),
    good("closes: 2026-11-30", "closes: 30/11/2026", "bad-date"),
    good("closes: 2026-11-30", "closes: 2026-11-31", "bad-date"),
    good("closes: 2026-11-30", "closes: 2026-11-30 25:00", "bad-date"),
    good("closes: 2026-11-30", "closes: 0206-11-30", "bad-date"),
    good("answer_due: 2027-01-10", "answer_due: 2027-02-29", "bad-date"),
    good("at: 2026-08-03", "at: hôm qua", "bad-date", "hôm qua"),
    good("of: draft", "of: law", "bad-value"),
    good("demo: true", "demo: yes", "bad-value"),
    good("a: true", "a: 1", "bad-value", "a: 1"),
    good("version: 1", "version: một", "bad-value"),
    good("version: 1", "version: 0", "bad-value"),
    good("stage: drafting", "stage: writing", "bad-value", "writing"),
    good("channel: portal", "channel: facebook", "bad-value", "facebook"),
    good("kind: doi-thoai", "kind: hop", "bad-value", "kind: hop"),
    good("kind: correction", "kind: sua", "bad-value", "kind: sua"),
    issued("received: 12", "received: -1", "bad-value"),
    issued("received: 12", "received: nhiều", "bad-value"),
    good("email: gopy-", "email: gopy ", "bad-form"),
    good("form_url: https://", "form_url: ", "bad-form"),
    good(
        "form_url: https://bieumau.hatinh.example/gop-y",
        "form_url: javascript:alert(1)",
        "bad-form",
    ),
    good("agency: so-nong-nghiep-va-moi-truong", "agency: Sở Nông nghiệp", "bad-form"),
    good(
        "url: https://hatinh.example/du-thao/ht-2026-900/du-thao",
        "file: ../du-thao.pdf",
        "bad-form",
    ),
    good("title: Nghị quyết sửa", "title: Nghị quyết: sửa", "yaml-syntax"),
    good("  - of: draft", "\t- of: draft", "yaml-syntax"),
    good("audiences: [nong-dan", "audiences: [&a nong-dan", "yaml-alias"),
    good("title: Nghị", "title: !!str Nghị", "yaml-alias"),
    good("Dự thảo nâng", "Dự thảo \u202enâng", "control-character"),
    good("Giữ nghề", "Giữ\x00 nghề", "control-character"),
    good("demo: true\n---\n", "demo: true\n", "front-matter-unclosed", "---"),
    good("---\ntitle", "title", "front-matter-missing"),
    good("## Nội dung cơ bản", "## Nội dung chính", "heading-unknown"),
    good("## Nội dung cơ bản", "## NỘI DUNG CƠ BẢN", "heading-unknown"),
    good("## Câu hỏi xin ý kiến", "# Câu hỏi xin ý kiến", "heading-level"),
    good(
        "## Câu hỏi xin ý kiến",
        "## Nội dung cơ bản",
        "heading-repeated",
        "## Nội dung cơ bản\n\n1. Mức",
    ),
    good(
        "\n## Sự cần thiết ban hành", "Lời dẫn.\n\n## Sự cần thiết ban hành", "text-before-heading"
    ),
    in_prose("<script>alert(1)</script>", "raw-html"),
    in_prose("Một <!-- ghi chú --> hai.", "raw-html"),
    in_prose("<iframe src='https://la.example'>", "raw-html"),
    in_prose("Chữ <b>đậm</b>.", "raw-html"),
    good(
        "url: https://hatinh.example/du-thao/ht-2026-900/du-thao",
        "file: khong-co.pdf",
        "file-missing",
    ),
)

PLAIN = (
    good(
        "short_title: Hỗ trợ hộ nuôi ong",
        'short_title: "Há»— trá»£ há»™ nuÃ´i ong"',
        "text-mojibake",
    ),
    good("short_title: Hỗ trợ hộ nuôi ong", "short_title: Hç trî hé nu«i ong", "text-old-encoding"),
    in_prose("Nh\ufffdng hộ nhỏ.", "text-mojibake"),
    in_prose("Hộ nuôi ong Нa Tĩnh.", "letter-lookalike"),
    in_prose("Mức hỗ trợ: [nhập số liệu].", "placeholder-left"),
    in_prose("Mức hỗ trợ là ______ đồng.", "placeholder-left"),
    in_prose("Áp dụng từ ngày 31 tháng 11 năm 2027.", "date-impossible"),
    good("phone: 0239 000 0102", "phone: 0999 999 9999", "phone-made-up"),
    good("phone: 0239 000 0102", "phone: 3825 123", "phone-impossible"),
    good("reason: Nhiều xã đề nghị có thêm thời gian.", 'reason: "-"', "reason-wordless"),
)

REFERENCES = (
    good("nq-hdnd-tinh", "nq-hdnd-tin", "unknown-reference"),
    good("issuer: hdnd-tinh", "issuer: hdnd", "unknown-reference"),
    good("places: [ha-tinh]", "places: [ha-tin]", "unknown-reference"),
    good("nong-dan, ho-gia-dinh", "nong-dan, nguoi-ngoai-hanh-tinh", "unknown-reference"),
    good("kind: du-thao", "kind: ban-nhap", "unknown-reference"),
    good(
        "[nong-nghiep-nong-thon]", "[moi-truong, nong-nghiep-nong-thon, moi-truong]", "key-repeated"
    ),
    good("[nong-dan, ho-gia-dinh]", "[nong-dan, nong-dan]", "key-repeated"),
    good("[ha-tinh]", "[son-kim-1, son-kim-1]", "key-repeated"),
    good("agency: so-nong-nghiep-va-moi-truong", "agency: [so-y-te, so-y-te]", "key-repeated"),
    good("issuer: hdnd-tinh", "issuer: [hdnd-tinh, so-y-te]", "issuer-unfit"),
    good("phone: 0239 000 0102", "phone: [0239 000 0102, 0239 12]", "phone-impossible"),
)

AGENCIES = (
    good(
        "agency: so-nong-nghiep-va-moi-truong",
        "agency: so-thong-tin-va-truyen-thong",
        "agency-ended",
    ),
    issued("agency: so-xay-dung", "agency: so-thong-tin-va-truyen-thong", "agency-ended"),
    good("issuer: hdnd-tinh", "issuer: ubnd-tinh", "issuer-unfit"),
    good("issuer: hdnd-tinh", "issuer: chu-tich-ubnd-tinh", "issuer-unfit"),
    good("issuer: hdnd-tinh", "issuer: hdnd-xa-son-kim-1", "issuer-unfit"),
    good(
        "document_type: nq-hdnd-tinh",
        "document_type: nq-hdnd-xa",
        "issuer-unfit",
        "issuer: hdnd-tinh",
    ),
    good(
        "document_type: nq-hdnd-tinh",
        "document_type: thong-tu",
        "issuer-unfit",
        "issuer: hdnd-tinh",
    ),
    Bad(
        "good",
        (("nq-hdnd-tinh", "nq-hdnd-xa"), ("issuer: hdnd-tinh", "issuer: hdnd-xa-son-kim-1")),
        "place-beyond-issuer",
        "places: [ha-tinh]",
    ),
)

WAYS_AND_CHANNELS = (
    good(
        "channels:\n  - {channel: portal, planned: 2026-11-02, done: 2026-11-02}\n  - {channel: loudspeaker, planned: 2026-11-04, unit: Đài truyền thanh các xã}",
        "channels: []",
        "channels-unplanned",
    ),
    good(
        "channels:\n  - {channel: portal, planned: 2026-11-02, done: 2026-11-02}\n  - {channel: loudspeaker, planned: 2026-11-04, unit: Đài truyền thanh các xã}",
        "channels: [{channel: portal}]",
        "channels-unplanned",
    ),
    good(WAYS, "comment: {email: gopy@hatinh.example}\n", "no-offline-way"),
    good(
        WAYS,
        'comment: {form_url: "https://bieumau.hatinh.example/gop-y", email: gopy@hatinh.example}\n',
        "no-offline-way",
    ),
    good(
        WAYS, 'comment: {form_url: "https://mang-xa-hoi.example/nhom"}\n', "no-way-without-account"
    ),
    Bad(
        "good",
        (
            (DOCUMENT, ""),
            (
                "official_posting:\n  url: https://hatinh.example/du-thao/ht-2026-900\n  date: 2026-11-02\n",
                "",
            ),
        ),
        "no-full-text",
        "---",
    ),
    good("form_url: https:", "form_url: http:", "form-not-https"),
    good("bieumau.hatinh.example", "forms.example", "form-host"),
    good("bieumau.hatinh.example", "bieumau.hatinh.example.la.example", "form-host"),
    good("bieumau.hatinh.example", "bieumau.hatinh.example@la.example", "form-host"),
    good("  email: gopy", "  prefill: {ma: id}\n  email: gopy", "prefill-unknown", "prefill"),
)

WORDS = (
    good(
        "  Dự thảo nâng mức hỗ trợ cho hộ nuôi ong.",
        "  " + "Dự thảo nâng mức hỗ trợ cho hộ nuôi ong. " * 13,
        "summary-too-long",
        "summary:",
    ),
    *(
        Bad(
            "good",
            ((f"## {heading}\n", "## Nội dung khác\n"),),
            "section-missing",
            "\n## Sự cần" if n else "\n## Nội dung khác",
        )
        for n, heading in enumerate(SECTIONS)
    ),
    good("Mức hỗ trợ cũ thấp, nhiều hộ bỏ nghề.\n", "", "section-empty", "## Sự cần"),
    good("- Giữ nghề, tăng thu nhập.\n- Hỗ trợ đúng hộ.\n", "-\n", "section-empty", "## Mục đích"),
    good("Áp dụng với hộ nuôi từ 20 đàn ong trở lên.", "…", "section-empty", "## Phạm vi"),
    good(
        "1. Mỗi đàn ong được hỗ trợ 300.000 đồng.\n2. Xã xác nhận số đàn trước ngày 30/6/2027.\n",
        "---\n",
        "section-empty",
        "## Nội dung cơ bản",
    ),
    good(PLACE, "> \n", "section-empty", "## Vấn đề khó"),
    good(TABLE, "", "nothing-new", "## Nội dung mới"),
    good(
        "| Mức hỗ trợ | 150.000 đồng/đàn | 300.000 đồng/đàn | Hộ nuôi ong |\n",
        "",
        "nothing-new",
        "## Nội dung mới",
    ),
    good(
        "| Mức hỗ trợ | 150.000 đồng/đàn | 300.000 đồng/đàn | Hộ nuôi ong |\n",
        "| … | … | … | … |\n",
        "nothing-new",
        "## Nội dung mới",
    ),
    good(TABLE, "Mức hỗ trợ tăng gấp đôi.\n\n", "comparison-missing", "## Nội dung mới"),
    Bad(
        "issued",
        (("ban hành Quy định", "thay thế Quy định"),),
        "comparison-missing",
        "## Nội dung mới",
    ),
    good(
        "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |",
        "| Nội dung | Dự thảo | Quy định hiện hành | Ai bị ảnh hưởng |",
        "comparison-heading",
    ),
    good(
        "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |",
        "| Nội dung | Hiện hành | Dự thảo | Ai bị ảnh hưởng |",
        "comparison-heading",
    ),
    good(
        "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |\n|---|---|---|---|",
        "| Nội dung | Quy định hiện hành | Dự thảo |\n|---|---|---|",
        "comparison-heading",
    ),
)

LINKS = (
    in_prose("Xem [hồ sơ](duthao:ht-2020-001).", "link-to-no-record"),
    in_prose("Xem [danh sách](duthao:/dang-lay-y-kien/).", "link-to-no-record"),
    in_prose("Xem [hồ sơ](duthao:ht-2026-001#noi-dung).", "link-to-no-record"),
    in_prose("Xem [dự thảo](du-thao.pdf).", "link-to-no-file"),
    in_prose("Xem [hồ sơ](/du-thao/ht-2026-001/).", "link-to-no-file"),
    in_prose("Xem [hồ sơ](../ht-2026-001/).", "link-to-no-file"),
    in_prose("Xem [thông báo](thong-bao.pdf).", "link-to-no-file"),
    Bad("good", ((PLACE, "Xem [đây][1].\n\n[1]: phu-luc.pdf"),), "link-to-no-file", "[1]: phu-luc"),
    in_prose("[Bấm](javascript:alert(1))", "link-dropped"),
    in_prose("[Tải](data:text/html;base64,PGI+)", "link-dropped"),
    in_prose("[Tải](ftp://hatinh.example/du-thao.pdf)", "link-dropped"),
)

# What strangers tried.
TITLE = GOOD[GOOD.index("title: ") : GOOD.index("short_title")]
STRANGE = (
    good("closes: 2026-11-30", "closes: 17:00", "bad-date"),
    good("closes: 2026-11-30", "closes: 2026-11-30 7:00", "bad-date"),
    good("closes: 2026-11-30", "closes: 2026-11-30 24:00", "bad-date"),
    good("closes: 2026-11-30", "closes: 2026-11-30T17:00+25:00", "bad-date"),
    good("closes: 2026-11-30", "closes: ２０２６-11-30", "bad-date"),
    good("closes: 2026-11-30", "closes: 2026-11-30\u200b", "bad-date"),
    good("closes: 2026-11-30", "closes: [2026, 11, 30]", "bad-date"),
    good("opens: 2026-11-02", "opens: 2026-02-30", "bad-date"),
    good("opens: 2026-11-02", "opens: 2026-04-31", "bad-date"),
    good("demo: true", "demo: no", "bad-value"),
    good("a: true", "a: True", "bad-value", "a: True"),
    good("{a: true, b: true", "{a: true, a: false, b: true", "repeated-key"),
    good("demo: true", "<<: {demo: true}", "unknown-key"),
    good("demo: true", "a: &a [x]\nb: [*a, *a]\ndemo: true", "yaml-alias", "b: [*a"),
    good("demo: true", "demo: !!python/object/apply:os.system [ls]", "yaml-alias"),
    good("demo: true", "...\ndemo: true", "yaml-documents"),
    good("---\ntitle", "---\n%YAML 1.1\ntitle", "yaml-documents", "%YAML"),
    good("demo: true", "? [a]\n: b\ndemo: true", "yaml-key"),
    good(TITLE, 'title: "Nghị quyết sửa đổi\n', "yaml-syntax"),
    good(TITLE, "title: 'Nghị quyết sửa đổi\n", "yaml-syntax"),
    good("topics: [nong-nghiep-nong-thon]", "topics: [nong-nghiep-nong-thon", "yaml-syntax"),
    good("mọi hộ nuôi ong trong tỉnh.}", "mọi hộ nuôi ong trong tỉnh.", "yaml-syntax", "scope: {"),
    good("demo: true", "demo:true", "yaml-syntax"),
    good("    opens: 2026", "   opens: 2026", "yaml-syntax"),
    good("short_title: Hỗ trợ hộ nuôi ong", "short_title: ~", "field-missing"),
    good(TITLE, 'title: "   "\n', "empty-value"),
    good("places: [ha-tinh]", "places: [ha-tinh]\ndistrict: Hương Sơn", "unknown-key", "district"),
    good("rounds:\n  - of: draft\n", "rounds:\n    of: draft\n", "bad-shape", "rounds:"),
    good("rounds:\n", "rounds:\n  -\n", "bad-shape", "  -\n"),
    good("form_url: https://bieumau.hatinh.example/", "form_url: https://[::1/", "bad-form"),
    good("bieumau.hatinh.example/", "bieumau.hatinh.example:99999/", "bad-form"),
    good("hatinh.example/gop-y\n", 'hatinh.example/"onclick=\n', "bad-form"),
    good("form_url: https://", "form_url: HTTP://", "bad-form"),
    good("bieumau.hatinh", "bieumаu.hatinh", "form-host"),  # a Cyrillic а
    good(
        "of: draft\n    opens: 2026-11-02\n    closes: 2026-11-30",
        "unknown: true",
        "round-unknown-dated",
    ),
    good(
        "rounds:\n",
        "rounds:\n  - {of: draft, opens: 2026-10-01, closes: 2026-11-20}\n",
        "rounds-overlap",
        "    opens: 2026-11-02",
    ),
    Bad(
        "issued",
        (
            (
                "    closes: 2026-02-06\n",
                "    closes: 2026-02-06\n    deadline_changes: [{closes: 2026-03-02, reason: Lũ., decided: 2026-01-15}]\n",
            ),
        ),
        "rounds-overlap",
        "    opens: 2026-03-02",
    ),
    issued("received: 12", "received: 20.5", "bad-value"),
    issued("received: 12", "received: 1.234", "bad-value"),
    issued("received: 12", "received: 2_0", "bad-value"),
    issued("received: 12", "received: 99999999999", "bad-value"),
    issued("  number: 00/2026/QĐ-UBND\n", "", "field-missing", "issued:"),
    Bad(
        "good",
        (
            (
                "    answer_due: 2027-01-10",
                "    outcome: {received: 5, answered: {at: 2026-11-10}}\n    answer_due: 2027-01-10",
            ),
        ),
        "outcome-before-closing",
        "outcome:",
    ),
    good("demo: true", "shortened: {}\ndemo: true", "field-missing", "shortened"),
    good("demo: true", "shortened: true\ndemo: true", "bad-shape", "shortened"),
    good(
        "demo: true",
        "translations: {en: {translator: A, date: 2026-11-01, source_sha256: "
        + "0" * 64
        + "}}\ndemo: true",
        "field-missing",
        "translations",
    ),
    good(
        "demo: true",
        'issued: {number: 1, date: 2026-12-20, gazette_url: "javascript:alert(1)"}\ndemo: true',
        "bad-form",
        "issued",
    ),
    in_prose("Điều một\n---\n", "heading-form")._replace(at="---\n\n\n## Câu hỏi"),
    in_prose("##Nội dung khác", "heading-form"),
    in_prose("- # Nội dung khác", "heading-form"),
    in_prose("   ## Nội dung lạ", "heading-unknown"),
    in_prose("[a [b]](javascript:alert(1))", "link-dropped"),
    in_prose("[a](JaVaScRiPt:alert(1))", "link-dropped"),
    in_prose("[a](&#106;avascript:alert(1))", "link-dropped"),
    in_prose("[a](vbscript:x)", "link-dropped"),
    in_prose("[a](file:///etc/passwd)", "link-dropped"),
    in_prose("[a](//la.example/x)", "link-to-no-file"),
    Bad("good", ((PLACE, "[a][x]\n\n[x]:\njavascript:alert(1)"),), "link-dropped", "javascript:"),
    in_prose("<javascript:alert(1)>", "raw-html"),
    in_prose("<ScRiPt>alert(1)</ScRiPt>", "raw-html"),
    Bad("good", ((PLACE, "<img\nsrc=x onerror=alert(1)>"),), "raw-html", "<img"),
    in_prose("<!DOCTYPE html>", "raw-html"),
    in_prose("| a | <b>x</b> |\n|---|---|\n| c | d |", "raw-html"),
    *(
        in_prose(mark, "secrecy-mark")
        for mark in (
            "TỐI MẬT",
            "**MẬT**",
            "> TUYỆT MẬT",
            "| MẬT |",
            "(MẬT)",
            "M Ậ T",
            "Độ mật: Tối mật",
            "ĐỘ  MẬT:TỐI  MẬT",
            "Độ mật: **Tuyệt mật**",
        )
    ),
    *(
        in_prose(f"Xin liên hệ {private}.", "personal-data")
        for private in (
            "CCCD 001.085.001.234",
            "001 085 001 234",
            "CMND số 123 456 789",
            "hộ chiếu số: B 1234567",
            "0912.345.678",
            "(+84) 912 345 678",
            "09 12 34 56 78",
            "NguyenVanA@GMAIL.COM",
            "STK 19036668888",
            "tài khoản 19036668888 tại ngân hàng",
            "TK: 0101000123456",
            "[gọi](tel:0912345678)",
            "https://zalo.me/0912345678",
        )
    ),
    good("reason: Nhiều xã đề nghị", "reason: Bà B (0912 345 678) đề nghị", "personal-data"),
    good("note: Khảo sát tại 12 xã.", 'note: "Độ mật: Mật"', "secrecy-mark", "stage: drafting"),
)

BAD = (
    *READING,
    *REFERENCES,
    *DATES,
    *POSTING,
    *PROCEDURE,
    *AGENCIES,
    *WAYS_AND_CHANNELS,
    *WORDS,
    *LINKS,
    *DEADLINES,
    *OUTCOMES,
    *CHANGES,
    *RELEASED,
    *STRANGE,
    *PLAIN,
)
