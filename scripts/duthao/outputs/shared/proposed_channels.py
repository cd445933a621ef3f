"""The plan of channels that a new record begins with: the forms that a place has, its loudspeaker in the languages spoken there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.registers import Registers
from duthao.outputs.shared.languages import vietnamese_name


class ProposedChannel(NamedTuple):
    """A channel of a record's plan; `note` is a remark for the officer, or ""."""

    channel: str
    unit: str
    note: str = ""


def proposed(registers: Registers, key: str) -> Iterator[ProposedChannel]:
    """For a record of this place: a commune's own loudspeaker and board, or those of all communes beside the portal."""
    place = registers.places.get(key)
    if place is None:
        return
    if place.kind == "tinh":
        yield ProposedChannel("portal", f"Cổng thông tin điện tử {place.name}")
        yield ProposedChannel(
            "loudspeaker",
            "Đài truyền thanh các xã, phường",
            "tiếng dân tộc: theo «languages» của từng xã trong places.yml",
        )
        yield ProposedChannel("notice_board", "Trụ sở các xã, phường")
        return
    spoken = ", ".join(map(vietnamese_name, (VIETNAMESE, *place.languages)))
    yield ProposedChannel(
        "loudspeaker",
        f"Đài truyền thanh {place.name}",
        f"phát bằng {spoken}" if place.languages else "",
    )
    yield ProposedChannel("notice_board", f"Ủy ban nhân dân {place.name}")


def as_front_matter(channels: Iterable[ProposedChannel], planned: str) -> list[str]:
    """The lines of `channels`, to be mended by the officer; a comment throughout where no day is known. No channel, no line."""
    channels = list(channels)
    lines = ["channels:"] if channels else []
    for channel in channels:
        lines.append(f"  - channel: {channel.channel}")
        lines += [f"    # {channel.note}"] if channel.note else []
        lines += [f"    planned: {planned or '…'}", f"    unit: {channel.unit}"]
    return lines if planned else [f"# {line}" for line in lines]
