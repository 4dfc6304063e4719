"""README, workspace, locks and the tree say the same."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
# Machine paths, hosts of registries: a checkout must work anywhere.
ELSEWHERE = re.compile(
    r"(?:^|[\s\"'=(])/(?:tmp|work|root|home/[a-z]+|Users)/\w|files\.pythonhosted|registry\.npmjs"
    r"|deb\.debian\.org"
)


def test_the_readme_fits_on_two_screens() -> None:
    assert len(README.splitlines()) < 150


def test_every_path_the_readme_names_exists() -> None:
    named = set(
        re.findall(r"`((?:pipeline|dbt_project|reports|tests|docs|benchmarks)/[\w/.-]*)`", README)
    )
    missing = [path for path in sorted(named) if not (ROOT / path).exists()]
    assert named
    assert not missing


def test_the_readme_maps_every_room() -> None:
    rooms = {
        path.parts[0] + "/" + path.parts[1]
        for path in tracked()
        if len(path.parts) > 2 and path.parts[0] == "pipeline"
    } | {path.parts[0] for path in tracked() if len(path.parts) > 1 and path.parts[0][0] != "."}
    missing = [room for room in sorted(rooms) if f"`{room}" not in README]
    assert not missing, "the table 'where does my change go?' is edited with the folder"


def test_dagster_s_two_front_doors_are_one() -> None:
    workspace = yaml.safe_load((ROOT / "workspace.yaml").read_text(encoding="utf-8"))
    module = workspace["load_from"][0]["python_module"]["module_name"]
    project = PYPROJECT["tool"]["dg"]["project"]
    assert (
        module == project["code_location_target_module"] == f"{project['root_module']}.definitions"
    )


def test_both_locks_pin_the_same_versions() -> None:
    base, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert base
    assert {name: dev.get(name) for name in base} == base


def test_every_dependency_is_locked() -> None:
    names = {re.split(r"[\s<>=!~\[;]", line)[0] for line in PYPROJECT["project"]["dependencies"]}
    assert names <= set(pins("requirements.lock"))


def test_no_file_names_a_machine() -> None:
    for path in tracked():
        if path.suffix in {".lock", ".png", ".woff2", ".pdf"} or path.parts[:2] == (
            "tests",
            "house",
        ):
            continue
        found = ELSEWHERE.search((ROOT / path).read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path}: {found.group()}" if found else ""


def test_no_file_holds_what_a_merge_left() -> None:
    marks = re.compile(r"^(<{7} |>{7} )", re.MULTILINE)
    for path in tracked():
        text = (ROOT / path).read_text(encoding="utf-8", errors="replace")
        assert not marks.search(text), path


def pins(lock: str) -> dict[str, str]:
    found = re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE
    )
    return dict(found)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [Path(name) for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]
