"""From when and until when opinions are asked, and number and day of the letter.

None of them is ever certain: a dossier names many days, and one that is taken for the public's deadline and is another
cannot be taken back. Each is asked with its sentence and the value that would be written. "Trước ngày 02/6" ends with the
first of June, but many who write it mean the second; a term counted in days is worked out from the day that is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from duthao import clock
from duthao.errors import Say
from duthao.records.word_files import deadline_sentences
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.papers import ASKING, TELLING, Paper
from duthao.records.word_files.source_sentences import SourceSentence, single
from duthao.records.word_files.written_days import (
    Written,
    day_of,
    named_weekday,
    of_weekday,
    of_year,
    to_the_hour,
    written,
    year_written,
)
from duthao.text import fold
from duthao.written_dates import DATE, HOUR, WEEKDAY

_LEAD = (
    r"(?P<lead>(?:trước\s+(?:khi\s+)?|đến\s+)?hết\s+giờ\s+(?:làm\s+việc|hành\s+chính)(?:\s+của)?|đến\s+trước|trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|đến|vào|trong))?(?:\s+(?:trước|hết))?|không\s+(?:muộn|chậm|quá)(?:\s+hơn)?(?:\s+quá)?"
    r"|(?:cho\s+)?đến\s+hết|hết|hạn\s+(?:cuối|chót)(?:\s+cùng)?(?:\s+(?:là|vào))?\s*:?|(?:thời\s+)?hạn\s+(?:góp\s+ý|gửi|nhận)[^.;:\d]{0,40}(?:là|:)(?:\s*(?:đến\s+hết|đến|trước))?|(?:cho\s+)?đến)\s*"
)
_BY = re.compile(rf"\b{_LEAD}{HOUR.format('')}{DATE.format('')}", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:bắt\s+đầu\s+)?\b(?:kể\s+)?từ\s+"
    + HOUR.format("1")
    + WEEKDAY.format("1")
    + r"(?:ngày\s+)?(?P<day1>\d{1,2})(?:\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month1>\d{1,2})(?:\s*(?:/|-|\.|,?\s*năm\s+)\s*(?P<year1>\d{4})|/(?P<short1>\d\d))?)?(?![\d/])"
    rf"\s*(?:,\s*)?(?P<lead>(?:cho\s+)?(?:đến|tới)(?:\s+hết|\s+trước)?)\s+{HOUR.format('')}{DATE.format('')}",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?:trong\s+)?(?:thời\s+(?:hạn|gian)|vòng|hạn)?\s*(?:là\s+)?(?:ít\s+nhất\s+)?(?P<count>\d{1,3})\s+(?:\([^)]{1,30}\)\s+)?ngày(?P<working>\s+làm\s+việc)?,?\s+(?:tính\s+)?(?:kể\s+)?từ\s+(?:"
    + DATE.format("1")
    + r"|(?P<event>(?:ngày|khi|thời điểm)\s+[^\d.;,()]{3,60}))",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?:đăng tải|đăng|lấy ý kiến|góp ý|bắt đầu|công khai|niêm yết)[^.;\d]{{0,80}}?\b(?P<said>từ\s+{DATE.format('1')})",
    re.IGNORECASE,
)
# "01-20/6/2026" and "01/6/2026 - 20/6/2026"; and hours of one day, which is a meeting or an office's day and no term.
_SPAN = re.compile(
    r"(?<![\d/.])(?P<day1>\d{1,2})(?:\s*/\s*(?P<month1>\d{1,2})(?:\s*/\s*(?P<year1>\d{4}))?)?\s*[-\u2013]\s*(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})(?![\d/])"
)
_HOURS = re.compile(
    rf"\btừ\s+\d{{1,2}}\s*(?:giờ|h|g|:)\s*(?:\d{{2}})?\s*(?:phút)?\s*(?:đến|tới|-)\s*{HOUR.format('')}{DATE.format('')}",
    re.IGNORECASE,
)
_ANY = re.compile(DATE.format(""), re.IGNORECASE)
_OF_ACT = re.compile(r"(?:số|luật|nghị quyết|quyết định|nghị định|công văn|kế hoạch)\s[^,;]{0,60}$", re.IGNORECASE)  # fmt: skip
_LENGTH = re.compile(r"(?<![\d/])(?P<count>\d{1,3})\s*(?:\([^)]{1,30}\)\s*)?ngày\b(?!\s*(?:\d|làm việc|thứ))", re.IGNORECASE)  # fmt: skip
_LONGEST = timedelta(days=366)  # between a letter and the deadline that it sets
_HOURS_OF_DAY = Say("Đây là khung giờ của một ngày (họp, tiếp nhận), không phải thời gian lấy ý kiến.", "These are hours of one day, not the time for opinions.")  # fmt: skip
_REVERSED = Say("Ngày bắt đầu sau ngày kết thúc: ngày nào đúng?", "It begins after it ends: which day is right?")  # fmt: skip
_OLD_END = Say("Câu nói việc gia hạn: ngày này là hạn cũ, không phải ngày bắt đầu.", "The deadline is put off: this is the old one, no beginning.")  # fmt: skip
_ANOTHER = Say("Trong câu có ngày này. Đây có phải hạn cuối nhận góp ý (hay hạn của hình thức, đối tượng khác) không?", "The sentence names this day. Is it the last one for opinions, or of another form or group?")  # fmt: skip

_NUMBER = re.compile(r"Số\s*:?\s*(?P<number>\d+[a-z]?\s*(?:/\d{4})?/[A-ZĐƯƠÂÊÔ][\w&.\-]*)")
_PLACE_AND_DAY = re.compile(r"[^,;:]{2,40}, ngày ", re.IGNORECASE)
_OF_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


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
        for source, about in deadline_sentences.of_paper(paper)
        for candidate in _in_sentence(paper, source, about, letter_day)
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
            if day := day_of(match[3], match[2], match[1]):
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
    paper: Paper, source: SourceSentence, about: str, letter_day: date | None
) -> Iterator[FieldCandidate]:
    sentence = source.text
    found = list(_ranges(sentence, source, letter_day)) or [
        *_terms(sentence, source),
        *_ends(sentence, source, letter_day),
        *_begins(sentence, source, letter_day),
    ]
    found += _further(sentence, source, found, deadline_sentences.may_end(about))
    found = [_after_letter(c, letter_day) for c in found]
    refused = {c.words: c for c in found if c.doubt == "refused" and c.field == "rounds.0.closes"}
    for candidate in found:
        if candidate.doubt == "refused":
            yield candidate
        elif (
            candidate.words in refused
        ):  # a range of which the end is refused has no beginning either
            question = refused[candidate.words].question
            yield candidate._replace(value="", doubt="refused", question=question)
        elif why := deadline_sentences.refused(sentence, candidate.words):
            yield candidate._replace(value="", doubt="refused", question=why)
        elif candidate.field == "rounds.0.opens" and deadline_sentences.extends(about):
            yield candidate._replace(value="", doubt="refused", question=_OLD_END)
        else:
            asked = deadline_sentences.asked(paper, about, candidate.field)
            question = _both(candidate.question, asked)
            question = question or deadline_sentences.IS_IT[candidate.field]
            yield candidate._replace(doubt="doubtful", question=question)


def _after_letter(candidate: FieldCandidate, letter_day: date | None) -> FieldCandidate:
    """A deadline before the letter that sets it is a slip, or another deadline; so is one more than a year behind it."""
    if candidate.field != "rounds.0.closes" or not candidate.value or letter_day is None:
        return candidate
    day = clock.parse(str(candidate.value)).day
    shown = clock.date_vi(letter_day)
    if day < letter_day:
        why = Say(f"Hạn này trước ngày của công văn ({shown}).", f"This is before the day of the letter ({letter_day}).")  # fmt: skip
    elif day > letter_day + _LONGEST:
        why = Say(f"Ngày này sau ngày của công văn ({shown}) hơn một năm.", f"This is more than a year after the letter ({letter_day}).")  # fmt: skip
    else:
        return candidate
    return candidate._replace(value="", doubt="refused", question=why)


def _ranges(
    sentence: str, source: SourceSentence, letter_day: date | None
) -> Iterator[FieldCandidate]:
    for match in _RANGE.finditer(sentence):
        bare = not match["month1"] and not re.search(rf"ngày\s+0?{int(match['day1'])}\b", match[0][: match.end("day1") - match.start()])  # fmt: skip
        if match["hour1"] and bare:
            continue  # "từ 7 giờ 30 đến 17 giờ": minutes, no day
        begin, end = _both_ends(match, letter_day)
        if end.day is None or begin.day is None:
            field = "rounds.0.closes" if end.day is None else "rounds.0.opens"
            yield _no_such_day(field, match[0], source)
            continue
        value, question = begin.day.isoformat(), _both(of_weekday(begin), of_year(begin))
        if match["hour1"]:
            value, asked = to_the_hour(match, "1", begin.day)
            question = _both(question, asked)
        closing = _closing(match, end, source, in_range=True)
        yield from _opened(value, begin.day, end.day, question, closing, sentence)
    for match in _SPAN.finditer(sentence):
        days = (
            day_of(
                match["year1"] or match["year"], match["month1"] or match["month"], match["day1"]
            ),
            day_of(match["year"], match["month"], match["day"]),
        )
        if days[0] and days[1]:
            closing = FieldCandidate("rounds.0.closes", days[1].isoformat(), match[0], source)
            yield from _opened(days[0].isoformat(), days[0], days[1], None, closing, sentence)


def _opened(
    value: str, begin: date, end: date, question: Say | None, closing: FieldCandidate, sentence: str
) -> Iterator[FieldCandidate]:
    """The two days of a range; without values where the one is after the other, and asked where it is not so long as is said."""
    opening = closing._replace(field="rounds.0.opens", value=value, question=question)
    if begin > end:
        both = (opening, closing)
        yield from (c._replace(value="", doubt="doubtful", question=_REVERSED) for c in both)
        return
    counts = [int(match["count"]) for match in _LENGTH.finditer(sentence)]
    length = (end - begin).days
    if counts and length not in counts and length + 1 not in counts:
        said = Say(f"Câu ghi {counts[0]} ngày, nhưng từ {clock.date_vi(begin)} đến {clock.date_vi(end)} là {length + 1} ngày: con số nào đúng?", f"It says {counts[0]} days, but from {begin} to {end} it is {length + 1}: which is right?")  # fmt: skip
        opening = opening._replace(question=_both(opening.question, said))
        closing = closing._replace(question=_both(closing.question, said))
    yield opening if value else opening._replace(doubt="refused")
    yield closing


def _both_ends(match: re.Match[str], letter_day: date | None) -> tuple[Written, Written]:
    """The two days of "từ ngày 20/12 đến hết ngày 15/01/2027": what the first lacks it has from the second."""
    own_year = year_written(match, "1")
    first_year = own_year or (str(letter_day.year) if letter_day else "")
    near = (
        day_of(first_year, match["month1"] or match["month"], match["day1"]) if first_year else None
    )
    end = written(match, "", near or letter_day)
    year = int(own_year or (end.day.year if end.day else first_year or 0))
    begin = day_of(str(year), match["month1"] or match["month"], match["day1"])
    if begin and end.day and begin > end.day and match["month1"] and not own_year:
        begin = day_of(str(year - 1), match["month1"], match["day1"])
    guessed = not own_year and (end.guessed or bool(begin and begin.year != year))
    begun = Written(begin, guessed, named_weekday(match["weekday1"]), bool(match["short1"]))
    return begun, end


def _further(
    sentence: str, source: SourceSentence, found: Sequence[FieldCandidate], may_end: bool
) -> Iterator[FieldCandidate]:
    """Days that no pattern took, of a sentence with a deadline ("… và ngày 15/6/2026 đối với bản điện tử") or with words of
    an end ("sau ngày 15/6/2026 không nhận").
    """
    if not (any(c.field == "rounds.0.closes" and c.value for c in found) or (may_end and not found)):  # fmt: skip
        return
    for match in _ANY.finditer(sentence):
        taken = any(match[0].strip() in c.words for c in found)
        year = year_written(match, "")
        if taken or not year or _OF_ACT.search(sentence[: match.start()]):
            continue
        if day := day_of(year, match["month"], match["day"]):
            question = _both(_ANOTHER, of_year(written(match, "", None)))
            yield FieldCandidate("rounds.0.closes", day.isoformat(), match[0], source, "doubtful", question)  # fmt: skip


def _ends(
    sentence: str, source: SourceSentence, letter_day: date | None
) -> Iterator[FieldCandidate]:
    hours = list(_HOURS.finditer(sentence))
    for match in hours:
        yield FieldCandidate("rounds.0.closes", "", match[0], source, "refused", _HOURS_OF_DAY)
    for match in _BY.finditer(sentence):
        if any(span.start() <= match.start() < span.end() for span in hours):
            continue
        end = written(match, "", letter_day)
        if end.day is None:
            if year_written(match, "") or letter_day:
                yield _no_such_day("rounds.0.closes", match[0], source)
            continue
        yield _closing(match, end, source, in_range=False)


def _closing(
    match: re.Match[str], end: Written, source: SourceSentence, in_range: bool
) -> FieldCandidate:
    assert end.day
    lead = fold(single(match["lead"]))
    value, question = end.day.isoformat(), _both(of_weekday(end), of_year(end))
    also: tuple[str, ...] = ()
    if match["hour"]:
        value, asked = to_the_hour(match, "", end.day)
        question = _both(question, asked)
    elif "gio" in lead.split():
        asked = Say(
            f"«{single(match[0])}»: mấy giờ? Không ghi giờ thì nhận đến hết 24 giờ ngày {clock.date_vi(end.day)}.",
            f"`{single(match[0])}`: at what hour? Without one, opinions are taken until the end of {end.day}.",
        )
        question = _both(question, asked)
    elif "truoc" in lead.split():
        before = end.day - timedelta(days=1)
        value, also = before.isoformat(), (end.day.isoformat(),)
        asked = Say(
            f"«{single(match[0])}»: đến hết ngày {clock.date_vi(before)}, hay đến hết ngày {clock.date_vi(end.day)}?",
            f"`{single(match[0])}`: until the end of {before}, or of {end.day}?",
        )
        question = _both(question, asked)
    elif not in_range and lead in ("den", "cho den"):
        also = ((end.day - timedelta(days=1)).isoformat(),)
        asked = Say(
            f"«{single(match[0])}»: có tính cả ngày {clock.date_vi(end.day)} không?",
            f"`{single(match[0])}`: is {end.day} included?",
        )
        question = _both(question, asked)
    if not value:
        return FieldCandidate("rounds.0.closes", "", match[0], source, "refused", question)
    return FieldCandidate("rounds.0.closes", value, match[0], source, "doubtful", question, also=also)  # fmt: skip


def _terms(sentence: str, source: SourceSentence) -> Iterator[FieldCandidate]:
    for match in _TERM.finditer(sentence):
        words, count = single(match[0]), int(match["count"])
        begin = written(match, "1", None) if match["day1"] else None
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
        also = ((end - timedelta(days=1)).isoformat(),)
        yield FieldCandidate("rounds.0.closes", end.isoformat(), words, source, "doubtful", question, also=also)  # fmt: skip


def _begins(
    sentence: str, source: SourceSentence, letter_day: date | None
) -> Iterator[FieldCandidate]:
    if _TERM.search(sentence):
        return
    for match in _FROM.finditer(sentence):
        begin = written(match, "1", letter_day)
        if begin.day is None:
            continue
        question = _both(of_weekday(begin), of_year(begin))
        yield FieldCandidate("rounds.0.opens", begin.day.isoformat(), match["said"], source, "doubtful", question)  # fmt: skip


def _no_such_day(field: str, words: str, source: SourceSentence) -> FieldCandidate:
    why = Say(f"«{single(words)}»: không có ngày này.", f"`{single(words)}`: there is no such day.")
    return FieldCandidate(field, "", words, source, "refused", why)


def _both(one: Say | None, other: Say | None) -> Say | None:
    if one is None or other is None:
        return one or other
    return Say(f"{one.vi} {other.vi}", f"{one.en} {other.en}")
