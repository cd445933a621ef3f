"""Codes of languages (BCP 47), each language under one of them: what is asked for under another would be found nowhere."""

from __future__ import annotations

import re
from types import MappingProxyType

VIETNAMESE = "vi"
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"  # a pattern, without its ends
# Other codes that people write for a language whose code here is another.
OTHER_CODES = MappingProxyType(
    {
        "hmn": "hmn-Latn",
        "mww": "hmn-Latn",
        "zh": "zh-Hans",
        "zh-CN": "zh-Hans",
        "zh-HK": "zh-Hant",
        "zh-TW": "zh-Hant",
    }
)
# In Vietnamese, after «tiếng»; a language that is not here is named by its code.
NAMES = MappingProxyType(
    {
        "blt-Latn": "Thái",
        "en": "Anh",
        "hmn-Latn": "Mông",
        "ium": "Dao",
        "ko": "Hàn Quốc",
        "lo": "Lào",
        "nut": "Nùng",
        "pcc": "Giáy",
        "tyz": "Tày",
        "vi": "Việt",
        "zh-Hans": "Trung Quốc, chữ giản thể",
        "zh-Hant": "Trung Quốc, chữ phồn thể",
    }
)


def can_be_translated_into(lang: str) -> bool:
    """Whether it is the code of a language here, and not of the original."""
    return bool(re.fullmatch(LANGUAGE, lang)) and lang != VIETNAMESE and lang not in OTHER_CODES
