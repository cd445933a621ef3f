"""What somebody meant to fill in, and what says nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from duthao.errors import Finding, Say
from duthao.records.meeting_files.readable_texts import ReadableTexts, of_record, of_site
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Library, Rule

RULES = {
    "placeholder-left": Rule("Còn chỗ chờ điền", "Điền nội dung, hoặc xóa chỗ đó."),
    "dots-left": Rule("Còn hàng dấu chấm chờ điền", "Điền nội dung thay cho hàng chấm.", "warning"),
    "blank-date-left": Rule(
        "Còn ngày, tháng để trống", "Ghi đủ ngày, hoặc viết lại câu.", "warning"
    ),
    "filler-text": Rule("Còn chữ thử, chữ mẫu", "Xóa chữ mẫu, viết nội dung thật."),
    "note-to-self": Rule(
        "Còn lời nhắc của người soạn", "Làm việc được nhắc rồi xóa lời nhắc.", "warning"
    ),
    "sections-same": Rule(
        "Nhiều đề mục cùng một nội dung",
        "Viết nội dung riêng cho từng đề mục; chưa rõ thì ghi «Chưa có thông tin».",
        "warning",
    ),
    "reason-wordless": Rule("Lý do không nói gì", "Viết lý do thành câu để người dân hiểu."),
    "note-wordless": Rule("Nội dung thay đổi không nói gì", "Viết rõ đã thay đổi điều gì."),
    "title-wordless": Rule("Tên dự thảo không nói gì", "Viết tên đầy đủ theo thể thức."),
    "summary-wordless": Rule("Tóm tắt không nói gì", "Viết ai được gì, phải làm gì, từ bao giờ."),
    "summary-is-title": Rule(
        "Tóm tắt chép lại tên dự thảo", "Viết ai được gì, phải làm gì, từ bao giờ.", "warning"
    ),
    "document-title-is-file": Rule(
        "Tên tài liệu là tên tệp", "Viết tên tài liệu, ví dụ «Tờ trình».", "warning"
    ),
    "title-form": Rule(
        "Tên dự thảo có dấu thừa ở cuối", "Bỏ dấu chấm, dấu phẩy ở cuối tên.", "warning"
    ),
}


class _Sign(NamedTuple):
    """What is looked for: `pattern` only where one of `signals` stands, or where a bracket opens with one of `heads`.

    What is all dots is none in a quotation: there it stands for what the quotation leaves out.
    """

    rule: str
    pattern: re.Pattern[str]
    signals: tuple[str, ...]
    heads: tuple[str, ...]
    message: Callable[[str], Say]
    remedy: Say


_TO_FILL = ("điền", "nhập", "chèn", "bổ sung sau")
# «nhập khẩu», «nhập ngũ», «điền kinh» are words of their own, and «điền đủ mẫu số 01» is told to the reader.
_WHAT = r"(?:vào|ở|tại|nội\s+dung|số|tên|ngày|thông\s+tin|mức|địa|lý\s+do|tiếp|sau|\.{2,}|…)"
_TO_DO = (
    *(
        "nháp",
        "bản nháp",
        "chưa chốt",
        "cần bổ sung",
        "cần kiểm tra",
        "cần xác minh",
        "cần hỏi lại",
        "xem lại",
    ),
    *(
        "sửa sau",
        "hỏi lại",
        "chờ ý kiến",
        "xin ý kiến anh",
        "xin ý kiến chị",
        "xin ý kiến lãnh đạo",
    ),
)
_BLANKS = ("[...", "[…", "[__", "[xx", "[XX", "[ ]", "XXXX", "_____")
_SIGNS = (
    _Sign(
        "placeholder-left",
        re.compile(
            rf"[\[{{<]\s*(?:(?:điền|nhập|chèn)\s+{_WHAT}(?!\w)[^\]}}>\n]{{0,80}}|điền|chèn|bổ\s+sung\s+sau)\s*[\]}}>](?!\()"
            r"|\((?:điền|nhập)\s+(?:(?:vào|ở|tại)\s+đây|sau)\)"
            r"|\[\s*(?:\.{2,}|…+|_{2,}|x{2,})\s*\]|\bX{4,}\b|_{5,}",
            re.IGNORECASE,
        ),
        _BLANKS,
        _TO_FILL,
        lambda t: Say(f"Còn chỗ chờ điền «{t[:60]}».", f"To be filled in: `{t[:60]}`."),
        Say("Điền nội dung, hoặc xóa chỗ đó.", "Fill it in or delete it."),
    ),
    _Sign(
        "dots-left",
        re.compile(r"\.{6,}|…{2,}|(?:\. ){5,}"),
        ("......", "……", ". . ."),
        (),
        lambda t: Say("Còn hàng dấu chấm chờ điền.", "A row of dots is left to be filled in."),
        Say("Điền nội dung thay cho hàng chấm.", "Fill in what the dots stand for."),
    ),
    _Sign(
        "blank-date-left",
        re.compile(
            r"ngày\s{0,4}(?:…|\.{2,5}|_{1,9})?\s{0,4}tháng\s{0,4}(?:…|\.{2,5}|_{1,9}|\s{2,9})\s{0,4}năm|(?:…|\.{2,5})/\s?(?:…|\.{2,5})/\s?20\d\d"
        ),
        (
            "tháng …",
            "tháng…",
            "tháng ..",
            "tháng..",
            "tháng _",
            "tháng  ",
            "…/20",
            "../20",
            "…/ 20",
        ),
        (),
        lambda t: Say(f"Còn ngày để trống: «{t[:40]}».", f"A date is blank: `{t[:40]}`."),
        Say("Ghi đủ ngày, hoặc viết lại câu.", "Give the date, or write the sentence anew."),
    ),
    _Sign(
        "filler-text",
        re.compile(
            r"\b(?:lorem ipsum|dolor sit amet|asdf\w*|qwerty|blah blah|abc xyz|test test|aaaa+)\b",
            re.I,
        ),
        (
            "orem ipsum",
            "OREM IPSUM",
            "dolor sit amet",
            "asdf",
            "qwerty",
            "blah blah",
            "abc xyz",
            "test test",
            "aaaa",
        ),
        (),
        lambda t: Say(f"Còn chữ mẫu «{t}».", f"Filler text is left: `{t}`."),
        Say("Xóa chữ mẫu, viết nội dung thật.", "Delete it and write the text."),
    ),
    _Sign(
        "note-to-self",
        re.compile(
            rf"\b(?:TODO|FIXME|TBD)\b|[\[(]\s*(?:{'|'.join(_TO_DO)})\b[^\])\n]{{0,60}}[\])](?!\()|(?<!\?)\?\?(?!\?)",
            re.IGNORECASE,
        ),
        ("TODO", "FIXME", "TBD", "??"),
        _TO_DO,
        lambda t: Say(f"Còn lời nhắc «{t[:60]}».", f"A note to the author is left: `{t[:60]}`."),
        Say("Làm việc được nhắc rồi xóa lời nhắc.", "Do it, then delete the note."),
    ),
)


def _brackets(text: str) -> list[str]:
    """The first letters after each opening bracket."""
    return [
        piece[:24].lstrip().casefold()
        for opening in "[(<{"
        if opening in text
        for piece in text.split(opening)[1:]
    ]


def _is_left_out(text: str, found: re.Match[str]) -> bool:
    """Whether it is dots within quotation marks."""
    if _LETTER.search(found[0]):
        return False
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return (
        before.count("«") > before.count("»")
        or before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
    )


_LETTER = re.compile(r"[^\W\d_]")
_NONE_OF_IT = re.compile(r"\W*(?:không|chưa)\b", re.IGNORECASE)
_ENOUGH = 12  # signs of a section below which it may well be as short as another («Không.»)
_FILE_NAME = re.compile(
    r"[^\s]+\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|jpe?g|png)", re.IGNORECASE
)
_TITLE_END = re.compile(r"[.,;:]$")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Texts by their signs; then the fields that have to say something."""
    yield from _signs(of_record(record))
    yield from _sections(record)
    yield from _reasons(record)
    yield from _names(record)


