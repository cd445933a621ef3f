"""What is published, a folder for each medium.

Comes in: a `Site` (one build: province, instant, addresses, summaries of all drafts) and a `Record`. Goes out:
files to be made, each with its path, what it depends on, and the function that gives its bytes.

In reading order:

- `site`, `artifact`, `summary`: the contract: what an output is given, gives back, and may list
- `discovery`: which outputs there are: the modules of a medium that have a `NAME`
- `shared/`: what several media say of a draft, settled in words once
- `web/` pages · `feeds/` news and calendars · `paper/` sheets and pictures · `loudspeaker/` scripts and the desk ·
  `data/` JSON, CSV and their schemas

An output plans with `of_record(site, record)` and `of_site(site)`; see docs/adding-an-output.md.
May not: import another medium, read the clock, or make an address otherwise than by `rendering.links`.
"""
