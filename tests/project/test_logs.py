"""What the log says, and what it never says."""

import io
import json
import logging

import pytest
from django.test import Client

from gongkai.project.logs import Json, Masking, masked, masked_value


@pytest.fixture
def lines() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Masking())
    handler.setFormatter(Json())
    logger = logging.getLogger("test.masking")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel("INFO")
    return logger, stream


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("身份证 640102199003071234 已核对", "已核对", "640102199003071234"),
        ("身份证 11010519491231002x", "身份证", "11010519491231002x"),
        ("拨打 138-1234-5678 或 +86 13912345678", "拨打", "5678"),
        ("办公电话 0952-2688888", "办公电话", "2688888"),
        ("发往 zhang.san@mail.example.cn 失败", "失败", "zhang"),
        ('{"applicant": "王小明", "year": 2026}', "2026", "王小明"),
        ("姓名：王小明，申请年度：2026", "2026", "王小明"),
        ("DETAIL:  Key (username)=(wangxm) already exists.", "username", "wangxm"),
        ("卡号 6222020200112233445", "卡号", "6222020200112233445"),
    ],
)
def test_personal_data_is_masked(text: str, kept: str, gone: str) -> None:
    assert kept in masked(text)
    assert gone not in masked(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11-21T10:00:00 GET /reports/2025/ 200", "统一社会信用代码 11640221010000001Y", "共 175 格，20261121 号"],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert masked(text) == text


def test_data_is_masked_by_the_names_of_its_fields() -> None:
    value = {"phone": "12345", "organ": "水务局", "rows": [{"id_number": "x", "page": 3}]}
    assert masked_value(value) == {
        "phone": "〔隐去〕",
        "organ": "水务局",
        "rows": [{"id_number": "〔隐去〕", "page": 3}],
    }


def test_a_line_is_one_json_value_whatever_is_in_it(lines: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = lines
    logger.info("收到 %s\n第二行", "13812345678", extra={"facts": {"email": "a@b.cn", "ms": 3}})
    (line,) = stream.getvalue().splitlines()
    value = json.loads(line)
    assert value["message"] == "收到 〔手机号〕\n第二行"
    assert (value["email"], value["ms"], value["level"]) == ("〔隐去〕", 3, "INFO")


def test_the_trace_of_an_error_is_masked_too(lines: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = lines
    try:
        raise ValueError("无法寄给 13812345678")
    except ValueError:
        logger.exception("失败")
    trace = json.loads(stream.getvalue())["trace"]
    assert "ValueError" in trace
    assert "13812345678" not in trace


@pytest.mark.django_db
def test_requests_are_logged_without_their_query(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "gongkai.access"):
        response = client.get("/desk/login/?q=王小明")
    (record,) = [record for record in caplog.records if record.name == "gongkai.access"]
    assert record.getMessage() == "GET /desk/login/ 200"
    assert len(response.headers["X-Request-ID"]) == 12
