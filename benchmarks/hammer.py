"""The hammer: as many requests as a server can answer, by wrk or, without it, by Python."""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WRK = shutil.which("wrk")
CONNECTIONS, THREADS = 32, 2
# Each thread begins at another of the requests and goes round; {n} is a number of its own.
SCRIPT = """
local asked, each, threads, serial = {asked}, {each}, 0, 0
local ready = {{}}
local function own(text) return (text:gsub("{{n}}", serial)) end
local function made(one)
  local headers = {{}}
  for name, value in pairs(one.headers) do headers[name] = own(value) end
  if each then
    local a, b, c = math.floor(serial / 65536) % 256, math.floor(serial / 256) % 256, serial % 256
    headers["X-Forwarded-For"] = string.format("%d.%d.%d.%d", 1 + c % 223, b, a, 11 + begin)
  end
  return wrk.format(one.method, own(one.path), headers, one.body ~= "" and own(one.body) or nil)
end
function setup(thread) thread:set("begin", threads); threads = threads + 1 end
function init()
  serial = {salt} + begin * 50000000
  if not each then for at, one in ipairs(asked) do ready[at] = made(one) end end
end
function request()
  serial = serial + 1
  local at = serial % #asked + 1
  return each and made(asked[at]) or ready[at]
end
function done(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.read + summary.errors.timeout
  print(string.format("JSON %d %d %d %d %d", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), wrong))
end
"""


@dataclass(frozen=True)
class Request:
    """What is asked; ``{n}`` in path, headers or body is another number each time."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """Requests a second, the median and the 99th percentile in milliseconds, and errors."""

    rate: float
    median: float
    slow: float
    errors: int


def hammer(
    port: int, asked: Sequence[Request], seconds: float, connections: int = CONNECTIONS
) -> Score:
    """Ask ``asked`` one after the other, over and over."""
    strike = by_wrk if WRK else by_python
    return strike(port, asked, seconds, connections)


def by_wrk(port: int, asked: Sequence[Request], seconds: float, connections: int) -> Score:
    each = any("{n}" in repr(one) for one in asked)
    salt = time.time_ns() // 1_000_000 % 10_000_000
    script = SCRIPT.format(asked=lua(asked), each=str(each).lower(), salt=salt)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "asked.lua"
        path.write_text(script)
        told = subprocess.run(
            [
                str(WRK),
                f"-t{min(THREADS, connections)}",
                f"-c{connections}",
                f"-d{max(round(seconds), 1)}s",
                "-s",
                str(path),
                f"http://127.0.0.1:{port}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    found = re.search(r"JSON (\d+) (\d+) (\d+) (\d+) (\d+)", told)
    if not found:
        raise RuntimeError(told)
    requests, duration, median, slow, errors = map(int, found.groups())
    return Score(requests / duration * 1e6, median / 1000, slow / 1000, errors)


def lua(asked: Sequence[Request]) -> str:
    """``asked`` as a table of Lua's; JSON's strings are Lua's, too."""

    def table(values: Mapping[str, str]) -> str:
        pairs = (f"[{json.dumps(name)}]={json.dumps(value)}" for name, value in values.items())
        return f"{{{','.join(pairs)}}}"

    rows = (
        f"{{path={json.dumps(one.path)},method={json.dumps(one.method)},"
        f"body={json.dumps(one.body)},headers={table(one.headers)}}}"
        for one in asked
    )
    return f"{{{','.join(rows)}}}"


def by_python(port: int, asked: Sequence[Request], seconds: float, connections: int) -> Score:
    with multiprocessing.Pool(connections) as pool:
        given = [(port, asked, seconds, first) for first in range(connections)]
        times = [each for row in pool.starmap(one_client, given) for each in row]
    good = sorted(length for length, status in times if status < 400)
    at = max(len(good) - 1, 0)
    middle, slow = (good[at // 2], good[at * 99 // 100]) if good else (0.0, 0.0)
    return Score(len(times) / seconds, middle * 1000, slow * 1000, len(times) - len(good))


def one_client(
    port: int, asked: Sequence[Request], seconds: float, first: int
) -> list[tuple[float, int]]:
    """How long each answer took that one client got, and its status."""
    times, end, at = [], time.perf_counter() + seconds, first * 1_000_003
    with socket.create_connection(("127.0.0.1", port)) as line:
        stream = line.makefile("rb")
        while (begun := time.perf_counter()) < end:
            at += 1
            line.sendall(written(asked[at % len(asked)], at))
            status = int(stream.readline().split()[1])
            length = 0
            while (header := stream.readline()) != b"\r\n":
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            stream.read(length)
            times.append((time.perf_counter() - begun, status))
    return times


def written(one: Request, number: int) -> bytes:
    """The bytes of one request (HTTP/1.1)."""
    body = one.body.replace("{n}", str(number)).encode()
    headers = {
        "Host": "127.0.0.1",
        "Content-Length": str(len(body)),
        "X-Forwarded-For": f"{1 + number % 223}.{number >> 8 & 255}.{number >> 16 & 255}.12",
    } | dict(one.headers)
    lines = (f"{name}: {value}" for name, value in headers.items())
    text = "\r\n".join([f"{one.method} {one.path} HTTP/1.1", *lines, "", ""])
    return text.replace("{n}", str(number)).encode() + body
