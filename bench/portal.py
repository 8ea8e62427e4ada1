"""Requests a second that the portal answers, beside its peers: made here, served alike, asked in turn in one run.

``python bench/portal.py [--seconds 4] [--rounds 3]``. Every application runs in one process with the server and the
options of ``gongkai serve``; one client (``wrk``, 8 connections) asks one after the other, in rounds, and the median
counts; and the requests that a second of the server's processor time answers, which a busy machine changes less.
The peers: a stock Wagtail page of the same size; a Django view without middleware that gives the same bytes;
nginx with a plain file of the same bytes, against nginx with what ``gongkai publish`` has written.
"""

import argparse
import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "bench"
PAGES = {
    "home": ("首页", "/"),
    "organ": ("机关专栏", "/o/wuzhong-office/"),
    "list": ("机关列表", "/organs/"),
    "report": ("一份年报", "/o/pingluo-office/reports/2022/"),
}
PLAIN = "server {{ listen 80; root {folder}/plain; index index.html; }}"


class Application(NamedTuple):
    """Something that answers: what it is called, where, and its process."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"


class Rate(NamedTuple):
    """Requests answered in a second, and in a second of the server's processor time."""

    clock: float
    processor: float


class Asked(NamedTuple):
    """A row of the table: what is asked where, and against which other row it is held."""

    label: str
    url: str
    process: "subprocess.Popen[bytes]"
    against: str = ""
    goal: float = 0


