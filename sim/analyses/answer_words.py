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
    "nameplate_share": {"en": "villages first declared in name only", "zh": "首次挂牌时只挂牌未落实的村"},
    "insufficient_consultation": {
        "en": "villages decided without enough consultation", "zh": "未经充分协商就表决的村",
    },
    "months_to_substantive_50": {
        "en": "time until half of the villages are converted in substance", "zh": "半数村实质改居所需时间",
    },
}  # fmt: skip
"""Plain names of outcomes whose titles do not stand well inside a sentence."""
SAID: Mapping[str, Mapping[str, str]] = {
    "question": {"en": "Question", "zh": "问题"},
    "answer": {"en": "Answer", "zh": "结论"},
    "better": {"en": "Better than {rival}", "zh": "优于“{rival}”的方面"},
    "worse": {"en": "Worse than {rival}", "zh": "不如“{rival}”的方面"},
    "in favour": {"en": "In favour of {one}", "zh": "支持“{one}”的方面"},
    "same": {"en": "Practically the same", "zh": "基本相同"},
    "close": {"en": "Too close to call", "zh": "尚难分高下"},
    "close of few": {"en": "Not decided, too few pairs", "zh": "模拟对数不足，尚不能判定"},
    "no data": {"en": "No data", "zh": "缺少数据"},
    "for_whom": {"en": "Who gains, who loses", "zh": "谁得益，谁受损"},
    "price": {"en": "Price", "zh": "财政支出"},
    "flips": {"en": "What would change it", "zh": "什么会改变结论"},
    "horizon": {"en": "Horizon", "zh": "时间跨度"},
    "robust": {"en": "Other parameter values", "zh": "换用其他参数"},
    "high": {"en": "high", "zh": "高"},
    "medium": {"en": "medium", "zh": "中"},
    "low": {"en": "low", "zh": "低"},
    "or": {"en": " or ", "zh": "，还是"},
    "listed": {"en": "; ", "zh": "；"},
    "comma": {"en": ", ", "zh": "、"},
    "quoted": {"en": "“{title}”", "zh": "“{title}”"},
    "ask": {
        "en": "Which policy does better over {years} years: {titles}?",
        "zh": "在 {years} 年内推行村改居，哪种做法更好：{titles}？",
    },
    "leads": {"en": "Recommended over {years} years: {one} ({sure}).", "zh": "{years} 年内建议采用“{one}”（{sure}）。"},
    "confidence": {
        "en": "Leans towards {one} over {years} years, but no recommendation ({sure}).",
        "zh": "{years} 年内倾向于“{one}”，但不足以作出推荐（{sure}）。",
    },
    "trade-off": {
        "en": "No recommendation over {years} years: a trade-off between {one} and {rival} ({sure}).",
        "zh": "{years} 年内不作推荐：“{one}”与“{rival}”各有利弊（{sure}）。",
    },
    "too close to call": {
        "en": "No recommendation over {years} years: too close to call between {one} and {rival} ({sure}).",
        "zh": "{years} 年内不作推荐：“{one}”与“{rival}”尚难分高下（{sure}）。",
    },
    "too few": {
        "en": "No recommendation over {years} years: {pairs} pairs are too few for this rule to separate {one} from "
        "{rival}; it needs at least {least}.",
        "zh": "{years} 年内不作推荐：仅有 {pairs} 对模拟，不足以判定“{one}”与“{rival}”孰优（至少需 {least} 对）。",
    },
    "practically the same": {
        "en": "No recommendation over {years} years: {one} and {rival} are practically the same ({sure}).",
        "zh": "{years} 年内不作推荐：“{one}”与“{rival}”基本相同（{sure}）。",
    },
    "more than policy": {
        "en": "No recommendation: {one} and {rival} differ in more than policy, and so the differences are not due to "
        "policy alone.",
        "zh": "不作推荐：“{one}”与“{rival}”不只是政策不同，差异不能只归因于政策。",
    },
    "ahead": {
        "en": "No recommendation over {years} years: {one} does not lead in enough ({sure}).",
        "zh": "{years} 年内不作推荐：“{one}”领先的方面不够多（{sure}）。",
    },
    "sure": {
        "en": "confidence {level}: same answer in {share} % of resamples of {pairs} pairs",
        "zh": "把握程度{level}：将 {pairs} 对模拟反复抽样，{share}% 得出同一结论",
    },
    "agreed": {
        "en": "same answer in {share} % of resamples of {pairs} pairs",
        "zh": "将 {pairs} 对模拟反复抽样，{share}% 得出同一结论",
    },
    "contest": {
        "en": "{name}: {here} compared with {there} (difference {mean}, 95 % interval {span})",
        "zh": "{name}：{here}，“{rival}”为 {there}（差值 {mean}，95% 区间 {span}）",
    },
    "nothing": {"en": "no family of outcomes", "zh": "没有一类结果更差"},
    "needed": {"en": "{name} (about {few} to {many} pairs needed)", "zh": "{name}（约需 {few} 至 {many} 对模拟）"},
    "needed just": {"en": "{name} (about {few} pairs needed)", "zh": "{name}（约需 {few} 对模拟）"},
    "needed open": {
        "en": "{name} (at least {few} pairs needed, upper limit unknown)",
        "zh": "{name}（至少约需 {few} 对模拟，上限无法估计）",
    },
    "needed unknown": {"en": "{name} (number of pairs needed unknown)", "zh": "{name}（所需对数无法估计）"},
    "gains": {"en": "Gains most: {who}", "zh": "得益最多：{who}"},
    "loses": {"en": "Loses most: {who}", "zh": "受损最多：{who}"},
    "group": {
        "en": "{member} ({name} {change}, 95 % interval {span})",
        "zh": "{member}（{name} {change}，95% 区间 {span}）",
    },
    "nobody": {
        "en": "With {pairs} pairs, no region, class of villages or household group can be shown to gain or lose in any "
        "outcome.",
        "zh": "仅凭 {pairs} 对模拟，尚不能确认哪个地区、哪类村或哪类农户得益或受损。",
    },
    "paid": {
        "en": "{here} yuan per household over {years} years, compared with {there} under {rival} (difference {mean}, "
        "95 % interval {span}); discounted at {rate} % a year the difference is {later}.",
        "zh": "{years} 年内每户 {here} 元，“{rival}”为 {there} 元（差值 {mean} 元，95% 区间 {span}）；按每年 {rate}% "
        "折现，差值为 {later} 元。",
    },
    "set aside": {
        "en": "{one} cannot be recommended: it converts fewer villages than {rival} over these years.",
        "zh": "“{one}”不能推荐：这些年内实质改居的村少于“{rival}”。",
    },
    "flips at": {
        "en": "{one} would be preferred if {names} had more than {share} % of the total weight.",
        "zh": "若{names}的权重超过 {share}%，则宜选“{one}”。",
    },
    "never flips": {
        "en": "No weights of the families make {one} the choice.",
        "zh": "无论各类结果如何加权，都不会改选“{one}”。",
    },
    "rate": {
        "en": "At a discount rate of {rate} % the answer is: {answer}.",
        "zh": "按 {rate}% 折现时的结论是：{answer}。",
    },
    "none": {"en": "no recommendation", "zh": "不作推荐"},
    "every horizon": {
        "en": "The answer is the same over every horizon from {first} to {last} years.",
        "zh": "从 {first} 年到 {last} 年，无论看多长时间，结论都一样。",
    },
    "no horizon": {
        "en": "No horizon from {first} to {last} years gives a recommendation.",
        "zh": "从 {first} 年到 {last} 年，任何时间跨度下都不能作出推荐。",
    },
    "stretch": {"en": "over {first} to {last} years: {answer}", "zh": "{first} 至 {last} 年：{answer}"},
    "first year": {"en": "over 1 year: {answer}", "zh": "1 年：{answer}"},
    "stretch of one": {"en": "over {first} years: {answer}", "zh": "{first} 年：{answer}"},
    "in sets": {
        "en": "The same answer in {share} % of the {sets} parameter sets of `{ensemble}`{source}.",
        "zh": "在“{ensemble}”的 {sets} 组参数中，{share}% 得出同一结论{source}。",
    },
    "source": {"en": ", as recorded in {file}", "zh": "（见 {file}）"},
    "not tried": {
        "en": "Not tried: add `--ensemble national --assumed` to the command.",
        "zh": "尚未检验：在同一命令后加 `--ensemble national --assumed` 即可检验。",
    },
    "goals": {"en": "Weighed by goals: {names}.", "zh": "按目标加权：{names}。"},
}
