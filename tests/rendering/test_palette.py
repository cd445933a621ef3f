"""Pictures with a palette are small, and to the eye the same."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw, ImageStat

from duthao.rendering import palette

PAPER, INK, BRAND, SOFT, WHITE = "#fbf8f3", "#231f1b", "#7a1717", "#5d554b", "#ffffff"


def drawn() -> Image.Image:
    """Discs with soft edges, as letters have them, in the five colours of our pictures."""
    large = Image.new("RGBA", (2400, 1200), PAPER)
    draw = ImageDraw.Draw(large)
    draw.rectangle((0, 0, 2400, 100), BRAND)
    draw.rectangle((200, 800, 1200, 1100), BRAND)
    for place in range(40):
        x, y = 90 + place % 10 * 220, 160 + place // 10 * 150
        draw.ellipse((x, y, x + 120, y + 120), (INK, SOFT)[place % 2])
        draw.ellipse((260 + place * 22, 900, 276 + place * 22, 1000), WHITE)
    return large.resize((600, 300), Image.Resampling.LANCZOS)


def test_a_palette_takes_a_third_and_changes_nothing_that_is_seen() -> None:
    content = io.BytesIO()
    drawn().save(content, "PNG", compress_level=1)
    small = palette.indexed(content.getvalue())
    assert len(small) < len(content.getvalue()) / 3
    assert palette.indexed(content.getvalue()) == small
    picture = Image.open(io.BytesIO(small))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (600, 300))
    shown = picture.convert("RGB")
    assert [shown.getpixel(at) for at in ((3, 290), (3, 3))] == [(251, 248, 243), (122, 23, 23)]
    off = ImageChops.difference(shown, drawn().convert("RGB"))
    assert max(ImageStat.Stat(off).mean) < 1 and max(top for _, top in off.getextrema()) < 64
