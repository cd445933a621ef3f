"""What YAML cuts from an officer's text in silence: after a comma inside braces, and from ` #` on."""

from __future__ import annotations

import re

from duthao.errors import Say

_COMMENT = re.compile(r"[ \t]#")
_AFTER = re.compile(r"[ \t]+(#[^\n]*)")
# A date, a number, a key, an address: whole by itself, so that what follows can only be a comment.
_WHOLE = re.compile(r"[\w.:+/@-]+", re.ASCII)
_IN_QUOTES = Say(
    "Đặt cả nội dung trong ngoặc kép, hoặc viết mỗi trường một dòng.",
    'Put the whole text in "double quotes", or write one field a line.',
)


def may_hide(text: str) -> bool:
    """Whether there is anything in the text that could be a comment at the end of a value."""
    return _COMMENT.search(text) is not None


def by_comma(text: str, key: str, end: int) -> tuple[Say, Say] | None:
    """What to say of a field without a value that a comma inside braces made: no colon follows its name.

    `end` is where the key ends in `text`, in characters. None: the colon is there, it was left blank on purpose.
    """
    if text[end:].lstrip().startswith(":"):
        return None
    return (
        Say(
            f"Dấu phẩy trong ngoặc nhọn cắt mất nội dung từ «{key}».",
            f"A comma inside braces cut the text before `{key}`.",
        ),
        _IN_QUOTES,
    )


def by_comment(text: str, value: str, end: int) -> tuple[Say, Say] | None:
    """What to say of a plain value that ` #` ended; `end` is where it ends in `text`, in characters.

    None where nothing follows, or what stands before is whole by itself, as a date or a key is.
    """
    after = _AFTER.match(text, end)
    if not after or _WHOLE.fullmatch(value):
        return None
    cut = after[1][:40]
    if value:
        message = Say(
            f"Phần «{cut}» bị bỏ, vì dấu # sau khoảng trắng mở đầu một ghi chú.",
            f"`{cut}` is dropped: after a blank, # begins a comment.",
        )
    else:
        message = Say(
            f"Trường này trống, vì «{cut}» được hiểu là ghi chú.",
            f"The field is empty: `{cut}` is taken for a comment.",
        )
    return message, Say(
        "Là nội dung thì đặt cả giá trị trong ngoặc kép; là ghi chú thì viết ở một dòng riêng.",
        'If it is text, put the whole value in "double quotes"; if it is a comment, give it a line of its own.',
    )
