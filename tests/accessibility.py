"""What axe finds against WCAG 2.2 AA on a page that has come to rest."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AT_REST = "Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => null)))"


def violations(page: Page, context: str = "main") -> list[str]:
    """The rules violated within the context, each with the places; a message that fades in is read when it is there."""
    page.evaluate(AT_REST)
    found = Axe().run(page, context=context, options={"runOnly": WCAG}).response["violations"]
    return [f"{fault['id']}: {[node['html'][:120] for node in fault['nodes']]}" for fault in found]
