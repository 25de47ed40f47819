"""What each post in a grid is for: assistants collect and report, officers inspect and answer."""

from statutes.wording import term

ASSISTANT, INSPECTOR = "assistant", "inspector"
# 协管员 hold no power to inspect or punish (国办发〔2024〕54号).
DUTIES: dict[str, str] = {
    ASSISTANT: term("采集和核对用人单位信息，走访，宣传法律，报告线索；不实施检查和处罚"),
    INSPECTOR: term("网格责任人：巡查，受理投诉举报，处理协管员报告的线索"),
}
