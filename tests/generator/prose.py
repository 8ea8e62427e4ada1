"""Sentences of an annual report that agree with its tables: what officers write, in varied words.

Beside true statements about the tables there are figures that a hasty auditor could take for them: last year's, half a
year's, the whole region's, hotline calls, other kinds of documents.
"""

from generator.documents import Documents
from generator.phrases import ACCESS, BASIS, CLOSERS, CREED, IMPROVEMENTS, MANAGEMENT, PLATFORM, PROBLEMS, SUPERVISION
from generator.requests import Requests


class Prose(Documents, Requests):
    """The text of one report."""

    def opening(self, title: str) -> str:
        """The paragraph before section one: basis and period."""
        notice = "30号" if self.edition == "2021" else "60号"
        notice = f"国办公开办函〔{2021 if self.edition == '2021' else 2019}〕{notice}"
        period = self.rng.choice(
            (
                f"{self.year}年1月1日至12月31日",
                f"{self.year}年1月1日起至{self.year}年12月31日止",
                f"{self.year}年1月1日—12月31日",
            )
        )
        text = self.rng.choice(BASIS).format(title=title, notice=notice, period=period)
        if self.rng.random() < 0.3:
            text += self.rng.choice(ACCESS).format(body=self.body.name, phone=self.phone())
        return self.set(text)

    def section_1(self) -> str:
        """总体情况 with the five topics that the form asks for."""
        parts = [
            self.rng.choice(CREED).format(year=self.year, body=self.body.name, own=self.body.own, area=self.body.area)
        ]
        topics = (
            ("主动公开", self.proactive()),
            ("依申请公开", self.on_request()),
            ("政府信息管理", self.some(MANAGEMENT)),
            (self.rng.choice(("政府信息公开平台建设", "平台建设")), self.some(PLATFORM)),
            ("监督保障", self._supervision()),
        )
        suffix = self.rng.choice(("情况", "方面", ""))
        inline = self.rng.random() < 0.5
        for ordinal, (topic, text) in zip("一二三四五", topics, strict=True):
            head = f"（{ordinal}）{topic}{suffix}"
            parts.append(f"{head}。{text}" if inline else f"{head}\n{text}")
        return self.set("\n".join(parts))

    def section_5(self) -> str:
        """存在的主要问题及改进情况: problems, then measures."""
        problems = self.rng.sample(PROBLEMS, 3)
        measures = self.rng.sample(IMPROVEMENTS, 3)
        ordinals = ("一是", "二是", "三是")
        first = f"{self.year}年，{self.body.own}政府信息公开工作取得一定成效，但仍存在一些不足：" + "；".join(
            ordinal + problem for ordinal, problem in zip(ordinals, problems, strict=True)
        )
        lead = self.rng.choice(
            (f"{self.year + 1}年，{self.body.own}将着重做好以下工作：", "针对上述问题，下一步重点改进：")
        )
        second = lead + "。".join(ordinal + measure for ordinal, measure in zip(ordinals, measures, strict=True))
        return self.set(f"{first}。\n{second}。")

    def section_6(self) -> str:
        """其他需要报告的事项: the fee sentence, often work points and where to read more."""
        fee = self._fee()
        if self.rng.random() < 0.5:
            parts = [f"（一）{self.year}年政务公开工作要点落实情况。{self.some(PLATFORM[:2] + MANAGEMENT[:2])}"]
            parts.append(f"（二）收取信息处理费情况。{fee}")
        else:
            parts = [fee]
        if self.rng.random() < 0.5:
            parts.append(self.rng.choice(CLOSERS).format(body=self.body.name, own=self.body.own, phone=self.phone()))
        if self.rng.random() < 0.2:
            parts.append("除上述情况外，无其他需要报告的事项。")
        return self.set("\n".join(parts))

    def _supervision(self) -> str:
        text = self.some(SUPERVISION)
        return text + self.rng.choice(
            (
                "将政府信息公开纳入年度绩效考核，主动接受社会评议，评议结果良好，全年未发生责任追究情况。",
                "政府信息公开工作已列入效能目标考核，考核结果均为合格以上；社会评议满意度较高；未发生需要责任追究的情形。",
            )
        )

    def _fee(self) -> str:
        notified = self.peek(3, "closed.fee_lapsed") if self.edition == "2021" else 0
        if notified:
            self.cite(3, "closed.fee_lapsed")
            return f"{self.year}年共发出信息处理费收费通知{notified}件，因申请人逾期未缴纳，实际收取信息处理费0元。"
        scope = f"{self.body.area}各级行政机关" if self.body.kind == "government" else self.body.own
        return self.rng.choice(
            (
                f"{self.year}年，{scope}在办理政府信息公开申请中，未收取信息处理费。",
                f"依据《政府信息公开信息处理费管理办法》，{self.year}年{scope}未收取信息处理费。",
                f"{self.year}年，{scope}收取信息处理费0元。",
                f"本年度{scope}发出收费通知0件，收取信息处理费总金额0万元。",
            )
        )
