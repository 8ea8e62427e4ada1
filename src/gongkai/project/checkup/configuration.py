"""What is odd about the settings, where nothing refuses them."""

import base64
import binascii
import stat
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.project.checkup.fault import Fault
from gongkai.project.environment import data_dir, get, https, production, refusals


def settings_hold() -> Fault | None:
    """Nothing that production must not run with."""
    if problems := refusals():
        return Fault("；".join(problems), "改正环境变量或 GONGKAI_CONFIG 所指的配置文件")
    if not production():
        return Fault(
            "这是试用环境（GONGKAI_ENV=development），不宜对外提供服务", "正式使用时设置 GONGKAI_ENV=production", False
        )
    if not https():
        return Fault(
            "网站以明文 HTTP 提供，密码和个人信息可能被窃听", "仅限内网试用；对外请配置证书并去掉 HTTPS=false", False
        )
    return None


def address() -> Fault | None:
    """The site's own address is among the names it answers to."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    if not host or not any(_covers(name, host) for name in settings.ALLOWED_HOSTS):
        return Fault(
            f"SITE_URL 的域名 {host or '（无）'} 不在 ALLOWED_HOSTS 中，访问会被拒绝", f"ALLOWED_HOSTS 加上 {host}"
        )
    return None


def data_keys() -> Fault | None:
    """Keys for personal data are there and well formed."""
    keys = get("DATA_KEYS")
    if not keys:
        return Fault(
            "没有加密个人数据的密钥（DATA_KEYS）", "运行 gongkai doctor --new-key，写进配置", grave=production()
        )
    numbers = [key.partition(":")[0] for key in keys]
    if len(set(numbers)) < len(numbers):
        return Fault("DATA_KEYS 中有编号重复", "每个密钥用不同的编号")
    wrong = [number for key in keys if not _is_key((number := key.partition(":")[0]), key.partition(":")[2])]
    if wrong:
        return Fault(f"DATA_KEYS 中编号 {wrong[0]} 的密钥不是 32 字节", "用 gongkai doctor --new-key 生成的格式")
    return None


def mail() -> Fault | None:
    """Mail goes somewhere."""
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return Fault("没有发信服务，邮件只打印在终端", "设置 EMAIL_URL", grave=False)
    return None


def data_folder() -> Fault | None:
    """The data folder is its owner's alone."""
    folder = data_dir()
    if not folder.is_dir():
        return Fault(f"数据目录不存在：{folder}", "建立目录，或改正 DATA_DIR")
    if production() and folder.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        return Fault("数据目录对本机的其他用户开放", f"chmod o-rwx {folder}")
    return None


def _covers(name: str, host: str) -> bool:
    return name in {"*", host} or (name.startswith(".") and f".{host}".endswith(name))


def _is_key(number: str, text: str) -> bool:
    try:
        return bool(number) and len(base64.urlsafe_b64decode(text)) == 32
    except (binascii.Error, ValueError):
        return False
