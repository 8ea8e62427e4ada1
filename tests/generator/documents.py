"""主动公开: sentences on what was published, and on the documents, permits and penalties that table 2 counts."""

from generator.figures import split
from generator.pen import Pen


class Documents(Pen):
    """What an office writes about proactive disclosure."""

    def proactive(self) -> str:
        """Channels and counts first, then a few further achievements."""
        sentences = [self._published(), *self.rng.sample(self._extras(), 2)]
        if self.edition == "2021":
            sentences[1:1] = self._counted()
        return "；".join(sentences) + "。"

    def _published(self) -> str:
        total = self.number(300, 30000)
        a, b, c = split(self.rng, total, 3, 0.2)
        return self.one_of(
            f"全年通过门户网站主动公开政府信息{total}条",
            f"通过政府网站公开各类信息{total}条，其中：发布概况类信息{a}条、政务动态信息{b}条、其他信息{c}条",
            f"利用网站、政务新媒体等渠道发布信息{total}条（网站{a}条、微信{b}条、其他渠道{c}条）",
            f"累计主动公开政府信息{total / 10000:.1f}万余条",
            f"主动公开政府信息{total:,}条，比上年增加{self.number(5, 90)}条",
        )

    def _extras(self) -> list[str]:
        opened, agreed = self.number(40, 90), self.number(5, 39)
        return [
            f"征集意见建议{opened}条，采纳{agreed}条",
            f"举办政府开放日活动{self.number(2, 30)}场次，邀请群众代表{self.number(50, 900)}余人次参加",
            f"发布政策解读材料{self.number(3, 60)}篇，解读率100%",
            f"公开政策性文件{self.number(3, 90)}件、会议公开信息{self.number(2, 30)}期",
            f"编印政府公报{self.rng.choice('四六')}期，免费赠阅{self.number(1, 9)}000余册",
            f"公示行政许可和行政处罚信息{self.number(20, 9000)}条",
            f"公开财政预决算信息{self.number(2, 239)}条、建议提案办理结果{self.number(20, 300)}件",
            f"审核规范性文件草案{self.number(3, 40)}件次",
        ]

    def _counted(self) -> list[str]:
        """What table 2 counts, in words; mostly nothing."""
        said = []
        if self.peek(2, "normative_docs", "in_force") and self.rng.random() < 0.5:
            said.append(self._normative())
        if self.peek(2, "gov_rules", "in_force") and self.rng.random() < 0.5:
            said.append(f"现行有效政府规章{self.cite(2, 'gov_rules', 'in_force')}部")
        if self.peek(2, "penalties", "decisions") and self.rng.random() < 0.15:
            said.append(f"作出行政处罚决定{self.cite(2, 'penalties', 'decisions')}件")
        return said

    def _normative(self) -> str:
        issued, abolished, in_force = (self.peek(2, "normative_docs", k) for k in ("issued", "abolished", "in_force"))
        kept = in_force - issued
        for column in ("issued", "abolished", "in_force"):
            self.cite(2, "normative_docs", column)
        if kept > 0 and abolished and self.rng.random() < 0.2:
            return f"清理行政规范性文件{kept + abolished}件，继续有效{kept}件、废止{abolished}件，新制定{issued}件"
        return self.one_of(
            f"制发行政规范性文件{issued}件，废止{abolished}件，现行有效{in_force}件",
            f"全年制定印发行政规范性文件{issued}件、废止{abolished}件，截至年底现行有效行政规范性文件{in_force}件",
            f"动态更新政策文件库，公开现行有效行政规范性文件{in_force}件",
        )
