"""Who may make government rules, told from names."""

import pytest

from gongkai.law.rulemaking import PREFECTURE_CITIES, rule_making

NAMES = {
    "MAY": (
        *("北京市", "宁夏回族自治区人民政府办公厅", "广东省", "自治区人民政府", "吴忠市", "吴忠市人民政府办公室"),
        *("宁夏回族自治区吴忠市人民政府", "景德镇市政府", "新乡市人民政府", "吉林省吉林市", "东莞市", "临夏州人民政府"),
        *("恩施土家族苗族自治州", "吴忠市政务公开办公室"),
    ),
    "MAY_NOT": (
        *("红寺堡区", "平罗县人民政府办公室", "津南区", "济宁市市中区人民政府", "上海市浦东新区人民政府", "新乡县"),
        *(
            "呼伦贝尔市鄂伦春自治旗",
            "神农架林区",
            "东莞市虎门镇人民政府",
            "长河县双桥镇",
            "吴忠市教育局",
            "北京市教育委员会",
        ),
        *("宁夏回族自治区教育厅", "恩施土家族苗族自治州恩施市", "白音河旗教育局", "吴忠市住房和城乡建设局"),
    ),
    "DOUBTFUL": ("灵武市人民政府", "津市市", "阿里地区行政公署", "锡林郭勒盟行政公署", "苏州工业园区管理委员会"),
    "UNKNOWN": (
        *("教育部", "国家市场监督管理总局", "国家乡村振兴局", "住房和城乡建设部", "海关总署", "新疆生产建设兵团"),
        *("国家税务总局平罗县税务局", "云岭师范大学", "县人民政府办公室", "中国人民银行吴忠市分行"),
    ),
}


@pytest.mark.parametrize(("name", "power"), [(name, power) for power, names in NAMES.items() for name in names])
def test_power_by_name(name: str, power: str) -> None:
    assert rule_making(name).name == power


def test_the_list_of_cities_is_whole() -> None:
    assert len(PREFECTURE_CITIES) == 293
