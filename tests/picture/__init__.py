"""One record and nine things that are made from it, side by side: `make picture` writes docs/one-record.png, and `handbook` the
pictures of the handbook.

Everything in the picture is taken from the built sample site: pages by Chromium, paper by pdftoppm, the feed by
feedparser, the calendar by icalendar. Only the frames and captions around it are drawn here, in `sheet.html`.
"""
