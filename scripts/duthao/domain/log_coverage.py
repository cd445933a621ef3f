"""How far a draft was made known in each commune at an instant, by what stands in its log: pure figures, worst first.

Two figures stand beside each other everywhere: of all entries, and of those alone that have evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from duthao.domain.communication_log import About, LogEntry
from duthao.domain.draft import Draft
from duthao.domain.lifecycle import ended_since
from duthao.domain.publication import effective
from duthao.domain.registers import PublicPosting, Registers
from duthao.domain.rounds import closes_at, deadlines, latest_outcome, latest_round, results
from duthao.text import slug

Gap = Literal["not_posted", "not_aired", "posted_short", "aired_short", "still_up"]
GAPS: Mapping[Gap, str] = {
    "not_posted": "chưa niêm yết",
    "not_aired": "chưa phát loa",
    "posted_short": "niêm yết chưa đủ ngày",
    "aired_short": "phát loa chưa đủ ngày",
    "still_up": "chưa gỡ khi dự thảo đã rút, đã dừng",
}
_DAY = timedelta(days=1)
_ASKS = ("opened", "changed", "corrected", "extended", "shortened", "closing_soon")


@dataclass(frozen=True)
class Reach:
    """What some entries come to in one place. Days are the longest run without a gap.

    `posted_days` are counted as terms are, without the first day, at the one unit that had it up longest; `aired_days`
    are days with a broadcast, the first among them. `first`, `last` and `last_aired` are days (None: there is none);
    `up`: a board still has it; `taken_down`: it was up, and no board has it now.
    """

    entries: int = 0
    sent: int = 0
    posted: int = 0
    aired: int = 0
    told: int = 0
    minutes: int = 0
    copies: int = 0
    posted_days: int = 0
    aired_days: int = 0
    last_aired: date | None = None
    first: date | None = None
    last: date | None = None
    up: bool = False

    @property
    def taken_down(self) -> bool:
        """Whether it was up, and is so nowhere any more."""
        return self.posted > 0 and not self.up


@dataclass(frozen=True)
class PlaceCoverage:
    """A commune: `all` its entries, those with evidence, how many came after the closing and count for nothing, what lacks."""

    place: str
    all: Reach
    evidenced: Reach
    late: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Figures:
    """Of `places` communes: how many sent, posted, aired, and took down again; once of all entries, once with evidence."""

    places: int
    sent: int
    posted: int
    aired: int
    taken_down: int


def communes(registers: Registers, draft: Draft, day: date) -> tuple[str, ...]:
    """The keys of the communes there are on a day whose people a draft concerns."""
    return tuple(
        key
        for key in registers.places_reached(draft.places)
        for place in (registers.places[key],)
        if place.kind != "tinh"
        and (place.since is None or place.since <= day)
        and (place.until is None or day <= place.until)
    )


def day_of(draft: Draft, about: About, number: int, now: datetime) -> date:
    """The day whose communes are to make it known: the last of round `number`, or that of its result; today until then."""
    today = now.date()
    round_ = draft.rounds[number - 1] if number <= len(draft.rounds) else None
    if round_ is None:
        return today
    if about == "asking":
        closes = closes_at(round_, now)
        return min(today, closes.day) if closes else today
    out = (effective(step) for _, step in results(round_))
    return max((at.date() for at in out if at <= now), default=today)


def round_of(draft: Draft, entry: LogEntry) -> int:
    """The number (from 1) of the round that an entry belongs to.

    What tells of the asking belongs to the round that had begun last, what tells of its result to the one that had closed
    last; what came before any, to the first. What announces a round belongs to the next one to begin.
    """
    latest = 1
    for number, round_ in enumerate(draft.rounds, 1):
        if ends := deadlines(round_):
            begins = ends[-1].closes.end if entry.about == "result" else ends[0].since
            if begins <= entry.at.start:
                latest = number
            elif entry.event == "announced":
                return number
    return latest


def is_late(draft: Draft, entry: LogEntry) -> bool:
    """Whether it asked for opinions when nobody took them any more."""
    number = round_of(draft, entry)
    ends = deadlines(draft.rounds[number - 1]) if number <= len(draft.rounds) else []
    return entry.event in _ASKS and bool(ends) and ends[-1].closes.end <= entry.at.start


class Asked(NamedTuple):
    """What communes are to make known of a draft: of which round, its asking or its result."""

    round: int
    about: About


def asked_at(draft: Draft, now: datetime) -> tuple[Asked, ...]:
    """What there is to make known at `now`: the asking of the round that began last, and the latest result."""
    begun, told = latest_round(draft, now), latest_outcome(draft, now)
    asking = (Asked(begun[0], "asking"),) if begun else ()
    return (*asking, Asked(told[0], "result")) if told else asking


def coverage(
    registers: Registers,
    draft: Draft,
    entries: Iterable[LogEntry],
    now: datetime,
    about: About = "asking",
    number: int = 1,
) -> tuple[PlaceCoverage, ...]:
    """Every commune that the draft concerns, worst first, with what was done there by `now` about round `number`.

    Which communes there are is judged by `day_of`.
    """
    known = communes(registers, draft, day_of(draft, about, number, now))
    by_place: dict[str, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        if entry.about == about and entry.at.start <= now and round_of(draft, entry) == number:
            by_place[entry.place].append(entry)
    kind = registers.document_types.get(draft.document_type)
    since = ended_since(draft, now)
    ended = since.date() if since else None
    result = []
    for key in known:
        late = [e for e in by_place[key] if is_late(draft, e)]
        counted = [e for e in by_place[key] if e not in late]
        whole = reach(counted, now.date(), ended)
        gaps = _gaps(whole, kind.public_posting if kind else None, now.date(), ended)
        shown = reach([e for e in counted if e.evidence], now.date(), ended)
        result.append(PlaceCoverage(key, whole, shown, len(late), gaps))
    return tuple(sorted(result, key=_worst_first))


def reach(entries: Sequence[LogEntry], today: date, ended: date | None = None) -> Reach:
    """What these entries of one place come to by `today`; after the day on which the draft ended no day counts."""
    posted = [e for e in entries if e.act == "posted"]
    aired = [e for e in entries if e.act == "aired"]
    counts_to = min(today, ended) if ended else today
    by_unit: dict[str, set[date]] = defaultdict(set)
    for entry in posted:
        by_unit[slug(entry.unit)].update(entry.days(counts_to))
    runs = [longest_run(days) for days in by_unit.values()]
    return Reach(
        entries=len(entries),
        sent=sum(e.act == "sent" for e in entries),
        posted=len(posted),
        aired=len(aired),
        told=sum(e.act == "told" for e in entries),
        minutes=sum(e.minutes for e in entries),
        copies=sum(e.copies for e in entries),
        posted_days=max((run - 1 for run in runs if run), default=0),
        aired_days=longest_run({day for e in aired for day in e.days(counts_to)}),
        last_aired=max((e.last_day(today) for e in aired), default=None),
        first=min((e.at.day for e in entries), default=None),
        last=max((e.last_day(today) for e in entries), default=None),
        up=any(e.until is None or e.until >= today for e in posted),
    )


def longest_run(days: Iterable[date]) -> int:
    """The most days that follow upon each other."""
    longest = run = 0
    before: date | None = None
    for day in sorted(set(days)):
        run = run + 1 if before and day - before == _DAY else 1
        longest, before = max(longest, run), day
    return longest


def figures(covered: Iterable[PlaceCoverage], *, evidenced: bool = False) -> Figures:
    """How many communes did each thing; with `evidenced`, of entries that have evidence alone."""
    reached = [place.evidenced if evidenced else place.all for place in covered]
    return Figures(
        places=len(reached),
        sent=sum(r.sent > 0 for r in reached),
        posted=sum(r.posted > 0 for r in reached),
        aired=sum(r.aired > 0 for r in reached),
        taken_down=sum(r.taken_down for r in reached),
    )


def _gaps(
    done: Reach, duty: PublicPosting | None, today: date, ended: date | None
) -> tuple[Gap, ...]:
    """What lacks. Of a draft that has ended only what is still up: nobody is asked to post it any more."""
    if ended:
        return ("still_up",) if done.up else ()
    gaps: list[Gap] = []
    if not done.posted:
        gaps.append("not_posted")
    elif duty and duty.board_days and done.posted_days < duty.board_days and not done.up:
        gaps.append("posted_short")
    if not done.aired:
        gaps.append("not_aired")
    elif duty and duty.air_days and done.aired_days < duty.air_days:
        may_go_on = done.last_aired is not None and done.last_aired >= today - _DAY
        gaps += [] if may_go_on else ["aired_short"]
    return tuple(gaps)


def _worst_first(place: PlaceCoverage) -> tuple[int, int, int, int, str]:
    done = place.all
    return (-len(place.gaps), done.entries, done.posted_days, done.aired_days, place.place)
