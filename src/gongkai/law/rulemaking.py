"""Who may make government rules (规章): the Legislation Law, told from the name of a body.

Article 93 gives the power to the people's governments of provinces, autonomous regions, municipalities, cities with
districts and autonomous prefectures; article 91 gives it to the bodies of the State Council. A name does not say
whether a 市 is a city with districts or one of county level, hence the list. It holds all cities of prefecture level
(293, as at the end of 2023); those without districts (东莞、中山、三沙、儋州、嘉峪关) were put on a par with the
others by the decisions that amended the law.
"""

import enum
import re

from gongkai.text.widths import normalise, simplify, squeeze

_LIST = """
河北 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
山西 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
内蒙古 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
辽宁 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛
吉林 长春 吉林 四平 辽源 通化 白山 松原 白城
黑龙江 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
江苏 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
浙江 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
安徽 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福建 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
江西 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
山东 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
河南 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
湖北 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州
湖南 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
广东 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
广西 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海南 海口 三亚 三沙 儋州
四川 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
贵州 贵阳 六盘水 遵义 安顺 毕节 铜仁
云南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧
西藏 拉萨 日喀则 昌都 林芝 山南 那曲
陕西 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
甘肃 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
青海 西宁 海东
宁夏 银川 石嘴山 吴忠 固原 中卫
新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密
"""
PREFECTURE_CITIES = frozenset(city for line in _LIST.splitlines() for city in line.split()[1:])
"""The cities of prefecture level, without 市; in the list each province comes first in its line."""

_CENTRAL = ("国家", "国务院", "中国", "中华", "全国", "最高")
_PROVINCE = re.compile(
    r"(?:北京|上海|天津|重庆)市|(?:内蒙古|新疆维吾尔|广西壮族|宁夏回族|西藏|[一-龥]{2,4})?自治区|[一-龥]{2,3}省|省"
)
_PREFECTURE = re.compile(r"[一-龥]{2,14}?自治州|[一-龥]{2,5}州(?=人民政府|政府|$)|([一-龥]{2,6}?)市")
_DISPATCHED = re.compile(r"[一-龥]{2,5}(?:地区|盟)(?:行政公署|行署)?")
_ZONE = re.compile(
    r"[一-龥]{0,16}?(?:开发区|园区|高新区|示范区|试验区|保税区|度假区|风景区|景区|合作区|保护区|管理区|工业区)"
)
_BELOW = re.compile(r"[一-龥]{1,12}?(?:自治县|自治旗|县|旗|区|(?:乡|镇|街道|苏木)(?=人民政府|政府|办事处|$))")
_GOVERNMENT = re.compile(r"(?:人民政府|政府|政务公开)(?:办公[室厅]|政务公开.{0,4}|办)?$|$")


class RuleMaking(enum.Enum):
    """Whether a body may make government rules, as far as its name tells."""

    MAY = enum.auto()
    MAY_NOT = enum.auto()
    DOUBTFUL = enum.auto()
    """A city that is not on the list, a dispatched office of a province, a development zone."""
    UNKNOWN = enum.auto()
    """The name does not say where in the State the body stands, as with the bodies of the State Council."""


def rule_making(organ: str) -> RuleMaking:
    """Whether the body of this name may make government rules.

    >>> rule_making("吴忠市人民政府办公室").name, rule_making("红寺堡区").name, rule_making("吴忠市教育局").name
    ('MAY', 'MAY_NOT', 'MAY_NOT')
    >>> rule_making("灵武市人民政府").name, rule_making("生态环境部").name
    ('DOUBTFUL', 'UNKNOWN')
    """
    name = simplify(squeeze(normalise(organ)))
    if name.startswith(_CENTRAL):
        return RuleMaking.UNKNOWN
    province = _PROVINCE.match(name)
    rest = name[province.end() :] if province else name
    if province and _GOVERNMENT.match(rest):
        return RuleMaking.MAY
    prefecture = _PREFECTURE.match(rest)
    if prefecture and not _BELOW.fullmatch(prefecture[0]):
        below = rest[prefecture.end() :]
        if not _GOVERNMENT.match(below):
            return RuleMaking.DOUBTFUL if _ZONE.match(below) else RuleMaking.MAY_NOT
        known = prefecture[1] is None or prefecture[1] in PREFECTURE_CITIES
        return RuleMaking.MAY if known else RuleMaking.DOUBTFUL
    if _DISPATCHED.match(rest) or _ZONE.match(rest):
        return RuleMaking.DOUBTFUL
    return RuleMaking.MAY_NOT if province or _BELOW.match(rest) else RuleMaking.UNKNOWN
