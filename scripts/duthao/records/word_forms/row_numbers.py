"""The number that is printed at a row of the form: `2.1-1.3` is the third question of the first entry of the first item of group 2."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d{1,3}(?:[.-]\d{1,3})+")
_STEP = re.compile(r"([.-]?)(\d+)")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"))


def steps(number: str) -> tuple[tuple[str, int], ...] | None:
    """`2.1-1.3` → (("", 2), (".", 1), ("-", 1), (".", 3)); None where the text is no number of a row."""
    text = "".join(number.split()).translate(_HYPHENS).rstrip(".-)")
    if not _NUMBER.fullmatch(text):
        return None
    return tuple((sign, int(digits)) for sign, digits in _STEP.findall(text))
