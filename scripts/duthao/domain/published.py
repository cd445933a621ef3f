"""`drafts/_registers/published.yml`: the drafts and register keys whose addresses were let out, and when anything last was.

`duthao release` writes it, a line each, so that it is read without a parser however long it grows. What was let out of
each draft stands beside it (see `released`). See docs/decisions/0015-what-was-published.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from duthao import clock
from duthao.errors import Finding, Say

PATH = "drafts/_registers/published.yml"
DRAFTS = "drafts"
# The registers whose keys stand in addresses.
KEYS = ("agencies", "audiences", "campaigns", "places", "topics")
# The years of plans that are out; their news stand in released.yml beside this file.
PLANS = "plans"
# The meetings of the site whose pages are out, each with a released.yml; a file without any has no such list.
MEETINGS = "site_meetings"
# The same, as it was written before they had a released.yml: the next release gives them one and moves them.
MEETINGS_WITHOUT_REGISTER = "meetings"
_HEAD = "# Do lệnh «duthao release» ghi. Không sửa, không xóa.\n"
_LAST = re.compile(r"last: (\S+)")
_LIST = re.compile(rf"({'|'.join((DRAFTS, *KEYS, PLANS, MEETINGS, MEETINGS_WITHOUT_REGISTER))}):")
_ENTRY = re.compile(r"  - ([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True)
class Published:
    """`last` is the instant of the latest release that let anything out; `keys` has for each list its keys, each with its line."""

    last: datetime
    keys: Mapping[str, Mapping[str, int]]

    @property
    def knows_plans(self) -> bool:
        """Whether a release that knows of plans wrote it."""
        return PLANS in self.keys

    def names(self, of: str) -> frozenset[str]:
        """The keys of a list."""
        return frozenset(self.keys.get(of, ()))


def read(root: Path) -> tuple[Published | None, list[Finding]]:
    """Return what was released of the site at `root` (None: nothing ever), and every line that no release wrote."""
    try:
        raw = (root / PATH).read_bytes()
    except OSError:
        return None, []
    findings: list[Finding] = []
    last: datetime | None = None
    keys: dict[str, dict[str, int]] = {}
    section = ""
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        if not line or line[0] == "#":
            continue
        if (entry := _ENTRY.fullmatch(line)) and section and entry[1] not in keys[section]:
            keys[section][entry[1]] = number
        elif (heading := _LIST.fullmatch(line)) and heading[1] not in keys:
            section = heading[1]
            keys[section] = {}
        elif (match := _LAST.fullmatch(line)) and last is None and (last := _instant(match[1])):
            section = ""
        else:
            findings.append(_unreadable(number))
    if last is None and not findings:
        findings.append(_unreadable(0))
    return (Published(last, keys) if last and not findings else None), findings


def text(last: datetime, keys: Mapping[str, frozenset[str]]) -> str:
    """Return the text of the file for these keys."""
    lines = [f"last: {clock.iso(last)}\n"]
    for name in (DRAFTS, *KEYS, PLANS):
        lines += [f"{name}:\n", *(f"  - {key}\n" for key in sorted(keys[name]))]
    for name in (MEETINGS_WITHOUT_REGISTER, MEETINGS):
        if meetings := sorted(keys.get(name, ())):
            lines += [f"{name}:\n", *(f"  - {key}\n" for key in meetings)]
    return "".join([_HEAD, *lines])


def _instant(value: str) -> datetime | None:
    try:
        point = clock.parse(value)
    except ValueError:
        return None
    return point.start if point.timed else None


def _unreadable(line: int) -> Finding:
    return Finding(
        PATH,
        line,
        "published-form",
        Say("Dòng này không do lệnh «duthao release» ghi.", "No `duthao release` wrote this line.")
        if line
        else Say("Thiếu dòng «last».", "The line `last` is missing."),
        Say(
            "Khôi phục tệp của lần công bố gần nhất (git); không sửa tay.",
            "Restore the file of the last release (git); do not edit it.",
        ),
    )
