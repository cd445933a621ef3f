"""`duthao build`: the site, of which only what changed is made."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from duthao.cli.console import FINE, FOUND, progress
from duthao.errors import DuthaoError, Say

if TYPE_CHECKING:
    from duthao.builder.inputs import Options
    from duthao.builder.site_size import SiteSize


def run(arguments: argparse.Namespace) -> int:
    """Build the site, or what is for the office alone, and print what was found. Returns 1 where all stays as it was."""
    from duthao import memory
    from duthao.builder import inputs

    root = arguments.root.resolve()
    out = (arguments.site or root / (inputs.INTERNAL if arguments.internal else "site")).resolve()
    _check_apart(out, (root / "site").resolve(), internal=arguments.internal)
    options = inputs.Options(
        root,
        out,
        arguments.as_of,
        not arguments.no_pdf,
        arguments.jobs,
        arguments.strict,
        tuple(arguments.only),
        earlier=arguments.earlier,
        internal=arguments.internal,
    )
    if options.only:
        _check_partial_build(options, root)
    with suppress(OSError):  # told by what has to write there
        memory.claim(root)
    scan = inputs.scan_inputs(root, options.work)
    if inputs.up_to_date(options, scan):
        print(Say("Không có gì thay đổi.", "Nothing changed."), file=sys.stderr)
        if arguments.report_size:
            _report_size(options)
        return FINE
    from duthao.builder.processes import uncollected

    with uncollected():
        from duthao.builder.build import build  # everything heavy: not on the idle path

        report = build(options, progress, scan)
    from duthao.cli.findings_report import print_findings

    print_findings(report.findings, "text", root)
    if options.pdf:
        from duthao.rendering import fonts

        if warning := fonts.installed().warning:
            print(warning, file=sys.stderr)
    if report.failed(strict=options.strict):
        print(
            Say(
                f"Có lỗi: {options.out} giữ nguyên như trước.",
                f"Errors: {options.out} is as it was.",
            ),
            file=sys.stderr,
        )
        return FOUND
    if report.size and not options.internal:
        from duthao.cli import size_report

        print(size_report.line(report.size), file=sys.stderr)
    if arguments.report_size:
        _report_size(options, report.size)
    print(
        Say(
            f"Xong: {report.made} tệp mới hoặc đổi, {report.removed} tệp bỏ đi → {options.out}",
            f"Done: {report.made} files new or changed, {report.removed} removed → {options.out}",
        ),
        file=sys.stderr,
    )
    if report.waiting:
        print(
            Say(
                f"{report.waiting} tin chưa vào nguồn tin vì chưa ghi sổ công bố: chạy «duthao release» trước khi dựng.",
                f"{report.waiting} items wait for a release: run `duthao release` before the build.",
            ),
            file=sys.stderr,
        )
    return FINE


def _report_size(options: Options, size: SiteSize | None = None) -> None:
    """Print how large the site is; where nothing was made it is as its build left it."""
    from duthao.builder import inputs
    from duthao.builder.site_size import SiteSize
    from duthao.cli import size_report
    from duthao.records import settings_reader

    if size is None:
        kept = inputs.kept_listing(options.work, inputs.live_id(options.out)) or {}
        size = SiteSize(kept, kept)
    print(size_report.table(size, settings_reader.load(options.root)[0].deploy.host))


def _check_apart(out: Path, site: Path, *, internal: bool) -> None:
    """Refuse, with DuthaoError, to make what is for the office alone where it would be published, or a site in its place."""
    from duthao.builder import inputs

    other = "site" if internal else inputs.INTERNAL
    taken = [folder for folder in (out, *out.parents) if inputs.kind_of_tree(folder) == other]
    if internal and (out == site or site in out.parents or out in site.parents):
        taken.append(site)
    if taken and internal:
        raise DuthaoError(
            Say(
                f"Tài liệu nội bộ không được ghi vào {out}: thư mục {taken[0]} được đưa lên mạng. Chọn thư mục khác với --site, hoặc bỏ --site để ghi vào noi-bo/.",
                f"What is for the office alone may not be written to {out}: {taken[0]} is published. Name another folder with --site, or leave it out to write to noi-bo/.",
            )
        )
    if taken:
        raise DuthaoError(
            Say(
                f"Trang không được ghi vào {out}: {taken[0]} là tài liệu nội bộ. Chọn thư mục khác với --site.",
                f"The site may not be written to {out}: {taken[0]} is for the office alone. Name another folder with --site.",
            )
        )


def _check_partial_build(options: Options, root: Path) -> None:
    """Refuse, with DuthaoError, to make a part of the site under a name that there is not, or in place of the whole."""
    from difflib import get_close_matches

    from duthao.builder import inputs
    from duthao.outputs import discovery

    names = tuple(output.name for output in discovery.chosen(internal=options.internal))
    for name in options.only:
        if name not in names:
            near = ", ".join(get_close_matches(name, names, 3, 0.5) or names)
            raise DuthaoError(
                Say(
                    f"Không có loại kết quả «{name}». Dùng: {near}.",
                    f"There is no output `{name}`. Use: {near}.",
                )
            )
    if options.out in (root / "site", root / inputs.INTERNAL):
        raise DuthaoError(
            Say(
                f"«--only» chỉ làm một phần nên không ghi vào {options.out.name}/. Ghi thêm --site và một thư mục khác.",
                f"`--only` makes a part, so it does not write to {options.out.name}/. Name another folder with --site.",
            )
        )
