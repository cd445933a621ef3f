"""How large the site is, in words: a line after each build, a table for `--report-size`."""

from __future__ import annotations

from duthao.builder.site_size import KINDS, SiteSize, megabytes
from duthao.domain.hosts import Host
from duthao.errors import Say
from duthao.text import thousands

_LARGEST = 10
_NOTHING = 50_000  # bytes: less shows as 0,0 MB


def line(size: SiteSize) -> Say:
    """Files and MB of the site, and MB of what was made now, by kind."""
    changed = [(kind, n) for kind, n in size.changed.most_common() if n >= _NOTHING]
    total, files, made = size.total, len(size.listing), size.changed.total()
    vi = " · ".join(f"{KINDS[kind].vi} {megabytes(n)}" for kind, n in changed)
    en = " · ".join(f"{KINDS[kind].en} {n / 1e6:,.1f}" for kind, n in changed)
    return Say(
        f"Trang có {thousands(files)} tệp, {megabytes(total)} MB; lần này ghi {megabytes(made)} MB"
        + (f": {vi}." if changed else "."),
        f"The site has {files:,} files, {total / 1e6:,.1f} MB; {made / 1e6:,.1f} MB were written now"
        + (f": {en}." if changed else "."),
    )


def table(size: SiteSize, host: str | None) -> str:
    """Every kind with its files, MB, MB written and growth; the largest files; how much of its host's limits is used."""
    head = (
        Say("Loại", "Kind"),
        Say("Tệp", "Files"),
        Say("MB", "MB"),
        Say("MB ghi", "Written"),
        Say("Tăng", "Growth"),
    )
    rows = [[str(cell) for cell in head]]
    for kind, label in KINDS.items():
        grown = size.sizes[kind] - size.sizes_before[kind]
        numbers = size.files[kind], size.sizes[kind], size.changed[kind], grown
        rows.append([str(label), *_cells(size, *numbers)])
    total = size.total
    grown = total - size.sizes_before.total()
    rows.append(
        [str(Say("Tất cả", "All")), *_cells(size, len(size.listing), total, size.changed.total(), grown)]
    )  # fmt: skip
    lines = [f"{row[0]:22}" + "".join(f"{cell:>11}" for cell in row[1:]) for row in rows]
    lines += ["", str(Say("Tệp lớn nhất (MB):", "Largest files (MB):"))]
    lines += [f"{_number(n):>11}  {path}" for n, path in size.largest(_LARGEST)]
    lines += ["", *(str(_used(one, share)) for one, share in size.shares(host))]
    return "\n".join(lines).rstrip()


def _cells(size: SiteSize, files: int, total: int, changed: int, grown: int) -> list[str]:
    known = _signed(grown) if size.before else "–"
    return [str(Say(thousands(files), f"{files:,}")), _number(total), _number(changed), known]


def _number(size: int) -> str:
    return str(Say(megabytes(size), f"{size / 1e6:,.1f}"))


def _signed(size: int) -> str:
    return ("+" if size >= _NOTHING else "−" if size <= -_NOTHING else "") + _number(abs(size))


def _used(host: Host, share: float) -> Say:
    within = host.minutes
    return Say(
        f"{host.name}: đã dùng {round(100 * share)} % mức tối đa"
        + (f"; phải đưa lên xong trong {within} phút" if within else "")
        + f" ({host.source})",
        f"{host.name}: {round(100 * share)} % of its limit is used"
        + (f"; a site must be there within {within} minutes" if within else "")
        + f" ({host.source})",
    )
