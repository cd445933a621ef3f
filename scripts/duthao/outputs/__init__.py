"""What is published, a folder for each medium.

Comes in: a `Site` (one build: province, instant, addresses, summaries of all drafts) and a `Record`. Goes out:
`Artifact`s, files to be made, each with its path, what it depends on, and the function that gives its bytes.

In reading order:

- `site`, `artifact`, `summary`: what an output is given, gives back, and may list
- `output`: the class that an output derives from; `discovery`: which there are
- `shared/`: what several media say of a draft, settled in words once
- `web/` pages · `feeds/` news and calendars · `paper/` sheets and pictures · `loudspeaker/` scripts and the desk ·
  `data/` JSON, CSV and their schemas · `office/` what an office alone may see, in a tree of its own

An output is one class in one file; see docs/adding-an-output.md.
May not: import another medium, read the clock, or make an address otherwise than by `rendering.links`.
"""
