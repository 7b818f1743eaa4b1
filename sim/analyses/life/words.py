"""All words in which a life is told, in English and Chinese, side by side; the braces are filled in by :mod:`.telling`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
Words = Mapping[str, tuple[str, str]]

EVENTS: Words = {
    "due": ("The village is to be declared a community by {due}.", "上级要求本村在 {due} 前挂牌成为社区。"),
    "term": ("What it faces changes: {term}, {before} → {after}.", "外部条件变化：{term}，{before} → {after}。"),
    "in_charge": ("{role} {cadre} takes charge of the village.", "{role}（{cadre} 号）开始主持本村工作。"),
    "handed": ("Community workers take over from the village cadres.", "社区工作者接替村干部。"),
    "round": ("Round {round} of the consultation: {came}.", "第 {round} 轮协商：{came}。"),
    "round_again": (
        "Round {round} of the consultation again (attempt {attempt}): {came}.",
        "第 {round} 轮协商（第 {attempt} 次举行）：{came}。",
    ),
    "stalled": ("Work on rights and assets stops: too many open disputes.", "未结纠纷过多，确权和清产工作停下。"),
    "resumed": ("Work on rights and assets goes on.", "确权和清产工作恢复。"),
    "vetoed": (
        "The residents' council stops the vote: {consulted} had been at a round, {aggrieved} were aggrieved.",
        "居民议事会叫停表决：仅 {consulted} 的户参加过协商，{aggrieved} 的户有怨气。",
    ),
    "called_early": (
        "{role} {cadre} calls the vote before the consultation is complete (pressure {pressure}, career concern "
        "{concern}).",
        "{role}（{cadre} 号）在协商未完成时提前发起表决（限期压力 {pressure}，晋升动机 {concern}）。",
    ),
    "vote_failed_few_yes": (
        "THE VOTE FAILS, too few say yes: {yes} of the votes cast, {approval} needed ({entitled} of those entitled voted, "
        "{quorum} needed). The plan is changed, which needs another round of consultation before the next vote.",
        "表决未通过，赞成不足：有效票中 {yes} 赞成，需要 {approval}（有权者中 {entitled} 投票，需要 {quorum}）。方案须修改，再协商一轮后才能再次表决。",
    ),
    "vote_failed_few_came": (
        "THE VOTE FAILS, too few vote: {entitled} of those entitled, a quorum of {quorum} is needed ({turnout} of all "
        "households; {yes} of the votes say yes, {approval} needed). The plan is changed, which needs another round of "
        "consultation before the next vote.",
        "表决未通过，投票太少：有权者中 {entitled} 投票，须达 {quorum}（占全部农户 {turnout}；赞成 {yes}，需要 {approval}）。"
        "方案须修改，再协商一轮后才能再次表决。",
    ),
    "vote_passed": (
        "The plan passes: {entitled} of those entitled vote ({quorum} needed; {turnout} of all households), {yes} of them "
        "yes ({approval} needed).",
        "方案通过：有权者中 {entitled} 投票（需要 {quorum}；占全部农户 {turnout}），其中 {yes} 赞成（需要 {approval}）。",
    ),
    "preparing": ("The village begins to prepare.", "本村开始筹备。"),
    "decided": ("Conversion is decided; {consulted} of households have been at a round.", "决定改居；{consulted} 的户参加过协商。"),
    "converting": ("Conversion begins.", "改居工作开始实施。"),
    "declared": ("The village is declared a community; {missing} of the work is missing.", "挂牌成为社区；尚缺 {missing} 的工作。"),
    "declared_in_name": (
        "The village is declared a community IN NAME ONLY: {missing} of the work is missing.",
        "挂牌成为社区，但只挂牌未落实：尚缺 {missing} 的工作。",
    ),
    "found_out": (
        "An inspection finds a community in name only ({missing} missing): the plate comes down.",
        "检查发现只挂牌未落实（尚缺 {missing}），牌子被摘下。",
    ),
    "consolidated": ("The community is consolidated.", "社区得到巩固。"),
    "rural": ("The village is a village again.", "恢复为村。"),
    "relapsed": ("The community falls back: services or trust drop, or people petition together.", "社区回潮：服务或信任下降，或出现集体信访。"),
    "offer_taken": ("The offer for its rights ({offer} of fair value) reaches it, and IT TAKES IT.", "权益补偿方案（公允价值的 {offer}）送到，该户接受。"),
    "offer_contested": (
        "The offer for its rights ({offer} of fair value) reaches it, and IT CONTESTS IT.",
        "权益补偿方案（公允价值的 {offer}）送到，该户提出异议。",
    ),
    "followed": (
        "It opens a dispute after others did: {peers_open} of those it listens to have one.",
        "受他人影响提出争议：它所听取意见的户中 {peers_open} 有未结纠纷。",
    ),
    "hidden": ("Its case is kept out of the statistics (cadre {cadre} in charge).", "该户的纠纷被瞒报（主持者：{cadre} 号干部）。"),
    "listed": ("Its hidden case is listed for settlement.", "该户被瞒报的纠纷列入化解清单。"),
    "settled": ("Its dispute is settled after {months} months.", "纠纷历时 {months} 个月后调解成功。"),
    "answered": ("Its suit or petition is answered; the case ends after {months} months.", "诉讼或信访得到答复，历时 {months} 个月结案。"),
    "lawsuit": ("Its dispute goes to court.", "纠纷进入诉讼。"),
    "petition": ("It takes its dispute to the petition office.", "该户就纠纷提出信访。"),
    "collective_petition": ("It petitions together with its neighbours.", "该户与邻里一起提出集体信访。"),
    "title_clear": ("The title to its homestead is cleared.", "宅基地权属理清。"),
    "came_home": ("Its working members come home.", "外出成员返乡。"),
    "registered": ("Its registration follows to where it lives.", "户籍迁到居住地。"),
    "no_ballot_away": ("A vote is held, but it is away and cannot vote from there.", "举行表决，但该户外出，无法远程投票。"),
}  # fmt: skip

TURNOUT: Words = {
    "unheard": ("it did not hear of it", "未得到通知"),
    "stayed": ("it heard of it and stayed away", "得到通知但没去"),
    "came": ("it came and listened", "到场旁听"),
    "spoke": ("it came and spoke", "到场并发言"),
    "none": ("–", "–"),
}

DECISIONS: Words = {
    "vote.yes": ("VOTED YES", "投了赞成票"),
    "vote.no": ("VOTED NO", "投了反对票"),
    "contest.yes": ("CONTESTED THE OFFER", "对补偿方案提出异议"),
    "contest.no": ("TOOK THE OFFER", "接受了补偿方案"),
    "turn_out_hear.yes": ("heard of the vote", "得知表决"),
    "turn_out_hear.no": ("DID NOT VOTE: it did not hear of it", "没有投票：未得到通知"),
    "turn_out.yes": ("went to the vote", "前去投票"),
    "turn_out.no": ("DID NOT VOTE: it stayed away", "没有投票：没去"),
    "follow.yes": ("opened a dispute after others did", "受他人影响提出争议"),
    "follow.no": ("did not follow others' disputes", "没有跟随他人提出争议"),
    "hide.yes": ("had its case hidden", "纠纷被瞒报"),
    "hide.no": ("had its case entered in the books", "纠纷被如实登记"),
    "settle.yes": ("settled its dispute", "达成调解"),
    "settle.no": ("waited on with its dispute", "纠纷仍未化解"),
    "escalate.yes": ("took its dispute further", "把纠纷升级"),
    "escalate.no": ("did not take its dispute further", "没有把纠纷升级"),
    "answer.yes": ("got its answer", "得到答复"),
    "answer.no": ("waited for its answer", "等待答复"),
    "hear.yes": ("heard of the meeting", "得知会议"),
    "hear.no": ("did not hear of the meeting", "未得知会议"),
    "come.yes": ("came to the meeting", "到会"),
    "come.no": ("stayed away from the meeting", "没有到会"),
    "speak.yes": ("spoke", "发言"),
    "speak.no": ("listened", "旁听"),
}

ASKED: Words = {
    "contest": ("to contest the offer", "对补偿方案提出异议"),
    "turn_out_hear": ("to hear of the vote", "得知表决"),
    "turn_out": ("to go to the vote", "前去投票"),
    "follow": ("to open a dispute after others did", "受他人影响提出争议"),
    "hide": ("that the case is hidden", "纠纷被瞒报"),
    "settle": ("to settle the dispute", "达成调解"),
    "escalate": ("to take the dispute further", "把纠纷升级"),
    "answer": ("to get an answer", "得到答复"),
    "hear": ("to hear of the meeting", "得知会议"),
    "come": ("to come to the meeting", "到会"),
    "speak": ("to speak", "发言"),
}
"""What the chance of a decision is the chance of; a vote has none, its support says yes."""

FEELINGS: Words = {
    "support": ("support for conversion", "对改居的支持"),
    "fairness": ("perceived fairness", "公平感"),
    "trust": ("trust", "信任"),
    "grievance": ("grievance", "怨气"),
    "satisfaction": ("satisfaction", "满意度"),
}

REASONS: Words = {
    "knowledge": ("cadres who know people and have time for them", "干部熟悉农户且有时间走访"),
    "publicity": ("media and invitations", "宣传与邀请"),
    "group": ("its own social group", "所在社会组织"),
    "stake": ("what it has at stake in homestead and shares", "宅基地和股份上的利害"),
    "trust": ("trust in those who govern the village", "对村里管事者的信任"),
    "peers": ("those it listens to", "亲属邻里的影响"),
    "benefit": ("what coming brings", "参会的好处"),
    "voice": ("how heard it expects to be", "预期意见被听取的程度"),
    "away": ("being away from home", "外出不在家"),
    "elderly": ("old age", "老年成员多"),
    "taste": ("its own taste for meetings", "自身参会习惯"),
    "unclear": ("an unclear title", "权属不清"),
    "claim": ("what it holds fair above the usual", "自认应得高于一般"),
    "compensation": ("the offer, as a share of fair value", "补偿占公允价值的比例"),
    "special": ("membership that the share rule leaves in doubt", "成员资格存疑"),
    "fairness": ("how fairly it feels treated", "公平感"),
    "peers_open": ("open disputes among those it listens to", "身边未结的纠纷"),
    "haste": ("haste from above", "限期压力"),
    "work_factor": ("what the village has learned from others (share of work left)", "从他村学到的经验（剩余工作比例）"),
    "gain": ("what it hopes to gain (1 = 20 points of satisfaction)", "预期收益（1＝满意度 20 分）"),
    "active": ("having a voice, own or a neighbour's", "自己或邻里有发言权"),
    "transparency": ("open village affairs", "村务公开"),
    "attended": ("having been at the meeting", "是否到会"),
    "unconsulted": ("a decision taken without asking people", "未经协商就作决定"),
    "unsettled": ("its own unsettled dispute", "自家未结纠纷"),
    "hidden": ("its case being hidden", "纠纷被瞒报"),
    "service": ("services", "公共服务"),
    "expectation": ("what it has come to expect of services", "对服务的期望"),
    "grievance": ("grievance", "怨气"),
    "appraisal": ("the settlement rate in the cadre's appraisal", "考核中的化解率"),
    "concern": ("the cadre's career concern", "干部的晋升动机"),
    "integrity": ("the cadre's integrity", "干部的正直"),
    "age": ("how long it has waited", "等待时间"),
    "aggrieved": ("enough aggrieved neighbours to petition together", "身边有怨气者足以提出集体信访"),
    "months_since_offer": ("months since the offer", "方案送达后的月数"),
    "dividend": ("the cooperative's dividend (yuan a head and year)", "合作社分红（元/人·年）"),
    "start": ("how it felt at the start", "起初的态度"),
    "experience": ("what it has lived through", "亲身经历"),
    "peers_active": ("neighbours who spoke", "邻里发言"),
    "access": ("the online door", "线上参与渠道"),
    "meeting": ("a meeting being held", "是否开会"),
    "rule": ("the share rule", "股权规则"),
    "contact": ("contact with the committee", "与村委会的接触"),
    "support": ("its own support", "自身支持度"),
    "settling": ("the chance to be settled", "化解概率"),
    "escalating": ("the chance to escalate", "升级概率"),
    "progress": ("progress of the work on rights", "确权工作进度"),
}  # fmt: skip

COLUMNS: Words = {
    "peers_attended": ("how many of those it listens to came to meetings", "身边人到会的比例"),
    "peers_active": ("how many of those it listens to spoke", "身边人发言的比例"),
    "peers_trust": ("the trust of those it listens to", "身边人的信任"),
    "peers_support": ("the support of those it listens to", "身边人的支持"),
    "peers_open": ("disputes among those it listens to", "身边人的纠纷"),
    "peers_aggrieved": ("grievance among those it listens to", "身边人的怨气"),
    "attended": ("whether it comes to the meeting", "是否到会"),
    "active": ("whether it speaks", "是否发言"),
    "last_attended": ("when it last came", "最近一次到会"),
    "consulted": ("whether it is consulted", "是否参加过协商"),
    "offer": ("what was offered to it", "收到的补偿水平"),
    "offered": ("when the offer reaches it", "何时收到补偿方案"),
    "case": ("its dispute", "其纠纷"),
    "case_age": ("the age of its dispute", "纠纷时长"),
    "hidden": ("whether its case is hidden", "纠纷是否被瞒报"),
    "concealed": ("whether its case was hidden", "纠纷曾否被瞒报"),
    "contested": ("whether it opens a dispute", "是否提出争议"),
    "title_clear": ("its title", "权属是否清楚"),
    "escalated": ("how its dispute escalates", "纠纷如何升级"),
    "fairness": ("perceived fairness", "公平感"),
    "trust": ("trust", "信任"),
    "gain": ("what it hopes to gain", "预期收益"),
    "support": ("support", "支持"),
    "expectation": ("what it expects", "期望"),
    "grievance": ("grievance", "怨气"),
    "satisfaction": ("satisfaction", "满意度"),
    "satisfaction_start": ("satisfaction at the start", "起初满意度"),
    "ballot": ("its vote", "其投票"),
    "away": ("whether it is away", "是否外出"),
    "elsewhere": ("where it is registered", "户籍所在地"),
}

LAYERS: Words = {
    "kinship": ("kin", "亲属"),
    "neighbours": ("neighbour", "邻里"),
    "groups": ("same group", "同一社会组织"),
    "bridges": ("in another village", "跨村联系"),
    "remote": ("tie across distance", "外出户联系"),
}

VALUES: Words = {
    "ballot.0": ("none", "未投"),
    "ballot.1": ("no", "反对"),
    "ballot.2": ("yes", "赞成"),
    "case.0": ("none", "无"),
    "case.1": ("open", "未结"),
    "case.2": ("solved", "已化解"),
    "case.3": ("in court", "诉讼中"),
    "case.4": ("a petition", "信访"),
    "case.5": ("a collective petition", "集体信访"),
    "flag.0": ("no", "否"),
    "flag.1": ("yes", "是"),
}

ROLES: Words = {
    "secretary": ("Secretary", "书记"),
    "village cadre": ("Village cadre", "村干部"),
    "community worker": ("Community worker", "社区工作者"),
    "first secretary": ("First secretary", "第一书记"),
    "grid worker": ("Grid worker", "网格员"),
}

CHOSEN: Words = {
    "refused_vote": (
        "a vote failed in which it voted no for its reasons (with usual support the same draw would have been a yes), with "
        "the least support of all such",
        "它在未通过的表决中因自身理由投了反对票（若支持度一般，同样的随机数下会赞成），且在此类户中支持度最低",
    ),
    "voted_no": (
        "it voted no for its reasons (with usual support the same draw would have been a yes), with the least support of "
        "all such",
        "它因自身理由投了反对票（若支持度一般，同样的随机数下会赞成），且在此类户中支持度最低",
    ),
    "no_by_luck": ("it voted no, with the least support of all who did", "它投了反对票，且支持度最低"),
    "contested": ("it is the first that contested its offer", "它是第一个对补偿方案提出异议的户"),
    "missed": (
        "nobody voted no or contested; its village votes and it stays away",
        "无人反对或提出异议；该户未参加表决",
    ),
    "first": ("nobody voted or contested; it is the first", "无人投票或提出异议；取第一户"),
}
