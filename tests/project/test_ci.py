"""The CI files: what outside linters say of them, and what linters do not know that we promise."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser import serve

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
TOOLS = Path(sys.executable).parent  # not resolved: in a venv the interpreter is a link

PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
USES = re.compile(r"^\s*(?:- )?uses: (.+)$", re.MULTILINE)
WINDOWS = (((0, 1), (0, 45)), ((4, 0), (4, 45)), ((17, 10), (18, 0)))
SCHEDULE = re.compile(r"^(\d{1,2}) (\d{1,2}) \* \* \*$")


def load(path: Path) -> dict[str, Any]:
    """The file with every scalar a string: YAML 1.1 would read the key `on` as true."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def crons() -> list[tuple[int, int]]:
    """(minute, hour) in UTC of each scheduled publication."""
    entries = load(ROOT / ".github/workflows/publish.yml")["on"]["schedule"]
    matches = [SCHEDULE.match(entry["cron"]) for entry in entries]
    return [(int(match[1]), int(match[2])) for match in matches if match]


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


def test_all_workflows_are_there() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "publish.yml", "windows.yml"]


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
    deploy, release = rights.pop("deploy", None), rights.pop("release", None)
    assert deploy in (None, {"pages": "write", "id-token": "write"})
    assert release in (None, {"contents": "write"})
    assert all(right in ({}, {"contents": "read"}) for right in rights.values())


def test_what_is_deployed_is_recorded_first() -> None:
    """The build is of the commit that the release left, and both hosts record by the same script."""
    jobs = load(ROOT / ".github/workflows/publish.yml")["jobs"]
    script = load(GITLAB)["pages"]["script"]
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("release", "build")
    assert jobs["build"]["steps"][0]["with"]["ref"] == "${{ needs.release.outputs.commit }}"
    assert any(".ci/release " in step.get("run", "") for step in jobs["release"]["steps"])
    assert script.index("make site") > next(n for n, s in enumerate(script) if ".ci/release" in s)


def git(*arguments: str | Path, cwd: Path) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *who, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a repository whose `make release` records what stands in news.txt."""
    server, clone = tmp_path / "server", tmp_path / "clone"
    git("init", "--bare", server, cwd=tmp_path)
    git("clone", server, clone, cwd=tmp_path)
    (clone / "drafts").mkdir()
    (clone / "drafts" / "released.yml").write_text("", encoding="utf-8")
    (clone / "news.txt").write_text("opened\n", encoding="utf-8")
    (clone / "Makefile").write_text(
        "release:\n\t@cp news.txt drafts/released.yml\n", encoding="utf-8"
    )
    git("add", ".", cwd=clone)
    git("commit", "-m", "First", cwd=clone)
    git("push", "origin", "HEAD:main", cwd=clone)
    return clone


def record(clone: Path) -> int:
    return subprocess.run(
        [ROOT / ".ci" / "release", "main"],
        cwd=clone,
        env={**os.environ, "RETRY_SECONDS": "0"},
        capture_output=True,
        check=False,
    ).returncode


def test_the_record_is_pushed_and_nothing_where_nothing_is_new(clone: Path) -> None:
    assert record(clone) == 0
    head = git("rev-parse", "origin/main", cwd=clone)
    assert git("rev-parse", "HEAD", cwd=clone) == head
    assert "[skip ci]" in git("log", "-1", "--format=%s", cwd=clone)
    assert record(clone) == 0
    assert git("rev-parse", "HEAD", "origin/main", cwd=clone).split() == [head, head]


def test_what_was_pushed_meanwhile_is_recorded_too(clone: Path, tmp_path: Path) -> None:
    """An officer's commit lands while ours is being pushed, once."""
    other = tmp_path / "other"
    git("clone", tmp_path / "server", other, "--branch", "main", cwd=tmp_path)
    (other / "news.txt").write_text("opened\nextended\n", encoding="utf-8")
    git("commit", "--all", "-m", "Extended", cwd=other)
    hook = clone / ".git" / "hooks" / "pre-push"
    hook.write_text(
        f"#!/bin/sh\nrm .git/hooks/pre-push\ncd {other} && env -u GIT_DIR git push -q origin HEAD:main\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    assert record(clone) == 0
    assert git("log", "--format=%s", "-2", "origin/main", cwd=clone).splitlines()[1] == "Extended"
    assert "extended" in git("show", "origin/main:drafts/released.yml", cwd=clone)


def test_where_it_cannot_be_pushed_the_tree_is_the_servers(clone: Path, tmp_path: Path) -> None:
    """Feeds then wait, and nothing is out whose date another release would change."""
    hook = tmp_path / "server" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert record(clone) == 3
    assert git("status", "--porcelain", cwd=clone) == ""
    assert (clone / "drafts" / "released.yml").read_text(encoding="utf-8") == ""


def test_a_record_with_errors_is_not_pushed(clone: Path) -> None:
    (clone / "Makefile").write_text("release:\n\t@false\n", encoding="utf-8")
    git("commit", "--all", "-m", "Broken", cwd=clone)
    git("push", "origin", "HEAD:main", cwd=clone)
    assert record(clone) not in (0, 3)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Path]:
    """The folder of a live site; `mkdocs.yml` beside it names its address."""
    folder = tmp_path / "live"
    folder.mkdir()
    with serve(folder) as address:
        named = f"site_url: {address} # with a remark\n"
        (tmp_path / "mkdocs.yml").write_text(named, encoding="utf-8")
        yield folder


