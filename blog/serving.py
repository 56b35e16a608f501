"""Serving: the server, as it suits its machine, and how it gives way to a new version of itself.

What is ready is made once and shared: workers are forks of a process that has made the application,
where a system can fork.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

import click
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from blog import create_app, worker
from blog.config import MEGABYTE

# By this name the process that takes over knows which workers to end.
FORMER = "LEITMOTIF_FORMER_WORKERS"
# Seconds: how long new workers may take to come up, and until they listen once they have.
PATIENCE, MOMENT = 60.0, 0.5
A_WORKER = 160 * MEGABYTE
# Of glibc's mallopt: how many heaps there may be. It makes eight for each core as threads come, and
# what was freed in one serves no other.
M_ARENA_MAX = -8
# Blocks from this size on go back to the system, such as the 19 MB that a password takes; glibc
# would keep them in the heap once it has seen one go.
M_MMAP_THRESHOLD = -3

# What workers are forks of.
made: Flask | None = None


def serve(app: Flask, host: str, port: int, workers: int) -> None:
    """Serve ``app`` until the process is told to end; SIGHUP has it ``take_over``."""
    global made  # noqa: PLW0603  (what a fork finds in its memory has no other name)
    made = app
    former = [int(number) for number in os.environ.pop(FORMER, "").split()]
    if not former:
        refuse_taken(host, port)
    click.echo(f"Leitmotif is at http://{host}:{port}")
    one_heap()
    # What is there now is not looked through again, and so not copied for each worker.
    gc.collect()
    gc.freeze()
    told, tell = multiprocessing.Pipe(duplex=False)
    granian = server(host, port, workers)
    granian.on_reload(take_over)
    if former:
        threading.Thread(target=retire, args=(former, told, workers), daemon=True).start()
    granian.serve(target_loader=partial(load, tell), wrap_loader=False)


def server(host: str, port: int, workers: int, app: str = "blog.wsgi:app") -> AbstractServer[Any]:
    """The server before ``app``, with one process for each of ``workers``."""
    return Granian(
        app,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # Most of these only wait for what slow browsers send; edge.py says how many work.
        blocking_threads=256,
        # Those that are silent count, too, for half a minute.
        backpressure=10_000,
        http=HTTPModes.http1,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.error,
    )


def suitable_workers() -> int:
    """How many workers suit this machine: one for each core it may use, as memory allows.

    But two at least: while one of them draws a picture, the other has the readers.
    """
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(2, min(cores(), memory // 2 // A_WORKER))


def cores() -> int:
    """The processors that this process may run on."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def refuse_taken(host: str, port: int) -> None:
    """Say so if something listens there: two servers on one port would share its readers."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        words = f"Port {port} of {host} cannot be used ({error.strerror})."
        raise click.ClickException(f"{words} Choose another: --port, or PORT= for make.") from error


def load(tell: Connection) -> Flask:
    """The application of one worker, which says that it is there."""
    app = begin(made or create_app())
    tell.send(os.getpid())
    return app


def begin(app: Flask) -> Flask:
    """``app``, with all that it does beside its answers."""
    one_heap()
    worker.begin(app)
    app.extensions["visits"].keep()
    return app


def one_heap() -> None:
    if sys.platform == "linux":
        tell = getattr(ctypes.CDLL(None), "mallopt", lambda *_: None)
        tell(M_ARENA_MAX, 1)
        tell(M_MMAP_THRESHOLD, MEGABYTE)


def take_over() -> None:
    """Become what is installed now, in this very process; the workers go on until others are there.

    What cannot even bring the database up to date does not take over.
    """
    command = [sys.executable, *sys.orig_argv[1:]]
    trial = [*command[: command.index("serve")], "migrate"]
    if subprocess.run(trial, check=False).returncode:  # noqa: S603  (ourselves)
        click.echo("The new version does not start, so this one goes on.", err=True)
        return
    workers = multiprocessing.active_children()
    os.environ[FORMER] = " ".join(str(process.pid) for process in workers)
    os.execv(sys.executable, command)  # noqa: S606  (ourselves)


def retire(former: Sequence[int], told: Connection, workers: int) -> None:
    """End the ``former`` workers, gracefully, once so many others say that they are there."""
    for _ in range(workers):
        if not told.poll(PATIENCE):
            return
        told.recv()
    time.sleep(MOMENT)
    for number in former:
        os.kill(number, signal.SIGTERM)
    for number in former:
        os.waitpid(number, 0)
