"""How the server of the site is started."""

THREADS = 2
"""Per process: one more than a slow request needs, for Wagtail gains nothing from many."""


def arguments(host: str, port: int, workers: int) -> list[str]:
    """What Python is started with to serve the site."""
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": workers,
        "blocking-threads": THREADS,
        "backpressure": 64,
        "workers-kill-timeout": 20,
        "log-level": "warning",
        "respawn-interval": 1,
    }
    pairs = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return ["-m", "granian", *pairs, "--respawn-failed-workers", "--no-ws", "gongkai.project.wsgi:application"]
