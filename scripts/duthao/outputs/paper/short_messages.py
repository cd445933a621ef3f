"""A draft in few words: a message for SMS and Zalo, posts for Facebook and Zalo; what became of the opinions, once it is out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from duthao.domain import deadline_words, responses
from duthao.domain.fates import counts
from duthao.domain.lifecycle import View
from duthao.domain.rounds import latest_outcome
from duthao.outputs.shared.comment_channels import comment_fields
from duthao.outputs.shared.response_rows import (
    PAGE,
    answered_round,
    capital,
    count_words,
    points,
)
from duthao.outputs.shared.sheet import (
    changes,
    invitation,
    of_what,
    result_told,
    takes_comments,
    type_words,
)
from duthao.outputs.shared.status import received, shortened
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.speech.sentences import mid_sentence
from duthao.text import nfc

MOST = 300  # characters of a message, and of a post for Zalo
MOST_OF_POST = 500  # characters of a post for Facebook, so that it is read without unfolding
_ROWS = 3
# Of a text with Vietnamese letters: in one SMS, and in each of several.
_ONE, _EACH = 70, 67


def parts(words: str) -> int:
    """How many SMS it takes to send a text with Vietnamese letters (3GPP TS 23.038, UCS-2)."""
    return 1 if len(words) <= _ONE else -(-len(words) // _EACH)


@memo
def message(site: Site, record: Record) -> str:
    """The fullest message that fits `MOST` characters; the shortest one where none does."""
    return _fullest((_plain(words) for words in _messages(site, record, site.view(record))), MOST)


def _messages(site: Site, record: Record, view: View) -> Iterator[str]:
    """The same message, each time with less."""
    draft = record.draft
    mark = "".join(f"{mark} " for mark in _mark(site, record))
    there = f"Xem tại {site.links.spelled(site.links.short(record.id))}"
    if result_told(site, record):
        result = f"{mark}Trả lời góp ý: {draft.short_title}."
        yield from (f"{result} {told} {there}" for told in _figures(site, record))
        return
    if not takes_comments(site, view):
        for to_come in _next(view):
            yield f"{mark}{_end(view)}: {draft.short_title}. {to_come} {there}"
        yield f"{mark}{_end(view)}: {draft.short_title}. {there}"
        return
    when = _when(site, view)
    asked = f"{mark}Mời bà con góp ý {of_what(record, view)} {type_words(site, record)}: {draft.short_title}."
    phone = next(iter(comment_fields(site, record).phones), "")
    call = f" hoặc gọi {phone}" if phone else ""
    rows = changes(record)
    first = f"{rows[0]['subject']}: {rows[0]['draft']}." if rows else ""
    hurried = " Theo thủ tục rút gọn." if draft.shortened else ""
    when += hurried
    yield f"{asked} {first} {when} {there}{call}."
    yield f"{asked} {when} {there}{call}."
    yield f"{mark}Mời góp ý: {draft.short_title}. {when} {there}{call}."
    yield f"{mark}Mời góp ý: {draft.short_title}. {when} {there}"


@memo
def facebook(site: Site, record: Record) -> str:
    """A post of several lines: what, until when and where before anything else; as many points as `MOST_OF_POST` leaves room for."""
    view = site.view(record)
    if result_told(site, record):
        return _fullest(_facebook_results(site, record), MOST_OF_POST)
    head = [
        *_mark(site, record),
        f"{invitation(site, record, view)}: {_plain(record.draft.short_title)}",
        " ".join(
            [
                _when(site, view) if takes_comments(site, view) else _end(view) + ".",
                *_next(view),
                _there(site, record),
            ]
        ),
    ]
    foot = [
        f"{site.drafters(record)} soạn thảo.",
        *(_call(site, record) if takes_comments(site, view) else ()),
    ]
    rows = [
        f"- {_plain(row['subject'])}: {_plain(row['draft'])}"
        for row in (changes(record) if takes_comments(site, view) else ())
    ]
    return _fullest(
        (
            "\n".join([*head, *why, *(["Theo dự thảo:", *rows[:count]] if count else ()), *foot])
            for why in _hurried(record)
            for count in range(min(_ROWS, len(rows)), -1, -1)
        ),
        MOST_OF_POST,
    )


@memo
def zalo(site: Site, record: Record) -> str:
    """A post of a few lines with an address to tap, at most `MOST` characters where the names allow it."""
    view = site.view(record)
    title = _plain(record.draft.short_title)
    if result_told(site, record):
        result = [*_mark(site, record), f"Trả lời góp ý: {title}."]
        tries = (
            "\n".join([*result, told, _there(site, record)]) for told in _figures(site, record)
        )
        return _fullest(tries, MOST)
    if not takes_comments(site, view):
        return "\n".join(
            [*_mark(site, record), f"{_end(view)}: {title}.", *_next(view), _there(site, record)]
        )
    until = [_when(site, view), _there(site, record)]
    asked = f"{invitation(site, record, view, 'bà con')}: {title}."
    return _fullest(
        (
            "\n".join([*_mark(site, record), *lines])
            for why in _hurried(record)
            for lines in (
                [asked, *until, *why, *_call(site, record)],
                [asked, *until, *why],
                [f"Mời góp ý: {title}.", *until, *why],
            )
        ),
        MOST,
    )


def _facebook_results(site: Site, record: Record) -> Iterator[str]:
    """The same post, each time with a point less: what people raised most, and what became of it."""
    agency = site.drafters(record)
    told_round = answered_round(site, record, site.view(record).round)
    raised = [
        f"- {_plain(point.title)} ({count_words(point.raised)}): {_verdicts(responses.counts(point.rows))}"
        for point in (points(told_round.rows, _ROWS) if told_round else ())
    ]
    for told in _figures(site, record):
        head = [
            *_mark(site, record),
            f"{agency} đã trả lời ý kiến góp ý: {_plain(record.draft.short_title)}",
            f"{told} {_there(site, record)}",
        ]
        for count in range(len(raised), -1, -1):
            yield "\n".join(
                [*head, *(["Bà con nêu nhiều nhất:", *raised[:count]] if count else [])]
            )


def _figures(site: Site, record: Record) -> Iterator[str]:
    """How many opinions came and what became of them, as sentences: in full, then shorter."""
    latest = latest_outcome(record.draft, site.now, ("answered",))
    assert latest is not None
    known = latest[1]
    counted = {name: count for name, _, count in counts(known)}
    if known.received and counted:
        yield f"{count_words(known.received)}. {capital(_verdicts(counted))}."
    yield from filter(None, [received(known)])
    yield "Đã công bố tiếp thu, giải trình."


def _verdicts(counted: Mapping[str, int]) -> str:
    """`tiếp thu: 19; giữ nguyên dự thảo, có nêu lý do: 14`: the label first, which nobody reads as so many people who ask for it."""
    return "; ".join(
        f"{mid_sentence(label)}: {counted[name]}"
        for name, label in responses.VERDICTS.items()
        if counted.get(name)
    )


def _hurried(record: Record) -> Iterator[list[str]]:
    """That there is less time than usual, with the reason and, where there is no room for it, without."""
    yield [_plain(why) for why in shortened(record.draft)]
    if record.draft.shortened:
        yield ["Theo thủ tục rút gọn."]


def _fullest(tries: Iterable[str], most: int) -> str:
    """The first that has at most so many characters, else the last."""
    words = ""
    for text in tries:
        words = nfc(text)
        if len(words) <= most:
            break
    return words


def _mark(site: Site, record: Record) -> Iterator[str]:
    yield from (f"({warning})" for warning in site.warning)
    if record.draft.demo:
        yield "(Dữ liệu minh họa)"


def _end(view: View) -> str:
    if view.state in ("withdrawn", "dropped"):
        return view.label
    return "Đã hết hạn góp ý" + (f" đợt {view.round}" if view.next_round else "")


def _next(view: View) -> Iterator[str]:
    """That a further round will open, where one is dated."""
    if view.next_opens and view.next_closes:
        period = deadline_words.period(view.next_opens, view.next_closes)
        yield f"Đợt {view.next_round} lấy ý kiến {period}."


def _when(site: Site, view: View) -> str:
    assert view.opens is not None and view.closes is not None
    return f"Góp ý {deadline_words.remaining(view.opens, view.closes, site.now)}."


def _there(site: Site, record: Record) -> str:
    what = "Xem hồ sơ và góp ý" if takes_comments(site, site.view(record)) else "Xem hồ sơ"
    path = site.links.short(record.id)
    if result_told(site, record) and answered_round(site, record, site.view(record).round):
        what, path = "Xem trả lời từng ý kiến", site.links.draft(record.id, PAGE)
    return f"{what}: {site.links.absolute(path)}"


def _call(site: Site, record: Record) -> Iterator[str]:
    phone = next(iter(comment_fields(site, record).phones), "")
    if phone:
        yield f"Điện thoại: {phone}"


def _plain(words: str | None) -> str:
    return " ".join((words or "").split())
