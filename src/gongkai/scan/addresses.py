"""K1 to K3: addresses of the web, as far as their letters tell; whether one answers is asked elsewhere, by the worker."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.scan.passage import RULES, Subject

_SITES = Provision(Instrument.SITES_2017)
_ADDRESS = re.compile(r"(?:https?|ftp|file)[:：]/{1,3}[^\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff<>\"'，。；（）]+")
_DISK = re.compile(r"[A-Za-z]:\\[^\s，。；]+")
_BROKEN = re.compile(
    r"^(?:https?:/[^/]|https?：|https?:///|https?://https?:?/|https?://[^/]*\.\.|https?://(?:www)?\.(?:/|$))"
)
_WEB = ("http", "https", "ftp")
_INSIDE = (".local", ".lan", ".internal", ".intranet", ".localdomain")


def _addresses(subject: Subject) -> Iterator[tuple[int, int, int, str]]:
    """All addresses: those written in a text, and those that its links lead to (at the end of the text)."""
    for number, text in subject.texts():
        for pattern, mark in ((_ADDRESS, "/"), (_DISK, ":\\")):
            for match in pattern.finditer(text) if mark in text else ():
                yield number, *match.span(), match[0]
        for link in subject.passages[number].links:
            if link.strip() and not link.startswith("#") and link not in text:
                yield number, len(text), len(text), link


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_internal(host: str) -> bool:
    """Whether a host's name or number belongs to a machine or a local network, so that nobody outside reaches it.

    >>> is_internal("192.168.1.8"), is_internal("localhost"), is_internal("oa.lan"), is_internal("www.gov.cn")
    (True, True, True, False)
    """
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(_INSIDE) or ("." not in host and bool(host))


@RULES.rule("K1", "网址公众打不开", Severity.ERROR, _SITES)
def unreachable(subject: Subject) -> Iterator[Fault]:
    """指向本机文件、内网机器的网址。

    ### 为什么
    公众打不开，还暴露内部网络的地址。

    ### 例
    “http://192.168.1.20/oa/notice.doc”“file:///D:/文件/通知.docx”。

    ### 怎么办
    把文件作为附件上传，或者换成对外的网址。

    ### 局限
    域名解析到内网的，要到定期检查链接时才能发现。
    """
    for number, start, end, address in _addresses(subject):
        local = address.startswith("file:") or ":\\" in address
        if local or (address.startswith(_WEB) and is_internal(_host(address))):
            what = "本机文件" if local else "内部网络"
            yield subject.fault(
                number, start, end, f"网址指向{what}：{address[:80]}", hint="请换成对外的网址或者作为附件上传"
            )


@RULES.rule("K2", "网址写法不对", Severity.WARNING, _SITES)
def malformed(subject: Subject) -> Iterator[Fault]:
    """网址少斜杠、多一段 http、用了中文冒号。

    ### 为什么
    点不开的网址就是错链，监测时逐个扣分。

    ### 例
    “http:/www.gov.cn”“http://http://www.gov.cn”“https：//www.gov.cn”。

    ### 怎么办
    照网站地址栏里的重新复制。

    ### 局限
    写法对而页面已经不在的，由定期检查链接发现。
    """
    for number, start, end, address in _addresses(subject):
        if _BROKEN.match(address):
            yield subject.fault(number, start, end, f"网址写法不对：{address[:80]}", hint="请从浏览器地址栏重新复制")
