"""What the model leaves out, said to whoever reads a report."""

from __future__ import annotations

LEFT_OUT: tuple[tuple[str, str], ...] = (
    (
        "Markets for land and housing: the value of land, what developers pay and where people move because of it.",
        "土地与住房市场：地价、开发商的出价以及由此引起的搬迁。",
    ),
    (
        "The wider economy: wages, prices and jobs that conversion may bring or take.",
        "更大的经济环境：转改可能带来或减少的工资、物价和就业变化。",
    ),
    (
        "Births, deaths and people moving in from elsewhere: households stay the same over the years; they leave and "
        "return.",
        "生育、死亡与外来人口迁入：住户多年不变，只有外出与返回。",
    ),
    (
        "Courts and higher governments as actors: they end a case after a time, without a will of their own.",
        "作为独立主体的法院和上级政府：案件到了那里过一段时间便了结，它们没有自己的意志。",
    ),
    (
        "Where the money comes from: costs are booked as they arise; taxes and borrowing are not simulated.",
        "钱从哪里来：支出按发生记账，税收和借款没有模拟。",
    ),
    (
        "Ties that change: who knows whom is drawn once and stays; no tie crosses a county.",
        "变化的人际联系：谁认识谁只抽取一次，此后不变；联系不跨县。",
    ),
    (
        "Named people and places: villages and households are drawn from distributions unless a scenario lists them.",
        "具体的人和地方：除非情景逐一列出，村和住户都从分布中抽取。",
    ),
    (
        "Shocks from outside such as epidemics, disasters or a change of national policy during the run.",
        "来自外部的冲击，例如疫情、灾害或运行期间国家政策的改变。",
    ),
)  # fmt: skip
"""(English, Chinese), what matters most for policy first."""
