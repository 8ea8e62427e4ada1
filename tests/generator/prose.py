"""Sentences of an annual report that agree with its tables: what officers write, in varied words.

Beside true statements about the tables there are figures that a hasty auditor could take for them: last year's, half a
year's, the whole region's, hotline calls, other kinds of documents.
"""

import re
from random import Random

from generator.bodies import Body
from generator.figures import Figures, _split
from generator.phrases import ACCESS, BASIS, CLOSERS, CREED, IMPROVEMENTS, MANAGEMENT, PLATFORM, PROBLEMS, SUPERVISION
from gongkai.findings import CellRef


class Prose:
    """The text of one report. ``cited`` collects the cells whose figures a sentence states or denies."""

    def __init__(self, rng: Random, body: Body, year: int, edition: str, figures: Figures) -> None:
        self.rng, self.body, self.year, self.edition, self.figures = rng, body, year, edition, figures
        self.cited: set[CellRef] = set()
        self.spaced = rng.random() < 0.3

    def cite(self, table: int, row: str, column: str = "total") -> int:
        """The cell's figure, noted as cited."""
        self.cited.add(CellRef(table, row, column))
        return int(self.figures[CellRef(table, row, column)])

    def peek(self, table: int, row: str, column: str = "total") -> int:
        """The cell's figure, to decide what can be said; not noted."""
        return int(self.figures[CellRef(table, row, column)])

    def number(self, low: int, high: int) -> int:
        """A figure that no table holds."""
        return self.rng.randint(low, high)

    def set(self, text: str) -> str:
        """The text in the report's typography: blanks around figures or none."""
        if not self.spaced:
            return text
        return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)

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
            text += self.rng.choice(ACCESS).format(body=self.body.name, phone=self._phone())
        return self.set(text)

    def section_1(self) -> str:
        """总体情况 with the five topics that the form asks for."""
        parts = [
            self.rng.choice(CREED).format(year=self.year, body=self.body.name, own=self.body.own, area=self.body.area)
        ]
        topics = (
            ("主动公开", self._proactive()),
            ("依申请公开", self._on_request()),
            ("政府信息管理", self._some(MANAGEMENT)),
            (self.rng.choice(("政府信息公开平台建设", "平台建设")), self._some(PLATFORM)),
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
            parts = [f"（一）{self.year}年政务公开工作要点落实情况。{self._some(PLATFORM[:2] + MANAGEMENT[:2])}"]
            parts.append(f"（二）收取信息处理费情况。{fee}")
        else:
            parts = [fee]
        if self.rng.random() < 0.5:
            parts.append(self.rng.choice(CLOSERS).format(body=self.body.name, own=self.body.own, phone=self._phone()))
        if self.rng.random() < 0.2:
            parts.append("除上述情况外，无其他需要报告的事项。")
        return self.set("\n".join(parts))

    def _phone(self) -> str:
        return f"0{self.number(310, 998)}-{self.number(2000000, 8999999)}"

    def _some(self, bank: tuple[str, ...]) -> str:
        chosen = self.rng.sample(bank, self.rng.randint(2, 3))
        ordinals = ("一是", "二是", "三是") if self.rng.random() < 0.6 else ("", "", "")
        return "".join(o + self._fill(sentence) + "。" for o, sentence in zip(ordinals, chosen, strict=False))

    def _fill(self, sentence: str) -> str:
        """Put made-up figures in for ``{n}`` (tens) and ``{m}`` (thousands)."""
        while "{n}" in sentence or "{m}" in sentence:
            sentence = sentence.replace("{n}", str(self.number(2, 60)), 1).replace(
                "{m}", str(self.number(300, 9900)), 1
            )
        return sentence.format(year=self.year, own=self.body.own, area=self.body.area)

    def _proactive(self) -> str:
        total = self.number(300, 30000)
        a, b, c = _split(self.rng, total, 3, 0.2)
        sentences = [
            self.rng.choice(
                (
                    f"全年通过门户网站主动公开政府信息{total}条",
                    f"通过政府网站公开各类信息{total}条，其中：发布概况类信息{a}条、政务动态信息{b}条、其他信息{c}条",
                    f"利用网站、政务新媒体等渠道发布信息{total}条（网站{a}条、微信{b}条、其他渠道{c}条）",
                    f"累计主动公开政府信息{total / 10000:.1f}万余条",
                )
            )
        ]
        sentences += self.rng.sample(self._proactive_extras(), 2)
        return "；".join(sentences) + "。"

    def _proactive_extras(self) -> list[str]:
        opened, agreed = self.number(40, 90), self.number(5, 39)
        extras = [
            f"征集意见建议{opened}条，采纳{agreed}条",
            f"举办政府开放日活动{self.number(2, 30)}场次，邀请群众代表{self.number(50, 900)}余人次参加",
            f"发布政策解读材料{self.number(3, 60)}篇，解读率100%",
            f"公开政策性文件{self.number(3, 90)}件、会议公开信息{self.number(2, 30)}期",
            f"编印政府公报{self.rng.choice('四六')}期，免费赠阅{self.number(1, 9)}000余册",
        ]
        if self.edition == "2021" and self.peek(2, "normative_docs", "in_force") and self.rng.random() < 0.6:
            return [self._documents(), self.rng.choice(extras)]
        if self.peek(2, "licences", "decisions") and self.rng.random() < 0.3:
            extras = [f"公开行政许可决定{self.cite(2, 'licences', 'decisions')}件", *extras[:2]]
        return extras

    def _documents(self) -> str:
        issued, abolished, in_force = (
            self.cite(2, "normative_docs", key) for key in ("issued", "abolished", "in_force")
        )
        return self.rng.choice(
            (
                f"制发行政规范性文件{issued}件，废止{abolished}件，现行有效{in_force}件",
                f"全年制定印发行政规范性文件{issued}件、废止{abolished}件，截至年底现行有效行政规范性文件{in_force}件",
                f"动态更新政策文件库，公开现行有效行政规范性文件{in_force}件",
            )
        )

    def _on_request(self) -> str:
        sentences = [self._received(), *self._handled(), *self._asides(), *self._courts()]
        return "".join(sentences)

    def _received(self) -> str:
        received, carried_in = self.peek(3, "received"), self.peek(3, "carried_in")
        if not received:
            self.cite(3, "received")
            tail = "" if carried_in or self.rng.random() < 0.5 else "，无上年度结转申请"
            return self.rng.choice(
                (
                    f"{self.year}年未收到政府信息公开申请{tail}。",
                    f"本年度没有收到公民、法人或其他组织提出的政府信息公开申请{tail}。",
                )
            )
        self.cite(3, "received")
        sentence = self.rng.choice(
            (
                f"{self.year}年，{self.body.own}共收到政府信息公开申请{received}件",
                f"全年新收政府信息公开申请{received}件",
                f"{self.year}年度收到公民、法人和其他组织的政府信息公开申请{received}件",
                f"今年以来，共收到依申请公开{received}件",
            )
        )
        return sentence + self._who(received) + "。" + self._previous(received)

    def _who(self, received: int) -> str:
        natural = self.peek(3, "received", "natural_person")
        if natural == received:
            if self.rng.random() < 0.5:
                self._cite_requesters()
                return self.rng.choice(("，均为自然人申请", "，全部由自然人提出"))
            return ""
        if self.rng.random() < 0.5:
            self._cite_requesters()
            return self.rng.choice(
                (
                    f"，其中自然人申请{natural}件、法人或其他组织申请{received - natural}件",
                    f"（自然人{natural}件，法人或其他组织{received - natural}件）",
                )
            )
        if received > 8 and self.rng.random() < 0.3:
            web, mail, counter = _split(self.rng, received, 3, 0.3)
            return f"，其中通过网络收到{web}件、信函收到{mail}件、当面收到{counter}件"
        return ""

    def _cite_requesters(self) -> None:
        for column in ("natural_person", "business", "research", "public_welfare", "legal_service", "other"):
            self.cite(3, "received", column)

    def _previous(self, received: int) -> str:
        draw = self.rng.random()
        if draw < 0.15 and received > 20:
            before = received - self.number(1, 15)
            return f"较上年的{before}件增加{received - before}件，同比增长{(received - before) / before:.1%}。"
        if draw < 0.25 and received > 6:
            half = self.number(1, received - 1)
            return f"其中，上半年收到{half}件，下半年收到{received - half}件。"
        return ""

    def _handled(self) -> list[str]:
        carried_in, done, carried_out = (self.peek(3, row) for row in ("carried_in", "total", "carried_out"))
        if not done + carried_out:
            return []
        for row in ("carried_in", "total", "carried_out"):
            self.cite(3, row)
        if carried_in or carried_out:
            sentence = self.rng.choice(
                (
                    f"上年结转{carried_in}件，本年度办结{done}件，结转下年度继续办理{carried_out}件。",
                    f"共答复{done}件（含上年度结转{carried_in}件，另有{carried_out}件顺延至下年度办理）。",
                    f"连同上年结转的{carried_in}件，全年共办理答复{done}件，{carried_out}件结转下年度办理。",
                )
            )
        else:
            sentence = self.rng.choice(
                (
                    f"全年共办结{done}件，均在法定期限内答复。",
                    "均已按期办结，按时答复率100%。",
                    f"{done}件申请全部依法依规予以答复。",
                )
            )
        return [sentence, *self._outcomes(done)]

    def _outcomes(self, done: int) -> list[str]:
        if done < 3 or self.rng.random() < 0.5:
            return []
        groups = {"withheld": "不予公开", "unavailable": "无法提供", "not_handled": "不予处理", "closed": "其他处理"}
        named = [(label, sum(self._leaves(prefix))) for prefix, label in groups.items()]
        named = [("予以公开", self.cite(3, "granted")), ("部分公开", self.cite(3, "partial")), *named]
        if self.rng.random() < 0.5:
            named = [(label, count) for label, count in named if count]
        listed = "、".join(f"{label}{count}件" for label, count in named)
        granted = self.peek(3, "granted")
        share = f"，予以公开的占{granted / done:.1%}" if self.rng.random() < 0.3 else ""
        return [f"从办理结果看，{listed}{share}。"]

    def _leaves(self, prefix: str) -> list[int]:
        rows = {ref.row for ref in self.figures if ref.table == 3 and ref.row.split(".")[0] == prefix}
        return [self.cite(3, row) for row in sorted(rows)]

    def _asides(self) -> list[str]:
        asides = [
            f"全年接听依申请公开咨询电话{self.number(20, 700)}人次。",
            f"建立会商机制，召开疑难申请会商会{self.number(2, 15)}次。",
            "办理过程做到登记、审核、办理、答复、归档全程留痕。",
            f"申请内容主要涉及征地补偿、房屋征收等领域，平均办理时长{self.number(5, 18)}个工作日。",
        ]
        if self.body.kind == "office":
            whole = self.peek(3, "received") + self.number(30, 400)
            asides.append(f"指导{self.body.area}各级行政机关办理政府信息公开申请{whole}件。")
        return self.rng.sample(asides, self.rng.choice((0, 1, 1, 2)))

    def _courts(self) -> list[str]:
        reviews = self.peek(4, "review")
        suits = self.peek(4, "suit_direct") + self.peek(4, "suit_after_review")
        if self.rng.random() < 0.25:
            return []
        for row in ("review", "suit_direct", "suit_after_review"):
            self.cite(4, row)
        if not reviews and not suits:
            return [self._denial()]
        if not reviews:
            return [f"未发生因政府信息公开引发的行政复议案件，发生行政诉讼{suits}件。"]
        if not suits:
            return [f"因政府信息公开被申请行政复议{reviews}件，未发生行政诉讼案件。"]
        sentence = f"因政府信息公开被申请行政复议{reviews}件、被提起行政诉讼{suits}件"
        corrected = sum(self.peek(4, row, "corrected") for row in ("review", "suit_direct", "suit_after_review"))
        qualified = "，未出现被纠错情形" if not corrected and self.rng.random() < 0.5 else ""
        return [f"{sentence}{qualified}。"]

    def _denial(self) -> str:
        return self.rng.choice(
            (
                "全年未发生因政府信息公开引发的行政复议、行政诉讼案件。",
                "无因依申请公开引发的行政复议案件、行政诉讼案件。",
                f"{self.year}年，{self.body.own}没有因政府信息公开被申请行政复议或提起行政诉讼。",
                "未发生因政府信息公开申请提起行政复议和行政诉讼的情况。",
            )
        )

    def _supervision(self) -> str:
        text = self._some(SUPERVISION)
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
