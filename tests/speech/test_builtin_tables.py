"""The data file of abbreviations: its form, its size, and that every reading can be said."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from duthao import speech
from duthao.speech import default_abbreviations, read
from duthao.speech.builtin_tables import hotlines, known_words
from duthao.speech.letters import is_syllable

TABLES = yaml.safe_load(
    (Path(speech.__file__).parent / "abbreviations.yml").read_text(encoding="utf-8")
)


def test_the_plain_reading_of_the_file_is_what_yaml_makes_of_it() -> None:
    assert dict(default_abbreviations()) == {
        **TABLES["words"],
        **{f"/{key}": value for key, value in TABLES["types"].items()},
        **{f"-{key}": value for key, value in TABLES["issuers"].items()},
    }
    assert known_words() == TABLES["known"]
    assert hotlines() == TABLES["hotlines"]


def test_it_holds_what_administration_writes() -> None:
    assert len(TABLES["words"]) >= 150
    assert {
        "UBND",
        "HĐND",
        "MTTQ",
        "UBMTTQ",
        "VBQPPL",
        "KT-XH",
        "QP-AN",
        "CBCCVC",
        "BHYT",
        "BHXH",
        "TDTT",
        "GD&ĐT",
        "KH&CN",
        "NN&MT",
        "VHTTDL",
        "TP",
        "TX",
        "P.",
        "X.",
        "CCCD",
        "DN",
        "HTX",
        "GPMB",
        "QSDĐ",
        "PCCC",
        "ATTP",
        "CNTT",
        "TT&TT",
    } <= TABLES["words"].keys()
    assert {"NQ", "QĐ", "KH", "TB", "TTr", "CT", "TT", "NĐ"} <= TABLES["types"].keys()


@pytest.mark.parametrize(
    "reading",
    sorted(
        {
            *TABLES["words"].values(),
            *TABLES["types"].values(),
            *TABLES["issuers"].values(),
            *TABLES["known"].values(),
        }
    ),
)
def test_every_reading_is_spoken_already(reading: str) -> None:
    assert read(reading) == (reading, ())


@pytest.mark.parametrize("key", sorted(key for key in TABLES["words"] if not key.endswith(".")))
def test_every_abbreviation_is_read_in_a_sentence(key: str) -> None:
    reading = TABLES["words"][key]
    assert read(f"theo {key} của tỉnh") == (f"theo {reading} của tỉnh", ())


@pytest.mark.parametrize("symbol", sorted(TABLES["types"]))
def test_every_type_is_named_in_a_number(symbol: str) -> None:
    name = TABLES["types"][symbol]
    assert read(f"theo 12/{symbol}-UBND").text == f"theo {name} số mười hai của Ủy ban nhân dân"


@pytest.mark.parametrize("symbol", sorted(TABLES["issuers"]))
def test_every_issuer_is_named_in_a_number(symbol: str) -> None:
    name = TABLES["issuers"][symbol]
    assert read(f"Quyết định số 12/QĐ-{symbol}").text == f"Quyết định số mười hai của {name}"


@pytest.mark.parametrize(
    "word",
    [
        "vi",
        "phạm",
        "di",
        "tích",
        "quyết",
        "giếng",
        "gì",
        "nghiêng",
        "ghế",
        "khuya",
        "thuở",
        "yêu",
        "quốc",
        "hoặc",
        "ngoằng",
        "ý",
        "Pa",
        "ĐƯỜNG",
        "Xuyến",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["tich", "BHYT", "UBND", "VAT", "GDP", "ka", "ce", "nghang", "fan", "áá", "q", "qu", "", "tt"],
)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
