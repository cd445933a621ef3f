"""The CI files: what outside linters say of them, and what linters do not know that we promise."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
TOOLS = Path(sys.executable).parent  # not resolved: in a venv the interpreter is a link

PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
USES = re.compile(r"^\s*(?:- )?uses: (.+)$", re.MULTILINE)
SCHEDULE = re.compile(r"^(\d{1,2}) (\d{1,2}) \* \* \*$")


def load(path: Path) -> dict[str, Any]:
    """The file with every scalar a string: YAML 1.1 would read the key `on` as true."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def crons() -> list[tuple[int, int]]:
    """(minute, hour) in UTC of each scheduled publication."""
    entries = load(ROOT / ".github/workflows/publish.yml")["on"]["schedule"]
    found = [SCHEDULE.match(entry["cron"]) for entry in entries]
    return [(int(match[1]), int(match[2])) for match in found if match]


@pytest.mark.parametrize(
    "command",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS],
        [
            "check-jsonschema",
            "--builtin-schema",
            "custom.github-workflows-require-timeout",
            *WORKFLOWS,
        ],
        ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", GITLAB],
        ["actionlint", *WORKFLOWS],
        ["zizmor", "--offline", "--no-progress", "--strict-collection", *WORKFLOWS],
    ],
    ids=["github-schema", "github-timeouts", "gitlab-schema", "actionlint", "zizmor"],
)
def test_linter_is_content(command: list[str | Path]) -> None:
    """Each linter of this same environment ends well; a missing linter is a failure."""
    done = subprocess.run(
        [TOOLS / command[0], *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_workflows_are_there() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "publish.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_with_their_version(path: Path) -> None:
    """A tag can be moved to other code; forty hex digits cannot."""
    used = USES.findall(path.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not PINNED.match(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_the_deployment_may_write(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    deploy = rights.pop("deploy", None)
    assert deploy in (None, {"pages": "write", "id-token": "write"})
    assert all(right == {"contents": "read"} for right in rights.values())


def test_publication_starts_by_push_by_clock_and_by_hand() -> None:
    on = load(ROOT / ".github/workflows/publish.yml")["on"]
    assert set(on) == {"push", "schedule", "workflow_dispatch"}
    assert on["push"] == {"branches": ["main"]}


def test_schedule_is_daily_and_off_the_hour() -> None:
    """GitHub drops scheduled runs at the top of the hour: keep ten minutes away on either side."""
    entries = load(ROOT / ".github/workflows/publish.yml")["on"]["schedule"]
    assert len(crons()) == len(entries) == 2, "each entry runs once on every day"
    assert all(10 <= minute <= 50 for minute, _ in crons())


def test_times_told_to_people_are_those_of_the_schedule() -> None:
    """Newsrooms read Vietnamese clock times, GitLab is set up by them: one schedule for all."""
    newsrooms = (ROOT / "content/toa-soan.md").read_text(encoding="utf-8")
    gitlab = GITLAB.read_text(encoding="utf-8")
    for minute, hour in crons():
        local = (hour + 7) % 24  # Việt Nam has had no summer time since its zone was fixed
        assert f"{local} giờ {minute:02} phút" in newsrooms
        assert f'"{minute} {local} * * *"' in gitlab


def test_gitlab_does_what_github_does() -> None:
    """The same make targets in the same order, so that a province may use either."""

    def made(steps: list[str]) -> list[str]:
        return [step for step in steps if step.startswith("make ")]

    gitlab = load(GITLAB)
    check = load(ROOT / ".github/workflows/check.yml")["jobs"]["check"]["steps"]
    build = load(ROOT / ".github/workflows/publish.yml")["jobs"]["build"]["steps"]
    assert made([step.get("run", "") for step in check]) == made(gitlab["check"]["script"])
    assert made([step.get("run", "") for step in build]) == made(gitlab["pages"]["script"])
    assert "make site" in made(gitlab["pages"]["script"])
