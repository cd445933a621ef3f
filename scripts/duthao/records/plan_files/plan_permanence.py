"""What was let out of a plan stays in it: who read the news of it finds what it told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from duthao.domain.plan_events import plan_events
from duthao.domain.plans import YearPlan
from duthao.errors import Finding, Say
from duthao.records.plan_files.plan_reader import plan_path


def judge(plans: Mapping[int, YearPlan], news: Mapping[str, datetime] | None) -> Iterator[Finding]:
    """Every event that was let out (`news`, by name) and that no plan has any more."""
    there = {event.name for event in plan_events(plans)}
    for name in sorted(set(news or ()) - there):
        kind, _, key = name.partition("/")
        what, english = _WHAT.get(kind, (name, name))
        yield Finding(
            plan_path(int(key[:4])) if key[:4].isdigit() else "drafts/_registers/released.yml",
            0,
            "plan-entry-edited",
            Say(
                f"{what} ({key}) đã đưa tin nay bị sửa, bị xóa.",
                f"{english} ({key}) was in the news and is edited or gone.",
            ),
            Say(
                "Khôi phục mục ấy; muốn nói khác đi thì thêm một mục mới vào «changes».",
                "Restore it; to say otherwise add an entry to `changes`.",
            ),
        )


_WHAT = {
    "published": ("Việc công bố kế hoạch", "The publication of a plan"),
    "changed": ("Một lần điều chỉnh kế hoạch", "An adjustment of a plan"),
    "dropped": ("Việc đưa dòng ra khỏi kế hoạch", "That a row was dropped"),
}
