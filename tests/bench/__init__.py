"""How fast and how large: duthao beside Hugo and plain MkDocs-Material, and beside itself at an earlier commit.

`python -m tests.bench build 1000 5000` (or `make bench WHAT=build`) prints one Markdown table: text alone, the same invented
records built by all three. `province` has records as a province has them, with attachments, paper and pictures. Nothing
here is a test: figures depend on the machine, ratios of one run much less.
"""
