"""Servers to measure: Leitmotif, a bare Flask application under the same server, and nginx."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
# nginx alone, on loopback, with everything it writes in one folder.
ALONE = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  types {{ text/html html; }}
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {http}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environ: Mapping[str, str]) -> Iterator[int]:
    """A server while it is needed, by its process number; it and its workers are ended after it."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | dict(environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        await_answer(port, process)
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


def await_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers at ``port``; TimeoutError after half a minute."""
    for _ in range(6_000):
        if process.poll() is not None:
            raise RuntimeError(f"The server ended by itself ({process.returncode}).")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.005)
    raise TimeoutError("The server does not answer.")


@contextmanager
def leitmotif(instance: Path, **environ: str) -> Iterator[tuple[int, int]]:
    """Leitmotif on ``instance``: its port and its process number."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("leitmotif")), "serve", "--port", str(port)]
    settings = {
        "LEITMOTIF_INSTANCE": str(instance),
        "DATABASE_URL": "",
        "LEITMOTIF_URL": "",
        "PROXY_COUNT": "0",
    }
    with running([*command, "--workers", "2"], port, settings | environ) as number:
        yield port, number


@contextmanager
def hello() -> Iterator[int]:
    """The bare Flask application, under the server and the settings of Leitmotif."""
    port = free_port()
    start = f"serving.server('127.0.0.1', {port}, 2, 'benchmarks.hello:app').serve()"
    code = f"from blog import serving; {start}"
    with running([sys.executable, "-c", code], port, {}):
        yield port


@contextmanager
def nginx_with_file(folder: Path, page: bytes) -> Iterator[int]:
    """nginx, giving ``page`` as a file with the headers of one that is compressed."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_bytes(page)
    http = f"server {{ listen 127.0.0.1:{port}; root {folder}; index page.html; }}"
    with nginx(folder, port, http):
        yield port


@contextmanager
def nginx_before(folder: Path, upstream: int) -> Iterator[int]:
    """The nginx of docs/nginx.conf in front of Leitmotif, without TLS."""
    port = free_port()
    documented = (ROOT / "docs/nginx.conf").read_text()
    lines = [
        line
        for line in documented.replace("127.0.0.1:8000", f"127.0.0.1:{upstream}")
        .replace("/var/cache/nginx/leitmotif", str(folder / "cache"))
        .replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
        .splitlines()
        if not line.strip().startswith(("ssl_", "http2", "server_name"))
    ]
    with nginx(folder, port, "\n".join(lines)):
        yield port


@contextmanager
def nginx(folder: Path, port: int, http: str) -> Iterator[None]:
    if NGINX is None:
        raise RuntimeError("nginx is not installed.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(ALONE.format(folder=folder, http=http))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with running([*command, "-e", str(folder / "error.log")], port, {}):
        yield


def memory(number: int) -> float:
    """How many megabytes a server and its workers take, each shared page in its parts (PSS)."""
    found = subprocess.run(
        ["/usr/bin/env", "ps", "-s", str(number), "-o", "pid="],
        capture_output=True,
        text=True,
        check=True,
    )
    kilobytes = 0
    for process in found.stdout.split():
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        kilobytes += sum(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
    return kilobytes / 1024
