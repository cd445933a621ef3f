"""Pictures of few colours, kept with a palette. The only importer of Pillow.

Typst writes four bytes a pixel and packs them in haste. Our pictures are letters and rectangles in five colours: with a
palette that holds these and the shades at the edges of letters a picture takes less than a third.
"""

from __future__ import annotations

import io
from importlib.metadata import version

COLOURS = 32  # five of ours, and the shades between them at the edges of letters
_LEVEL = 7  # of packing; 9 takes six times as long for a tenth less


def engine() -> str:
    """Pillow's version: another one may write other bytes."""
    return version("pillow")


def indexed(png: bytes) -> bytes:
    """The same picture (PNG) in `COLOURS` colours, without transparency; the same bytes every time."""
    from PIL import Image  # 30 ms: paid only where a picture is made

    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
    content = io.BytesIO()
    few.save(content, "PNG", compress_level=_LEVEL)
    return content.getvalue()