def check_all(library: Library) -> Iterator[Finding]:
    """What meetings of the site still have to be filled in."""
    for readable in of_site(library.registers.meetings):
        yield from _signs(readable)


def _signs(readable: ReadableTexts) -> Iterator[Finding]:
    whole, texts, finding = readable
    opened = _brackets(whole)
    for sign in _SIGNS:
        if any(signal in whole for signal in sign.signals) or any(
            head.startswith(sign.heads) for head in opened
        ):
            for loc, part in texts:
                found = next(
                    (f for f in sign.pattern.finditer(part) if not _is_left_out(part, f)), None
                )
                if found:
                    start, width = found.start(), len(found[0])
                    yield finding(sign.rule, loc, start, width, sign.message(found[0]), sign.remedy)


def _sections(record: Record) -> Iterator[Finding]:
    by_text = defaultdict(list)
    for section in record.body.sections:
        text = section.markdown.strip()
        if len(text) >= _ENOUGH:
            by_text[text].append(section)
    for same in by_text.values():
        if len(same) >= 3 and not _NONE_OF_IT.match(same[0].markdown):
            names = ", ".join(f"«{section.heading}»" for section in same[:3])
            yield Finding(
                record.path,
                same[1].line,
                "sections-same",
                Say(
                    f"{len(same)} đề mục có cùng một nội dung: {names}.",
                    f"{len(same)} sections have the same text: {names}.",
                ),
                Say(
                    "Viết nội dung riêng cho từng đề mục; chưa rõ thì ghi «Chưa có thông tin».",
                    "Write what belongs in each; where nothing is known yet, say so.",
                ),
                field=record.field_at(same[1].line),
            )


