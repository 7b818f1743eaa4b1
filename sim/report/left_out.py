"""What the model leaves out, said to whoever reads a report."""

from __future__ import annotations

LEFT_OUT: tuple[tuple[str, str], ...] = (
    (
        "Markets for land and housing: the value of land, what developers pay and where people move because of it.",
        "土地与住房市场：地价、开发商的出价以及由此引起的搬迁。",
    ),
    (
        "The wider economy: wages, prices and jobs that conversion may bring or take.",
        "更大的经济环境：改居可能带来或减少的工资、物价和就业变化。",
    ),
    (
        "Births, deaths, people moving in, and people leaving during the run: households stay the same over the years; "
        "those who are away at the start may return to a converted community.",
        "生育、死亡、外来人口迁入以及运行期间的外出：农户多年不变，只有期初已外出的户可能返回已改居的社区。",
    ),
    (
        "Members of a household one by one: a household attends, votes and disputes as one, also where its members "
        "differ.",
        "农户内部的各个成员：参会、表决、提出纠纷都以户为单位，即使成员意见不一。",
    ),
    (
        "Courts and higher governments as actors: they end a case after a time, without a will of their own.",
        "作为独立主体的法院和上级政府：纠纷到了那里过一段时间便了结，它们没有自己的意志。",
    ),
    (
        "Where the government's money comes from: what it pays is booked as it arises and never runs out; its taxes "
        "and loans are not simulated (debts of collectives are).",
        "政府的钱从哪里来：支出按发生记账，不会用尽；政府的税收和借款没有模拟（集体债务有模拟）。",
    ),
    (
        "The pay of former village cadres who are kept on: the accounts hold community posts, outside staff and the "
        "price of levers, so that keeping more of them costs nothing unless a lever has a price.",
        "留用原村干部的报酬：账上只有社区岗位、外派力量和政策工具费用，除非政策工具带有价格，多留用干部不增加支出。",
    ),
    (
        "Demolition, new housing and resettlement: rights are settled by an offer in money; nobody moves house.",
        "拆迁、新建住房与安置：权益以货币补偿了结，没有人搬家。",
    ),
    (
        "Elections of residents' committees and the work of Party branches beside what cadres and volunteers do.",
        "居委会选举，以及干部和志愿者以外的党组织工作。",
    ),
    (
        "Ties that change: who knows whom is drawn once and stays; no tie crosses a county.",
        "变化的人际联系：谁认识谁只抽取一次，此后不变；联系不跨县。",
    ),
    (
        "Named people and places: villages and households are drawn from distributions unless a scenario lists them.",
        "具体的人和地方：除非情景逐一列出，村和农户都从分布中抽取。",
    ),
    (
        "Shocks from outside such as epidemics, disasters or a change of national policy during the run, and whatever "
        "comes after its last month.",
        "来自外部的冲击，例如疫情、灾害或运行期间国家政策的改变，以及最后一个月之后的一切。",
    ),
)  # fmt: skip
"""(English, Chinese), what matters most for policy first."""
