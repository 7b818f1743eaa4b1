"""The sentences of a life and the names of terms, in English and Chinese; what :mod:`.words` is for single words."""

from __future__ import annotations

from sim.analyses.life.words import Words

HEADS: Words = {
    "who": ("WHO", "这户是谁"),
    "timeline": ("MONTH BY MONTH", "逐月经过"),
    "decisions": ("WHY IT DECIDED AS IT DID", "为什么这样决定"),
    "meetings": ("MEETINGS", "会议"),
    "influences": ("WHO INFLUENCED IT", "谁影响了它"),
    "end": ("HOW IT ENDED", "结局"),
    "versus": ("WHERE ITS LIFE PARTS WAYS", "从哪里开始不同"),
    "legend": ("HOW TO READ IT", "怎样读"),
}

PHRASES: Words = {
    "title": (
        "Household {household} of {number} (numbered from 0), village {village} in {region}; scenario {scenario}, seed "
        "{seed}, replication {replication}.",
        "第 {household} 户（共 {number} 户，从 0 编号），{region}第 {village} 号村；情景：{scenario}，种子 {seed}，重复 {replication}。",
    ),
    "chosen": ("Chosen because {why}.", "选它的原因：{why}。"),
    "stands_for": (
        "It stands for {weight} real households of about {size} persons.",
        "代表 {weight} 户真实家庭，每户约 {size} 人。",
    ),
    "traits": (
        "At stake in homestead and shares {stake} (village mean {stake_usual}); elderly {elderly} ({elderly_usual}); "
        "able to take part online {digital} ({digital_usual}); trust at the start {trust} ({trust_usual}).",
        "宅基地和股份利害 {stake}（村均 {stake_usual}）；老年人 {elderly}（{elderly_usual}）；线上参与能力 {digital}（{digital_usual}）；"
        "起初信任 {trust}（{trust_usual}）。",
    ),
    "unclear": ("The title to its homestead is unclear.", "宅基地权属不清。"),
    "special": (
        "It is a special member (married out, returned, moved in): share rules may leave it out.",
        "属特殊成员（外嫁、返乡、迁入），股权规则可能不认。",
    ),
    "away": ("Its working members live elsewhere.", "劳动力外出。"),
    "by_draw_yes": (
        "{month}: it {did}. The chance {asked} was {chance}, the month's draw {luck}: the draw lies below the chance.",
        "{month}：该户{did}。{asked}的概率为 {chance}，当月随机数 {luck}：随机数低于此概率，故发生。",
    ),
    "by_draw_no": (
        "{month}: it {did}. The chance {asked} was {chance}, the month's draw {luck}: only a draw below the chance "
        "would have made it happen.",
        "{month}：该户{did}。{asked}的概率为 {chance}，当月随机数 {luck}：随机数低于此概率才会发生。",
    ),
    "vote": (
        "{month}: it {did}. Its support was {chance}, the month's draw {luck}; it says yes when the draw lies below its "
        "support. A usual household's support is {usual}.",
        "{month}：该户{did}。支持度 {chance}，当月随机数 {luck}；随机数低于支持度则赞成。一般农户的支持度为 {usual}。",
    ),
    "made_of": (
        "What the usual {base} and {total} have between them, in percentage points, the heaviest first:",
        "一般 {base} 与实际 {total} 之间的差距由什么构成（百分点，由重到轻）：",
    ),
    "usual_chance": ("A usual household's chance {asked} is {usual}.", "一般农户{asked}的概率为 {usual}。"),
    "part": ("{amount} ({share} of the pull): {reason}{value}", "{amount}（占总影响的 {share}）：{reason}{value}"),
    "part_odds": (
        "{sign} {share} of the pull: {reason}{value}; without it the chance would be {without}",
        "{sign} 占总影响的 {share}：{reason}{value}；若无此项，概率为 {without}",
    ),
    "value": (", {value} (usually {usual})", "，{value}（一般 {usual}）"),
    "tipped": (
        "What tipped it: {reasons}. Without it, the same draw would have gone the other way.",
        "决定性因素：{reasons}。若无此项，同样的随机数下结果会相反。",
    ),
    "tipped_any": (
        "What tipped it: {reasons}. Without any one of them, the same draw would have gone the other way.",
        "决定性因素：{reasons}。缺少其中任何一项，同样的随机数下结果会相反。",
    ),
    "together": (
        "What tipped it: all of it together; a usual household with the same draw would have decided otherwise.",
        "决定性因素：各项合力；同样的随机数下，一般农户会作相反决定。",
    ),
    "luck": (
        "What tipped it: the draw. A usual household with the same draw would have decided alike.",
        "决定性因素：随机数（偶然）。同样的随机数下，一般农户也会如此。",
    ),
    "came_lately": (
        "It counts as turned out because it came to a meeting in {last}.",
        "因 {last} 到过会，计为参加投票。",
    ),
    "because": (
        "Its {feeling} was {total} (usually {base}), made of: {parts}.",
        "其{feeling}为 {total}（一般 {base}），由此构成：{parts}。",
    ),
    "small": ("{reason} {amount}", "{reason} {amount}"),
    "in_charge": (
        "In charge: {role} {cadre}; career concern {concern}, integrity {integrity}, local knowledge {knowledge}.",
        "主持者：{role}（{cadre} 号）；晋升动机 {concern}，正直 {integrity}，熟悉本地 {knowledge}。",
    ),
    "meetings": (
        "Of {held} meetings and rounds it heard of {heard}, came to {came} and spoke at {spoke}.",
        "共 {held} 次会议或协商，得知 {heard} 次，到会 {came} 次，发言 {spoke} 次。",
    ),
    "meeting_reason": (
        "On average this moved its chance to come most: {parts}.",
        "平均而言，对到会概率影响最大的是：{parts}。",
    ),
    "pulled_towards": ("for coming, {reasons}", "促其到会的有{reasons}"),
    "pulled_against": ("against coming, {reasons}", "阻其到会的有{reasons}"),
    "influence_head": (
        "{month}: of its support, those it listens to made {amount} percentage points. The most:",
        "{month}：其支持度中，身边人的影响合计 {amount} 个百分点。最大者：",
    ),
    "influence": (
        "household {household} ({layers}), {strength} of all it hears, support {support}: {amount} points",
        "第 {household} 户（{layers}），在其参考意见中占 {strength}，支持度 {support}：{amount} 个百分点",
    ),
    "nobody": ("It has nobody to listen to.", "没有可听取意见的人。"),
    "bridges": (
        "From villages already declared it has heard what to hope for: {before} at first, {after} at the end "
        "(1 = 20 points of satisfaction).",
        "从已挂牌的村听来的预期收益：起初 {before}，最后 {after}（1＝满意度 20 分）。",
    ),
    "end": (
        "{month}: satisfaction {satisfaction} points ({satisfaction_start} at the start), support {support}, trust "
        "{trust}, perceived fairness {fairness}, grievance {grievance}.",
        "{month}：满意度 {satisfaction} 分（起初 {satisfaction_start}），支持 {support}，信任 {trust}，公平感 {fairness}，怨气 {grievance}。",
    ),
    "two": (
        "Here: {one}. There: {two}. The same household, the same luck.",
        "此处：{one}；彼处：{two}。同一户，同样的运气。",
    ),
    "never": (
        "Under {other} the same household with the same luck leads the same life to the last bit: it never parts ways.",
        "在“{other}”下，同一户、同样的运气，经历完全相同：始终没有分开。",
    ),
    "parts_ways": (
        "{month}: from here on its life under {other} is another. The first thing to differ is {column}: {one} here, "
        "{two} there.",
        "{month}：从此它在“{other}”下的经历不同。最先不同的是{column}：此处 {one}，彼处 {two}。",
    ),
    "parts_ways_unseen": (
        "{month}: from here on its life under {other} is another, at first by less than shows in four digits (the first thing "
        "to differ is {column}).",
        "{month}：从此它在“{other}”下的经历不同，起初的差别四位有效数字内看不出（最先不同的是{column}）。",
    ),
    "seen": (
        "{month}: the first difference over 1 %: {column}, {one} here and {two} there.",
        "{month}：首个超过 1% 的差别：{column}，此处 {one}，彼处 {two}。",
    ),
    "by_reason": (
        "What differed in it: {reason}, {one} here and {two} there.",
        "其中不同的是：{reason}，此处 {one}，彼处 {two}。",
    ),
    "terms_part": ("{month}: the terms it faces part: {terms}.", "{month}：外部条件开始不同：{terms}。"),
    "term_pair": ("{term} {one} here, {two} there", "{term}此处 {one}、彼处 {two}"),
    "village_parts": (
        "{month}: its village's story parts. Here: {one} There: {two}",
        "{month}：本村经过开始不同。此处：{one} 彼处：{two}",
    ),
    "nothing": ("nothing of note.", "无事。"),
    "apart": (
        "They end {satisfaction} points of satisfaction apart (here {one}, there {two}), support {support}, trust "
        "{trust}, fairness {fairness} percentage points (there minus here).",
        "最后满意度相差 {satisfaction} 分（此处 {one}，彼处 {two}）；支持 {support}、信任 {trust}、公平感 {fairness} 个百分点（彼处减此处）。",
    ),
    "apart_stage": ("Its village ends as {one} here, as {two} there.", "本村最后：此处为{one}，彼处为{two}。"),
    "votes": ("Its votes here: {one}; there: {two}.", "投票：此处 {one}；彼处 {two}。"),
    "no_vote": ("none", "无"),
    "join": ("; ", "；"),
    "list": (", ", "、"),
}

