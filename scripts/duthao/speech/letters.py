"""Letters by their names, and which runs of letters are Vietnamese syllables."""

from __future__ import annotations

import re
import unicodedata

from duthao.speech.lexicon import word_set

# Two alphabets: the points of an article are lettered a b c d đ e g, so d (dê) and đ (đê) must be
# told apart; in the name of a road or a group a capital D is the Latin letter, said "đê".
_POINT = {
    "a": "a",
    "b": "bê",
    "c": "xê",
    "d": "dê",
    "đ": "đê",
    "e": "e",
    "g": "giê",
    "h": "hát",
    "i": "i",
    "k": "ca",
    "l": "lờ",
    "m": "mờ",
    "n": "nờ",
    "o": "o",
    "p": "pê",
    "q": "quy",
    "r": "rờ",
    "s": "sờ",
    "t": "tê",
    "u": "u",
    "v": "vê",
    "x": "xờ",
    "y": "y",
}
_LATIN = {
    **_POINT,
    "d": "đê",
    "f": "ép",
    "j": "gi",
    "w": "vê kép",
    "z": "dét",
    "s": "ét",
    "x": "ích",
}
CAPITALS = frozenset(letter.upper() for letter in _LATIN if letter != "đ")

_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_STOPPED = ("p", "t", "c", "ch")
_ONSET = re.compile(r"(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?(.+)")
_FRONT = "ieêy"
_RHYMES = word_set(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu "
    "iêc iêm iên iêng iêp iêt iêu o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang "
    "oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây "
    "uê uêch uên uênh uêt uơ uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưng ưt ưu "
    "ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
_AFTER_Q = word_set(
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên êt "
    "it y ych yên yêt ynh yt ôc ơ"
)


def point_name(letter: str) -> str:
    """How the letter of a point, a clause or a list is said."""
    return _POINT.get(letter) or _LATIN[letter]


def latin_name(letter: str) -> str:
    """How a capital in the name of a road, a group or a grade is said."""
    return _LATIN[letter.lower()]


def is_syllable(word: str) -> bool:
    """Whether the letters spell one Vietnamese syllable, tone included (`tích` does, `tich` not)."""
    parts = unicodedata.normalize("NFD", word.lower())
    toneless = parts.translate(_TONES)
    tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
    if len(tones) > 1:
        return False
    letters = unicodedata.normalize("NFC", toneless)
    if letters.endswith(_STOPPED) and (not tones or tones[0] not in "\u0301\u0323"):
        return False
    return _is_plain_syllable(letters)


def _is_plain_syllable(letters: str) -> bool:
    match = _ONSET.fullmatch(letters)
    if not match:
        return False
    onset, rhyme = match.group(1) or "", match.group(2)
    if onset == "qu":
        return rhyme in _AFTER_Q
    if onset == "gi" and (rhyme in _RHYMES or "i" + rhyme in _RHYMES):
        return True
    if onset == "gi":
        return False
    if onset == "g" and rhyme in {"i", "in", "iêc", "iêng", "iêt"}:
        return True
    if onset in {"k", "gh", "ngh"} and rhyme[0] not in _FRONT:
        return False
    if onset in {"c", "g", "ng"} and rhyme[0] in _FRONT:
        return False
    return rhyme in _RHYMES
