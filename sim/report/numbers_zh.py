"""What the numbers of a scenario, and their units, are called in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.analyses.life.phrases import TERM_NAMES

UNITS: Mapping[str, str] = {
    "1": "", "ratio": "倍", "share": "占比", "share/year": "占比/年", "share of fair value": "占公允价值",
    "share per log unit": "占比/对数单位", "points": "分", "logit": "对数几率", "log sd": "对数标准差", "elasticity": "弹性",
    "distance": "距离", "distance per unit": "距离/单位", "flag": "是否", "word": "选项", "number": "编号",
    "date": "年月", "calendar month": "年月", "month": "月份", "months": "个月", "1/month": "每月", "1/quarter": "每季",
    "1/year": "每年", "runs": "次", "rounds": "轮", "counties": "个县", "villages": "个村", "village": "村",
    "villages/county": "村/县", "villages/community": "村/社区", "households": "户", "rows": "行", "persons": "人",
    "lineages": "个宗族", "cadres": "名干部", "workers": "名社区工作者", "groups": "个组织", "posts": "岗",
    "posts/10,000": "岗/万人", "posts/10,000/month": "岗/万人·月", "staff-months": "人月", "staff-months/month": "人月/月",
    "staff-months/month/village": "人月/月·村", "cases/month": "件/月", "cases/month/village": "件/月·村",
    "cases/household": "件/户", "ties/household": "条联系/户", "ties/member": "条联系/成员", "yuan": "元",
    "yuan/month": "元/月", "yuan/year": "元/年", "yuan/person/year": "元/人·年", "yuan/village": "元/村",
    "yuan/household": "元/户", "yuan/village-unit": "元/村标准设施", "village-units/month": "村标准设施/月",
    "village-units/month/village": "村标准设施/月·村",
}  # fmt: skip
"""Unit as declared -> unit in Chinese."""
REGION: Mapping[str, str] = {
    "counties": "县数", "villages_per_county": "每县村数", "households_per_village": "平均每村农户行数",
    "weight": "每行代表的实际户数", "size_spread": "村规模差异", "household_size": "户均人口", "lineages": "每村宗族数",
    "income": "人均收入", "income_spread": "村间收入差异", "money_per_head": "人均运转经费（东部为 1）",
    "staff_standard": "社区应配岗位", "rural_posts": "未改居村的服务岗位", "facilities": "村设施水平",
    "facilities_spread": "村间设施差异", "rooms_by_income": "富村设施领先程度", "unclear": "宅基地权属不清的户",
    "unclear_spread": "权属不清的村间差异", "special": "有特殊成员的户", "away": "劳动力外出的户", "elderly": "60 岁以上成员占比",
    "digital": "线上参与能力", "stake": "宅基地与股份的分量", "urban": "城镇户籍占比", "assets": "平均集体资产",
    "assets_spread": "集体资产差异", "debt_share": "有集体债务的村", "debt": "有债村平均债务", "trust": "期初平均信任",
    "trust_spread": "农户间信任差异", "cadres": "村干部（含书记）", "workers": "接替一村干部的社区工作者",
    "elsewhere": "户籍在别处的户", "skill": "村干部平均能力", "knowledge": "村干部平均熟悉程度", "part_time": "兼职比例",
    "groups": "每村社会组织数", "in_group": "加入社会组织的户", "activity": "组织平均活跃度", "begun": "期初已在筹备的村",
    "converted": "期初已实质改居的村", "households": "户籍户数", "persons": "户籍人口", "unclear_titles": "宅基地权属不清的户",
    "collective_assets": "集体资产", "collective_debt": "集体债务", "staff": "服务岗位", "urban_share": "城镇户籍人口占比",
    "away_share": "劳动力外出的户", "elderly_share": "60 岁以上成员占比", "elsewhere_share": "户籍在别处的户",
    "special_share": "有特殊成员的户",
}  # fmt: skip
"""Number of a region, or of a listed village -> its name."""
NETWORK: Mapping[str, str] = {
    "kin_ties": "户均亲属联系", "kin_within_lineage": "亲属联系在本宗族内的占比", "branch_density": "同房支两户相连的机会",
    "neighbour_ties": "户均邻里联系", "rewire": "跨越邻近的邻里联系占比", "group_ties": "同一社会组织成员间的平均联系",
    "bridge_ties": "与本县他村的户均联系", "remote_ties": "外出户与在村户的平均联系", "remote_to_kin": "远程联系中本宗族占比",
    "kinship_weight": "听取亲属意见的权重", "neighbours_weight": "听取邻里意见的权重", "groups_weight": "听取同一社会组织成员意见的权重",
    "bridges_weight": "听取他村意见的权重", "remote_weight": "听取远程联系意见的权重",
}  # fmt: skip
LEVER: Mapping[str, str] = {"from": "决定月份", "to": "结束月份", "intensity": "力度", "cap": "费用上限"}
ROLLOUT: Mapping[str, str] = {
    "hazard": "每村每月启动的机会", "due": "截止月份", "start": "启动月份", "order": "先后次序", "by": "目标月份", "share": "占比",
    "due_in": "从启动到期限", "ratio": "并为一个社区的村数", "help": "攻坚期外派力量", "sanction": "问责力度", "pilots": "每县试点村数",
    "choose": "试点如何选取", "pilot_due_in": "试点从启动到期限", "evaluate_months": "试点观察期", "evaluation": "经验总结程度",
    "after": "与上一步相隔", "income": "所需集体收入", "urban": "所需城镇户籍占比", "unclear": "允许的权属不清占比",
    "months": "须连续达标", "pause_cases": "暂停启动的未结纠纷数", "leading": "先行类占比", "rectifying": "整治类占比",
    "improve_months": "提升类补短板时间", "rectify_months": "整治类解决问题时间", "rooms": "提升类先建设施", "mediators": "派往整治类的调解员",
    "title_work": "整治类每年理清权属", "quorum": "申请所需赞成户占比", "every": "间隔", "at_once": "同时推进的村占比", "batch": "每批村占比",
    "calm": "下一批须等待的未结纠纷数", "grace": "落后村的宽限", "strategy": "做法",
}  # fmt: skip
"""Option of a strategy -> its name."""


def name(path: str) -> str:
    """Return what a number is called; of the mechanisms their own word stays.

    >>> name("world.regions.east.weight"), name("policy.rollout.waves.0.share"), name("uncertainties.money.wage")
    ('每行代表的实际户数', '占比', '机制参数 money.wage')
    """
    parts = path.split(".")
    part, last = ".".join(parts[:2]), parts[-1]
    if part == "policy.levers":
        return LEVER.get(last) or TERM_NAMES[last][1]
    if part == "world.terms":
        return TERM_NAMES[last][1]
    named = {"world.regions": REGION, "world.network": NETWORK, "policy.rollout": ROLLOUT}.get(part)
    return named[last] if named else f"机制参数 {'.'.join(parts[1:])}"
