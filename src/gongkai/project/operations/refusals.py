"""What must be so before a process that serves or works is started."""

import socket
import sys

from django.conf import settings

from gongkai.cli.values import Refused
from gongkai.project.checkup import site


def refuse_unless_migrated() -> None:
    """Refuse where the database is away or not of this version: nothing is changed by just starting a process."""
    for check in (site.database, site.migrations):
        fault = check()
        if fault:
            raise Refused(f"{fault.what}。{fault.mend}。")


def refuse_without_static_files() -> None:
    """Refuse where static files are served by their hashed names and were not collected."""
    hashed = "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]
    if hashed and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise Refused("页面样式等静态文件还没有准备好。请先运行 gongkai migrate。")


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse an address that is not ours or a port that is taken, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"不能在 {host}:{port} 提供服务：{error.strerror}。请换一个地址或端口（--host、--port）。"
            ) from error
