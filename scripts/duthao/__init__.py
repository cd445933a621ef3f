"""duthao: one Markdown record per draft policy becomes everything that reaches people."""

__version__ = "1.0.0"