def is_live(server: Path, **differs: object) -> bool:
    """What `.ci/live` says of a site that differs from the live one by some values of health.json."""
    site = server.parent / "site"
    site.mkdir(exist_ok=True)
    values = json.loads((server / "health.json").read_text(encoding="utf-8")) | differs
    (site / "health.json").write_text(json.dumps(values), encoding="utf-8")
    script = [ROOT / ".ci" / "live", "site"]
    done = subprocess.run(script, cwd=server.parent, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert ("nothing is uploaded" in done.stdout) == (done.returncode == 0)
    return done.returncode == 0


def test_what_is_live_is_not_uploaded_again(server: Path, built: Path) -> None:
    """The same build and fonts, put out so lately that pages do not call themselves old; else, or unknown, it is."""
    shutil.copy(built / "site" / "health.json", server)
    now = datetime.fromisoformat(json.loads((server / "health.json").read_bytes())["built"])
    assert is_live(server, commit="another")
    assert is_live(server, built=(now + timedelta(hours=23)).isoformat())
    assert not is_live(server, built=(now + timedelta(hours=25)).isoformat())
    assert is_live(server, built=(now + timedelta(hours=25)).isoformat(), stale_after_hours=60)
    assert not is_live(server, build="another")
    assert not is_live(server, fonts="others")
    (server / "health.json").write_text('{"build": "of an earlier version"}', encoding="utf-8")
    assert not is_live(server, built=now.isoformat(), stale_after_hours=48, fonts=None)
    (server / "health.json").unlink()
    script = [ROOT / ".ci" / "live", "site"]
    assert subprocess.run(script, cwd=server.parent, check=False).returncode == 1


def test_both_hosts_ask_what_is_live() -> None:
    """Between build and upload; and a record that could not be pushed is told where nothing was uploaded too."""
    jobs = load(ROOT / ".github/workflows/publish.yml")["jobs"]
    names = [step["name"] for step in jobs["build"]["steps"]]
    steps = dict(zip(names, jobs["build"]["steps"], strict=True))
    asks, uploads = "See whether it is out already", "Hand the site over"
    assert names.index("Build") < names.index(asks) < names.index(uploads)
    assert ".ci/live site" in steps[asks]["run"]
    assert steps[asks]["if"] == "github.event_name == 'schedule'", "what is taken back by a push"
    assert steps[uploads]["if"] == "steps.live.outputs.live != 'true'"
    assert jobs["deploy"]["if"] == "needs.build.outputs.live != 'true'"
    assert jobs["build"]["outputs"]["live"] == "${{ steps.live.outputs.live }}"
    assert "!failure()" in jobs["recorded"]["if"], "else it is skipped with the deployment"
    pages = load(GITLAB)["pages"]
    script = pages["script"]
    (ask,) = (line for line in script if ".ci/live site" in line)
    assert script.index("make site") < script.index(ask) < script.index("mv site public")
    assert pages["allow_failure"] == {"exit_codes": ["75"]} and "exit 75" in ask
    assert '"$CI_PIPELINE_SOURCE" = schedule' in ask


def test_publication_starts_by_push_by_clock_and_by_hand() -> None:
    on = load(ROOT / ".github/workflows/publish.yml")["on"]
    assert set(on) == {"push", "schedule", "workflow_dispatch"}
    assert on["push"] == {"branches": ["main"]}


def test_schedule_is_daily_and_off_the_hour() -> None:
    """GitHub drops scheduled runs at the top of the hour: keep ten minutes away on either side."""
    entries = load(ROOT / ".github/workflows/publish.yml")["on"]["schedule"]
    assert len(crons()) == len(entries) == 3, "each entry runs once on every day"
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


@pytest.mark.parametrize(("where", "shown"), [({"GITHUB_ACTIONS": "true"}, True), ({}, False)])
def test_findings_stand_at_their_lines(where: dict[str, str], shown: bool) -> None:
    """GitHub shows findings in the change where they are told in its form; elsewhere people read them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        ["make", "--dry-run", "--assume-old=.venv/site.ok", "check"],
        cwd=ROOT,
        env={**kept, **where},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("duthao check --format github" in done.stdout) is shown


def test_builds_come_when_it_matters() -> None:
    """Soon after midnight, when deadlines end; well before the first broadcast at 5:00; after office hours."""
    local = sorted(((hour + 7) % 24, minute) for minute, hour in crons())
    assert [low <= time <= high for time, (low, high) in zip(local, WINDOWS, strict=True)] == [
        True
    ] * 3
