"""The words of a catalogue that are the same everywhere: channels, audience, way and tier of disclosure."""

from django.db import models


class Channel(models.TextChoices):
    """Where something is published (公开渠道和载体)."""

    SITE = "site", "政府网站"
    GAZETTE = "gazette", "政府公报"
    MEDIA = "media", "两微一端"
    BRIEFING = "briefing", "发布会/听证会"
    BROADCAST = "broadcast", "广播电视"
    PAPER = "paper", "纸质媒体"
    READING = "reading", "公开查阅点"
    SERVICE_HALL = "service_hall", "政务服务中心"
    STATION = "station", "便民服务站"
    DOOR = "door", "入户/现场"
    BOARD = "board", "社区/企事业单位/村公示栏（电子屏）"
    PUSH = "push", "精准推送"
    OTHER = "other", "其他"


class Audience(models.TextChoices):
    """To whom (公开对象)."""

    ALL = "all", "全社会"
    GROUP = "group", "特定群体"


class Mode(models.TextChoices):
    """In which way (公开方式)."""

    PROACTIVE = "proactive", "主动"
    ON_REQUEST = "on_request", "依申请"


class TierOf(models.TextChoices):
    """On which tier (公开层级)."""

    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"
    VILLAGE = "village", "村级"
