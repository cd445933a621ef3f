"""Recordings that people made of the scripts, beside a record: which text each is of, and how long it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from duthao.errors import Finding, Say
from duthao.outputs.loudspeaker import script_kinds
from duthao.outputs.loudspeaker.script_kinds import kinds
from duthao.outputs.loudspeaker.translations import renderings
from duthao.outputs.site import Site
from duthao.records.record import FOLDER, Record

# ISO/IEC 11172-3 and 13818-3, Layer III: kilobits a second by the index in the header, samples a second by version bits.
_BITRATES = MappingProxyType(
    {
        True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
        False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
    }
)
_SAMPLING = MappingProxyType(
    {
        3: (44100, 48000, 32000, 0),
        2: (22050, 24000, 16000, 0),
        0: (11025, 12000, 8000, 0),
        1: (0, 0, 0, 0),
    }
)
_PREFIX, _SUFFIX = "loa-", ".mp3"


class Recording(NamedTuple):
    """A file and its length."""

    file: str
    seconds: float


def recordings(site: Site, record: Record) -> dict[str, Recording]:
    """Name of a script (`mo`, `mo-ngan`) or of a language (`hmn-latn`) → the recording of it."""
    return {
        text: Recording(file, length)
        for text, file in _by_text(site, record).items()
        if (length := seconds(_path(site, record, file).read_bytes()))
    }


def findings(site: Site, record: Record) -> Iterator[Finding]:
    """Recordings whose text is not known, and files that hold no sound."""
    files = _files(record)
    if not files:
        return
    known = _by_text(site, record).values()
    names = ", ".join(f"{_PREFIX}{text}{_SUFFIX}" for text in _texts(site, record))
    for file in files:
        path = f"{FOLDER}/{record.id}/{file}"
        if file not in known:
            yield Finding(
                path,
                0,
                "recording-unknown",
                Say(
                    "Không rõ bản thu này là của bài nào nên không được công bố.",
                    "No script has this recording's name: it is not published.",
                ),
                Say(f"Đặt tên theo bài: {names}.", f"Name it after its script: {names}."),
                "warning",
            )
        elif not seconds(_path(site, record, file).read_bytes()):
            yield Finding(
                path,
                0,
                "recording-unreadable",
                Say(
                    "Tệp không phải là bản thu MP3 nghe được.",
                    "The file is no MP3 that can be played.",
                ),
                Say("Xuất lại bản thu ở định dạng MP3.", "Export it as MP3 again."),
            )


def _files(record: Record) -> list[str]:
    return sorted(
        name for name in record.side_files if name.startswith(_PREFIX) and name.endswith(_SUFFIX)
    )


def _texts(site: Site, record: Record) -> list[str]:
    """The names of all texts that there may be a recording of."""
    scripts = [
        file.removesuffix(".txt")
        for kind in kinds(site, record)
        for file in script_kinds.files(kind)
    ]
    return scripts + [rendering.lang.lower() for rendering in renderings(site, record)]


def _by_text(site: Site, record: Record) -> dict[str, str]:
    """The name of a text → the file that is named after it."""
    by_name = {file.removeprefix(_PREFIX).removesuffix(_SUFFIX): file for file in _files(record)}
    names = _texts(site, record) if by_name else []
    return {name: by_name[name] for name in names if name in by_name}


def _path(site: Site, record: Record, file: str) -> Path:
    return site.root / FOLDER / record.id / file


def seconds(mp3: bytes) -> float:
    """How long an MP3 plays: the sum of its frames; 0 where there is none."""
    here, total = _after_tag(mp3), 0.0
    while here + 4 <= len(mp3):
        if size_and_length := _frame(mp3[here : here + 4]):
            here += size_and_length[0]
            total += size_and_length[1]
        else:
            here = mp3.find(b"\xff", here + 1)
            if here < 0:
                break
    return total


def _after_tag(mp3: bytes) -> int:
    """Where the sound begins: behind an ID3v2 tag, whose length has seven bits a byte."""
    if mp3[:3] != b"ID3" or len(mp3) < 10:
        return 0
    return 10 + sum(
        (byte & 127) << shift for byte, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=True)
    )


def _frame(head: bytes) -> tuple[int, float] | None:
    """Bytes and seconds of the Layer III frame with this header; None where it is no header."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = _BITRATES[version == 3][head[2] >> 4], _SAMPLING[version][head[2] >> 2 & 3]
    if head[0] != 0xFF or head[1] < 0xE0 or layer != 1 or not rate or not sampling:
        return None
    samples = 1152 if version == 3 else 576
    return samples // 8 * rate * 1000 // sampling + (head[2] >> 1 & 1), samples / sampling
