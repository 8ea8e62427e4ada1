"""Every setting that an installation makes, as data, from which the reference page is generated too."""

import os
from pathlib import Path
from typing import Any, NamedTuple

import environ
from django.core.exceptions import ImproperlyConfigured


class Setting(NamedTuple):
    """A variable of the environment. ``needed`` is true where production has no usable default."""

    name: str
    kind: str
    default: Any
    help: str
    needed: bool = False


SECTIONS: dict[str, tuple[Setting, ...]] = {
    "本站": (
        Setting(
            "GONGKAI_ENV",
            "str",
            "development",
            "production 为正式环境：拒绝默认密钥、调试模式和明文 HTTP；development 供试用和开发",
        ),
        Setting("SITE_URL", "str", "http://127.0.0.1:8000", "本站的网址，用于邮件、订阅源和站点地图", needed=True),
        Setting("ALLOWED_HOSTS", "list", ["127.0.0.1", "localhost", "[::1]"], "本站的域名，逗号分隔", needed=True),
        Setting(
            "HTTPS", "bool", None, "本站是否经 HTTPS 提供；正式环境默认为是，内网 HTTP 须明确写 false 并会在体检中提示"
        ),
        Setting(
            "PROXIES",
            "int",
            None,
            "本站前面有几层反向代理；用于认出访问者的地址和 HTTPS。空则 HTTPS 时为 1，否则为 0，"
            "写多了访问者可以冒充别的地址",
        ),
        Setting("DEBUG", "bool", False, "调试模式，仅供开发"),
    ),
    "密钥": (
        Setting("SECRET_KEY", "str", "", "签名密钥，50 个以上随机字符；用 gongkai doctor --new-key 生成", needed=True),
        Setting(
            "DATA_KEYS",
            "list",
            [],
            "加密个人数据的密钥，形如 编号:密钥，逗号分隔，第一个用于新数据，其余只用于解密；"
            "用 gongkai doctor --new-key 生成",
            needed=True,
        ),
    ),
    "数据": (
        Setting("DATA_DIR", "str", "var", "数据目录：SQLite、上传文件、备份"),
        Setting("DATABASE_URL", "str", "", "数据库地址，例如 postgres://用户:密码@主机/库；空则用数据目录中的 SQLite"),
        Setting(
            "STORAGE_URL",
            "str",
            "",
            "上传文件的对象存储，例如 s3://访问编号:密钥@桶?endpoint=https://主机&region=区域；空则存在数据目录",
        ),
        Setting(
            "CACHE_URL",
            "str",
            "",
            "各进程共用的计数（例如接口限速）存在哪里，例如 redis://主机:6379/0；空则存在数据目录的文件里。"
            "网站分在几台机器上时须用 Redis，另装 gongkai[redis]",
        ),
        Setting(
            "PUBLISH_DIR",
            "str",
            "",
            "把门户发布成静态文件的文件夹，内容一有变化即更新，由 nginx 等直接提供（见部署说明）；空则不发布",
        ),
        Setting("UPLOAD_LIMIT_MB", "int", 64, "上传文件的大小上限（MB）"),
        Setting("CHECK_LINKS", "bool", False, "送审时在后台打开文中的网址，找出打不开的；服务器能访问互联网才开"),
    ),
    "后台任务": (
        Setting("WORKER_STALE_SECONDS", "int", 60, "后台工作进程多少秒没有心跳即视为中断，其任务由别的进程接着做"),
    ),
    "发信": (
        Setting("EMAIL_URL", "str", "consolemail://", "发信服务，例如 smtp+tls://用户:密码@主机:587；默认只打印在终端"),
        Setting("EMAIL_FROM", "str", "gongkai@localhost", "发信地址"),
    ),
    "单点登录": (
        Setting("OIDC_ISSUER", "str", "", "单点登录（OIDC）的发行者地址；空则不用单点登录"),
        Setting("OIDC_CLIENT_ID", "str", "", "单点登录的客户端编号"),
        Setting("OIDC_CLIENT_SECRET", "str", "", "单点登录的客户端密钥"),
        Setting("OIDC_NAME", "str", "统一身份认证", "登录页上单点登录的名称"),
        Setting("OIDC_USERNAME_CLAIM", "str", "preferred_username", "用哪一项声明认人：其值应等于本系统的用户名"),
    ),
    "日志": (
        Setting("LOG_LEVEL", "str", "INFO", "日志级别：DEBUG、INFO、WARNING、ERROR"),
        Setting("LOG_FORMAT", "str", "", "json 每行一个 JSON 值，text 供人看；空则正式环境用 json，其余用 text"),
    ),
}
"""The settings under the headings of the reference page."""

