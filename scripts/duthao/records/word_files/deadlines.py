"""From when and until when opinions are asked, and number and day of the letter.

"Trước ngày 02/6" ends with the first of June, but many who write it mean the second: it is asked, never taken. A term
counted in days is worked out and asked, since the day of posting is seldom that of the letter. An hour settles both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from duthao import clock
from duthao.errors import Say
from duthao.records.word_files.candidates import Certainty, FieldCandidate
from duthao.records.word_files.papers import ASKING, TELLING, Paper, PaperLine
from duthao.records.word_files.source_sentences import SourceSentence, single
from duthao.text import fold

_WEEKDAY = r"(?:\(?(?P<weekday{0}>thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)\)?\s*,?\s*)?"
_WEEKDAY_BEHIND = re.compile(
    r"\s*,?\s*\(?(thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)\b", re.IGNORECASE
)
_DATE = _WEEKDAY + r"(?:ngày\s+)?(?P<day{0}>\d{{1,2}})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month{0}>\d{{1,2}})(?:\s*(?:/|-|\.|,?\s*năm\s+)\s*(?P<year{0}>\d{{4}}))?(?![\d/])"  # fmt: skip
_HOUR = r"(?:(?P<hour{0}>\d{{1,2}})\s*(?:giờ|h|g|:)\s*(?P<minute{0}>\d{{2}})?['’]?\s*(?:phút)?\s*(?P<part{0}>sáng|trưa|chiều|tối)?\s*,?\s*(?:của\s+)?)?"
_LEAD = (
    r"(?P<lead>(?:trước\s+(?:khi\s+)?|đến\s+)?hết\s+giờ\s+(?:làm\s+việc|hành\s+chính)(?:\s+của)?|đến\s+trước|trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|đến|vào|trong))?(?:\s+(?:trước|hết))?|không\s+(?:muộn|chậm|quá)(?:\s+hơn)?(?:\s+quá)?"
    r"|(?:cho\s+)?đến\s+hết|hết|hạn\s+(?:cuối|chót)(?:\s+cùng)?(?:\s+(?:là|vào))?\s*:?|(?:thời\s+)?hạn\s+(?:góp\s+ý|gửi|nhận)[^.;:\d]{0,40}(?:là|:)(?:\s*(?:đến\s+hết|đến|trước))?|(?:cho\s+)?đến)\s*"
)
_BY = re.compile(rf"\b{_LEAD}{_HOUR.format('')}{_DATE.format('')}", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:bắt\s+đầu\s+)?\b(?:kể\s+)?từ\s+"
    + _HOUR.format("1")
    + _WEEKDAY.format("1")
    + r"(?:ngày\s+)?(?P<day1>\d{1,2})(?:\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month1>\d{1,2})(?:\s*(?:/|-|\.|,?\s*năm\s+)\s*(?P<year1>\d{4}))?)?(?![\d/])"
    rf"\s*(?:,\s*)?(?P<lead>(?:cho\s+)?(?:đến|tới)(?:\s+hết|\s+trước)?)\s+{_HOUR.format('')}{_DATE.format('')}",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?:trong\s+)?(?:thời\s+(?:hạn|gian)|vòng|hạn)?\s*(?:là\s+)?(?:ít\s+nhất\s+)?(?P<count>\d{1,3})\s+(?:\([^)]{1,30}\)\s+)?ngày(?P<working>\s+làm\s+việc)?,?\s+(?:tính\s+)?(?:kể\s+)?từ\s+(?:"
    + _DATE.format("1")
    + r"|(?P<event>(?:ngày|khi|thời điểm)\s+[^\d.;,()]{3,60}))",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?:đăng tải|đăng|lấy ý kiến|góp ý|bắt đầu|công khai|niêm yết)[^.;\d]{{0,80}}?\btừ\s+{_DATE.format('1')}",
    re.IGNORECASE,
)
# What a sentence is about, folded: the deadline for opinions, or another.
_ABOUT = re.compile(r"y kien|gop y|tham gia|gui (?:ve|den|lai|bang|van ban|truoc)|phan hoi|tra loi|het han|han cuoi|dong gop")  # fmt: skip
_NOT_ABOUT = re.compile(r"hieu luc|thong qua tai ky hop|trinh (?:hdnd|hoi dong|uy ban|ubnd)[^.]{0,40}(?:truoc|cham nhat)|ban hanh (?:truoc|cham nhat)|giai ngan|quyet toan")  # fmt: skip
_OPINIONS = re.compile(r"y kien|gop y|tham gia|dong gop|phan hoi")
_WAS = Say("Câu này kể việc đã làm. Đây có phải đợt lấy ý kiến của hồ sơ này không?", "The sentence tells what was done. Is it the asking of this record?")  # fmt: skip
_OTHER = Say("Đây có phải thời gian góp ý dự thảo này không?", "Is this when opinions on this draft are taken?")  # fmt: skip
_PAST = re.compile(r"\bda (?:to chuc |duoc )?(?:lay y kien|dang tai|gui|nhan duoc|tong hop)")
_NUMBER = re.compile(r"Số\s*:?\s*(?P<number>\d+[a-z]?\s*(?:/\d{4})?/[A-ZĐƯƠÂÊÔ][\w&.\-]*)")
_PLACE_AND_DAY = re.compile(r"[^,;:]{2,40}, ngày ", re.IGNORECASE)
_OF_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


class Written(NamedTuple):
    """A day as it is written: None where there is no such day; `guessed` where its year was not written."""

    day: date | None
    guessed: bool
    weekday: str


def find(papers: Sequence[Paper]) -> Iterator[FieldCandidate]:
    """Candidates for `letter.number`, `letter.date`, `rounds.0.opens` and `rounds.0.closes`."""
    asking = [paper for paper in papers if paper.kind in ASKING]
    heads = asking or [paper for paper in papers if paper.kind in TELLING]
    letters = [c for paper in heads for c in _letter(paper)]
    yield from letters
    days = [clock.parse_date(str(c.value)) for c in letters if c.field == "letter.date" and c.value]
    letter_day = days[0] if days else None
    found = [
        candidate
        for paper in (*asking, *(p for p in papers if p.kind in (*TELLING, "other")))
        for line, sentence in paper.sentences()
        for candidate in _in_sentence(paper, line, sentence, letter_day)
    ]
    yield from found
    if asking and not any(c.field == "rounds.0.opens" for c in found):
        yield from (_hint(c) for c in letters if c.field == "letter.date" and c.value)


def _letter(paper: Paper) -> Iterator[FieldCandidate]:
    for line in paper.left[:8] or paper.lines[:8]:
        if match := _NUMBER.search(line.text):
            number = re.sub(r"\s", "", match["number"])
            yield FieldCandidate("letter.number", number, match["number"], paper.source(line))
            break
    below = [line for line in paper.lines[:6] if _PLACE_AND_DAY.match(line.text)]
    for line in (*paper.right, *below):
        if match := _OF_DAY.search(line.text):
            source = paper.source(line)
            if day := _day(match[3], match[2], match[1]):
                yield FieldCandidate("letter.date", day.isoformat(), match[0], source)
            else:
                yield _no_such_day("letter.date", match[0], source)
            break


def _hint(letter: FieldCandidate) -> FieldCandidate:
    return letter._replace(
        field="rounds.0.opens",
        doubt="doubtful",
        question=Say(
            "Đây là ngày của công văn. Ngày bắt đầu lấy ý kiến (ngày đăng tải) có phải ngày này không?",
            "This is the day of the letter. Do opinions open (is the draft posted) on it?",
        ),
    )


def _in_sentence(
    paper: Paper, line: PaperLine, sentence: str, letter_day: date | None
) -> Iterator[FieldCandidate]:
    about = fold(sentence)
    if not _ABOUT.search(about) or _NOT_ABOUT.search(about):
        return
    source = paper.source(line, sentence)
    found = list(_ranges(sentence, source, letter_day)) or [
        *_terms(sentence, source),
        *_ends(sentence, source, letter_day),
        *_begins(sentence, source, letter_day),
    ]
    asked = None
    if _PAST.search(about):
        asked = _WAS
    elif paper.kind not in ASKING or not _OPINIONS.search(about):
        asked = _OTHER
    for candidate in found:
        if asked and candidate.doubt != "refused":
            question = _both(candidate.question, asked)
            candidate = candidate._replace(doubt="doubtful", question=question)
        yield _after_letter(candidate, letter_day)


def _after_letter(candidate: FieldCandidate, letter_day: date | None) -> FieldCandidate:
    """A deadline before the letter that sets it is a slip, or another deadline."""
    if candidate.field != "rounds.0.closes" or not candidate.value or letter_day is None:
        return candidate
    if clock.parse(str(candidate.value)).day >= letter_day:
        return candidate
    why = Say(
        f"Hạn này trước ngày của công văn ({clock.date_vi(letter_day)}).",
        f"This is before the day of the letter ({letter_day}).",
    )
    return candidate._replace(value="", doubt="refused", question=why)


def _ranges(
    sentence: str, source: SourceSentence, letter_day: date | None
) -> Iterator[FieldCandidate]:
    for match in _RANGE.finditer(sentence):
        begin, end = _both_ends(match, letter_day)
        if end.day is None or begin.day is None:
            field = "rounds.0.closes" if end.day is None else "rounds.0.opens"
            yield _no_such_day(field, match[0], source)
            continue
        value, question = begin.day.isoformat(), _of_weekday(begin)
        if match["hour1"]:
            value, asked = _to_the_hour(match, "1", begin.day)
            question = _both(question, asked)
        if begin.day > end.day:
            question = Say("Ngày bắt đầu sau ngày kết thúc: năm nào?", "It begins after it ends: of which year?")  # fmt: skip
        doubt = _doubt(question) if value else "refused"
        yield FieldCandidate("rounds.0.opens", value, match[0], source, doubt, question)
        yield _closing(match, end, source, in_range=True)


def _both_ends(match: re.Match[str], letter_day: date | None) -> tuple[Written, Written]:
    """The two days of "từ ngày 20/12 đến hết ngày 15/01/2027": what the first lacks it has from the second."""
    first_year = match["year1"] or (str(letter_day.year) if letter_day else "")
    near = (
        _day(first_year, match["month1"] or match["month"], match["day1"]) if first_year else None
    )
    end = _written(match, "", near or letter_day)
    year = int(match["year1"] or (end.day.year if end.day else first_year or 0))
    begin = _day(str(year), match["month1"] or match["month"], match["day1"])
    if begin and end.day and begin > end.day and not match["year1"]:
        begin = _day(str(year - 1), match["month1"] or match["month"], match["day1"])
    return Written(begin, False, fold(single(match["weekday1"] or ""))), end


def _ends(
    sentence: str, source: SourceSentence, letter_day: date | None
) -> Iterator[FieldCandidate]:
    for match in _BY.finditer(sentence):
        end = _written(match, "", letter_day)
        if end.day is None:
            if match["year"] or letter_day:
                yield _no_such_day("rounds.0.closes", match[0], source)
            continue
        yield _closing(match, end, source, in_range=False)


def _closing(
    match: re.Match[str], end: Written, source: SourceSentence, in_range: bool
) -> FieldCandidate:
    assert end.day
    lead = fold(single(match["lead"]))
    value, question = end.day.isoformat(), _of_weekday(end)
    if end.guessed:
        question = _both(question, Say(f"Văn bản không ghi năm; hiểu là năm {end.day.year}.", f"No year is written; {end.day.year} is assumed."))  # fmt: skip
    if match["hour"]:
        value, asked = _to_the_hour(match, "", end.day)
        question = _both(question, asked)
    elif "gio" in lead.split():
        asked = Say(
            f"«{single(match[0])}»: mấy giờ? Không ghi giờ thì nhận đến hết 24 giờ ngày {clock.date_vi(end.day)}.",
            f"`{single(match[0])}`: at what hour? Without one, opinions are taken until the end of {end.day}.",
        )
        question = _both(question, asked)
    elif "truoc" in lead.split():
        before = end.day - timedelta(days=1)
        value = before.isoformat()
        asked = Say(
            f"«{single(match[0])}»: đến hết ngày {clock.date_vi(before)}, hay đến hết ngày {clock.date_vi(end.day)}?",
            f"`{single(match[0])}`: until the end of {before}, or of {end.day}?",
        )
        question = _both(question, asked)
    elif not in_range and lead in ("den", "cho den"):
        asked = Say(
            f"«{single(match[0])}»: có tính cả ngày {clock.date_vi(end.day)} không?",
            f"`{single(match[0])}`: is {end.day} included?",
        )
        question = _both(question, asked)
    if not value:
        return FieldCandidate("rounds.0.closes", "", match[0], source, "refused", question)
    return FieldCandidate("rounds.0.closes", value, match[0], source, _doubt(question), question)


def _to_the_hour(match: re.Match[str], which: str, day: date) -> tuple[str, Say | None]:
    """`2026-06-02 17:00`; 24:00 is the whole day, and midnight of its beginning is asked."""
    hour, minute = int(match[f"hour{which}"]), int(match[f"minute{which}"] or 0)
    part = fold(match[f"part{which}"] or "")
    if part in ("chieu", "toi") and hour < 12:
        hour += 12
    if (hour, minute) == (24, 0):
        return day.isoformat(), None
    if hour > 23 or minute > 59:
        return "", Say(f"Không có giờ {hour}:{minute:02d}.", f"There is no {hour}:{minute:02d}.")
    value = f"{day.isoformat()} {hour:02d}:{minute:02d}"
    if (hour, minute) == (0, 0):
        return value, Say("0 giờ là lúc ngày ấy bắt đầu. Đúng ý như vậy không?", "0:00 is when that day begins. Is that meant?")  # fmt: skip
    if hour < 7 and not part:
        return value, Say(f"{hour} giờ sáng hay {hour + 12} giờ?", f"{hour} a.m. or p.m.?")
    return value, None


def _terms(sentence: str, source: SourceSentence) -> Iterator[FieldCandidate]:
    for match in _TERM.finditer(sentence):
        words, count = single(match[0]), int(match["count"])
        begin = _written(match, "1", None) if match["day1"] else None
        if match["working"] or begin is None or begin.day is None:
            question = Say(
                f"«{words}»: tính ra hạn góp ý là ngày nào? Ghi ngày đăng tải và ngày kết thúc.",
                f"`{words}`: which day is that? Give the day of posting and the last day.",
            )
            yield FieldCandidate("rounds.0.closes", "", words, source, "doubtful", question)
            continue
        end = begin.day + timedelta(days=count)
        yield FieldCandidate("rounds.0.opens", begin.day.isoformat(), words, source, "doubtful", Say("Ngày này có phải ngày bắt đầu lấy ý kiến không?", "Do opinions open on this day?"))  # fmt: skip
        question = Say(
            f"«{words}»: không tính ngày đầu thì đến hết ngày {clock.date_vi(end)}, tính cả ngày đầu thì đến hết ngày "
            f"{clock.date_vi(end - timedelta(days=1))}. Ngày nào?",
            f"`{words}`: until the end of {end}, or with the first day counted of {end - timedelta(days=1)}?",
        )
        yield FieldCandidate(
            "rounds.0.closes", end.isoformat(), words, source, "doubtful", question
        )


def _begins(
    sentence: str, source: SourceSentence, letter_day: date | None
) -> Iterator[FieldCandidate]:
    if _TERM.search(sentence):
        return
    for match in _FROM.finditer(sentence):
        begin = _written(match, "1", letter_day)
        if begin.day is None:
            continue
        question = _of_weekday(begin)
        yield FieldCandidate("rounds.0.opens", begin.day.isoformat(), match[0], source, _doubt(question), question)  # fmt: skip


def _written(match: re.Match[str], which: str, near: date | None) -> Written:
    year = match[f"year{which}"]
    named = year or (str(near.year) if near else "")
    day = _day(named, match[f"month{which}"], match[f"day{which}"]) if named else None
    guessed = not year
    if day and guessed and near and which == "" and (near - day).days > 180:
        day = _day(str(near.year + 1), match["month"], match["day"])
    behind = _WEEKDAY_BEHIND.match(match.string, match.end()) if not which else None
    weekday = match[f"weekday{which}"] or (behind[1] if behind else "")
    return Written(day, guessed, fold(single(weekday)))


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return clock.parse_date(f"{year}-{int(month):02d}-{int(day):02d}")
    except ValueError:
        return None


def _of_weekday(written: Written) -> Say | None:
    """A weekday that is not that of the day: one of the two is a slip."""
    if not written.weekday or written.day is None:
        return None
    real = clock.weekday(written.day)
    if fold(real) == written.weekday:
        return None
    shown = clock.date_vi(written.day)
    return Say(f"Ngày {shown} là {real}, không phải thứ đã ghi: ngày nào đúng?", f"{written.day} is no such weekday: which day is right?")  # fmt: skip


def _no_such_day(field: str, words: str, source: SourceSentence) -> FieldCandidate:
    why = Say(f"«{single(words)}»: không có ngày này.", f"`{single(words)}`: there is no such day.")
    return FieldCandidate(field, "", words, source, "refused", why)


def _doubt(question: Say | None) -> Certainty:
    return "doubtful" if question else "certain"


def _both(one: Say | None, other: Say | None) -> Say | None:
    if one is None or other is None:
        return one or other
    return Say(f"{one.vi} {other.vi}", f"{one.en} {other.en}")
