"""The places of the region, as the administrative divisions have them (GB/T 2260), and the usual departments."""

from typing import NamedTuple


class Place(NamedTuple):
    """A place with a government: name, address on the portal, code, area code of its telephones, towns."""

    name: str
    slug: str
    region: str
    area: str
    parts: tuple["Place", ...] = ()
    towns: tuple[tuple[str, str], ...] = ()


PINGLUO = Place(
    "平罗县",
    "pingluo",
    "640221",
    "0952",
    towns=(("城关镇", "chengguan"), ("黄渠桥镇", "huangquqiao"), ("宝丰镇", "baofeng"), ("姚伏镇", "yaofu")),
)
LITONG = Place("利通区", "litong", "640302", "0953", towns=(("金积镇", "jinji"), ("高闸镇", "gaozha")))
HONGSIBAO = Place(
    "红寺堡区",
    "hongsibao",
    "640303",
    "0953",
    towns=(("红寺堡镇", "hongsibaozhen"), ("太阳山镇", "taiyangshan"), ("大河乡", "dahe")),
)
YANCHI = Place(
    "盐池县",
    "yanchi",
    "640323",
    "0953",
    towns=(("花马池镇", "huamachi"), ("大水坑镇", "dashuikeng"), ("惠安堡镇", "huianpu"), ("麻黄山乡", "mahuangshan")),
)
TONGXIN = Place("同心县", "tongxin", "640324", "0953", towns=(("豫海镇", "yuhai"), ("韦州镇", "weizhou")))
QINGTONGXIA = Place("青铜峡市", "qingtongxia", "640381", "0953", towns=(("小坝镇", "xiaoba"), ("峡口镇", "xiakou")))

SHIZUISHAN = Place("石嘴山市", "shizuishan", "640200", "0952", (PINGLUO,))
WUZHONG = Place("吴忠市", "wuzhong", "640300", "0953", (LITONG, HONGSIBAO, YANCHI, TONGXIN, QINGTONGXIA))
NINGXIA = Place("宁夏回族自治区", "ningxia", "640000", "0951", (SHIZUISHAN, WUZHONG))

DEPARTMENTS = (
    ("发展和改革", "development"),
    ("教育", "education"),
    ("公安", "police"),
    ("民政", "civil-affairs"),
    ("司法", "justice"),
    ("财政", "finance"),
    ("人力资源和社会保障", "human-resources"),
    ("国土资源", "land"),
    ("住房和城乡建设", "housing"),
    ("交通运输", "transport"),
    ("水务", "water"),
    ("农业农村", "agriculture"),
    ("文化广电", "culture"),
    ("旅游", "tourism"),
    ("卫生健康", "health"),
    ("应急管理", "emergency"),
    ("审计", "audit"),
    ("市场监督管理", "market"),
)
"""The departments of a city or county as they were before the changes that :mod:`gongkai.demo.history` makes."""

VILLAGES = (("示例一村", "village-1"), ("示例二村", "village-2"))
"""Villages have no true names here: nobody is to take made-up contacts for theirs."""
