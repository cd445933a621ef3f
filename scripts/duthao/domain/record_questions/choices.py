"""What may be chosen where a question has choices: each key with its Vietnamese name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from duthao.domain import language_codes
from duthao.domain.communication_log import PLANNED
from duthao.domain.events import MEETING_LABEL, STAGE_LABEL
from duthao.domain.registers import Registers

# Not from registers: what the schema itself allows.
FIXED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "stages": STAGE_LABEL,
        "meetings": MEETING_LABEL,
        "channels": {key: name for key, (name, _) in PLANNED.items()},
        "rounds": {"draft": "Dự thảo văn bản", "proposal": "Đề nghị xây dựng văn bản"},
        "changes": {"change": "Cập nhật", "correction": "Đính chính"},
        "languages": {
            "vi": "Tiếng Việt",
            **{key: f"Tiếng {name}" for key, name in language_codes.NAMES.items()},
        },
    }
)
REGISTERS = (
    "document_types",
    "agencies",
    "topics",
    "places",
    "audiences",
    "campaigns",
    "document_kinds",
)


def choices(name: str, registers: Registers) -> Mapping[str, str]:
    """Key → Vietnamese name, in the order in which they are offered. `name` is a question's `choices_of`."""
    if name in FIXED:
        return FIXED[name]
    return {key: entry.name for key, entry in getattr(registers, name).items()}