MARKS: Words = {
    "usual": ("usual", "一般"),
    "draw": ("draw", "随机数"),
    "pull": ("of the pull", "占总影响"),
    "work_left": ("share of work left", "剩余工作比例"),
}
"""Words of a life that need a line of explanation."""

LEGEND: Words = {
    "usual": (
        "Usual: of a household each of whose reasons has its usual value; what a life is made of is told against it.",
        "一般：各项理由都取一般值的农户；一户的经历以它为参照来说明。",
    ),
    "draw": (
        "Draw: the luck of the month, a number from 0 to 100 %; what has a chance happens when the draw lies below it.",
        "随机数：当月的偶然因素，0 至 1 之间的一个数；随机数低于概率，事情就发生。",
    ),
    "pull": (
        "The pull: all that moves a decision away from the usual one, towards yes or no. A share of it is the part of one "
        "reason in all of that, whichever way it moves.",
        "总影响：使决定偏离一般情形的全部作用，不分方向；所占比例即某一理由在其中的份额。",
    ),
    "work_left": (
        "Share of work left: what a task still takes once lessons of other villages are used: 1 is all of it, 0.8 four "
        "fifths.",
        "剩余工作比例：用上他村经验后，一项工作还需投入多少：1 为全部，0.8 为五分之四。",
    ),
}

