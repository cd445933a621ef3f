"""CODEOWNERS: whom a host of repositories asks before a change of drafts is merged into a protected branch."""

from __future__ import annotations

import re
from pathlib import Path

from duthao.errors import Finding, Say

RULE = "approval-no-code-owners"
_PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
_EVERYTHING = ("*", "**", "/**", "/")
_ESCAPED_SPACE = re.compile(r"(?<!\\)\s+")


def owned(root: Path) -> bool:
    """Whether the last line that is about all of `drafts/` names an owner, in the file that a host would read first."""
    path = next((root / place for place in _PLACES if (root / place).is_file()), None)
    if path is None:
        return False
    owners: list[str] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        pattern, *names = _ESCAPED_SPACE.split(line.partition("#")[0].strip())
        if pattern in _EVERYTHING or re.fullmatch(r"/?(\*\*/)?drafts(/|/\*\*)?", pattern):
            owners = [name for name in names if "@" in name]
    return bool(owners)


def findings(root: Path) -> list[Finding]:
    """Where records are approved in the repository: that nobody is named who must agree."""
    if owned(root):
        return []
    return [
        Finding(
            _PLACES[0],
            0,
            RULE,
            Say(
                "Có hồ sơ duyệt trong kho mã nguồn, nhưng CODEOWNERS không nêu ai phải chấp thuận thay đổi trong drafts/.",
                "Records are approved in the repository, and CODEOWNERS names nobody for drafts/.",
            ),
            Say(
                "Thêm dòng «/drafts/ @nhóm-duyệt» vào .github/CODEOWNERS (GitLab: .gitlab/CODEOWNERS) và bật bảo vệ nhánh chính.",
                "Add `/drafts/ @approvers` to .github/CODEOWNERS (GitLab: .gitlab/CODEOWNERS), and protect the main branch.",
            ),
            "warning",
        )
    ]
