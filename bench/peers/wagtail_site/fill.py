"""``python -m peers.wagtail_site.fill NAME=SIZE…``: a database with a page of about so many bytes for each name."""

import os
import sys

import django

PARAGRAPH = (
    "<p>各行政机关应当<b>主动公开</b>下列政府信息：行政法规、规章和规范性文件；机关职能、机构设置、办公地址、"
    '办公时间、联系方式、负责人姓名；<a href="https://example.invalid/">国民经济和社会发展规划</a>、专项规划、'
    "区域规划及相关政策；国民经济和社会发展统计信息。</p>"
)


def fill(sizes: dict[str, int]) -> None:
    """Make the pages below the home page."""
    from django.core.management import call_command
    from django.test import Client
    from wagtail.models import Page, Site

    from peers.wagtail_site.models import StandardPage

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    Site.objects.update(site_name="某县")
    client = Client()
    for name, size in sizes.items():
        page = home.add_child(instance=StandardPage(title="政府信息公开", slug=name, body=[]))
        blocks: list[tuple[str, str]] = []
        while len(client.get(f"/{name}/").content) < size:
            blocks += [("heading", "主动公开")] if len(blocks) % 4 == 0 else [("paragraph", PARAGRAPH)]
            page.body = [{"type": kind, "value": text} for kind, text in blocks]
            page.save()


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "peers.wagtail_site.settings"
    django.setup()
    fill({name: int(size) for name, _, size in (argument.partition("=") for argument in sys.argv[1:])})
