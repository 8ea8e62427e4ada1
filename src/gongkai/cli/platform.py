"""The way from a command of the platform to its work, which stands above the command line and is found by name."""

import importlib
from types import ModuleType

from gongkai.cli.values import Refused


def operation(name: str, *, ready: bool = True) -> ModuleType:
    """The module that does the work of a command, with Django ready; refused where the platform is not installed."""
    try:
        if ready:
            importlib.import_module("gongkai.project.operations").prepare()
        return importlib.import_module(f"gongkai.project.operations.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "gongkai":
            raise
        raise Refused(f"缺少平台的组件（{error.name}）。请安装：pip install 'gongkai[web]'") from error
