"""The server: as suits its machine, patient with the slow, begun anew without a lost request."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from blog import serving
from blog.edge import FORM

Served = tuple[int, "subprocess.Popen[bytes]"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The port of a server as an owner starts it, with an instance of its own, and its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    start = "from blog.cli import main; main()"
    words = [sys.executable, "-c", start, "serve", "--port", str(port), "--workers", "1"]
    own = {"LEITMOTIF_INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": ""}
    server = subprocess.Popen(words, env=os.environ | own, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        time.sleep(0.1)
    yield port, server
    server.terminate()
    server.wait(20)


def sent(port: int, text: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), 10)
    connection.sendall(text)
    return connection


def test_a_server_waits_for_the_slow_and_serves_the_others(served: Served) -> None:
    head = b"POST /first-run HTTP/1.1\r\nHost: x\r\nContent-Type: %b\r\nContent-Length: 900\r\n\r\n"
    slow = [sent(served[0], head % FORM.encode() + b"title=") for _ in range(40)]
    slow += [sent(served[0], b"GET / HTTP/1.1\r\n") for _ in range(600)]

    with sent(served[0], b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") as quick:
        assert quick.recv(100).startswith(b"HTTP/1.1 200")

    for connection in slow:
        connection.close()


def test_a_server_refuses_half_a_form(served: Served) -> None:
    head = b"POST /first-run HTTP/1.1\r\nHost: x\r\nContent-Type: %b\r\nContent-Length: 90\r\n\r\n"

    with sent(served[0], head % FORM.encode() + b"title=Half") as broken:
        broken.shutdown(socket.SHUT_WR)
        assert broken.recv(100).startswith(b"HTTP/1.1 400")


def answered(port: int) -> bytes:
    """The status of an answer, over a connection of its own."""
    ask = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with sent(port, ask) as connection:
        return connection.recv(100)[9:12]


def workers_of(server: int) -> set[str]:
    ask = ["/usr/bin/env", "ps", "-o", "pid=", "--ppid", str(server)]
    found = subprocess.run(ask, capture_output=True, check=False)
    return set(found.stdout.decode().split())


@pytest.mark.skipif(sys.platform != "linux", reason="ps tells of children so on Linux alone.")
def test_a_server_begins_anew_without_losing_a_request(served: Served) -> None:
    port, server = served
    former = workers_of(server.pid)
    answers = [answered(port)]

    server.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 60
    while former & workers_of(server.pid) and time.monotonic() < deadline:
        answers.append(answered(port))
    answers += [answered(port) for _ in range(50)]

    assert set(answers) == {b"200"}
    assert workers_of(server.pid)
    assert not former & workers_of(server.pid)
    assert server.poll() is None


def test_what_does_not_start_does_not_take_over(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit(sys.argv[-1] == 'migrate')"]
    begun: list[list[str]] = []
    monkeypatch.setattr(sys, "orig_argv", [*failing, "serve", "--port", "8001"])
    monkeypatch.setattr(os, "execv", lambda _, words: begun.append(words))

    serving.take_over()
    assert begun == []
    assert "so this one goes on" in capfd.readouterr().err

    monkeypatch.setattr(sys, "orig_argv", [sys.executable, "-c", "pass", "serve", "--port", "8001"])
    serving.take_over()
    assert begun == [[sys.executable, "-c", "pass", "serve", "--port", "8001"]]
    monkeypatch.delenv(serving.FORMER)


def test_two_servers_share_no_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with pytest.raises(click.ClickException, match=f"Port {port}"):
            serving.refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize(
    ("processors", "gigabytes", "workers"), [(1, 8, 2), (4, 8, 4), (64, 8, 25), (8, 0.5, 2)]
)
def test_as_many_workers_as_suit_the_machine(
    monkeypatch: pytest.MonkeyPatch, processors: int, gigabytes: float, workers: int
) -> None:
    sizes = {"SC_PHYS_PAGES": int(gigabytes * 2**18), "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(os, "sysconf", sizes.get)
    monkeypatch.setattr(serving, "cores", lambda: processors)

    assert serving.suitable_workers() == workers