SETTINGS: tuple[Setting, ...] = tuple(setting for section in SECTIONS.values() for setting in section)

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_env = environ.Env()

CONFIG = "GONGKAI_CONFIG"
"""Names a file with a ``NAME=value`` on each line; what the environment itself says comes first."""

if os.environ.get(CONFIG):
    if not Path(os.environ[CONFIG]).is_file():
        raise ImproperlyConfigured(f"{CONFIG} 所指的配置文件不存在：{os.environ[CONFIG]}")
    environ.Env.read_env(os.environ[CONFIG])


def get(name: str) -> Any:
    """The value of a declared setting; ``ImproperlyConfigured`` names the variable where its value cannot be read."""
    setting = _BY_NAME[name]
    if os.environ.get(name, "") == "":
        return setting.default
    try:
        return getattr(_env, setting.kind)(name)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"环境变量 {name} 的值无法识别（{setting.help}）") from error


def production() -> bool:
    """Whether this is a real installation; ``ImproperlyConfigured`` where the word is none of the two."""
    kind = get("GONGKAI_ENV")
    if kind not in {"production", "development"}:
        raise ImproperlyConfigured(f"GONGKAI_ENV 只能是 production 或 development，现为“{kind}”")
    return bool(kind == "production")


def https() -> bool:
    """Whether people reach the site by HTTPS."""
    return production() if get("HTTPS") is None else bool(get("HTTPS"))


def proxies() -> int:
    """How many proxies of ours stand before the site."""
    return int(https()) if get("PROXIES") is None else int(get("PROXIES"))


def data_dir() -> Path:
    """The data folder as an absolute path."""
    return Path(get("DATA_DIR")).resolve()


def database(url: str, folder: Path) -> dict[str, Any]:
    """PostgreSQL where an address is given; else SQLite in WAL mode in the folder, whose writers wait in turn."""
    if url:
        config = {**environ.Env.db_url_config(url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        config["OPTIONS"] = {"connect_timeout": 5, **config.get("OPTIONS", {})}
        return config
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "gongkai.project.sqlite",
        "NAME": folder / "gongkai.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
        },
    }


def refusals() -> list[str]:
    """What a production installation must not run with, one sentence each; empty elsewhere."""
    if not production():
        return []
    problems = [
        f"正式环境必须设置 {setting.name}：{setting.help}"
        for setting in SETTINGS
        if setting.needed and not os.environ.get(setting.name)
    ]
    if 0 < len(get("SECRET_KEY")) < 50:
        problems.append("SECRET_KEY 太短，至少 50 个字符")
    if get("OIDC_ISSUER") and not (get("OIDC_CLIENT_ID") and get("OIDC_CLIENT_SECRET")):
        problems.append("设置了 OIDC_ISSUER，还须设置 OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET")
    if get("DEBUG"):
        problems.append("正式环境不得打开 DEBUG")
    if get("HTTPS") is not False and not get("SITE_URL").startswith("https://"):
        problems.append("正式环境的 SITE_URL 必须是 https:// 地址；确在内网以 HTTP 运行的，请设置 HTTPS=false")
    return problems