STAGE_NAMES: Words = {
    "rural": ("a village", "村"),
    "preparing": ("in preparation", "筹备中"),
    "decided": ("decided", "已表决"),
    "converting": ("converting", "实施中"),
    "declared": ("a declared community", "已挂牌社区"),
    "consolidated": ("a consolidated community", "已巩固社区"),
}

TERM_NAMES: Words = {
    "benefit": ("what attending brings", "参会好处"),
    "voice": ("how heard people expect to be", "预期被听取程度"),
    "invite": ("personal invitations", "上门邀请"),
    "publicity": ("reach by media", "媒体宣传"),
    "online": ("meetings and votes online", "线上议事与投票"),
    "usability": ("ease of the online door", "线上渠道易用性"),
    "transparency": ("openness of village affairs", "村务公开"),
    "quorum": ("turnout a vote needs", "投票人数门槛"),
    "approval": ("yes votes a plan needs", "赞成票门槛"),
    "veto": ("veto of a residents' council", "议事会否决权"),
    "compensation": ("offer for rights", "权益补偿"),
    "title_work": ("titles cleared a year", "每年理清权属"),
    "share_rule": ("share rule for special members", "特殊成员股权规则"),
    "offer_mode": ("offers at once or one by one", "补偿方案发放方式"),
    "township_pool": ("cases townships can mediate", "乡镇调解能力"),
    "mediators": ("full-time mediators", "专职调解员"),
    "mediation_skill": ("skill of mediation", "调解水平"),
    "appraisal": ("settlement rate in appraisal", "考核中化解率权重"),
    "legacy_cases": ("hidden cases listed", "清理瞒报纠纷"),
    "sanction": ("sanction for missing the date", "逾期问责"),
    "detection": ("chance of being found out", "检查发现率"),
    "evaluation": ("how well lessons are written up", "经验总结"),
    "exchange": ("spread of know-how", "经验交流"),
    "aftercare": ("work on what a nameplate lacks", "挂牌后补课"),
    "lever_staff": ("time that measures take from cadres", "政策工具占用的干部时间"),
    "survey": ("error of surveys", "调查误差"),
    "outside_staff": ("outside staff", "外派力量"),
    "staff_standard": ("staffing standard", "配备标准"),
    "hire_pace": ("pace of hiring", "招聘速度"),
    "retained": ("former cadres kept on", "留用原村干部"),
    "mentoring": ("mentoring by former cadres", "老带新"),
    "pay": ("pay and prospects", "待遇与前景"),
    "training": ("training", "培训"),
    "part_time_cap": ("cap on part-time grid work", "网格兼职上限"),
    "duties": ("administrative duties", "行政负担"),
    "secondees": ("seconded posts", "下派干部"),
    "volunteers": ("volunteers", "志愿者"),
    "running_money": ("running money", "运转经费"),
    "facility_money": ("facilities beside the programme", "额外设施"),
    "build_pace": ("pace of building", "建设速度"),
    "maintenance": ("maintenance", "维护"),
    "allocation": ("how outside staff is shared out", "外派力量分配"),
    "infrastructure_share": ("share of money for buildings", "资金用于建设比例"),
    "purchased_services": ("services bought", "购买服务"),
    "reform_work": ("extra work on share reform", "股改额外投入"),
    "market_access": ("markets open to collective assets", "集体资产入市"),
    "reinvest": ("surplus reinvested", "再投资"),
    "community_support": ("surplus for the community", "反哺社区"),
    "debt_share": ("surplus for debt", "盈余还债"),
    "debt_subsidy": ("subsidy for debt", "化债补助"),
    "community_rent": ("community's own income", "社区经营收入"),
    "opening": ("windows and hours", "窗口与时间"),
    "centre": ("centre above the usual", "服务中心面积"),
    "platform": ("one-stop windows and platform", "一站式与数字平台"),
    "group_support": ("support for social groups", "扶持社会组织"),
    "registration_speed": ("speed of registration", "户籍迁移速度"),
    "start": ("order to begin", "启动指令"),
    "due": ("due date", "限期"),
    "wave": ("wave", "批次"),
    "pilot": ("being a pilot", "试点"),
    "lever_cost": ("cost of levers", "政策工具费用"),
    "merge": ("community to join", "并入社区"),
    "ready_months": ("months of being ready", "达标月数"),
}
