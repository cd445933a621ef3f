"""The script of a video of a minute about a draft: scenes with their seconds, what is said and what is shown in each.

It invites while opinions are or will be asked, and tells the result for thirty days. What is said comes from the passages of
the loudspeaker scripts, written as a person reads it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.loudspeaker.passages import change_sentences, passages
from duthao.outputs.loudspeaker.script_facts import (
    consulted_on,
    phrases,
    published_result,
    result_lasts,
)
from duthao.outputs.loudspeaker.script_kinds import RESULT, closed_reason, kinds, off_air_reason
from duthao.outputs.loudspeaker.scripts import spoken_seconds
from duthao.outputs.loudspeaker.talks import holds_until, not_used, note, notices, ways
from duthao.outputs.shared.sheet import changes, own_marks
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.speech.sentences import cleaned
from duthao.text import words

MAX_SECONDS, MAX_WORDS = 60, 150
MAX_ON_SCREEN = 8  # words of a line
_TITLE_SECONDS, _LEAST_SECONDS = 5, 3  # of the first scene, of any other at least
_MOST_BETWEEN = 4  # scenes between the first and the last ones
_DEMO = "Đây là kịch bản minh họa, không sử dụng."
# What a line on screen must not be parted within: a number and its unit, a range, a day, `y tế`.
_TOGETHER = re.compile(
    r"(?<=\d) (?=\d)|(?<=\d) (?=[-–] \d)|(?<=\d [-–]) (?=\d)|(?<=\bđiện) (?=(?:thoại|tử)\b)|(?<=\d) (?=(?:đồng|triệu|tỷ|ngày|tháng|năm|giờ|người|hộ|ý kiến)\b)|(?<=\bngày) (?=\d)"
    r"|(?<=\b[yYýÝ]) (?=\w)|(?<=\b[Ủủ]y) (?=ban\b)|(?<=\bban) (?=nhân dân\b)|(?<=\bban nhân) (?=dân\b)"
)
_A_LINE, _AT_A_PAUSE = 100, 4  # what one more line costs, and what one that ends at a pause saves
_GLUE = "\N{NO-BREAK SPACE}"


class Scene(NamedTuple):
    """From second `start` to `end`: sentences that are said, lines that are shown."""

    start: int
    end: int
    said: tuple[str, ...]
    shown: tuple[str, ...]


class VideoScript(NamedTuple):
    """`note` says how long it takes and until when it may be shown; where it is used no more `over` says why, and there are
    no scenes.
    """

    note: str
    scenes: tuple[Scene, ...]
    over: str = ""


class _Shot(NamedTuple):
    """What is said and shown; `counted`: it is numbered, and only follows the one before it."""

    said: tuple[str, ...]
    shown: tuple[str, ...]
    counted: bool = False


@memo
def video_script(site: Site, record: Record) -> VideoScript:
    """The script as the draft stands now; a time for comments must be known."""
    view = site.view(record)
    if why := _over(site, record, view):
        return VideoScript("", (), not_used("Kịch bản này", why).over)
    if view.state in ("open", "upcoming"):
        return _timed(site, *_asking(site, record, view))
    return _timed(site, *_telling(site, record, view))


def _over(site: Site, record: Record, view: View) -> str:
    """Why it is used no more; "" while it invites or tells a result."""
    result = next((kind for kind in kinds(site, record) if kind.name == RESULT), None)
    closed = closed_reason(view)
    return off_air_reason(site, record, result) if closed and result else closed


def _asking(
    site: Site, record: Record, view: View
) -> tuple[list[_Shot], list[_Shot], list[_Shot], str]:
    """What comes first, what of the middle there is time for, what comes last; and until when it holds."""
    assert view.opens is not None and view.closes is not None
    said = dict(phrases(site, record, view))
    document, upcoming = consulted_on(record, view), view.state == "upcoming"
    asks = f"{said['agency']} {'sẽ' if upcoming else 'đang'} lấy ý kiến {_about(record, document)}."
    until = " ".join(filter(None, ("Góp ý", said["opens"], said["until"])))
    nearest = ways(site, record, 1)
    return (
        [_title(site, record, f"Lấy ý kiến {document}", asks)],
        [*_changes(site, record, view, document), *_whom(said["audiences"])],
        [
            _Shot(
                (f"{document.capitalize()} có thể thay đổi trước khi ban hành.", f"{until}."),
                on_screen(f"Góp ý {deadline_words.remaining(view.opens, view.closes, site.now)}"),
            ),
            _Shot(
                (
                    *([f"Có thể góp ý {nearest}."] if nearest else []),
                    "Địa chỉ hiện trên màn hình.",
                ),
                (*on_screen(f"Góp ý {nearest}" if nearest else ""), *_address(site, record)),
            ),
        ],
        deadline_words.before(view.opens) if upcoming else holds_until(view.closes),
    )


def _telling(
    site: Site, record: Record, view: View
) -> tuple[list[_Shot], list[_Shot], list[_Shot], str]:
    """The same of what became of the opinions."""
    result = published_result(site, record, view)
    assert result is not None
    said = dict(phrases(site, record, view, asking=False))
    told = (
        f"{said['agency']} đã công bố {result.name} {_about(record, consulted_on(record, view))}."
    )
    counts = passages(site, record, view, asking=False)["counts"]
    where = f"Xem {result.name} theo địa chỉ hiện trên màn hình."
    after = [said["next_step"]] if said["next_step"] else []
    return (
        [_title(site, record, "Kết quả lấy ý kiến", told)],
        [_Shot((*group,), on_screen(*group)) for group in counts],
        [_Shot((*after, where), _address(site, record))],
        deadline_words.before(result_lasts(site, record, result)),
    )


def _about(record: Record, document: str) -> str:
    """`về dự thảo: Giá dịch vụ …`: a minute has no room for the whole title."""
    return f"về {document}: {cleaned(record.draft.short_title).rstrip(' .')}"


def _title(site: Site, record: Record, kicker: str, said: str) -> _Shot:
    marks, agency = own_marks(site, record), site.drafters(record)
    shown = on_screen(*marks, kicker, record.draft.short_title, agency)
    return _Shot((*notices(site, record, _DEMO), said), shown)


def _changes(site: Site, record: Record, view: View, document: str) -> Iterator[_Shot]:
    """What changes from what; without a comparison the chief points."""
    shots = [
        _Shot((*group,), on_screen(subject, f"Hiện nay: {now}", f"Dự thảo: {draft}"))
        for row in changes(record)
        for subject, now, draft in ((row["subject"] or "", row["now"] or "", row["draft"] or ""),)
        if (group := change_sentences((subject, now, draft), document))
    ]
    points = passages(site, record, view)["points"] if not shots else []
    yield from [*shots, *(_Shot((*group,), on_screen(*group), counted=True) for group in points)]


def _whom(audiences: str) -> Iterator[_Shot]:
    if audiences:
        yield _Shot(
            (f"Nội dung này liên quan đến {audiences}.",), on_screen(f"Liên quan đến: {audiences}")
        )


def _address(site: Site, record: Record) -> tuple[str, ...]:
    return on_screen(site.links.spelled(site.links.short(record.id)), f"Mã hồ sơ {record.code}")


def _timed(
    site: Site, first: Sequence[_Shot], middle: Sequence[_Shot], last: Sequence[_Shot], holds: str
) -> VideoScript:
    """What of the middle there is time for, in its order; all of it together at most a minute and 150 words."""
    rate = site.settings.speech.rate
    lasting = {
        shot: math.ceil(spoken_seconds([*shot.said], rate)) for shot in (*first, *middle, *last)
    }
    seconds = {
        shot: max(lasts, _TITLE_SECONDS if shot in first else _LEAST_SECONDS)
        for shot, lasts in lasting.items()
    }
    fixed = [*first, *last]
    left, room = MAX_SECONDS - sum(seconds[shot] for shot in fixed), MAX_WORDS - _words(fixed)
    chosen: list[_Shot] = []
    for n, shot in enumerate(middle):  # a long one does not keep out those that come after
        fits = seconds[shot] <= left and _words([shot]) <= room and len(chosen) < _MOST_BETWEEN
        if fits and (not shot.counted or n == len(chosen)):
            chosen.append(shot)
            left, room = left - seconds[shot], room - _words([shot])
    scenes: list[Scene] = []
    for shot in (*first, *chosen, *last):
        start = scenes[-1].end if scenes else 0
        scenes.append(Scene(start, start + seconds[shot], shot.said, shot.shown))
    return VideoScript(f"{note(scenes[-1].end, holds)}, sau đó gỡ video", tuple(scenes))


def _words(shots: Sequence[_Shot]) -> int:
    return sum(words(" ".join(shot.said)) for shot in shots)


def on_screen(*texts: str) -> tuple[str, ...]:
    """Texts as lines of at most eight words, about equally long, parted at commas if they can be; a number stays with its unit."""
    return tuple(
        line for text in texts if text for line in _lines(text.rstrip(" .;"), MAX_ON_SCREEN)
    )


def _lines(text: str, most: int) -> tuple[str, ...]:
    """As few lines of at most so many words as there can be, about equally long."""
    parts = _TOGETHER.sub(_GLUE, text).split(" ")
    lengths = [words(part) for part in parts]
    even = sum(lengths) / math.ceil(sum(lengths) / most)
    best: list[tuple[float, tuple[str, ...]]] = [(0, ())]  # of the parts up to each: cost, lines
    for end in range(1, len(parts) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            length = sum(lengths[start:end])
            if length > most and start < end - 1:
                break
            cost, lines = best[start]
            cost += _A_LINE + (length - even) ** 2
            cost -= _AT_A_PAUSE if parts[end - 1].endswith((",", ";", ":")) else 0
            options.append((cost, (*lines, " ".join(parts[start:end]).replace(_GLUE, " "))))
        best.append(min(options))
    return best[-1][1]


# ---- subtitles

_CUE_WORDS = 12


def cues(script: VideoScript) -> Iterator[tuple[int, int, str]]:
    """What is said, in pieces that are read at a glance: from and until which millisecond each is shown, and its words."""
    if script.over:
        yield 0, 10_000, script.over
    for scene in script.scenes:
        pieces = [piece for sentence in scene.said for piece in _lines(sentence, _CUE_WORDS)]
        total = sum(map(words, pieces))
        before = 0
        for piece in pieces:
            start, before = before, before + words(piece)
            lasts = 1000 * (scene.end - scene.start)
            begin = 1000 * scene.start
            yield begin + lasts * start // total, begin + lasts * before // total, piece


def web_vtt(script: VideoScript) -> bytes:
    """The subtitles as WebVTT."""
    entries = [
        f"{_at(start, '.')} --> {_at(end, '.')}\n{text}\n" for start, end, text in cues(script)
    ]
    return "\n".join(["WEBVTT\n", *entries]).encode()


def sub_rip(script: VideoScript) -> bytes:
    """The subtitles as SubRip, which programs that cut videos and networks take in."""
    return "\n".join(
        f"{number}\n{_at(start, ',')} --> {_at(end, ',')}\n{text}\n"
        for number, (start, end, text) in enumerate(cues(script), 1)
    ).encode()


def _at(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"
