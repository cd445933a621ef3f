"""Đề án 407: which drafts fall under it, that those have a plan of channels, and the row of the yearly plan that a draft fulfils.

Their content: see `content`.
"""

from __future__ import annotations

from collections.abc import Iterator

from duthao.domain.lifecycle import takes_comments
from duthao.domain.plans import row_of, year_of
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule

RULES = {
    "scope-missing": Rule(
        "Chưa xác định có thuộc phạm vi Đề án 407 hay không",
        "Ghi «scope» với bốn tiêu chí a, b, c, d và căn cứ.",
        "warning",
    ),
    "scope-unreasoned": Rule(
        "Tiêu chí Đề án 407 ghi là không đạt mà không nêu căn cứ",
        "Ghi căn cứ ở «scope.reason».",
        "warning",
    ),
    "scope-against-places": Rule(
        "Ghi là không tác động toàn tỉnh nhưng địa bàn là cả tỉnh",
        "Sửa «scope.d» hoặc «places».",
        "warning",
    ),
    "channels-unplanned": Rule(
        "Thuộc phạm vi Đề án 407 mà chưa có kế hoạch truyền thông",
        "Ghi «channels»: kênh, ngày dự kiến, đơn vị thực hiện.",
    ),
    "plan-row-unknown": Rule(
        "Dòng kế hoạch không có", "Sửa «plan», hoặc thêm dòng ấy vào kế hoạch của năm."
    ),
    "plan-agency-differs": Rule(
        "Cơ quan chủ trì khác với dòng kế hoạch",
        "Sửa «plan» nếu ghi nhầm dòng; nếu việc đã chuyển cơ quan thì sửa dòng kế hoạch.",
        "warning",
    ),
    "plan-type-differs": Rule(
        "Loại văn bản khác với dòng kế hoạch",
        "Sửa «plan» nếu ghi nhầm dòng; nếu đã đổi loại văn bản thì sửa dòng kế hoạch.",
        "warning",
    ),
    "plan-demo-differs": Rule(
        "Hồ sơ minh họa ghi dòng của kế hoạch thật, hoặc ngược lại",
        "Sửa «plan», hoặc sửa «demo» của hồ sơ hay của kế hoạch.",
        "warning",
    ),
    "plan-row-repeated": Rule(
        "Hai hồ sơ ghi cùng một dòng kế hoạch",
        "Nếu một dòng được làm thành hai văn bản thì giữ nguyên; nếu không thì sửa «plan».",
        "warning",
    ),
}
_MEND = Say("Sửa «plan» hoặc sửa dòng kế hoạch.", "Mend `plan` or the row of the plan.")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The four criteria are declared with their reason; a draft under the scheme has a plan of channels; its row is there."""
    yield from _scope(record, context)
    yield from _plan_row(record, context)


def _scope(record: Record, context: Context) -> Iterator[Finding]:
    draft = record.draft
    if draft.scope is None:
        kind = context.registers.document_types.get(draft.document_type)
        if kind and kind.level == "central":
            return  # whoever drafts says what falls under the scheme
        if takes_comments(draft, context.now):
            yield record.finding(
                "scope-missing",
                ("scope",),
                Say(
                    "Chưa xác định dự thảo có thuộc phạm vi Đề án 407 hay không.",
                    "It is not said whether the draft falls under scheme 407.",
                ),
                Say(
                    "Ghi «scope: {a: …, b: …, c: …, d: …, reason: …}».",
                    "Give `scope: {a: …, b: …, c: …, d: …, reason: …}`.",
                ),
            )
        return
    if failed := draft.scope.unmet:
        if not draft.scope.reason:
            yield record.finding(
                "scope-unreasoned",
                ("scope",),
                Say(
                    f"Tiêu chí {', '.join(failed)} ghi là không đạt mà không nêu căn cứ.",
                    f"Criteria {', '.join(failed)} are denied without a reason.",
                ),
                Say("Ghi căn cứ ở «scope.reason».", "Give `scope.reason`."),
            )
        places = context.registers.places
        if "d" in failed and any(
            key in places and places[key].kind == "tinh" for key in draft.places
        ):
            yield record.finding(
                "scope-against-places",
                ("scope", "d"),
                Say(
                    "Tiêu chí d ghi là không đạt nhưng «places» là cả tỉnh.",
                    "Criterion d is denied but `places` is the whole province.",
                ),
                Say("Sửa «scope.d» hoặc «places».", "Mend `scope.d` or `places`."),
            )
    elif (
        draft.falls_under_407
        and not any(r.unknown for r in draft.rounds)
        and not any(c.planned or c.done for c in draft.channels)
    ):
        yield record.finding(
            "channels-unplanned",
            ("channels",),
            Say(
                "Dự thảo thuộc phạm vi Đề án 407 nhưng chưa có kênh truyền thông nào được lên kế hoạch.",
                "The draft falls under scheme 407, but no channel is planned.",
            ),
            Say(
                "Ghi «channels»: kênh, ngày dự kiến («planned»), đơn vị thực hiện.",
                "List `channels` with a `planned` date and unit.",
            ),
        )


def _plan_row(record: Record, context: Context) -> Iterator[Finding]:
    """The row is there, and of the same agency, or one that followed another, and type."""
    draft, registers = record.draft, context.registers
    if draft.plan is None:
        return
    found = row_of(registers.plans, draft.plan)
    if found is None:
        year = year_of(draft.plan)
        yield record.finding(
            "plan-row-unknown",
            ("plan",),
            Say(
                f"Không có dòng «{draft.plan}» trong plan-{year}.yml.",
                f"There is no row `{draft.plan}` in plan-{year}.yml.",
            ),
            Say(
                "Sửa «plan», hoặc thêm dòng ấy vào kế hoạch của năm.",
                "Mend `plan`, or add the row to the plan of the year.",
            ),
        )
        return
    plan, row = found
    if draft.demo != plan.demo:
        yield record.finding(
            "plan-demo-differs",
            ("plan",),
            Say(
                f"Hồ sơ là {_kind_of_data(draft.demo)}, kế hoạch có dòng «{draft.plan}» là {_kind_of_data(plan.demo)}.",
                f"The record has `demo: {str(draft.demo).lower()}`, the plan of row `{draft.plan}` has not.",
            ),
            Say(
                "Sửa «plan», hoặc sửa «demo» ở một trong hai nơi.",
                "Mend `plan`, or `demo` of one of the two.",
            ),
        )
    drafting = {heir for key in draft.agencies for heir in registers.heirs(key)}
    if row.agency and drafting.isdisjoint(registers.heirs(row.agency)):
        agencies = ", ".join(draft.agencies)
        yield record.finding(
            "plan-agency-differs",
            ("plan",),
            Say(
                f"Dòng «{draft.plan}» của kế hoạch do «{row.agency}» chủ trì, hồ sơ ghi «{agencies}».",
                f"Row `{draft.plan}` of the plan is that of `{row.agency}`, the record is that of `{agencies}`.",
            ),
            _MEND,
        )
    if row.document_type and row.document_type != draft.document_type:
        yield record.finding(
            "plan-type-differs",
            ("plan",),
            Say(
                f"Dòng «{draft.plan}» của kế hoạch là «{row.document_type}», hồ sơ ghi «{draft.document_type}».",
                f"Row `{draft.plan}` of the plan is a `{row.document_type}`, the record a `{draft.document_type}`.",
            ),
            _MEND,
        )


def _kind_of_data(demo: bool) -> str:
    return "dữ liệu minh họa" if demo else "dữ liệu thật"


def check_all(library: Library) -> Iterator[Finding]:
    """Every record but the first of those that name one row is named."""
    first_ids: dict[str, str] = {}
    for draft_id, row_id in sorted(library.plans.items()):
        first_id = first_ids.setdefault(row_id, draft_id)
        if not row_id or first_id == draft_id:
            continue
        record = library.read(draft_id)
        if record:
            yield record.finding(
                "plan-row-repeated",
                ("plan",),
                Say(
                    f"Hồ sơ «{first_id}» cũng ghi dòng kế hoạch «{row_id}».",
                    f"Record `{first_id}` names the row `{row_id}` too.",
                ),
                Say(
                    "Nếu một dòng được làm thành hai văn bản thì giữ nguyên; nếu không thì sửa «plan».",
                    "Leave it where one row became two texts; else mend `plan`.",
                ),
            )
