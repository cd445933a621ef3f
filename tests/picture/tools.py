"""What pictures of the site and of its paper are taken with."""

from __future__ import annotations

import io
import subprocess
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageOps


def fonts(folder: Path) -> Path:
    """A configuration by which the browser sees the screen font that comes with the package, wherever it runs."""
    places = [files("fontpkg_be_vietnam_pro") / "files", "/usr/share/fonts"]
    dirs = "".join(f"<dir>{place}</dir>" for place in places)
    path = folder / "fonts.conf"
    path.write_text(
        f"<fontconfig>{dirs}<cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    return path


def paper(path: Path, dots_per_inch: int = 110) -> Image.Image:
    """The first page of a PDF without its margins."""
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(dots_per_inch), str(path)]
    page = Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    left, top, right, bottom = ImageOps.invert(page.convert("L")).getbbox() or (0, 0, *page.size)
    edge = dots_per_inch * 24 // 110
    return page.crop((left - edge, top - edge, right + edge, bottom + edge))
