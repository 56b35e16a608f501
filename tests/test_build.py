"""The build: what is committed, what is pinned, and when the front end is made anew."""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(hatch_build.__file__).parent
PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>\S+)(?: ; (?P<only>.+))?")
HASHED = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# In two halves, so that this file passes its own test.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "regis" + "try.npmjs.org",
    "npm" + "js.com",
    "deb." + "debian.org",
    "un" + "pkg.com",
    "js" + "delivr.net",
]


def committed() -> list[Path]:
    """Every file that git has or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("Without git nobody knows which files would be committed.")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def pins(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each requirement of a lock file, and the hashes it may have."""
    for block in re.split(r"\n(?=\S)", path.read_text().strip()):
        requirement, *hashes = (line.strip(" \\") for line in block.splitlines())
        yield requirement, hashes


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_is_pinned_by_hash(lock: Path) -> None:
    for requirement, hashes in pins(lock):
        assert PINNED.fullmatch(requirement)
        assert hashes
        assert all(HASHED.fullmatch(word) for word in hashes), requirement


def test_the_lock_files_agree() -> None:
    run, dev = (
        {requirement.partition(" ;")[0]: hashes for requirement, hashes in pins(lock)}
        for lock in (ROOT / "requirements/run.txt", ROOT / "requirements/dev.txt")
    )

    assert {requirement: dev.get(requirement) for requirement in run} == run


def test_everything_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "run": project["project"]["dependencies"],
        "dev": [*project["dependency-groups"]["dev"], *project["build-system"]["requires"]],
        "node": [*project["dependency-groups"]["node"], hatch_build.NODE_FROM_PYPI],
    }

    for name, requirements in asked.items():
        locked = {re.split("=", pin)[0] for pin, _ in pins(ROOT / f"requirements/{name}.txt")}
        assert {re.split(r"[^\w-]", requirement)[0] for requirement in requirements} <= locked


def test_front_end_packages_are_exact_and_locked_without_addresses() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    versions = asked["dependencies"] | asked["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert {lock[f"node_modules/{name}"]["version"] for name in versions} == {*versions.values()}
    assert len({found for name, found in versions.items() if name.startswith("@tiptap/")}) == 1
    for name, package in lock.items():
        assert "resolved" not in package
        assert name == "" or package["integrity"].startswith("sha512-")


def test_nothing_third_party_or_built_is_committed() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in committed()]

    assert names
    strange = re.compile(
        r"(^|/)(node_modules|dist|\.venv|instance|__pycache__)/|\.(woff2?|pyc|whl)$"
    )
    assert [name for name in names if strange.search(name) or ".min." in name] == []


def test_no_committed_file_names_a_registry() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if any(host.encode() in path.read_bytes() for host in REGISTRIES)
    ]

    assert found == []


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small project of the same shape, whose front end is up to date."""
    for name in hatch_build.PACKAGES:
        shutil.copy(ROOT / name, tmp_path)
    for entry in hatch_build.ENTRIES:
        (tmp_path / entry).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / entry).write_text("/* a seed */")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "site-ABCDEFG2.js").write_text("a seed")
    stamp = hatch_build.fingerprint(tmp_path)
    parts = {"site.js": "site-ABCDEFG2.js"}
    hatch_build.replace(tmp_path / "static/dist", fresh, parts, stamp)
    return tmp_path


def test_a_build_that_is_current_is_left_alone(built: Path) -> None:
    assert hatch_build.is_current(built)
    assert not hatch_build.build(built)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "static/js/site.js").write_text("/* a tree */"),
        lambda root: (root / "static/js/leaf.js").write_text(""),
        lambda root: (root / "static/css/desk.css").rename(root / "static/css/disk.css"),
        lambda root: (root / "package-lock.json").write_text("{}"),
        lambda root: (root / "static/dist/site-ABCDEFG2.js").unlink(),
        lambda root: (root / "static/dist/manifest.json").unlink(),
        lambda root: (root / "static/dist/.stamp").write_text("{}"),
        lambda root: shutil.rmtree(root / "static/dist"),
    ],
    ids=["edited", "added", "renamed", "locked", "lost", "unlisted", "unstamped", "removed"],
)
def test_a_build_that_is_stale_is_noticed(built: Path, change: object) -> None:
    assert callable(change)
    change(built)

    assert not hatch_build.is_current(built)


def test_a_new_build_replaces_the_old_one_whole(built: Path) -> None:
    dist = built / "static/dist"
    fresh = built / "fresh"
    (fresh / "site-HIJKLMN3.js").write_text("a tree")

    hatch_build.replace(dist, fresh, {"site.js": "site-HIJKLMN3.js"}, "another")

    assert hatch_build.names(dist) == {"site-HIJKLMN3.js", "manifest.json", ".stamp"}
    assert json.loads((dist / "manifest.json").read_text()) == {"site.js": "site-HIJKLMN3.js"}


def test_the_parts_of_this_checkout_are_there_in_every_form() -> None:
    dist = ROOT / "static/dist"
    manifest = json.loads((dist / "manifest.json").read_text())

    fonts = {f"literata-latin-400-{style}.woff2" for style in ("normal", "italic")}
    assert {"site.js", "desk.js", "site.css", "desk.css"} | fonts <= manifest.keys()
    for name in manifest.values():
        forms = [name] if name.endswith("woff2") else [name, f"{name}.br", f"{name}.gz"]
        assert {*forms} <= hatch_build.names(dist)
    assert "SIL OPEN FONT LICENSE" in (dist / "licences.txt").read_text()
