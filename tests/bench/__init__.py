"""How fast and how large: duthao beside Hugo and plain MkDocs-Material, on the same invented records.

`python -m tests.bench build 1000 5000` (or `make bench WHAT=build`) prints one Markdown table. Nothing here is a
test: figures depend on the machine, ratios of one run much less.
"""
