"""Records that look wrong and are right: what is edited in a good one. None may have an error."""

from __future__ import annotations

import unicodedata

from tests.record_edits import BASES, CHANGE, DOCUMENT, GOOD, PLACE, SECTIONS, TABLE, WAYS, edited

Odd = tuple[str, str, tuple[tuple[str, str], ...]]  # name, base, edits


def good(name: str, *edits: tuple[str, str]) -> Odd:
    return (name, "good", edits)


def issued(name: str, *edits: tuple[str, str]) -> Odd:
    return (name, "issued", edits)


def in_prose(name: str, prose: str) -> Odd:
    return (name, "good", ((PLACE, prose),))


_ROWS: tuple[Odd, ...] = (
    # writing
    good(
        "a title of 300 characters",
        ("trên địa bàn tỉnh Hà Tĩnh", "trên địa bàn " + "một xã miền núi, " * 11 + "tỉnh Hà Tĩnh"),
    ),
    good("a title in capitals", ("title: Nghị quyết", "title: NGHỊ QUYẾT")),
    good(
        "remarks after what is whole by itself",
        ("of: draft", "of: draft # như đã đăng"),
        ("answer_due: 2027-01-10", "answer_due: 2027-01-10 # theo công văn"),
        ("comment:", "comment: # các kênh"),
        ("demo: true", "demo: true\t# dữ liệu minh họa"),
    ),
    good("a sign after a word", ("note: Khảo sát tại 12 xã.", "note: Khảo sát mục#2 tại 12 xã.")),
    good(
        "commas and a number sign in quotes",
        (
            "reason: Chính sách áp dụng cho mọi hộ nuôi ong trong tỉnh.",
            'reason: "Điểm #1, mức 1,5 lần"',
        ),
    ),
    good("a known field left blank", ("  phone: 0239 000 0102", "  phone:")),
    good(
        "a title with a colon, in quotes",
        (
            GOOD[GOOD.index("title: ") : GOOD.index("short_title")],
            'title: "Nghị quyết: sửa đổi Nghị quyết về nuôi ong"\n',
        ),
    ),
    good(
        "a short title of 90 characters",
        ("short_title: Hỗ trợ hộ nuôi ong", "short_title: " + "Hỗ trợ hộ " * 9),
    ),
    good(
        "a summary in one line",
        (
            "summary: >-\n  Dự thảo nâng mức hỗ trợ cho hộ nuôi ong. Mỗi hộ được hỗ trợ giống và thùng nuôi.",
            "summary: Dự thảo nâng mức hỗ trợ.",
        ),
    ),
    good("a summary of several lines", ("summary: >-", "summary: |")),
    good(
        "a summary of exactly 120 words",
        (
            "Dự thảo nâng mức hỗ trợ cho hộ nuôi ong. Mỗi hộ được hỗ trợ giống và thùng nuôi.",
            "Hỗ trợ hộ nuôi. " * 30,
        ),
    ),
    good("a number that looks like a time", ("phone: 0239 000 0102", 'phone: "17:00"')),
    good(
        "a word that YAML takes for false",
        ("in_person: Trụ sở Ủy ban nhân dân xã, phường", "in_person: no"),
    ),
    good(
        "a value left blank is a value not given",
        ("  in_person: Trụ sở Ủy ban nhân dân xã, phường", "  in_person:"),
    ),
    good(
        "comments and blank lines between fields",
        ("issuer: hdnd-tinh", "# cơ quan ban hành\n\nissuer: hdnd-tinh  # khóa"),
    ),
    good("fields in another order", ("demo: true\n", ""), ("title: ", "demo: true\ntitle: ")),
    good(
        "lists one entry a line",
        ("audiences: [nong-dan, ho-gia-dinh]", "audiences:\n  - nong-dan\n  - ho-gia-dinh"),
    ),
    good("no-break spaces from a word processor", ("Mỗi hộ được", "Mỗi\u00a0hộ\u202fđược")),
    good("joiners from the web", ("Mỗi hộ được", "Mỗi\u200b hộ\ufeff được")),
    good("no audiences", ("audiences: [nong-dan, ho-gia-dinh]\n", "")),
    good("no document of one's own, but an official posting", (DOCUMENT, "")),
    good(
        "a document in another language",
        ("    version: 1\n", "    version: 1\n    language: zh-Hans\n"),
    ),
    good("a key that says nothing", ("answer_due: 2027-01-10", "answer_due: ~")),
    good("keys and texts in quotes", ("demo: true", '"demo": "true"')),
    good("a hash within a word", ("in_person: Trụ sở", "in_person: Phòng A#2, trụ sở")),
    good(
        "brackets, quotes and braces in a text",
        ("title: Dự thảo Nghị quyết", 'title: "Dự thảo [lần 2] {bản sạch} ‘rút gọn’ \\"mới\\""'),
    ),
    good(
        "an ellipsis and dashes as typed by a word processor", ("Mỗi hộ được", "Mỗi hộ… – — được")
    ),
    good("emoji", ("Mỗi hộ được", "Mỗi hộ 🐝 được")),
    good(
        "letters of a minority language",
        ("short_title: Hỗ trợ hộ nuôi ong", "short_title: Pab cov tsev neeg yug muv"),
    ),
    good(
        "a form under a query and a fragment",
        ("hatinh.example/gop-y\n", "hatinh.example/gop-y?a=b&c=d#ong\n"),
    ),
    good("a form at a port", ("bieumau.hatinh.example/", "bieumau.hatinh.example:8443/")),
    good("a host in capitals", ("https://bieumau.hatinh", "https://BIEUMAU.hatinh")),
    # dates and rounds
    good("an hour on the last second", ("closes: 2026-12-10", "closes: 2026-12-10 23:59:59")),
    good(
        "open for an hour only, as an instant elsewhere",
        ("opens: 2026-11-02", "opens: 2026-11-01T17:00:00Z"),
    ),
    issued(
        "a second round on the day after the first",
        ("    opens: 2026-03-02", "    opens: 2026-02-07"),
        ("date: 2026-03-02}", "date: 2026-02-07}"),
    ),
    issued(
        "a second round at the hour at which the first ends",
        ("    closes: 2026-02-06", "    closes: 2026-02-06 17:00"),
        ("    opens: 2026-03-02", "    opens: 2026-02-06 17:00"),
        ("date: 2026-03-02}", "date: 2026-02-07}"),
    ),
    good("on the last day of a year", ("closes: 2026-12-10", "closes: 2026-12-31")),
    good(
        "an answer to be put out later",
        ("published: 2026-11-09T15:00+07:00", "published: 2026-12-24"),
    ),
    good("an hour on the closing day", ("closes: 2026-12-10", "closes: 2026-12-10 17:00")),
    good("an instant in UTC", ("closes: 2026-12-10", "closes: 2026-12-10T10:00Z")),
    good("opening at an hour", ("opens: 2026-11-02", "opens: 2026-11-02 08:00")),
    good(
        "an extension after closing opens again",
        ("closes: 2026-11-30\n", "closes: 2026-11-12\n"),
        ("opens: 2026-11-02", "opens: 2026-10-02"),
        ("  date: 2026-11-02\nstages", "  date: 2026-10-02\nstages"),
    ),
    good("a shortening", ("closes: 2026-12-10", "closes: 2026-11-25")),
    good(
        "two changes of the deadline",
        (CHANGE, CHANGE + "      - {closes: 2026-12-20, reason: Lũ lớn., decided: 2026-11-20}\n"),
    ),
    good(
        "a decision at an hour, put out the same day",
        (
            "decided: 2026-11-16\n        published: 2026-11-16T09:00+07:00",
            "decided: 2026-11-16 15:00\n        published: 2026-11-16",
        ),
    ),
    good(
        "a correction put out before its day",
        (
            "at: 2026-11-09, published: 2026-11-09T15:00+07:00",
            "at: 2026-11-12, published: 2026-11-09",
        ),
    ),
    good(
        "a stage put out before it happens",
        (
            "stage: registration, at: 2026-08-03, published: 2026-08-04",
            "stage: registration, at: 2026-08-03, published: 2026-08-01",
        ),
    ),
    good(
        "a round through Tết",
        ("opens: 2026-11-02\n    closes: 2026-11-30", "opens: 2027-01-20\n    closes: 2027-02-20"),
        (f"    deadline_changes:\n{CHANGE}", ""),
        ("  date: 2026-11-02\nstages", "  date: 2027-01-20\nstages"),
        ("answer_due: 2027-01-10", "answer_due: 2027-03-20"),
    ),
    good(
        "a round over 29 February",
        ("opens: 2026-11-02\n    closes: 2026-11-30", "opens: 2028-02-01\n    closes: 2028-02-29"),
        (f"    deadline_changes:\n{CHANGE}", ""),
        ("  date: 2026-11-02\nstages", "  date: 2028-02-01\nstages"),
        ("answer_due: 2027-01-10", "answer_due: 2028-02-29"),
    ),
    good(
        "posted before it opened here", ("  date: 2026-11-02\nstages", "  date: 2026-10-26\nstages")
    ),
    good(
        "posted after it opened here", ("  date: 2026-11-02\nstages", "  date: 2026-11-04\nstages")
    ),
    good(
        "a document with its own deadline",
        ("    date: 2026-11-02\nscope", "    closes: 2026-11-20\nscope"),
    ),
    good(
        "no round yet, as planned",
        (GOOD[GOOD.index("rounds:") : GOOD.index("official_posting")], ""),
    ),
    good(
        "a round of unknown dates needs no sections",
        (
            GOOD[GOOD.index("rounds:") : GOOD.index("official_posting")],
            "rounds: [{unknown: true}]\n",
        ),
        ("## Sự cần thiết ban hành\n\nMức hỗ trợ cũ thấp, nhiều hộ bỏ nghề.\n\n", ""),
    ),
    good("answer due on the closing day", ("answer_due: 2027-01-10", "answer_due: 2026-12-10")),
    good(
        "a shortened procedure that is long enough",
        ("demo: true", "shortened: {reason: Cấp bách.}\ndemo: true"),
    ),
    (
        "a short round under the shortened procedure",
        "chairman",
        (
            (f"    deadline_changes:\n{CHANGE}", ""),
            ("closes: 2026-11-30", "closes: 2026-11-05"),
            ("demo: true", "shortened:\n  reason: Phòng, chống lũ.\ndemo: true"),
        ),
    ),
    (
        "exactly the minimum",
        "chairman",
        ((f"    deadline_changes:\n{CHANGE}", ""), ("closes: 2026-11-30", "closes: 2026-11-12")),
    ),
    (
        "less than the minimum of a central body, which answers for it itself",
        "ministry",
        (("closes: 2023-09-27", "closes: 2023-08-25"),),
    ),
    good(
        "a meeting on the day of closing",
        (
            "at: 2026-11-26T14:00+07:00, ends: 2026-11-26T16:00+07:00",
            "at: 2026-12-10T23:00+07:00, ends: 2026-12-11T00:30+07:00",
        ),
    ),
    # procedure
    good(
        "social criticism before drafting",
        ("social_criticism, at: 2026-11-12", "social_criticism, at: 2026-08-20"),
    ),
    good(
        "steps not in the order of their dates in the list",
        (
            "  - {stage: registration, at: 2026-08-03, published: 2026-08-04}\n  - {stage: drafting, at: 2026-09-07, note: Khảo sát tại 12 xã.}\n",
            "  - {stage: drafting, at: 2026-09-07}\n  - {stage: registration, at: 2026-08-03}\n",
        ),
    ),
    good("stopped while open", ("social_criticism, at: 2026-11-12", "stopped, at: 2026-11-12")),
    good(
        "withdrawn while open",
        ("demo: true", "withdrawn: {reason: Gộp., at: 2026-11-12}\ndemo: true"),
    ),
    issued(
        "a second appraisal",
        (
            "  - {stage: submission, at: 2026-05-18}",
            "  - {stage: submission, at: 2026-05-18}\n  - {stage: appraisal, at: 2026-05-25}",
        ),
    ),
    issued("two steps on one day", ("appraisal, at: 2026-05-04", "appraisal, at: 2026-05-18")),
    issued(
        "steps left out",
        ("  - {stage: appraisal, at: 2026-05-04}\n  - {stage: submission, at: 2026-05-18}\n", ""),
    ),
    issued(
        "in force on the day of issue",
        ("effective: 2026-07-01", "effective: 2026-06-10"),
        ("effect, at: 2026-07-01", "effect, at: 2026-06-10"),
    ),
    issued("issued without a date of effect", ("  effective: 2026-07-01\n", "")),
    issued(
        "adopted on the last day of the round",
        ("closes: 2026-04-01", "closes: 2026-06-01"),
        ("summarised: {at: 2026-04-15}", "summarised: {at: 2026-06-01}"),
        ("answered: {at: 2026-04-27, published: 2026-04-28}", "answered: {at: 2026-06-01}"),
        ("answer_due: 2026-05-01", "answer_due: 2026-06-01"),
    ),
    # outcome
    issued(
        "nobody wrote",
        ("received: 12\n      accepted: 7\n      partly: 2\n      kept: 3", "received: 0"),
    ),
    issued("more opinions than were asked", ("asked: 40", "asked: 9")),
    issued(
        "opinions from nobody who was asked",
        ("agreed: 8", "agreed: 8\n      opined: 0\n      silent: 32"),
    ),
    issued("one paper with all opinions", ("received: 12", "documents: 1\n      received: 12")),
    issued("an opinion that is only noted", ("kept: 3", "kept: 2\n      noted: 1")),
    issued(
        "bodies by name",
        (
            "agreed: 8",
            "agreed: 8\n      agreed_bodies:\n        - agency: so-xay-dung\n          number: 12/SXD-VP\n          date: 2026-03-20",
        ),
    ),
    issued(
        "summary and answer on one day", ("answered: {at: 2026-04-27", "answered: {at: 2026-04-15")
    ),
    issued(
        "no figures at all",
        (
            "      asked: 40\n      agreed: 8\n      received: 12\n      accepted: 7\n      partly: 2\n      kept: 3\n",
            "",
        ),
    ),
    issued(
        "an answer after its due day",
        ("answered: {at: 2026-04-27, published: 2026-04-28}", "answered: {at: 2026-09-27}"),
    ),
    # bodies and places
    (
        "a body that has ended, in its own time",
        "former",
        (("agency: so-xay-dung", "agency: so-thong-tin-va-truyen-thong"),),
    ),
    (
        "a committee drafts for the council",
        "good",
        (("agency: so-nong-nghiep-va-moi-truong", "agency: ubnd-tinh"),),
    ),
    good("some communes only", ("places: [ha-tinh]", "places: [son-kim-1, nghi-xuan]")),
    # ways
    good("only a telephone", (WAYS, "comment: {phone: 0239 000 0102}\n")),
    good("only a place to go to", (WAYS, "comment: {in_person: Nhà văn hóa các thôn}\n")),
    good("no way of its own: the agency's is shown", (WAYS, "")),
    good("a form with a query", ("/gop-y\n", "/gop-y?nguon=trang\n")),
    # prose
    in_prose("a date of the policy", "Chính sách áp dụng đến hết ngày 31/12/2030."),
    in_prose("a term of the policy", "Thời hạn nộp hồ sơ là trước ngày 31/3/2027."),
    in_prose("a meeting to hear opinions", "Hội nghị lấy ý kiến tổ chức ngày 26/11/2026 tại xã."),
    in_prose(
        "another document's date", "Ý kiến về dự thảo Nghị quyết ngày 15/10/2026 đã được tiếp thu."
    ),
    in_prose("days, not dates", "Xã trả lời góp ý trong 5 ngày làm việc."),
    in_prose("fractions and numbers", "Khoảng 1/2 số hộ góp ý; tỷ lệ 05/12 xã đồng ý."),
    in_prose(
        "a link out, to a record, within the page",
        "[Luật](https://vanban.example/luat), [hồ sơ](duthao:ht-2026-001), [trên](#noi-dung).",
    ),
    in_prose("a link in code is no link", "Viết `[tên](tep.pdf)`."),
    in_prose("a footnote", "Một ý.[^1]\n\n[^1]: Chú thích."),
    in_prose("a less-than sign", "Hộ có \\< 20 đàn; 5 < 10."),
    in_prose("a line across, after a blank line", "Một ý.\n\n---\n\nHai ý."),
    in_prose("a number sign that is no heading", "#1 là mức cũ; mục #2 là mức mới."),
    in_prose("a heading of ours, moved in", " ### Ý kiến khác\n\nHạ điều kiện."),
    in_prose("code in a fence", "```\n## Không phải đề mục\n<b>không phải thẻ</b>\n```"),
    in_prose("entities", "Dưới 20 đàn &lt; 5; công ty A&B."),
    in_prose(
        "a link whose words hold brackets", "[Luật [mới]](https://vanban.example/luat_(2025))."
    ),
    in_prose("the word in a sentence", "Bảo vệ bí mật nhà nước; mật ong là sản phẩm chính."),
    in_prose("words that begin or end so", "MẬT ONG\n\nBẢO MẬT\n\nMẬT ĐỘ DÂN SỐ"),
    in_prose("not secret, and it is said", "Độ mật: Không."),
    in_prose("amounts of money", "Tổng kinh phí 912.345.678 đồng, gồm 123456789 đồng và 0,5 tỷ."),
    in_prose(
        "numbers of documents", "Theo Công văn số 1234/UBND-KT và Nghị quyết 146/2025/NQ-HĐND."
    ),
    in_prose("a tax code of a firm", "Mã số thuế: 0101234567."),
    in_prose("a hot line of four digits", "Gọi tổng đài 1022."),
    in_prose("an office's address under the state's domain", "Gửi về vanthu@soxd.hatinh.example."),
    in_prose("third-level headings", "### Ý kiến thứ nhất\n\nHạ điều kiện."),
    in_prose("a table of another kind", "| Xã | Số hộ |\n|---|---|\n| Sơn Kim 1 | 20 |"),
    good(
        "sections in another order",
        ("## " + SECTIONS[0], "## Nội dung khác"),
        (
            "## Câu hỏi xin ý kiến\n\n1. Mức hỗ trợ đã phù hợp chưa?",
            "## " + SECTIONS[0] + "\n\nMức cũ thấp.",
        ),
    ),
    good(
        "a comparison that is attached, in the place of a table",
        (TABLE, "Mức hỗ trợ tăng; từng điều xem ở bản so sánh đính kèm.\n\n"),
        (
            "documents:\n",
            "documents:\n  - kind: ban-so-sanh\n    title: Bản so sánh\n    url: https://hatinh.example/so-sanh\n",
        ),
    ),
    good(
        "several agencies, addresses and telephones",
        ("agency: so-nong-nghiep-va-moi-truong", "agency: [so-nong-nghiep-va-moi-truong, so-y-te]"),
        ("email: gopy-ht-2026-900@hatinh.example", "email: [a@hatinh.example, b@hatinh.example]"),
        ("phone: 0239 000 0102", "phone: [0239 000 0102, 0239 000 0101]\n  vneid: mục Góp ý"),
    ),
    good(
        "a letter that has a number and no file",
        (
            "        published: 2026-11-16T09:00+07:00\n",
            "        published: 2026-11-16T09:00+07:00\n        documents:\n"
            "          - {kind: cong-van, title: Công văn gia hạn, number: 12/SNN-VP, date: 2026-11-16}\n",
        ),
    ),
    good("nothing is known yet, and it is said", (PLACE, "Chưa có thông tin.")),
    good(
        "what is new as prose, where nothing is amended",
        (TABLE, "Trước đây chưa có quy định.\n\n"),
        ("sửa đổi, bổ sung một số điều của Nghị quyết về chính sách", "quy định chính sách"),
    ),
    good(
        "a comparison without blanks around its bars",
        (
            "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |",
            "|Nội dung|Quy định hiện hành|Dự thảo|Ai bị ảnh hưởng|",
        ),
    ),
    good(
        "the scheme does not apply",
        (
            "d: true, reason: Chính sách áp dụng cho mọi hộ nuôi ong trong tỉnh.",
            "d: false, reason: Chỉ một số xã.",
        ),
        ("places: [ha-tinh]", "places: [son-kim-1]"),
    ),
    good(
        "channels that were used but never planned",
        ("planned: 2026-11-02, done: 2026-11-02", "done: 2026-11-02"),
        ("planned: 2026-11-04, ", ""),
    ),
)
ODD = tuple((name, edited(BASES[base], edits)) for name, base, edits in _ROWS)
# What a computer, not a hand, makes different.
WRITTEN = (
    ("decomposed letters", unicodedata.normalize("NFD", GOOD).encode()),
    ("Windows line ends", GOOD.replace("\n", "\r\n").encode()),
    ("old Macintosh line ends", GOOD.replace("\n", "\r").encode()),
    ("a byte order mark", b"\xef\xbb\xbf" + GOOD.encode()),
    ("blanks after the fences", GOOD.replace("---\n", "--- \n", 2).encode()),
    ("no line end at the end", GOOD.rstrip("\n").encode()),
)
