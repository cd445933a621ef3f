"""The yearly plan: which texts an office means to make, when, and how people will hear of them; and how each row stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple

from pydantic import Field

from duthao.clock import midnight
from duthao.domain.draft import Scope
from duthao.domain.expected_time import Expected, Sessions, window
from duthao.domain.fields import Count, Day, Key, Medium, OneLine, Strict, Text, Truth, When
from duthao.domain.publication import effective

Form = Literal["new", "amending", "replacing", "repealing"]
Product = Literal[
    "news",
    "press_material",
    "notice",
    "information_sheet",
    "poster",
    "handout",
    "loudspeaker_script",
    "comment_form",
    "summary",
    "answers",
    "guidance",
    "training",
    "other",
]
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "new": "Ban hành mới",
        "amending": "Sửa đổi, bổ sung",
        "replacing": "Thay thế",
        "repealing": "Bãi bỏ",
    }
)
PRODUCTS: Mapping[str, str] = MappingProxyType(
    {
        "news": "Tin, bài",
        "press_material": "Tài liệu cho báo chí",
        "notice": "Thông báo lấy ý kiến",
        "information_sheet": "Tờ thông tin",
        "poster": "Áp phích",
        "handout": "Tờ rơi",
        "loudspeaker_script": "Bài phát thanh",
        "comment_form": "Phiếu góp ý",
        "summary": "Bản tổng hợp ý kiến",
        "answers": "Bản tổng hợp, tiếp thu, giải trình",
        "guidance": "Tài liệu hướng dẫn",
        "training": "Tài liệu tập huấn",
        "other": "Sản phẩm khác",
    }
)


class CouncilSession(Strict):
    """A session of a council. `when` may be a month or a quarter until its days are fixed."""

    name: OneLine
    council: Key | None = None
    when: Expected
    note: OneLine | None = None


class UnitPrice(Strict):
    """What one of something costs, in đồng; for the office alone. `source`: on what the price rests; `channel`: what it pays
    for is accepted with the products of that channel.
    """

    name: OneLine
    unit: OneLine
    price: Count | None = None
    source: OneLine | None = None
    channel: Medium | None = None


class Cost(Strict):
    """So many of an entry of `unit_prices.yml`."""

    item: Key
    count: Count


class Task(Strict):
    """What a room of the office does for a row, and between which days."""

    what: OneLine
    unit: OneLine
    begins: Day | None = None
    ends: Day | None = None
    costs: tuple[Cost, ...] = ()


class InternalPart(Strict):
    """What of a row is for the office alone: who does what, what it costs."""

    tasks: tuple[Task, ...] = ()
    note: Text | None = None


class RowDropped(Strict):
    """The text will not be made."""

    reason: Text
    at: When
    published: When | None = None


class PlanRow(Strict):
    """A text that is to be made. `expected_words` is what the office's list says of the time where `expected` says less, or
    nothing; `agency_words` and `cooperating_words` of agencies that are in no register. `agency` leads. `internal` is None wherever something public is made: see `records.plan_files.plan_reader`.
    """

    title: OneLine
    agency: Key | None = None
    agency_words: OneLine | None = None
    cooperating: tuple[Key, ...] = ()
    cooperating_words: OneLine | None = None
    document_type: Key | None = None
    form: Form | None = None
    expected: Expected | None = None
    expected_words: OneLine | None = None
    scope: Scope | None = None
    audiences: tuple[Key, ...] = ()
    places: tuple[Key, ...] = ()
    channels: tuple[Medium, ...] = ()
    products: tuple[Product, ...] = ()
    note: OneLine | None = None
    dropped: RowDropped | None = None
    internal: InternalPart | None = None


class PlanChange(Strict):
    """An adjustment of the plan that was put out; append-only."""

    at: When
    published: When | None = None
    note: Text


class YearPlan(Strict):
    """The plan of a year; until it is `published` no page shows it. `agency` signs it."""

    agency: Key
    published: When | None = None
    number: OneLine | None = None
    basis: Text | None = None
    demo: Truth = False
    changes: tuple[PlanChange, ...] = ()
    rows: Mapping[str, PlanRow] = Field(default_factory=dict)

    def shown(self, now: datetime) -> bool:
        """Whether it is out."""
        return self.published is not None and self.published.start <= now


# ---- how a row stands

RowState = Literal["undated", "planned", "due", "late", "fulfilled", "ended", "dropped"]
STATES: Mapping[str, str] = MappingProxyType(
    {
        "fulfilled": "Đã có dự thảo",
        "due": "Trong thời gian dự kiến",
        "late": "Quá thời gian dự kiến, chưa đăng dự thảo trên trang này",
        "planned": "Chưa đến thời gian dự kiến",
        "undated": "Chưa rõ thời gian",
        "ended": "Dự thảo đã dừng hoặc đã rút",
        "dropped": "Đưa ra khỏi kế hoạch",
    }
)
_ENDED = frozenset({"dropped", "withdrawn"})  # states of drafts
_TO_COME = "planned"


class Turning(NamedTuple):
    """The instants from which a row is due and late, as far as they are known."""

    due: datetime | None
    late: datetime | None


def turning(row: PlanRow, sessions: Sessions) -> Turning:
    """When time changes how the row stands, if no draft is there."""
    first, last = window(row.expected, sessions) if row.expected else (None, None)
    return Turning(midnight(first) if first else None, _after(last))


def _after(day: date | None) -> datetime | None:
    return midnight(day + timedelta(days=1)) if day else None


def row_state(
    row: PlanRow, sessions: Sessions, now: datetime, drafts: Collection[str] = ()
) -> RowState:
    """How a row stands at an instant; `drafts` are the states of the drafts that name it: one that is planned is none yet."""
    if any(state not in _ENDED and state != _TO_COME for state in drafts):
        return "fulfilled"
    if row.dropped and effective(row.dropped) <= now:
        return "dropped"
    if drafts and all(state in _ENDED for state in drafts):
        return "ended"
    due, late = turning(row, sessions)
    if late is None:
        return "undated"
    if now >= late:
        return "late"
    return "due" if due is not None and now >= due else "planned"


def year_of(row_id: str) -> int:
    """The year of the plan to which the row `2027-001` belongs; 0 where it is no id of a row."""
    year, hyphen, number = row_id.partition("-")
    return int(year) if hyphen and year.isdigit() and number.isdigit() and len(year) == 4 else 0


def row_of(plans: Mapping[int, YearPlan], row_id: str) -> tuple[YearPlan, PlanRow] | None:
    """The plan and the row of this id; None where there is none."""
    plan = plans.get(year_of(row_id))
    row = plan.rows.get(row_id) if plan else None
    return (plan, row) if plan and row else None


def publication_instants(plans: Mapping[int, YearPlan], row_id: str) -> Iterator[datetime]:
    """When what a draft says of its row changes: the instant at which the plan is put out."""
    plan = plans.get(year_of(row_id))
    if plan and plan.published:
        yield plan.published.start
