"""The words of the answer, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

MEMBERS_EN: Mapping[str, str] = {
    "east": "the east",
    "central": "the centre",
    "west": "the west",
    "poorest third": "the poorest third of villages",
    "middle third": "the middle third of villages",
    "richest third": "the richest third of villages",
    "special members": "households with members of special status",
    "left-behind elders": "households of left-behind elders",
    "migrants": "households of migrants",
    "unclear titles": "households with unclear titles",
    "others": "all other households",
}
"""What groups of people are called inside a sentence."""
NAMES: Mapping[str, Mapping[str, str]] = {
    "substantive_coverage": {"en": "villages truly converted", "zh": "实质改居的村"},
    "nameplate_share": {
        "en": "villages in name only at their first declaration",
        "zh": "首次挂牌时只挂牌未落实的村",
    },
    "satisfaction": {"en": "satisfaction at the end (0 to 100)", "zh": "期末满意度（0 至 100）"},
    "satisfaction_over_time": {"en": "satisfaction over all years (0 to 100)", "zh": "历年平均满意度（0 至 100）"},
    "disputes": {"en": "disputes over rights in all", "zh": "全程权益纠纷"},
    "insufficient_consultation": {
        "en": "villages decided without enough consultation", "zh": "未经充分协商就表决的村",
    },
    "service_level": {"en": "level of services", "zh": "服务水平"},
    "petitions": {"en": "petitions in all", "zh": "全程信访"},
    "months_to_substantive_50": {
        "en": "time until half of the villages are truly converted", "zh": "半数村实质改居所需时间",
    },
    "attendance_over_time": {"en": "households that come to meetings", "zh": "参加会议的农户"},
}  # fmt: skip
"""Plain names of the outcomes shown first; others go by their titles."""
DELAYS: Mapping[str, Mapping[str, str]] = {
    "months_to_50": {"en": "time until half of the villages carry the plate", "zh": "半数村挂牌所需时间"},
    "months_to_90": {"en": "time until nine tenths of the villages carry the plate", "zh": "九成村挂牌所需时间"},
}
"""Plain names of the times that are named beside the outcomes shown first."""
SAID: Mapping[str, Mapping[str, str]] = {
    "question": {"en": "Question", "zh": "问题"},
    "answer": {"en": "Answer", "zh": "结论"},
    "for_whom": {"en": "Who gains, who loses", "zh": "谁得益，谁受损"},
    "price": {"en": "At what price", "zh": "财政成本"},
    "how_sure": {"en": "How sure, given the model's numbers", "zh": "把握有多大（就模型现有数字而言）"},
    "would_change": {"en": "What would change it", "zh": "什么会改变结论"},
    "high": {"en": "high", "zh": "高"},
    "medium": {"en": "medium", "zh": "中"},
    "low": {"en": "low", "zh": "低"},
    "or": {"en": " or ", "zh": "，还是"},
    "quoted": {"en": "“{title}”", "zh": "“{title}”"},
    "ask": {
        "en": "Which way of turning villages into communities does better over {years} years: {titles}?",
        "zh": "在 {years} 年内推行村改居，哪种做法更好：{titles}？",
    },
    "recommended": {
        "en": "“{one}” is recommended over “{other}”.",
        "zh": "建议采用“{one}”，而不是“{other}”。",
    },
    "none recommended": {
        "en": "None is recommended: in none of these results is “{one}” told from “{other}” as better or worse.",
        "zh": "不作推荐：在这些结果中，“{one}”与“{other}”没有一项分得出好坏。",
    },
    "mixed": {
        "en": "Mixed: no recommendation between “{one}” and “{other}”. Findings that stand: {mine} for “{one}”, "
        "{others} for “{other}”.",
        "zh": "好坏参半，不在“{one}”与“{other}”之间作推荐。站得住的结论：{mine} 个支持“{one}”，{others} 个"
        "支持“{other}”。",
    },
    "everything differs": {
        "en": "No recommendation: “{one}” and “{other}” differ in more than policy, and what follows is the difference "
        "of everything that differs.",
        "zh": "不作推荐：“{one}”与“{other}”不只是政策不同，以下是所有不同之处共同造成的差异。",
    },
    "rule": {
        "en": "The rule: one is recommended only if, against each of the others, it is better in more of these results "
        "than it is worse in, both of all told apart and of those that stand (more than the margin that matters, and "
        "with all comparisons taken together); each counts one, cost none, and who truly converts fewer villages is "
        "not chosen.",
        "zh": "推荐规则：与其余每种做法相比，更好的项数都多于更差的项数，才予推荐；分得出高低的全部结果如此，"
        "站得住的结果（差距超过有实际意义的幅度，且将全部比较合并考虑后仍成立）也须如此；各项同等计数，"
        "财政成本不计，实质改居村较少的做法不入选。",
    },
    "speaks for": {
        "en": "For “{one}” speaks: {named}.",
        "zh": "支持“{one}”的是（括号内为“{other}”）：{named}。",
    },
    "count": {
        "en": "Of the {all} results that matter most, cost aside, “{one}” is better in {better} and worse in "
        "{worse}{equal}.",
        "zh": "在不计财政成本的 {all} 项主要结果中，“{one}”有 {better} 项更好，{worse} 项更差{equal}。",
    },
    "count same": {"en": "; in {same} the two are practically the same", "zh": "，{same} 项基本相同"},
    "is better": {"en": "Better: {named}.", "zh": "更好的是（括号内为“{other}”）：{named}。"},
    "is worse": {"en": "Worse: {named}.", "zh": "更差的是（括号内为“{other}”）：{named}。"},
    "is open": {
        "en": "In {open} the runs made so far cannot tell.",
        "zh": "另有 {open} 项，现有模拟还分不出高低。",
    },
    "at": {"en": "“{title}” ({level})", "zh": "“{title}”（{level}）"},
    "spared": {
        "en": "Left out of the choice, as fewer villages are truly converted than under “{one}” ({level}): "
        "{named}{why}.",
        "zh": "未列入比选，因为实质改居的村少于“{one}”（{level}）：{named}{why}。",
    },
    "idle": {
        "en": "; disputes, petitions and costs of villages that are left alone do not arise",
        "zh": "；没有启动的村自然没有纠纷、信访和支出",
    },
    "the aim": {
        "en": "; true conversion is the aim, so that nothing else makes up for it in this choice",
        "zh": "；实质改居是目标，在这项比选中其他方面的好处不能抵补",
    },
    "longest delay": {
        "en": "Longest delay: {name}: {here} instead of {there}{mark}{neutral}.",
        "zh": "推迟最久的是（括号内为“{other}”）：{name} {here}（{there}）{mark}{neutral}。",
    },
    "no direction": {
        "en": " (plates in name only count there, so that it goes by neither better nor worse)",
        "zh": "（其中也算只挂牌未落实的村，所以不计为更好或更差）",
    },
    "fewer": {
        "en": "It may convert less ({levels}); fewer disputes and lower costs would follow from that alone.",
        "zh": "它实质改居的村可能更少（{levels}）；仅此一点就会使纠纷和支出减少。",
    },
    "doubt": {
        "en": "would not hold at 95 % with all comparisons taken together; it may be chance.",
        "zh": "若将全部比较合并考虑，则在 95% 水平上不成立，可能只是偶然。",
    },
    "listed": {"en": "; ", "zh": "；"},
    "and more": {"en": "; and {more} more", "zh": "；另有 {more} 项"},
    "instead of": {"en": "{name}: {here} instead of {there}", "zh": "{name} {here}（{there}）"},
    "instead of one": {"en": "{name}: {here} instead of {there}", "zh": "{here}，“{other}”为 {there}"},
    "gains": {"en": "Gaining most from “{one}”: {who}.", "zh": "在“{one}”下得益最多的是{who}。"},
    "loses": {"en": "Losing most: {who}.", "zh": "受损最多的是{who}。"},
    "also losing": {"en": "Losing too: {named}.", "zh": "受损的还有：{named}。"},
    "losing in": {"en": "{name} ({members})", "zh": "{name}（{members}）"},
    "comma": {"en": ", ", "zh": "、"},
    "more groups": {"en": ", and {more} more groups", "zh": "，另有 {more} 类"},
    "nobody loses": {
        "en": "No region, class of villages or household group is found to lose.",
        "zh": "没有发现哪个地区、哪类村、哪类农户受损。",
    },
    "nobody": {
        "en": "No region, class of villages or household group is found to gain or lose.",
        "zh": "没有发现哪个地区、哪类村、哪类农户明显得益或受损。",
    },
    "group": {
        "en": "{member}; {name}: {change} (likely range {span})",
        "zh": "{member}（{name}{change}，可能范围 {span}）",
    },
    "paid": {
        "en": "Over {years} years the government pays {here} instead of {there}: {by} (likely range {span}),",
        "zh": "{years} 年内政府支出 {here}（“{other}”为 {there}）：{by}（可能范围 {span}），",
    },
    "spends less": {"en": "lower by {by} per household", "zh": "每户少支出 {by}"},
    "spends more": {"en": "higher by {by} per household", "zh": "每户多支出 {by}"},
    "price same": {"en": " too little to matter (under {margin}).", "zh": "不到 {margin}，可忽略。"},
    "price better": {"en": " so it is cheaper.", "zh": "更省。"},
    "price worse": {"en": " so it is dearer.", "zh": "更贵。"},
    "price open": {"en": " which cannot be told from none.", "zh": "无法确定有无差别。"},
    "sure high": {
        "en": "High against chance, within this model and with its numbers as they are: {pairs} pairs of "
        "simulations, the two of a pair with the same villages, people and chance events.",
        "zh": "高（只就偶然因素而言，限于本模型及其现有数字）：模拟 {pairs} 对，同一对的村、农户、干部和随机因素"
        "都相同。",
    },
    "sure medium": {
        "en": "Medium against chance, within this model and with its numbers as they are: {pairs} pairs of "
        "simulations, the two of a pair with the same villages, people and chance events.",
        "zh": "中（只就偶然因素而言，限于本模型及其现有数字）：模拟 {pairs} 对，同一对的村、农户、干部和随机因素"
        "都相同。",
    },
    "sure low": {
        "en": "Low, even against chance alone within this model: {pairs} pairs of "
        "simulations, the two of a pair with the same villages, people and chance events.",
        "zh": "低（即使只就本模型内的偶然因素而言）：模拟 {pairs} 对，同一对的村、农户、干部和随机因素都相同。",
    },
    "sure none": {
        "en": "There is no recommendation to be sure of: {pairs} pairs of simulations, the two of a pair with the same "
        "villages, people and chance events.",
        "zh": "没有推荐，也就谈不上有多大把握：模拟 {pairs} 对，同一对的村、农户、干部和随机因素都相同。",
    },
    "hangs": {
        "en": "“{other}” is left out of the choice for {name}, a difference that may be chance (°).",
        "zh": "“{other}”因{name}较少而未列入比选，但这一差异可能只是偶然（°）。",
    },
    "won": {
        "en": "Clearest is {name}{mark}: better in {won} of {n} pairs{tied}, {by} (likely range {span}).",
        "zh": "最明确的是{name}{mark}：{n} 对中有 {won} 对更好{tied}，平均{by}（可能范围 {span}）。",
    },
    "tied": {"en": ", equal in {equal}", "zh": "，{equal} 对相等"},
    "firm": {
        "en": "Of the {decisive} findings of better or worse {firm} stand after allowing for the {all} comparisons "
        "made; the others (°) may be chance.",
        "zh": "共作了 {all} 项比较，把这一点考虑在内后，{decisive} 个“更好/更差”的结论中有 {firm} 个仍成立；"
        "其余（°）可能只是偶然。",
    },
    "all firm": {
        "en": "All {decisive} findings of better or worse stand after allowing for the {all} comparisons made.",
        "zh": "共作了 {all} 项比较，把这一点考虑在内后，{decisive} 个“更好/更差”的结论全部成立。",
    },
    "closest rival": {
        "en": "The closest call is “{rival}”, and it decides how sure this is: against it “{one}” is better in "
        "{better} and worse in {worse} of {all} results.",
        "zh": "最接近的对手是“{rival}”，把握大小取决于它：与它相比，“{one}”在 {all} 项结果中 {better} 项更好，"
        "{worse} 项更差。",
    },
    "only the model": {
        "en": "Likely ranges are 95 % intervals. This is how sure the model is, not how right it is: that rests on its "
        "assumptions.",
        "zh": "可能范围指 95% 区间。这里说的是模型有多大把握，不是模型有多正确：后者取决于它的假定。",
    },
    "weights": {
        "en": "Choose “{other}” if you care most about what is better under it: {named}.",
        "zh": "若您最看重“{other}”更好的方面，应选“{other}”（括号内为“{one}”）：{named}。",
    },
    "closest": {
        "en": "The least certain advantage of “{one}” may be too small to matter: {name}, {least} at the least.",
        "zh": "“{one}”最没有把握的优势是{name}：按可能范围中最不利的一端，只{least}，可忽略。",
    },
    "closest, yet": {
        "en": "Even the least certain advantage of “{one}” matters at the low end of its range: {name}, {least}.",
        "zh": "“{one}”最没有把握的优势是{name}：即使按可能范围中最不利的一端，也{least}，仍有实际意义。",
    },
    "more pairs": {
        "en": "Undecided is {name}: {n} pairs cannot tell; if further pairs turn out like these, about {needed} in all "
        "would.",
        "zh": "{name}尚无定论：{n} 对模拟分不出高低；若后续模拟与之相似，总共约需 {needed} 对。",
    },
    "a few more": {
        "en": "Undecided is {name}: {n} pairs cannot tell; if further pairs turn out like these, a few more would.",
        "zh": "{name}尚无定论：{n} 对模拟分不出高低；若后续模拟与之相似，再加几对即可。",
    },
    "rival": {
        "en": "Next comes “{rival}”: against it “{one}” is better in {better} and worse in {worse} of {all} results.",
        "zh": "其次是“{rival}”：与它相比，“{one}”在 {all} 项结果中 {better} 项更好，{worse} 项更差。",
    },
    "other numbers": {
        "en": "Other assumptions: most numbers of the model are assumed, not measured. Other numbers that fit the "
        "evidence as well have not been tried here; the same command with “--ensemble national --assumed” tries them.",
        "zh": "其他假定：模型的数字大多是假定，不是实测。这里没有换用同样符合证据的其他数字；在同一命令后加"
        "“--ensemble national --assumed”即可检验。",
    },
    "numbers tried": {
        "en": "Other assumptions: most numbers of the model are assumed, not measured. Replications took the parameter "
        "sets of “{ensemble}” in turn, but numbers that were not calibrated had one value each; the same command with "
        "“--ensemble {ensemble} --assumed” draws them, too.",
        "zh": "其他假定：模型的数字大多是假定，不是实测。各次重复依次取用“{ensemble}”中的参数组，"
        "但未经校准的数字只有一个取值；在同一命令后加“--ensemble {ensemble} --assumed”可一并抽取。",
    },
    "ranked": {
        "en": "With other numbers: in the shipped comparison of these two strategies (docs/ranking.md, {sets} sets of "
        "numbers) {held} of the {all} findings of better or worse hold in at least {most} % of the sets{weakest}; "
        "“gaiju compare A B --ensemble national --assumed” tries it for other scenarios.",
        "zh": "换用其他数字：模型自带的这两种做法的比较（docs/ranking.md，{sets} 组数字）中，{all} 个“更好/更差”的结论"
        "有 {held} 个在至少 {most}% 的数字组中成立{weakest}；对其他情景可用“gaiju compare A B --ensemble national "
        "--assumed”检验。",
    },
    "weakest": {"en": ", not: {named}", "zh": "，未达到的是：{named}"},
    "in sets": {
        "en": "{name}, better in {better} % and worse in {worse} % of the sets",
        "zh": "{name}，{better}% 的数字组更好，{worse}% 更差",
    },
    "not ranked": {
        "en": "Whether it holds with other numbers is another question: the same command with “--ensemble {ensemble} "
        "--assumed” says in how many sets of numbers each finding does.",
        "zh": "换用其他数字是否成立是另一回事：在同一命令后加“--ensemble {ensemble} --assumed”，"
        "可知各项结论在多少组数字中成立。",
    },
    "nothing worse": {
        "en": "In none of these results does “{other}” do better than “{one}”.",
        "zh": "在这些结果中，“{other}”没有一项好于“{one}”。",
    },
}
