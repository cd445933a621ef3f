"""What languages are called: by those who speak them, and in Vietnamese."""

from __future__ import annotations

from types import MappingProxyType

from duthao.domain.language_codes import NAMES

# By themselves; a language whose own name no register of ours gives is called as Vietnamese calls it.
OWN_NAMES = MappingProxyType(
    {
        "en": "English",
        "hmn-Latn": "Hmoob",
        "ium": "Iu Mienh",
        "ko": "한국어",
        "lo": "ລາວ",
        "tyz": "Tày",
        "vi": "Tiếng Việt",
        "zh-Hans": "简体中文",
        "zh-Hant": "繁體中文",
    }
)


def own_name(lang: str) -> str:
    """As its speakers call it: `한국어`; else in Vietnamese: `Tiếng Giáy`."""
    return OWN_NAMES.get(lang) or f"Tiếng {NAMES.get(lang, lang)}"


def vietnamese_name(lang: str) -> str:
    """`tiếng Hàn Quốc`."""
    return f"tiếng {NAMES.get(lang, lang)}"
