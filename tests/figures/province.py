"""A whole province: what a machine and a host must have, of what `make bench WHAT=province` measures."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import province, province_records
from tests.figures.document import ROOT

COUNT = 1000
_SECONDS, _MEMORY, _WRITTEN = (
    "all processors, s",
    "memory of all processes, MB",
    "written, MB",
)
_SHOWN = (
    f"{province.COLD}: {_SECONDS}",
    f"{province.COLD}: {_MEMORY}",
    f"{province.COLD}: {_WRITTEN}",
    f"{province.SAME}: {_SECONDS}",
    f"{province.EDIT}: {_SECONDS}",
    f"{province.SPOKEN}: {_SECONDS}",
    f"{province.PIPELINE}: {_SECONDS}",
    f"{province.PIPELINE}: {_WRITTEN}",
    f"{province.NIGHT}: {_SECONDS}",
    f"{province.NIGHT}: changed, MB",
    "site, files",
    "site, MB",
    "site without attachments, MB",
)


def measure() -> dict[str, str]:
    """One round of every build, in seconds of all processors together."""
    with TemporaryDirectory(prefix="duthao-figures-") as folder:
        found, (count, many) = province.measured(
            Path(folder) / "work", COUNT, province_records.OPEN, {province.HERE: ROOT}
        )
    figures = found[province.HERE]
    of = f"{count:,} records, {many} open"
    return {f"{of}, {label}": province.shown(label, figures[label]) for label in _SHOWN}