def _says_nothing(text: str | None) -> bool:
    return text is not None and len(_LETTER.findall(text)) < 2


def _reasons(record: Record) -> Iterator[Finding]:
    draft = record.draft
    reasons: list[tuple[Loc, str | None]] = []
    for number, round_ in enumerate(draft.rounds):
        loc: Loc = ("rounds", number)
        for place, change in enumerate(round_.deadline_changes):
            reasons.append(((*loc, "deadline_changes", place, "reason"), change.reason))
        if round_.outcome and round_.outcome.no_report:
            reasons.append(
                ((*loc, "outcome", "no_report", "reason"), round_.outcome.no_report.reason)
            )
    if draft.shortened:
        reasons.append((("shortened", "reason"), draft.shortened.reason))
    if draft.withdrawn:
        reasons.append((("withdrawn", "reason"), draft.withdrawn.reason))
        if back := draft.withdrawn.reinstated:
            reasons.append((("withdrawn", "reinstated", "reason"), back.reason))
    for loc, reason in reasons:
        if _says_nothing(reason):
            yield record.finding(
                "reason-wordless",
                loc,
                Say(f"Lý do «{reason}» không nói gì.", f"The reason `{reason}` says nothing."),
                Say(
                    "Viết lý do thành câu, ví dụ «Nhiều xã đề nghị có thêm thời gian.»",
                    "Write a sentence that people understand.",
                ),
            )
    for place, entry in enumerate(draft.changes):
        if _says_nothing(entry.note):
            yield record.finding(
                "note-wordless",
                ("changes", place, "note"),
                Say(
                    f"Nội dung thay đổi «{entry.note}» không nói gì.",
                    f"The note `{entry.note}` says nothing.",
                ),
                Say(
                    "Viết rõ đã thay đổi điều gì, ở điều nào, ví dụ «Đính chính mức hỗ trợ ở Điều 3.»",
                    "Say what was changed, and where.",
                ),
            )


def _names(record: Record) -> Iterator[Finding]:
    draft = record.draft
    title = Say(
        "Viết tên đầy đủ theo thể thức; tên ngắn là tên gọi thường ngày, ví dụ «Hỗ trợ hộ nuôi ong».",
        "Write the full title; the short one is how people call it.",
    )
    for field, least in (("title", 2), ("short_title", 1)):
        if _is_short(text := getattr(draft, field), least):
            message = Say(f"Tên «{text}» không nói gì.", f"The title `{text}` says nothing.")
            yield record.finding("title-wordless", (field,), message, title)
    summary = Say(
        "Viết ai được gì, phải làm gì, từ bao giờ.",
        "Say who gets what, who must do what, and from when.",
    )
    if _is_short(draft.summary, 2):
        yield record.finding(
            "summary-wordless",
            ("summary",),
            Say(f"Tóm tắt «{draft.summary}» không nói gì.", f"`{draft.summary}` says nothing."),
            summary,
        )
    bare = " ".join(draft.summary.split()).rstrip(".").casefold()
    if bare and bare in {
        draft.title.rstrip(".").casefold(),
        draft.short_title.rstrip(".").casefold(),
    }:
        yield record.finding(
            "summary-is-title",
            ("summary",),
            Say("Tóm tắt chép lại tên dự thảo.", "The summary repeats the title."),
            summary,
        )
    for field in ("title", "short_title"):
        if end := _TITLE_END.search(getattr(draft, field)):
            yield record.finding(
                "title-form",
                (field,),
                Say(f"Tên dự thảo kết thúc bằng «{end[0]}».", f"The title ends with `{end[0]}`."),
                Say("Bỏ dấu ở cuối tên.", "Remove it."),
            )
    for loc, document in record.documents():
        if _FILE_NAME.fullmatch(document.title):
            yield record.finding(
                "document-title-is-file",
                (*loc, "title"),
                Say(
                    f"Tên tài liệu «{document.title}» là tên tệp.",
                    f"`{document.title}` is the name of a file.",
                ),
                Say("Viết tên tài liệu, ví dụ «Tờ trình».", "Write what the document is called."),
            )


def _is_short(text: str, words: int) -> bool:
    return len(text.split()) < words or not _LETTER.search(text)
