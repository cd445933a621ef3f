"""Catalogues have all that pages say, in every language that has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duthao.errors import DuthaoError
from duthao.rendering import messages
from tests.messages import ROOT, held, said

LANGUAGES = messages.languages(ROOT)
_NAMED = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_translated_and_nothing_is_left_over(lang: str) -> None:
    catalogue = held(lang)
    wanted = {message if isinstance(message, str) else message[0] for _, message in said()}
    there = {m.id if isinstance(m.id, str) else m.id[0]: m for m in catalogue if m.id}
    assert there.keys() == wanted
    for key, message in there.items():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(texts) and not message.fuzzy, key
        for text in texts:
            assert set(_NAMED.findall(text)) == set(_NAMED.findall(key)), key


def test_a_reader_is_spoken_to_in_the_own_language_or_in_english() -> None:
    assert [messages.spoken(ROOT, lang) for lang in ("en", "zh-Hans", "hmn-Latn")] == [
        "en",
        "zh-Hans",
        "en",
    ]


def test_vietnamese_is_the_source() -> None:
    assert messages.catalogue(ROOT, "vi").gettext("Tóm tắt") == "Tóm tắt"
    assert messages.catalogue(ROOT, "en").gettext("Tóm tắt") == "Summary"


@pytest.mark.parametrize(
    ("held", "line"),
    [
        ('msgid "Tóm tắt"\nmsgstr "Summary"\nsummary\n'.encode(), 3),
        (b'msgid "a"\n\nmsgstr "\xff"\n', 3),
    ],
)
def test_a_faulty_catalogue_is_named_with_its_line(tmp_path: Path, held: bytes, line: int) -> None:
    folder = tmp_path / messages.FOLDER
    folder.mkdir(parents=True)
    (folder / "lo.po").write_bytes(held)
    with pytest.raises(DuthaoError, match=rf"theme/locales/lo\.po, dòng {line}: "):
        messages.catalogue(tmp_path, "lo")
