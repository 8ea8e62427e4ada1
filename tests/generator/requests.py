"""依申请公开: sentences on applications received and handled, and on reviews and suits, all true to tables 3 and 4."""

from generator.figures import split
from generator.pen import Pen

_SUITS = ("suit_direct", "suit_after_review")


class Requests(Pen):
    """What an office writes about applications."""

    def on_request(self) -> str:
        """Received, by whom, from when; handled, with what outcome; asides; reviews and suits."""
        return "".join([self._received(), *self._handled(), *self._asides(), *self._courts()])

    def _received(self) -> str:
        received, carried_in = self.cite(3, "received"), self.peek(3, "carried_in")
        if not received:
            tail = "" if carried_in or self.rng.random() < 0.5 else "，无上年度结转申请"
            return self.one_of(
                f"{self.year}年未收到政府信息公开申请{tail}。",
                f"本年度没有收到公民、法人或其他组织提出的政府信息公开申请{tail}。",
                f"{self.year}年，{self.body.own}收到政府信息公开申请0件{tail}。",
            )
        sentence = self.one_of(
            f"{self.year}年，{self.body.own}共收到政府信息公开申请{received}件",
            f"全年新收政府信息公开申请{received}件",
            f"{self.year}年度收到公民、法人和其他组织的政府信息公开申请{received}件",
            f"今年以来，共收到依申请公开{received}件",
            f"共受理政府信息公开申请{received}件",
            f"本年度接收政府信息公开申请{received:,}件",
            f"新收政府信息公开申请数量为{received}件",
        )
        return sentence + self._who(received) + "。" + self._compared(received) + self._regional(received)

    def _who(self, received: int) -> str:
        natural = self.peek(3, "received", "natural_person")
        if natural == received:
            if self.rng.random() < 0.5:
                self._cite_requesters()
                return self.one_of("，均为自然人申请", "，全部由自然人提出", "，申请人均为公民个人")
            return ""
        if self.rng.random() < 0.5:
            self._cite_requesters()
            return self.one_of(
                f"，其中自然人申请{natural}件、法人或其他组织申请{received - natural}件",
                f"（自然人{natural}件，法人或其他组织{received - natural}件）",
                f"，其中自然人申请{natural}件，占{natural / received:.1%}",
            )
        if received > 8 and self.rng.random() < 0.4:
            a, b, c = split(self.rng, received, 3, 0.3)
            return self.one_of(
                f"，其中通过网络收到{a}件、信函收到{b}件、当面收到{c}件",
                f"，内容涉及征地补偿{a}件、房屋征收{b}件、其他方面{c}件",
            )
        return ""

    def _cite_requesters(self) -> None:
        for column in ("natural_person", "business", "research", "public_welfare", "legal_service", "other"):
            self.cite(3, "received", column)

    def _compared(self, received: int) -> str:
        before, half = max(1, received - self.number(-15, 15)), self.number(1, received)
        more = received - before
        if self.rng.random() > 0.3 or not more:
            return ""
        return self.one_of(
            f"较上年的{before}件{'增加' if more > 0 else '减少'}{abs(more)}件，"
            f"同比{'增长' if more > 0 else '下降'}{abs(more) / before:.1%}。",
            f"（{self.year - 1}年为{before}件）。",
            f"其中，上半年收到{half}件，下半年收到{received - half}件。",
            f"申请量同比{'上升' if more > 0 else '下降'}{abs(more) / before * 100:.2f}%。",
        )

    def _regional(self, received: int) -> str:
        """What is not this body's alone, or only a part of it."""
        if self.body.kind == "office" and self.rng.random() < 0.15:
            whole = received + self.number(30, 400)
            return f"{self.body.area}各级行政机关共收到政府信息公开申请{whole}件，其中{self.body.own}{received}件。"
        if self.body.kind == "government" and received > 10 and self.rng.random() < 0.3:
            own, departments, lower = split(self.rng, received, 3, 0.2)
            return f"按层级分，本级政府{own}件、部门{departments}件、下级政府{lower}件。"
        return ""

    def _handled(self) -> list[str]:
        carried_in, done, carried_out = (self.peek(3, row) for row in ("carried_in", "total", "carried_out"))
        if not done + carried_out:
            return []
        for row in ("carried_in", "total", "carried_out"):
            self.cite(3, row)
        all_cases = done + carried_out
        if carried_in or carried_out:
            sentence = self.one_of(
                f"上年结转{carried_in}件，本年度办结{done}件，结转下年度继续办理{carried_out}件。",
                f"共答复{done}件（含上年度结转{carried_in}件，另有{carried_out}件顺延至下年度办理）。",
                f"连同上年结转的{carried_in}件，全年共办理答复{done}件，{carried_out}件结转下年度办理。",
                f"加上上年结转{carried_in}件，全年需办理{all_cases}件，已办结{done}件，剩余{carried_out}件结转下年度继续办理。",
            )
        else:
            sentence = self.one_of(
                f"全年共办结{done}件，均在法定期限内答复。",
                "均已按期办结，按时答复率100%。",
                f"{done}件申请全部依法依规予以答复。",
                f"共办理政府信息公开申请{done}件，办结率100%。",
            )
        return [sentence, *self._outcomes(done), *self._process(done)]

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

    def _process(self, done: int) -> list[str]:
        """Steps on the way, which no table counts."""
        if done < 6 or self.rng.random() < 0.7:
            return []
        some = self.number(1, done // 2)
        return [self.one_of(f"其中依法延期答复{some}件。", f"一次性告知补正{some}件。", f"征求第三方意见{some}件次。")]

    def _asides(self) -> list[str]:
        asides = [
            f"全年接听依申请公开咨询电话{self.number(20, 700)}人次。",
            f"建立会商机制，召开疑难申请会商会{self.number(2, 15)}次。",
            "办理过程做到登记、审核、办理、答复、归档全程留痕。",
            f"平均办理时长{self.number(5, 18)}个工作日。",
            f"受理群众来信来访{self.number(5, 300)}件次，引导通过信访渠道解决{self.number(2, 5)}件。",
        ]
        if self.body.kind == "office":
            whole = self.peek(3, "received") + self.number(30, 400)
            asides.append(f"指导{self.body.area}各级行政机关办理政府信息公开申请{whole}件。")
        return self.rng.sample(asides, self.rng.choice((0, 1, 1, 2)))

    def _courts(self) -> list[str]:
        reviews = self.peek(4, "review")
        suits = sum(self.peek(4, row) for row in _SUITS)
        if self.rng.random() < 0.25:
            return []
        for row in ("review", *_SUITS):
            self.cite(4, row)
        if not reviews and not suits:
            return [self._denial()]
        if not reviews:
            return [f"未发生因政府信息公开引发的行政复议案件，发生行政诉讼{suits}件。"]
        if not suits:
            return [self._reviews_only(reviews)]
        return [self._reviews_and_suits(reviews, suits)]

    def _reviews_only(self, reviews: int) -> str:
        return self.one_of(
            f"因政府信息公开被申请行政复议{reviews}件，未发生行政诉讼案件。",
            f"发生政府信息公开行政复议{reviews}起，无行政诉讼。",
            f"全年涉及政府信息公开的行政复议{reviews}件、行政诉讼0件。",
        )

    def _reviews_and_suits(self, reviews: int, suits: int) -> str:
        upheld, corrected = self.peek(4, "review", "upheld"), self.peek(4, "review", "corrected")
        sentence = self.one_of(
            f"因政府信息公开被申请行政复议{reviews}件、被提起行政诉讼{suits}件",
            f"全年发生政府信息公开行政复议{reviews}件（结果维持{upheld}件、结果纠正{corrected}件），行政诉讼{suits}件",
            f"因依申请公开引发的行政复议、行政诉讼案件分别为{reviews}件、{suits}件",
        )
        any_corrected = sum(self.peek(4, row, "corrected") for row in ("review", *_SUITS))
        qualified = "，未出现被纠错情形" if not any_corrected and self.rng.random() < 0.4 else ""
        return f"{sentence}{qualified}。"

    def _denial(self) -> str:
        return self.one_of(
            "全年未发生因政府信息公开引发的行政复议、行政诉讼案件。",
            "无因依申请公开引发的行政复议案件、行政诉讼案件。",
            f"{self.year}年，{self.body.own}没有因政府信息公开被申请行政复议或提起行政诉讼。",
            "未发生因政府信息公开申请提起行政复议和行政诉讼的情况。",
            "因政府信息公开产生的行政复议0件、行政诉讼0件。",
        )
