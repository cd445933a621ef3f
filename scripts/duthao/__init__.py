"""duthao: one Markdown record per draft policy becomes everything that reaches people."""

__version__ = "0.1.0"
