"""`duthao schema`: the JSON Schema of a record; or for an editor, with what may be chosen at this site."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from duthao.cli.console import FINE, FOUND
from duthao.cli.findings_report import print_findings
from duthao.domain.schemas import json_schema, schema_choices
from duthao.errors import Say
from duthao.outputs.data.schema_json import PATH
from duthao.records import register_reader, settings_reader
from duthao.rendering.links import Links

FOLDER = Path("build") / "schemas"  # where .vscode/settings.json looks for them


def run(arguments: argparse.Namespace) -> int:
    """Print the schema with the address at which the site publishes it, or write those for an editor."""
    root = arguments.root.resolve()
    site_url = settings_reader.load(root)[1]
    if arguments.editor:
        return _for_editor(root)
    print(json_schema.text(Links(site_url).absolute(PATH)), end="")
    return FINE


def _for_editor(root: Path) -> int:
    registers, findings = register_reader.load(root)
    if registers is None:
        print_findings(findings, "text", root)
        return FOUND
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    made = schema_choices.schemas(registers)
    for name, schema in made.items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (root / FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    print(
        Say(
            f"Đã ghi {len(made)} lược đồ vào {FOLDER.as_posix()}/. Sửa danh mục thì chạy lại lệnh này.",
            f"Wrote {len(made)} schemas into {FOLDER.as_posix()}/. Run this again after registers were edited.",
        )
    )
    return FINE
