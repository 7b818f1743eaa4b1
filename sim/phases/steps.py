"""The steps of a month in order: who decides what, and which columns a step may write.

What an agent decides in a step stands in its method of the step's name (:mod:`sim.agents`), and nowhere else.
"""

from __future__ import annotations

from sim.phases.step import Step

PHASES: tuple[tuple[str, tuple[Step, ...]], ...] = (
    (
        "announce",
        (
            Step("register", "villages", ("due", "wave", "pilot", "ready_months", "stage", "since", "started")),
            Step("allot", "counties", ("active_share", "outside")),
            Step("receive", "villages", ("outside", "pressure")),
            Step("hand_over", "cadres", ("serving",)),
            Step("take_over", "villages", ("handed", "in_charge")),
        ),
    ),
    (
        "work",
        (
            Step("learn", "villages", ("work_factor",)),
            Step("spend", "cadres", ("consult", "visible", "mediate", "serve")),
            Step(
                "labour",
                "villages",
                ("done_consult", "rounds", "round_now", "mediation", "done_assets", "done_rights", "done_handover"),
            ),
        ),
    ),
    (
        "meet",
        (
            Step(
                "listen",
                "households",
                ("peers_attended", "peers_active", "peers_trust", "peers_support", "peers_open", "peers_aggrieved"),
            ),
            Step("call", "groups", ("calls",)),
            Step("convene", "villages", ("knowledge", "reach", "meeting", "separated")),
            Step("attend", "households", ("attended", "active", "last_attended", "consulted")),
            Step("count_heads", "villages", ("attendance", "active", "consulted")),
        ),
    ),
    (
        "rights",
        (
            Step("conceal", "cadres", ("hides",)),
            Step(
                "respond",
                "households",
                ("offered", "offer", "case", "case_age", "hidden", "concealed", "contested", "title_clear"),
            ),
            Step("count_cases", "villages", ("open_visible", "waiting", "open_all", "aggrieved")),
            Step("gather_cases", "counties", ("cases",)),
            Step("mediate", "villages", ("settling",)),
            Step("take_cases", "groups", ("settling",)),
            Step("pursue", "households", ("case", "case_age", "hidden", "escalated")),
            Step("count_cases", "villages", ("open_visible", "waiting", "open_all", "aggrieved")),
            Step("stall", "villages", ("stalled",)),
        ),
    ),
    (
        "economy",
        (
            Step("reform", "cooperatives", ("reform", "rate")),
            Step(
                "trade",
                "ledgers",
                (
                    "business",
                    "interest",
                    "credit",
                    "leak",
                    "subsidy",
                    "repayment",
                    "support",
                    "investment",
                    "dividends",
                    "rent",
                    "compensation",
                    "own_building",
                ),
            ),
            Step("account", "cooperatives", ("assets", "debt", "dividend", "leaked")),
        ),
    ),
    (
        "serve",
        (
            Step("budget", "counties", ("fill_posts", "fill_rooms")),
            Step("equip", "villages", ("staff", "facilities", "built")),
            Step("serve", "villages", ("service",)),
        ),
    ),
    (
        "feel",
        (
            Step(
                "feel",
                "households",
                (
                    "fairness",
                    "trust",
                    "gain",
                    "support",
                    "expectation",
                    "grievance",
                    "satisfaction",
                    "satisfaction_start",
                ),
            ),
        ),
    ),
    (
        "decide",
        (
            Step("press", "cadres", ("calls_vote",)),
            Step(
                "open_vote",
                "villages",
                ("vote_open", "called_early", "pause_until", "better_offer", "votes_failed", "done_consult", "rounds"),
            ),
            Step("vote", "households", ("ballot",)),
            Step(
                "decide",
                "villages",
                (
                    "stage",
                    "since",
                    "voted",
                    "consulted_at_decision",
                    "community",
                    "pause_until",
                    "better_offer",
                    "votes_failed",
                    "done_consult",
                    "rounds",
                ),
            ),
            Step("weigh", "cadres", ("declares",)),
            Step(
                "declare",
                "villages",
                (
                    "stage",
                    "since",
                    "declared",
                    "quality_at_declaration",
                    "quality_now",
                    "service_at_declaration",
                    "trust_at_declaration",
                    "nameplate",
                    "relapsed",
                    "found",
                    "lesson",
                    "lesson_from",
                ),
            ),
            Step("stay", "cadres", ("load", "skill", "knowledge", "tenure", "answers", "concern")),
            Step("migrate", "households", ("away", "elsewhere")),
            Step("live", "groups", ("activity",)),
        ),
    ),
    (
        "assess",
        (
            Step(
                "spend",
                "ledgers",
                ("running", "activities", "upkeep", "wages", "campaign", "building", "purchases", "measures"),
            ),
            Step(
                "book",
                "ledgers",
                ("government", "community", "cooperative", "group", "household", "contractor", "lender", "lost"),
            ),
            Step(
                "report",
                "villages",
                ("reported_progress", "reported_satisfaction", "reported_support", "reported_cases"),
            ),
            Step("take_stock", "counties", ("seen_coverage", "seen_satisfaction", "seen_cases")),
        ),
    ),
)
