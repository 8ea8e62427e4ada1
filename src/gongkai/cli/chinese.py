"""What the click library says to the user, in Chinese.

Click asks gettext for every sentence and ships no translation. Ours is ``locale/zh_CN/LC_MESSAGES/click.po``.
"""

import gettext
import os
from pathlib import Path

_DOMAIN = "click"


def speak_chinese() -> None:
    """Let click speak Chinese whatever the locale: the program's own sentences have no other language either."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(_DOMAIN, str(Path(__file__).parent / "locale"))
    gettext.textdomain(_DOMAIN)
