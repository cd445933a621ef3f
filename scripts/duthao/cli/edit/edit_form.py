"""`duthao edit`: the form in which officers write records, in the browser of this machine."""

from __future__ import annotations

import argparse
import gc
from importlib.util import find_spec

from duthao.cli.console import FINE
from duthao.errors import DuthaoError, Say

_NEEDED = ("starlette", "uvicorn", "python_multipart")


def run(arguments: argparse.Namespace) -> int:
    """Serve the form until Ctrl+C. Raises DuthaoError where its packages are missing, or the port is taken."""
    if not all(map(find_spec, _NEEDED)):
        raise DuthaoError(
            Say(
                "Biểu mẫu cần thêm vài gói phần mềm. Chạy «make edit» ở thư mục của trang: lệnh ấy cài rồi mở biểu mẫu.",
                "The form needs a few more packages: `make edit` installs them, then opens it.",
            )
        )
    from duthao.editor.server import serve

    gc.enable()  # see `main.run`
    serve(
        arguments.root.resolve(),
        arguments.as_of,
        arguments.port,
        open_browser=not arguments.no_browser,
    )
    return FINE
