"""The words users meet, in English and Chinese: (English, Chinese, what is meant)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sim.document import read_document
from sim.policies import levers

Words = Mapping[str, tuple[str, str, str]]

LEVER_GROUPS: Mapping[str, Mapping[str, str]] = {
    "b2": {"en": "Participation and consent", "zh": "参与和同意"},
    "b3": {"en": "Assets, debt and homesteads", "zh": "资产、债务与宅基地"},
    "b4": {"en": "Money", "zh": "资金"},
    "b5": {"en": "Staff and hand-over", "zh": "队伍与交接"},
    "b6": {"en": "Organisation and duties", "zh": "组织与职责"},
    "b7": {"en": "Services and technology", "zh": "服务与技术"},
}
"""File of records -> name of the group."""

AGENTS: Words = {
    "Household": ("household", "农户", "comes to meetings, takes or contests its offer, votes, leaves or returns"),
    "Cadre": ("cadre", "干部", "splits the month over tasks, calls votes, declares, hides cases, stays or leaves"),
    "Cooperative": (
        "cooperative",
        "股份经济合作社",
        "holds collective assets; earns, pays debt, reinvests, pays dividends",
    ),
    "SocialGroup": ("social group", "社会组织", "mobilises its members and settles some of their cases"),
    "Village": ("village, later community", "村（社区）", "a place with a process; what households and cadres share"),
    "Government": ("county government", "县级政府", "starts villages, allots staff and money, inspects and assesses"),
}
STAGES: Words = {
    "rural": ("rural", "未启动", "a village as it was"),
    "preparing": ("preparing", "筹备中", "consults, clears assets, settles rights"),
    "decided": ("decided", "已表决", "the vote has passed"),
    "converting": ("converting", "实施中", "share reform, hand-over, facilities"),
    "declared": ("declared", "已挂牌", "carries the plate of a community"),
    "consolidated": ("consolidated", "已巩固", "declared, complete and stable"),
}
FLAGS: Words = {
    "stalled": ("stalled", "停滞", "open visible cases have stopped the work"),
    "nameplate": ("nameplate", "只挂牌未落实", "declared with more than a tenth of the counted work missing"),
    "relapsed": ("relapsed", "回潮", "services or trust fell back after declaration"),
}
ROLES: Words = {
    "secretary": ("secretary", "村党组织书记", "in charge of the village"),
    "village cadre": ("village cadre", "村干部", "knows the village; leaves or is kept on at hand-over"),
    "community worker": ("community worker", "社区工作者", "takes over after conversion; knows few at first"),
    "first secretary": ("first secretary", "第一书记", "sent from above for a time"),
    "grid worker": ("grid worker", "网格员", "visits the households of a grid, often beside another job"),
}
CASES: Words = {
    "none": ("no case", "无纠纷", "has not contested its rights"),
    "open": ("open case", "未结纠纷", "contests its rights; open to mediation"),
    "solved": ("settled case", "已调解", "ended by mediation or an answer"),
    "lawsuit": ("lawsuit", "诉讼", "went to court"),
    "petition": ("petition", "信访", "went to the petition office"),
    "collective petition": ("collective petition", "集体信访", "went there together with neighbours"),
}
GROUPS: Words = {
    "special members": ("special members", "外嫁女等特殊成员", "married out, returned or moved in"),
    "left-behind elders": ("left-behind elders", "留守老人", "old, and living in the village"),
    "migrants": ("migrants", "外出务工户", "working members live elsewhere"),
    "unclear titles": ("unclear titles", "权属不清户", "title to the homestead not clear at founding"),
    "others": ("others", "其他农户", "none of these"),
}
SOCIAL: Words = {
    "notables' council": ("notables' council", "乡贤理事会", "respected people of the lineages"),
    "party volunteers": ("party volunteers", "党员志愿者", "party members who help"),
    "social-work agency": ("social-work agency", "社工机构", "professionals whose services are bought"),
    "owners' committee": ("owners' committee", "业主委员会", "owners of flats"),
    "elders": ("elders", "老年协会", "association of the old"),
    "returned youth": ("returned youth", "返乡青年", "young people who came back"),
}
LAYERS: Words = {
    "kinship": ("kinship", "亲属", "ties within a lineage, and marriages in the village"),
    "neighbours": ("neighbours", "邻里", "ties next door, a few across the village"),
    "groups": ("groups", "同一社会组织", "ties between members of one social group"),
    "bridges": ("bridges", "跨村联系", "ties to other villages of the county: market, marriage"),
    "remote": ("remote ties", "外出户联系", "ties of households away to those at home"),
}
GENERAL: tuple[tuple[str, str, str], ...] = (
    ("village-to-community conversion", "村改居", "a village becomes an urban community"),
    ("scenario", "情景", "a world, a calendar and a policy in one YAML file"),
    ("policy", "政策", "a strategy with the levers beside it"),
    ("strategy", "推进策略", "who begins when, and with which due date"),
    ("lever", "政策工具", "a measure that amends what everybody faces, at a price"),
    ("term", "条件", "what everybody faces this month: posts, hours, money, rules, reach"),
    ("mechanism", "机制", "why somebody does something; can be switched off"),
    ("outcome", "结果指标", "what is measured of a run"),
    ("margin", "实际意义界限", "a difference below which two policies are practically the same"),
    ("run", "一次模拟", "one scenario lived through once, with one luck"),
    ("replication", "重复", "a run with luck of its own; the same number meets the same luck everywhere"),
    ("seed", "随机种子", "the number from which all luck follows"),
    ("common random numbers", "公共随机数", "two policies meet the same people and luck"),
    ("paired difference", "配对差异", "policy minus policy in the same replication"),
    ("interval (95 %)", "置信区间", "where the mean difference lies, as far as the runs tell"),
    ("pair", "一对模拟", "two runs, one under each policy, with the same people and luck"),
    ("better, worse", "更好、更差", "the whole interval lies on one side of zero, and not all of it inside the margin"),
    ("practically the same", "基本相同", "the whole interval lies inside the margin: too small a difference to matter"),
    ("not distinguishable", "无法区分", "the runs made so far cannot tell; more might"),
    ("degree sign at a verdict", "判断后的 ° 号", "would not hold at 95 % with all comparisons taken together (Holm)"),
    ("percentage points (pp)", "百分点", "a difference of two shares in per cent"),
    ("baseline", "基准", "the scenario that the others are compared with"),
    ("deadline, due date", "限期", "month by which a village is to be declared"),
    (
        "one deadline for all",
        "统一限期（俗称“一刀切”）",
        "the same date for every village; the colloquial word condemns it, so that titles say 统一限期",
    ),
    ("pressure from the due date", "限期压力", "haste that grows as the due date of a village comes near"),
    ("pilot", "试点", "a village that begins first and is evaluated"),
    ("wave", "批次", "villages that begin together"),
    ("in substance", "实质改居", "declared, and not in name only"),
    ("declaration", "挂牌", "the plate is changed"),
    ("hand-over", "交接", "duties pass from village cadres to community workers"),
    ("homestead", "宅基地", "the plot a household has a right to"),
    ("household registration", "户籍", "where a person is registered, urban or rural"),
    ("consultation round", "协商轮次", "a meeting on the plan as it stands"),
    ("quorum", "法定人数", "turnout that a vote needs"),
    ("veto", "否决", "a residents' council stops the plan"),
    ("evidence", "证据", "what a source says, with how far it can be trusted"),
    ("target", "目标", "a number of the sources that the model is held against"),
    ("held out", "留出", "of a target: never used to fit the model, so that agreement is a test"),
    ("study", "研究设计", "a YAML file with a question, scenarios, factors and a method"),
    ("factor", "因素", "a number that a study varies over its range"),
    ("dummy", "虚拟因素", "a factor that acts on nothing: what a method says of it is chance"),
    ("total index", "总效应指数", "share of an outcome's variance with which a factor has to do (Sobol)"),
    (
        "Sobol design (Saltelli)",
        "Sobol 抽样设计（Saltelli 方案）",
        "points for Sobol's indices: base points, crossed factor by factor",
    ),
    ("base points", "基点", "of a Sobol design: the points that are crossed; its runs are a multiple of them"),
    (
        "Morris screening, trajectories",
        "Morris 筛选法（轨迹）",
        "walks through the ranges that move one factor at a time: few runs, to tell which factors matter at all",
    ),
    (
        "Latin hypercube",
        "拉丁超立方抽样",
        "random points that cover the range of each factor evenly: each of n equal slices holds one of n points",
    ),
    (
        "connector",
        "连接函数（`sim.connector`）",
        "the model as a function of named numbers that gives outcomes by name, for tools of others",
    ),
    (
        "logit (log odds)",
        "logit（对数几率）",
        "log of a chance over its counter-chance: 0 is 50 %, +1 is 73 %, -1 is 27 %; on it, reasons add up",
    ),
    ("intensity", "力度", "of a lever: how much of its full size is used, 0 (nothing) to 1"),
    (
        "usual household",
        "一般农户",
        "in `gaiju explain`: how a household would decide whose every reason has its usual value",
    ),
    (
        "share of the pull",
        "占总影响的比例",
        "in `gaiju explain`: what a reason moves a decision, among all that is moved either way",
    ),
    (
        "`PAIRS` (notebooks)",
        "`PAIRS`（笔记本）",
        "pairs of runs that an exercise and its answer both make",
    ),
    (
        "`SMALL` (notebooks)",
        "`SMALL`（笔记本）",
        "settings that make the small county tiny: five villages, two and a half years",
    ),
    ("calibration", "校准", "a search for the parameter sets that agree with the evidence"),
    ("ensemble", "参数集合", "the parameter sets that agree; a result should hold for all of them"),
    ("win over sets", "胜出", "better by more than the margin in at least three of four parameter sets of an ensemble"),
    ("regret", "后悔值", "what is lost in a world by having taken this policy and not the best one"),
    ("measured", "实测", "a number taken as it stands from a field survey of a named place"),
    ("estimated", "估计", "a number that rests on weaker, derived or adapted claims"),
    ("assumed", "假定", "a number that no source gives; a reason and a range stand with it"),
)


@cache
def _homes() -> Mapping[str, str]:
    """Return the group of each shipped lever: the file its record stands in."""
    home = Path(str(levers.__file__)).parent
    return {
        tree["id"]: group for group in LEVER_GROUPS for tree in read_document(home / f"{group}.yaml").tree["levers"]
    }


def lever_group(id: str) -> str:
    """Return the group of a shipped lever.

    Raises
    ------
    KeyError
        If no such lever is shipped.

    >>> LEVER_GROUPS[lever_group("residents_council_veto")]["en"]
    'Participation and consent'
    """
    return _homes()[id]
