"""What is said of the cells of a list that a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

from duthao.errors import Say

_SHOWN = 80  # characters of a cell in a message


def short(text: str) -> str:
    """The words of a cell in one line, cut where they are long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def carried(key: str) -> Say:
    """The agency is that of the row above."""
    return Say(
        f"ô để trống: lấy cơ quan của dòng trên, «{key}».",
        f"a blank cell: the agency of the row above, `{key}`.",
    )


def no_agency(name: str) -> Say:
    """A name is no agency of the register."""
    return Say(
        f"«{short(name)}» không có trong agencies.yml.",
        f"`{short(name)}` is not in agencies.yml.",
    )


def several_agencies(text: str, keys: Sequence[str]) -> Say:
    """A name may mean several agencies."""
    listing = ", ".join(keys)
    return Say(
        f"«{short(text)}» có thể là {listing}: lấy «{keys[0]}».",
        f"`{short(text)}` may be {listing}: `{keys[0]}` is taken.",
    )


def first_leads(keys: Sequence[str]) -> Say:
    """Several agencies stand where one leads."""
    return Say(
        f"ghi nhiều cơ quan: «{keys[0]}» chủ trì, các cơ quan sau phối hợp.",
        f"several agencies: `{keys[0]}` leads, the others co-operate.",
    )


def not_in_register(name: str) -> Say:
    """A name is in no register, and stays in the note."""
    return Say(
        f"«{short(name)}» không có trong danh mục: giữ ở ghi chú nội bộ.",
        f"`{short(name)}` is in no register: kept as an internal note.",
    )


def title_alone(title: str) -> Say:
    """Nothing stands beside a title."""
    return Say(
        f"«{short(title)}» đứng một mình: coi là một văn bản, không phải đề mục.",
        f"`{short(title)}` stands alone: taken for a text, no heading.",
    )