def main() -> None:
    """Run everything and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=4, help="of one measurement")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    for needed in ("wrk", "nginx"):
        if shutil.which(needed) is None:
            sys.exit(f"没有 {needed}：apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)  # nginx reads as another user
        rows = list(prepared(folder, stack))
        measured: dict[str, list[Rate]] = {row.label: [] for row in rows}
        for _ in range(chosen.rounds):
            for row in rows:
                measured[row.label].append(measure(row, chosen.seconds))
        print_table(
            rows, {label: Rate(*map(statistics.median, zip(*found, strict=True))) for label, found in measured.items()}
        )


def prepared(folder: Path, stack: contextlib.ExitStack) -> Iterator[Asked]:
    """Start everything; what to ask."""
    environment = platform_environment(folder)
    run([sys.executable, "-m", "gongkai.cli.main", "migrate"], environment)
    run([sys.executable, "-m", "gongkai.cli.main", "demo"], {**environment, "GONGKAI_ENV": "development"})
    plain = "gongkai.project.wsgi:application"
    cached = python("门户", plain, environment, stack)
    uncached = python("门户", plain, {**environment, "DJANGO_SETTINGS_MODULE": "peers.uncached"}, stack)
    bodies = {key: fetch(uncached.url(path)) for key, (_, path) in PAGES.items()}
    wagtail_environment = peer_environment(PEER_DIR=str(folder / "wagtail"))
    (folder / "wagtail").mkdir()
    sizes = [f"{key}={len(body)}" for key, body in bodies.items()]
    run([sys.executable, "-m", "peers.wagtail_site.fill", *sizes], wagtail_environment)
    wagtail = python("Wagtail", "peers.wagtail_site.wsgi:application", wagtail_environment, stack)
    for key, (title, path) in PAGES.items():
        against = f"{title}（{len(bodies[key]) / 1024:.0f} KB）：原样的 Wagtail 页面"
        fetch(wagtail.url(f"/{key}/"))
        yield Asked(against, wagtail.url(f"/{key}/"), wagtail.process)
        yield Asked(f"{title}：门户，每次重做", uncached.url(path), uncached.process, against, 2)
    for key in ("organ", "report"):
        title, path = PAGES[key]
        file = folder / f"{key}.html"
        file.write_bytes(bodies[key])
        bare = python("Django", "peers.bare:application", peer_environment(PEER_FILE=str(file)), stack)
        against = f"{title}：无中间件的 Django 视图，同样的内容"
        yield Asked(against, bare.url("/"), bare.process)
        yield Asked(f"{title}：门户，存在内存", cached.url(path), cached.process, against, 0.7)
    yield from static(folder, environment, bodies, stack)


def static(
    folder: Path, environment: Mapping[str, str], bodies: Mapping[str, bytes], stack: contextlib.ExitStack
) -> Iterator[Asked]:
    """Plain files and, set up as the documentation tells, what is published; both by nginx."""
    run([sys.executable, "-m", "gongkai.cli.main", "publish", "--out", str(folder / "published")], environment)
    (documented,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/how-to/publish.md").read_text(), re.DOTALL)
    documented = documented.replace("/var/www/gongkai", str(folder / "published")).replace("gzip on;", "")
    plain = nginx(folder, PLAIN.format(folder=folder), stack)
    published = nginx(folder, documented, stack)
    for key in ("organ", "report"):
        title, path = PAGES[key]
        file = folder / "plain" / path.lstrip("/") / "index.html"
        file.parent.mkdir(parents=True)
        file.write_bytes(bodies[key])
        against = f"{title}：nginx，同样内容的文件"
        yield Asked(against, plain.url(path), plain.process)
        yield Asked(f"{title}：nginx，发布的静态文件", published.url(path), published.process, against, 0.9)


def nginx(folder: Path, server: str, stack: contextlib.ExitStack) -> Application:
    """One process of nginx."""
    port = free_port()
    home = folder / f"nginx-{port}"
    home.mkdir()
    temporary = "".join(f"{kind}_temp_path {home}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    (home / "conf").write_text(
        f"daemon off; master_process off; {user} pid {home}/pid; error_log {home}/log; events {{}} "
        f"http {{ include /etc/nginx/mime.types; access_log off; sendfile on; {temporary} "
        f"{server.replace('listen 80;', f'listen 127.0.0.1:{port};')} }}"
    )
    return started("nginx", port, ["nginx", "-c", str(home / "conf"), "-p", str(home)], os.environ, stack)


def platform_environment(folder: Path) -> dict[str, str]:
    """A real installation, but for HTTPS."""
    key = "1:" + "A" * 43 + "="
    return peer_environment(
        GONGKAI_ENV="production",
        HTTPS="false",
        SITE_URL="http://127.0.0.1",
        ALLOWED_HOSTS="127.0.0.1",
        SECRET_KEY="of a benchmark, and long enough to be one" * 2,
        DATA_KEYS=key,
        DATA_DIR=str(folder / "data"),
        DATABASE_URL="",
        DJANGO_SETTINGS_MODULE="gongkai.project.settings",
    )


def peer_environment(**variables: str) -> dict[str, str]:
    """With the peers on the path."""
    return {**os.environ, "PYTHONPATH": str(BENCH), **variables}


def python(name: str, application: str, environment: Mapping[str, str], stack: contextlib.ExitStack) -> Application:
    """Serve an application as ``gongkai serve --workers 1`` does."""
    from gongkai.project.operations.server import arguments

    port = free_port()
    words = [sys.executable, *arguments("127.0.0.1", port, 1)[:-1], application]
    words[words.index("--workers-kill-timeout") + 1] = "2"
    return started(name, port, words, environment, stack)


def started(
    name: str, port: int, words: list[str], environment: Mapping[str, str], stack: contextlib.ExitStack
) -> Application:
    """Start a server of ours, to be stopped at the end, and wait until it answers."""
    process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL, cwd=ROOT)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return Application(name, port, process)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"没有起动：{' '.join(words)}")


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(words: list[str], environment: Mapping[str, str]) -> None:
    """Run a program to its end."""
    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def fetch(url: str) -> bytes:
    """The page; anything but 200 ends the run."""
    with urllib.request.urlopen(url) as response:
        body: bytes = response.read()
    return body


def measure(row: Asked, seconds: int) -> Rate:
    """What ``wrk`` counts; an answer other than 2xx ends the run."""
    fetch(row.url)
    before = processor_seconds(row.process.pid)
    done = subprocess.run(
        ["wrk", "-t1", "-c8", f"-d{seconds}s", row.url], capture_output=True, text=True, check=True
    ).stdout
    spent = processor_seconds(row.process.pid) - before
    counted = re.search(r"(\d+) requests in", done)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done)
    if "Non-2xx" in done or counted is None or rate is None:
        sys.exit(f"{row.url} 没有全部答复：\n{done}")
    return Rate(float(rate[1]), int(counted[1]) / max(spent, 0.01))


def processor_seconds(pid: int) -> float:
    """The processor time of a process and its children so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for child in children)


def print_table(rows: list[Asked], rates: Mapping[str, Rate]) -> None:
    """One line for each, with its ratios and what we promise."""
    print(
        f"Python {sys.version.split()[0]}，处理器 {len(os.sched_getaffinity(0))} 个；每个应用一个进程，同一个客户端\n"
    )
    print("   每秒    倍数   每秒处理器时间    倍数    目标")
    for row in rows:
        rate = rates[row.label]
        peer = rates.get(row.against)
        clock, processor = (f"{a / b:.2f}" if peer else "" for a, b in zip(rate, peer or rate, strict=True))
        goal = f"≥ {row.goal}" if row.goal else ""
        print(f"{rate.clock:7.0f}  {clock:>6}  {rate.processor:14.0f}  {processor:>6}  {goal:>6}  {row.label}")


if __name__ == "__main__":
    main()
