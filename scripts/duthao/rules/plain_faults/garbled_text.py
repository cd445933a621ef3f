"""Letters that are not those that somebody wrote: lost encodings, look-alikes, signs that nobody sees, capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from duthao.errors import Finding, Say
from duthao.records.meeting_files.readable_texts import ReadableTexts, of_record, of_site
from duthao.records.record import Record
from duthao.rules import Context, Library, Rule

_RETYPE = "Gõ lại bằng Unicode (bảng mã dựng sẵn), hoặc chuyển mã bằng Unikey rồi dán lại."
RULES = {
    "text-mojibake": Rule("Chữ bị vỡ vì mở sai bảng mã", _RETYPE),
    "text-old-encoding": Rule("Chữ còn ở bảng mã cũ (TCVN3, VNI)", _RETYPE),
    "letter-lookalike": Rule(
        "Có chữ cái của bảng chữ khác trông giống chữ Việt",
        "Gõ lại từ đó bằng bàn phím tiếng Việt.",
    ),
    "letter-full-width": Rule(
        "Có chữ, số loại rộng (toàn khổ)", "Gõ lại bằng chữ, số thường.", "warning"
    ),
    "character-unseen": Rule(
        "Có ký tự không nhìn thấy nằm trong từ",
        "Xóa ký tự đó; thường do dán từ Word hoặc PDF.",
        "warning",
    ),
    "text-in-capitals": Rule(
        "Cả câu viết hoa", "Viết chữ thường; chỉ viết hoa theo quy tắc chính tả.", "warning"
    ),
    "diacritics-missing": Rule("Tiếng Việt không dấu", "Viết đủ dấu.", "warning"),
    "word-doubled": Rule("Một từ gõ hai lần liền nhau", "Xóa một từ.", "warning"),
    "punctuation-repeated": Rule(
        "Dấu câu gõ nhiều lần", "Để lại một dấu; không dùng «!!!», «???».", "warning"
    ),
}


class _Sign(NamedTuple):
    """What is looked for. `may_be` sees from the text, and from the set of its letters, whether a search is worth while: nearly
    never. `message` is given what was found; `is_one` judges the line or field in which it was.
    """

    rule: str
    may_be: Callable[[str, frozenset[str]], bool]
    pattern: re.Pattern[str]
    message: Callable[[str], Say]
    remedy: Say
    is_one: Callable[[str], bool] = bool


# Letters of TCVN3 as a program without its typeface shows them, and pairs of VNI that no Vietnamese syllable has.
_OLD = "µ¸¶·¹¨¾¼½©®ª¬§£¤¥¦×÷þÞßðøåæçëîïüûÿñÕÑÖØÜÝÐÎÏËÄäöÅÆÇ"
_OLD_WORD = re.compile(
    rf"[A-Za-z][{_OLD}]|[{_OLD}][A-Za-z]|[aA][ùøûõïâáàåãäêéèúüë]|[eE][áàâãäùøûõï]|[ôöÔÖ][ùøûõïáàâãäô]|[oO][âäåïûøù]"
)
_FOREIGN = "\u0370-\u03ff\u0400-\u04ff"
# Of Greek those alone that look like a Latin letter: «μg», «kΩ», «Δt», «α-amylase» are written with Greek ones.
_LOOKALIKE = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο\u0400-\u04ff"
_TWICE = "của|các|những|được|cho|theo|tại|với|trong|để|và|khi|hoặc"


def _mostly_old(text: str) -> bool:
    """Two words and a fifth of all: a name from abroad («Citroën») is no lost encoding."""
    words = text.split()
    old = sum(1 for word in words if _OLD_WORD.search(word))
    return old >= 2 and old * 5 >= len(words)


def _shouted(text: str) -> bool:
    """Seven words in capitals with letters that Vietnamese has: no row of abbreviations."""
    found = _CAPITALS.search(text)
    return found is not None and not found[0].isascii()


_NOT_VIETNAMESE = frozenset(_OLD)
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TWO_OF_ONE = tuple(f"{word} {word}" for word in _TWICE.split("|"))
_MANY = ("!!!", "???", ",,", ";;", "!?!", "?!?")
_LOST = frozenset("\ufffdÄÆ")


def _has(*parts: str) -> Callable[[str, frozenset[str]], bool]:
    return lambda text, letters: any(part in text for part in parts)


def _has_foreign(text: str, letters: frozenset[str]) -> bool:
    return any("\u0370" <= letter <= "\u04ff" for letter in letters)


def _has_loud_line(text: str, letters: frozenset[str]) -> bool:
    return any(line.isupper() and line.count(" ") >= 6 for line in text.split("\n"))


# UTF-8 that was read as a one-byte encoding; none of these stands in Vietnamese.
_MOJIBAKE = re.compile(
    "[\ufffdÄÆâÃá](?:(?<=\ufffd)|(?<=Ä)[‘\u0090ƒ‚\u0091]|(?<=Æ)[°¡¯]|(?<=â)€|(?<=Ã)[¡¢£¨©ª¬²³´µ¹º½\u00ad]|(?<=á)(?:º[^\\s]|»[‡£¯¥§©³µ¹½¿¡±•ƒ„†ˆ‰Š‹Œ]))"
)
_CAPITALS = re.compile(r"(?<!\w)(?:[^\W\d_a-z]{2,20}[ ,]{1,2}){6}[^\W\d_a-z]{2,20}(?!\w)")
_SIGNS = (
    _Sign(
        "text-mojibake",
        lambda text, letters: (
            bool(_LOST & letters) or any(p in text for p in ("â€", "Ã", "áº", "á»"))
        ),
        _MOJIBAKE,
        lambda t: Say(f"Chữ bị vỡ: «{t}».", f"Garbled letters: `{t}`."),
        Say(
            "Gõ lại bằng Unicode, hoặc chuyển mã bằng Unikey (Ctrl+Shift+F6) rồi dán lại.",
            "Type it again in Unicode, or convert it and paste it again.",
        ),
    ),
    _Sign(
        "text-old-encoding",
        lambda text, letters: bool(_NOT_VIETNAMESE & letters),
        _OLD_WORD,
        lambda t: Say(
            f"Chữ còn ở bảng mã cũ (TCVN3, VNI): «{t}».", f"Text in an old encoding: `{t}`."
        ),
        Say(
            "Gõ lại bằng Unicode, hoặc chuyển mã bằng Unikey (Ctrl+Shift+F6) rồi dán lại.",
            "Type it again in Unicode, or convert it and paste it again.",
        ),
        _mostly_old,
    ),
    _Sign(
        "character-unseen",
        lambda text, letters: bool(_UNSEEN & letters),
        re.compile("(?<=[^\\W_])[\u00ad\u200b\u200c\u200d\u2060\ufeff]+(?=[^\\W_])"),
        lambda t: Say(
            f"Có ký tự không nhìn thấy U+{ord(t[0]):04X} nằm trong từ, làm hỏng tìm kiếm và lời đọc.",
            f"An invisible U+{ord(t[0]):04X} stands inside a word and breaks search and speech.",
        ),
        Say("Xóa ký tự đó, hoặc gõ lại cả từ.", "Delete it, or type the word again."),
    ),
    _Sign(
        "letter-full-width",
        lambda text, letters: any("！" <= letter <= "～" for letter in letters),
        re.compile("[！-～]+"),
        lambda t: Say(f"Có chữ loại rộng «{t}».", f"Full-width letters: `{t}`."),
        Say("Gõ lại bằng chữ, số thường.", "Type ordinary letters and digits."),
    ),
    _Sign(
        "letter-lookalike",
        _has_foreign,
        re.compile(rf"[^\W\d_{_FOREIGN}µ][{_LOOKALIKE}]+|[{_LOOKALIKE}]+[^\W\d_{_FOREIGN}µ]"),
        lambda t: Say(
            f"Trong «{t}» có chữ cái Nga hoặc Hy Lạp trông giống chữ Việt.",
            f"`{t}` mixes Latin letters with look-alikes of another alphabet.",
        ),
        Say("Gõ lại từ đó bằng bàn phím tiếng Việt.", "Type the word again."),
    ),
    _Sign(
        "text-in-capitals",
        _has_loud_line,
        _CAPITALS,
        lambda t: Say(f"Cả câu viết hoa: «{t[:60]}…».", f"All in capitals: `{t[:60]}…`."),
        Say(
            "Viết chữ thường; chỉ viết hoa đầu câu và tên riêng. Giấy tờ tự in hoa chỗ cần.",
            "Write small letters; papers set capitals where they are due.",
        ),
        _shouted,
    ),
    _Sign(
        "word-doubled",
        _has(*_TWO_OF_ONE),
        re.compile(rf"(?<![\w-])({_TWICE}) \1(?![\w-])"),
        lambda t: Say(f"Gõ hai lần: «{t}».", f"Typed twice: `{t}`."),
        Say("Xóa một từ.", "Delete one."),
    ),
    _Sign(
        "punctuation-repeated",
        _has(*_MANY),
        re.compile(r"[!?]{3,}|,{2,}|;{2,}"),
        lambda t: Say(f"Dấu câu gõ nhiều lần: «{t}».", f"Punctuation repeated: `{t}`."),
        Say("Để lại một dấu.", "Leave one."),
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Each fault once for each text, at its first place; no text is looked at where none has a sign of it."""
    yield from _signs(of_record(record))
    for field in ("title", "summary"):
        text = getattr(record.draft, field)
        if text.isascii() and len(text.split()) >= 6:
            yield record.finding(
                "diacritics-missing",
                (field,),
                Say(f"«{text[:60]}» không có dấu tiếng Việt.", f"`{text[:60]}` has no diacritics."),
                Say("Viết đủ dấu.", "Write all diacritics."),
            )


def check_all(library: Library) -> Iterator[Finding]:
    """The same in meetings of the site."""
    for readable in of_site(library.registers.meetings):
        yield from _signs(readable)


def _signs(readable: ReadableTexts) -> Iterator[Finding]:
    whole, texts, finding = readable
    letters = frozenset(whole)
    for sign in _SIGNS:
        if not sign.may_be(whole, letters):
            continue
        for loc, text in texts:
            found = sign.pattern.search(text)
            if found and sign.is_one(_line_of(text, found.start()) if not loc else text):
                start, width = found.start(), len(found[0])
                yield finding(sign.rule, loc, start, width, sign.message(found[0]), sign.remedy)


def _line_of(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]
