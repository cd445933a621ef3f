"""A translation has somebody who stands for it, is of the present Vietnamese text, and sets no date of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao import written_dates
from duthao.domain.draft import Draft
from duthao.domain.language_codes import OTHER_CODES, VIETNAMESE
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.translation_files import foreign_dates, translated_text
from duthao.records.translation_files.translated_text import (
    PARTS,
    RADIO,
    Part,
    TranslatedText,
)
from duthao.rules import Context, Rule
from duthao.written_dates import WrittenDate

RULES = {
    "translation-form": Rule(
        "Phần khai báo của bản dịch không đúng dạng",
        "Chỉ giữ «source»; mã băm của từng phần thì chép từ lệnh «duthao translate».",
    ),
    "translation-language": Rule(
        "Mã ngôn ngữ của bản dịch không dùng được",
        "Ghi mã đã nêu; tiếng Việt là bản gốc, không phải bản dịch.",
    ),
    "translation-missing": Rule(
        "Hồ sơ khai báo bản dịch mà không có tệp",
        "Chép tệp bản dịch vào cạnh index.md, hoặc xóa phần khai báo ở «translations».",
    ),
    "translation-undeclared": Rule(
        "Bản dịch không có người dịch, người hiệu đính", "Khai báo ở «translations».", "warning"
    ),
    "translation-incomplete": Rule(
        "Bản dịch thiếu tên dự thảo hoặc tóm tắt",
        "Dịch đủ hai phần «Tên dự thảo» và «Tóm tắt»; các phần khác có thể để sau.",
    ),
    "translation-stale": Rule(
        "Bản dịch không còn khớp bản tiếng Việt",
        "Dịch lại phần ấy, hiệu đính, rồi ghi mã băm mới.",
        "warning",
    ),
    "translation-date": Rule(
        "Bản dịch ghi một ngày mà bản tiếng Việt không có",
        "Sửa hoặc xóa ngày ấy; thời hạn thì trang tự ghi bằng ngôn ngữ của bản dịch.",
    ),
    "deadline-in-translation": Rule(
        "Bản dịch ghi lại thời hạn lấy ý kiến",
        "Bỏ ngày trong bản dịch: trang tự ghi, và tự đổi khi gia hạn.",
        "warning",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """What was declared and what is there, what the Vietnamese text has become since, and the dates."""
    draft = record.draft
    for lang in draft.translations:
        if lang == VIETNAMESE or lang in OTHER_CODES:
            yield _language(record, lang)
        elif f"{lang}.md" not in record.side_files:
            yield record.finding(
                "translation-missing",
                ("translations", lang),
                Say(f"Không có bản dịch: thiếu tệp {lang}.md.", f"There is no file {lang}.md."),
                Say(
                    f"Chạy «duthao translate {record.id} {lang}» để tạo tệp, hoặc xóa phần khai báo này.",
                    f"Make it with `duthao translate {record.id} {lang}`, or delete the declaration.",
                ),
            )
    for lang, text in record.translations.items():
        if lang not in draft.translations:
            if text.parts:
                yield _undeclared(record, text)
        elif text.shown or not text[RADIO]:  # a script alone needs no title
            yield from _incomplete(text)
            yield from _stale(record, text)
            yield from _dates(record, text)


def _language(record: Record, lang: str) -> Finding:
    where = ("translations", lang)
    if lang == VIETNAMESE:
        message = Say("Tiếng Việt là bản gốc, không phải bản dịch.", "Vietnamese is the original.")
        remedy = Say(
            f"Xóa khai báo «{lang}» và tệp {lang}.md; nội dung tiếng Việt ghi ở index.md.",
            f"Delete the declaration `{lang}` and {lang}.md; Vietnamese text stands in index.md.",
        )
    else:
        code = OTHER_CODES[lang]
        message = Say(
            f"Mã ngôn ngữ «{lang}» không dùng trên trang này: trang ghi là «{code}».",
            f"The language `{lang}` is called `{code}` here.",
        )
        remedy = Say(
            f"Ghi «{code}» và đổi tên tệp {lang}.md thành {code}.md.",
            f"Write `{code}` and rename {lang}.md to {code}.md.",
        )
    return record.finding("translation-language", where, message, remedy)


def _undeclared(record: Record, text: TranslatedText) -> Finding:
    return Finding(
        text.path,
        0,
        "translation-undeclared",
        Say(
            "Bản dịch không có người dịch, người hiệu đính nên không được công bố.",
            "A translation without translator and reviewer is not published.",
        ),
        Say(
            f"Khai báo ở «translations» như lệnh «duthao translate {record.id} {text.lang}» in ra.",
            f"Declare it under `translations`, as `duthao translate {record.id} {text.lang}` prints.",
        ),
    )


def _incomplete(text: TranslatedText) -> Iterator[Finding]:
    there = {translated_text.TITLE: text.title, translated_text.SUMMARY: text.summary}
    for key, words in there.items():
        if not words:
            yield Finding(
                text.path,
                0,
                "translation-incomplete",
                Say(
                    f"Bản dịch chưa có phần «{PARTS[key]}».",
                    f"The part `{PARTS[key]}` is not translated.",
                ),
                Say(f"Viết dưới đề mục «## {PARTS[key]}».", f"Write it below `## {PARTS[key]}`."),
                field=("body", key),
            )


def _stale(record: Record, text: TranslatedText) -> Iterator[Finding]:
    now = translated_text.digests(record.draft, record.body)
    for part in text.stale(record.draft, record.body):
        name = PARTS[part.key]
        if part.key not in now:
            yield Finding(
                text.path,
                part.line,
                "translation-stale",
                Say(
                    f"Bản tiếng Việt không có phần «{name}».",
                    f"The Vietnamese text has no part `{name}`.",
                ),
                Say("Xóa phần này trong bản dịch.", "Delete this part of the translation."),
                field=("body", part.key),
            )
            continue
        yield Finding(
            text.path,
            part.line,
            "translation-stale",
            Say(
                f"Bản tiếng Việt của phần «{name}» đã thay đổi sau khi dịch; trang ghi là bản dịch cũ.",
                f"The Vietnamese of `{name}` changed since; the page says that the translation is old.",
            ),
            Say(
                f'Dịch lại, hiệu đính, rồi ghi ở «source»: {part.key}: "{now[part.key]}"',
                f'Revise it, then write under `source`: {part.key}: "{now[part.key]}"',
            ),
            field=("body", part.key),
        )


def _dates(record: Record, text: TranslatedText) -> Iterator[Finding]:
    """Dates that the Vietnamese text has may be translated; of all others the record knows better."""
    known: tuple[WrittenDate, ...] | None = None
    for part in text.shown:
        for written in foreign_dates.find(part.markdown):
            if known is None:
                source = translated_text.source_texts(record.draft, record.body)
                known = written_dates.find("\n\n".join(source.values()))
            if not any(written.agrees(other) for other in known):
                yield _date(record.draft, text, part, written)


def _date(draft: Draft, text: TranslatedText, part: Part, written: WrittenDate) -> Finding:
    line = part.text_line + part.markdown.count("\n", 0, written.start)
    if any(written.is_of(day) for day in _current(draft)):
        return Finding(
            text.path,
            line,
            "deadline-in-translation",
            Say(
                f"Bản dịch ghi lại ngày «{written.text}» của đợt lấy ý kiến.",
                f"The translation repeats `{written.text}`, a date of the round.",
            ),
            Say(
                "Bỏ ngày này: trang tự ghi thời hạn bằng ngôn ngữ của bản dịch, và tự đổi khi gia hạn.",
                "Leave it out: the page says the deadline in that language, and changes it on an extension.",
            ),
            field=("body", part.key),
        )
    return Finding(
        text.path,
        line,
        "translation-date",
        Say(
            f"Bản dịch ghi ngày «{written.text}», bản tiếng Việt không có ngày này.",
            f"The translation has `{written.text}`, a date that the Vietnamese text has not.",
        ),
        Say(
            "Sửa cho đúng bản tiếng Việt, hoặc xóa ngày; thời hạn thì trang tự ghi.",
            "Mend it after the Vietnamese text, or delete it; deadlines are said by the page.",
        ),
        field=("body", part.key),
    )


def _current(draft: Draft) -> set[date]:
    """The opening and the closing of every round as they hold in the end."""
    days = {closings[-1].closes.day for r in draft.rounds if (closings := deadlines(r))}
    return days | {r.opens.day for r in draft.rounds if r.opens}
