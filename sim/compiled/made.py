"""Made by ``make step`` from sim/agents and sim/rules: change those, not this."""

# ruff: noqa
# mypy: ignore-errors

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.compiled.compiler import as_bits, as_float, compile_function, compile_month, compile_step, on_stack
from sim.compiled.record import NUMBERS

U = np.uint64
"""Rows are counted without a sign: a signed index could count from the end, which costs every loop a check."""
GOLDEN, FIRST, SECOND = U(0x9E3779B97F4A7C15), U(0xBF58476D1CE4E5B9), U(0x94D049BB133111EB)
S7, S11, S27, S30, S31 = U(7), U(11), U(27), U(30), U(31)
LOG2E, LN2_HIGH, LN2_LOW = 1.4426950408889634, 0.693147180369123816490, 1.90821492927058770002e-10
SHIFT = 6755399441055744.0
E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13 = (1.0 / math.factorial(k) for k in range(2, 14))
L1, L2, L3, L4 = 0.6666666666666735130, 0.3999999999940941908, 0.2857142874366239149, 0.2222219843214978396
L5, L6, L7 = 0.1818357216161805012, 0.1531383769920937332, 0.1479819860511658591
floor, sqrt = math.floor, math.sqrt


@compile_function
def where(condition: Any, a: Any, b: Any) -> Any:
    return a if condition else b


@compile_function
def maximum(a: Any, b: Any) -> Any:
    return a if a >= b else b


@compile_function
def minimum(a: Any, b: Any) -> Any:
    return a if a <= b else b


@compile_function
def number(flag: Any) -> Any:
    return 1.0 if flag else 0.0


@compile_function
def share(x: Any) -> Any:
    return minimum(maximum(x, 0.0), 1.0)


@compile_function
def between(x: Any, low: Any, high: Any) -> Any:
    return minimum(maximum(x, low), high)


@compile_function
def ratio(part: Any, whole: Any, empty: Any) -> Any:
    return part / whole if whole > 0.0 else empty


@compile_function
def rint(x: Any) -> Any:
    return np.rint(x)


@compile_function
def exp(x: Any) -> Any:
    x = minimum(maximum(x, -708.0), 709.0)
    turns = x * LOG2E + SHIFT
    whole = turns - SHIFT
    r = (x - whole * LN2_HIGH) - whole * LN2_LOW
    r2 = r * r
    r4 = r2 * r2
    low = (E2 + r * E3) + r2 * (E4 + r * E5)
    middle = (E6 + r * E7) + r2 * (E8 + r * E9)
    high = (E10 + r * E11) + r2 * (E12 + r * E13)
    part = 1.0 + (r + r2 * (low + r4 * (middle + r4 * high)))
    return as_float(as_bits(part) + (as_bits(turns) << 52))


@compile_function
def log(x: Any) -> Any:
    bits = as_bits(x)
    mantissa = as_float((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000)
    large = mantissa > 1.4142135623730951
    mantissa = mantissa * 0.5 if large else mantissa
    whole = ((bits >> 52) - 1023) * 1.0 + (1.0 if large else 0.0)
    f = mantissa - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    rest = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6))
    half = 0.5 * f * f
    return whole * LN2_HIGH - ((half - (s * (half + rest) + whole * LN2_LOW)) - f)


@compile_function
def logistic(x: Any) -> Any:
    return 1.0 / (1.0 + exp(-x))


@compile_function
def logit(p: Any) -> Any:
    return log(p) - log(1.0 - p)


@compile_function
def power(x: Any, exponent: Any) -> Any:
    return exp(exponent * log(maximum(x, 1e-12)))


@compile_function
def mix(z: Any) -> Any:
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@compile_function
def key_at(base: Any, when: Any) -> Any:
    return mix(base ^ mix(U(when) * GOLDEN))


@compile_function
def draw(key: Any, row: Any) -> Any:
    return (mix(mix(U(row) * GOLDEN + key) ^ (key >> S7)) >> S11) * 2.0**-53

@compile_function
def work__crowding(p, active_share):
    return 1.0 - p.loss * active_share


@compile_function
def work__allotted(p, rule, progress):
    ahead_1 = progress + p.least_claim
    behind_1 = 1.0 + p.least_claim - progress
    uneven_1 = where(rule == 1.0, behind_1, where(rule == 2.0, ahead_1, ahead_1 * ahead_1))
    return where(rule == 0.0, 1.0, uneven_1)


@compile_function
def pressure__pressure(p, now, month, due, work_left, pace, sanction):
    needed_1 = ratio(work_left, maximum(due - month, 1.0), 0.0)
    ahead_1 = share(p.strength * sanction * (1.0 - exp(-ratio(needed_1, pace, 10.0))))
    fading_1 = now * exp(-1.0 / p.fades)
    return where(due < 0.0 or work_left <= 0.0, 0.0, where(month <= due, ahead_1, fading_1))


@compile_function
def work__work_factor(p, know_how):
    return power(1.0 + know_how, -p.exponent)


@compile_function
def effort__split(p, pressure, concern, integrity, open_share, consulting, working):
    consult_1 = consulting * exp(p.focus * (p.consult + p.integrity * integrity))
    visible_1 = working * exp(p.focus * (p.visible + p.counted * pressure * concern))
    urgent_1 = minimum(open_share / 0.1, 1.0)
    mediate_1 = exp(p.focus * (p.mediate + p.conscience * integrity + p.urgency * urgent_1))
    serve_1 = exp(p.focus * (p.serve + p.integrity * integrity))
    whole_1 = consult_1 + visible_1 + mediate_1 + serve_1
    return (consult_1 / whole_1, visible_1 / whole_1, mediate_1 / whole_1, serve_1 / whole_1)


@compile_function
def effort__level(p, pressure, duties, skill):
    return p.free * (1.0 + p.drive * pressure) * (p.unskilled + skill) / maximum(duties, 0.1)


@compile_function
def staffing__left_by_levers(free, taken):
    return 1.0 - share(ratio(taken, free, 0.0))


@compile_function
def work__rounds_held(p, done, need):
    return floor(ratio(done, need, 0.0) * p.rounds + 1e-09)


@compile_function
def work__spread_work(time, left, whole):
    return minimum(ratio(left, whole, 0.0) * time, left)


@compile_function
def attendance__contact(p, knowledge, part_time):
    return knowledge * (1.0 - p.part_time * part_time)


@compile_function
def handover__habit(p, months, retained):
    lost_1 = p.happens * p.old_address * (1.0 - retained) * exp(-maximum(months, 0.0) / p.fades)
    return where(months < 0.0, 1.0, 1.0 - lost_1)


@compile_function
def handover__apart(p, elsewhere):
    return 1.0 - p.separated * elsewhere


@compile_function
def attendance__reached(p, knowledge, publicity, group):
    return share(p.reach_base + p.reach_contact * knowledge + publicity + p.reach_group * group)


@compile_function
def attendance__access(online, digital, usability):
    return online * maximum(digital, usability)


@compile_function
def attendance__attends(p, stake, trust, peers, benefit, voice, away, access, elderly, taste):
    pull_1 = p.stake * (stake - 0.5) + p.trust * (trust - 0.58) + p.peers * (peers - p.usual) + benefit + voice
    hold_1 = p.away * away * (1.0 - access) + p.elderly * elderly
    return logistic(p.intercept + p.choice * (pull_1 - hold_1 + p.taste * taste))


@compile_function
def attendance__speaks(p, voice, trust):
    return logistic(p.speak + voice + p.trust * (trust - 0.58))


@compile_function
def cases__hides(p, appraisal, concern, integrity):
    return share(p.propensity * appraisal * concern * (1.0 - integrity))


@compile_function
def disputes__offered(p, trickle, progress, place):
    batch_1 = progress >= p.at_progress
    return where(trickle > 0.5, progress > place, batch_1)


@compile_function
def fairness__haste(pressure):
    return maximum(2.0 * pressure - 1.0, 0.0)


@compile_function
def disputes__exclusion(p, rule):
    static_1 = where(rule == 2.0, p.special_static, p.special_dynamic)
    return where(rule == 0.0, 1.0, where(rule == 1.0, 0.0, static_1))


@compile_function
def disputes__contests(p, unclear, claim, compensation, special, rule, fairness, peers_open, haste, work_factor):
    return logistic(p.base + p.unclear * unclear + p.offer * (claim + p.usual_offer - compensation) + p.special * special * disputes__exclusion(p, rule) - p.fairness * (fairness - 0.5) + p.peers * peers_open + p.haste * haste - p.learned * (1.0 - work_factor))


@compile_function
def disputes__spreads(p, peers_open, months_since_offer):
    recent_1 = months_since_offer > 0.0 and months_since_offer <= p.months
    return where(recent_1, p.hazard * peers_open, 0.0)


@compile_function
def cases__settles(p, capacity, open_cases, skill):
    return share(minimum(ratio(capacity, open_cases, p.best), p.best) * skill)


@compile_function
def cases__escalates(p, hiding, age, grievance, aggrieved, hidden):
    chance_1 = p.escalation * (1.0 + p.bitterness * grievance) * (1.0 + p.together * aggrieved)
    quiet_1 = p.patience + where(hidden > 0.5, hiding.held, 0.0)
    return where(age > quiet_1, share(chance_1 * where(hidden > 0.5, hiding.faster, 1.0)), 0.0)


@compile_function
def cases__answered(p, lawsuit):
    return where(lawsuit, 1.0 / p.court_months, 1.0 / p.petition_months)


@compile_function
def cooperative__yearly_return(p, reform, market):
    return p.base_return + p.premium * share(reform) * share(market)


@compile_function
def cooperative__surplus(p, assets, rate, debt):
    return assets * rate / 12.0 - debt * p.interest / 12.0


@compile_function
def cooperative__lost(p, gain, transparency):
    return maximum(gain, 0.0) * p.leak * (1.0 - share(transparency))


@compile_function
def money__fen(yuan):
    return rint(yuan * 100.0)


@compile_function
def money__yuan(amount):
    return amount / 100.0


@compile_function
def staffing__worn(p, facilities, maintenance):
    return facilities * (1.0 - p.decay * (1.0 - share(maintenance)))


@compile_function
def staffing__added(worn, wanted):
    return minimum(wanted, 1.0 - worn)


@compile_function
def services__response(p, platform, opening):
    return minimum(platform + p.opening * opening, 1.0)


@compile_function
def services__service_level(p, now, staff, money, rooms, reach, response):
    posts_1 = power(minimum(staff / p.standard, 1.2), p.staff)
    means_1 = power(money, p.money) * power(rooms / p.full_rooms, p.rooms) * power(reach / p.full_reach, p.reach)
    allowed_1 = share(p.top * posts_1 * means_1 * (1.0 + p.windows * response))
    return now + p.adjusts * (allowed_1 - now)


@compile_function
def satisfaction__judgement(p, service, expectation, fairness, grievance, trust, dividend):
    points_1 = p.base + p.service * service + p.surprise * (service - expectation) + p.fairness * (fairness - 0.5) - p.grievance * grievance + p.trust * (trust - 0.58) + p.dividend * minimum(dividend / p.usual_dividend, 2.0)
    return between(points_1, 0.0, 100.0)


@compile_function
def satisfaction__satisfaction(p, now, judgement):
    return now + p.rate * (judgement - now)


@compile_function
def fairness__fairness(p, now, active, peers_active, transparency, attended, meeting, unconsulted, haste):
    heard_1 = maximum(active, p.vicarious * peers_active) - p.usual_voice
    target_1 = share(0.5 + p.voice * heard_1 + p.openness * (transparency - p.usual_openness) + p.present * (attended - p.usual_present) * meeting - p.unconsulted * unconsulted - p.haste * haste)
    return now + p.rate * (target_1 - now)


@compile_function
def trust__experience(p, fairness, service, grievance, expectation):
    surprise_1 = minimum(service - expectation + p.indulgence, p.delight)
    return p.earned + p.fairness * fairness + p.service * service + p.peace * (1.0 - grievance) + p.surprise * surprise_1


@compile_function
def trust__trust(p, now, start, peers, contact, experience):
    rate_1 = where(experience > now, p.gain, p.loss)
    step_1 = p.neighbours * (peers - now) + p.anchor * (start - now) + contact * rate_1 * (experience - now)
    return share(now + step_1)


@compile_function
def support__expected_gain(p, now, examples, change):
    return between(now + p.hearsay * examples * (change - now), -1.0, 2.0)


@compile_function
def support__view(p, gain, compensation, stake, fairness, trust):
    hope_1 = p.gain * (gain + compensation - 0.6) - p.attachment * stake
    return logistic(p.intercept + hope_1 + p.fairness * (fairness - 0.5) + p.trust * (trust - 0.58))


@compile_function
def support__support(p, now, view, peers):
    return now + p.rate * (p.own * view + (1.0 - p.own) * peers - now)


@compile_function
def satisfaction__expectation(p, now, converted):
    return now + p.rate * (p.rural + (p.urban - p.rural) * converted - now)


@compile_function
def satisfaction__grievance(p, now, unsettled, peers_open, fairness, hidden):
    target_1 = share(p.own * unsettled + hidden + p.peers * peers_open + p.unfair * maximum(0.5 - fairness, 0.0))
    return now + p.rate * (target_1 - now)


@compile_function
def vote__calls_early(p, pressure, concern, assets):
    return pressure * concern > p.early and assets >= p.early_assets


@compile_function
def vote__vetoed(p, veto, consulted, aggrieved):
    return veto > 0.5 and (consulted < p.veto_consulted or aggrieved > p.veto_aggrieved)


@compile_function
def work__reopened(p, done, need):
    return minimum(done, need - need / p.rounds)


@compile_function
def vote__passes(turnout, yes, quorum, approval):
    return turnout >= quorum and yes >= approval


@compile_function
def declaration__declares(p, missing, pressure, concern, integrity, detection):
    weight_1 = pressure * concern - integrity * sqrt(missing) - detection * missing
    early_1 = p.early * logistic(weight_1 / p.noise + p.reluctance)
    possible_1 = missing <= p.most and pressure > p.least_pressure
    return where(missing <= p.done, 1.0, where(possible_1, early_1, 0.0))


@compile_function
def declaration__relapsed(p, service, service_then, trust, trust_then, together):
    fell_1 = service < p.relapse * service_then or trust < p.relapse * trust_then
    return fell_1 or together > p.uproar


@compile_function
def declaration__nameplate(p, missing):
    return missing > p.done


@compile_function
def staffing__load(p, duties, pressure):
    return duties * (1.0 + p.strain * pressure)


@compile_function
def staffing__leaves(p, load, pay):
    return share(p.turnover * exp(load - 1.0) * (1.0 - pay))


@compile_function
def handover__learned(p, knowledge, mentoring):
    return share(knowledge + p.learning * (1.0 + mentoring) * (1.0 - knowledge))


@compile_function
def staffing__experience(p, knowledge):
    return knowledge + p.learning * (1.0 - knowledge)


@compile_function
def migration__returns(p, service, converted):
    return share(p.back * (1.0 + p.services * (service - 0.5))) * converted


@compile_function
def migration__registers(p, speed, converted):
    return share(speed / p.registration) * converted


@compile_function
def groups__backing(p, support, purchases):
    return share(support + purchases / p.full_purchase)


@compile_function
def groups__activity(p, now, attendance, solved, backing):
    change_1 = p.meetings * (attendance - p.usual) + p.cases * (solved - 0.5) + p.backing * backing - p.fading * now
    return share(now + change_1)


@compile_function
def money__wages(p, posts, pay):
    return posts * p.wage / 12.0 * (1.0 + p.pay_rise * pay)


@compile_function
def vote__polled(p, willing, error):
    return share(p.poll * willing + p.poll_error * error)


@compile_step(NUMBERS, "mfffffrfffnnnnnnn")
def villages__register(month, terms_due, terms_pilot, terms_ready_months, terms_start, terms_wave, villages_county, villages_since, villages_stage, villages_started, new_due, new_wave, new_pilot, new_ready_months, new_stage, new_since, new_started):
    rows = villages_county.size
    for i in range(U(0), U(rows)):
        starts_1 = villages_stage[i] == 0.0 and terms_start[i] > 0.5
        new_due[i] = terms_due[i]
        new_wave[i] = terms_wave[i]
        new_pilot[i] = terms_pilot[i]
        new_ready_months[i] = terms_ready_months[i]
        new_stage[i] = float(1.0) if starts_1 else villages_stage[i]
        new_since[i] = float(month) if starts_1 else villages_since[i]
        new_started[i] = float(month) if starts_1 else villages_started[i]


@compile_step(NUMBERS, "rfpfrfnn")
def counties__allot(counties_region, counties_villages, parameters, terms_outside_staff, villages_by_county_first, villages_stage, new_active_share, new_outside):
    rows = counties_region.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        sum_2 = 0.0
        for j_1 in range(villages_by_county_first[i], villages_by_county_first[i + U(1)]):
            asked_1 = villages_stage[j_1]
            sum_1 += number(asked_1 == 1.0 or asked_1 == 2.0 or asked_1 == 3.0) * 1.0
            sum_2 += 1.0
        active_1 = ratio(sum_1, sum_2, 0.0)
        pool_1 = terms_outside_staff[i] * counties_villages[i]
        new_active_share[i] = active_1
        new_outside[i] = pool_1 * work__crowding(p.coordination, active_1)


@compile_step(NUMBERS, "fmpffrrfffffffffffnn")
def villages__receive(counties_outside, month, parameters, terms_allocation, terms_sanction, villages_by_county_first, villages_county, villages_done_assets, villages_done_consult, villages_done_handover, villages_done_rights, villages_due, villages_need_assets, villages_need_consult, villages_need_handover, villages_need_rights, villages_pressure, villages_stage, new_outside, new_pressure):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        county_1 = U(villages_county[i])
        asked_1 = villages_stage[i]
        rights_1 = villages_need_rights[i] - villages_done_rights[i]
        handover_1 = villages_need_handover[i] - villages_done_handover[i]
        sum_1 = 0.0
        for j_1 in range(villages_by_county_first[county_1], villages_by_county_first[county_1 + U(1)]):
            asked_2 = villages_stage[j_1]
            rights_2 = villages_need_rights[j_1] - villages_done_rights[j_1]
            handover_2 = villages_need_handover[j_1] - villages_done_handover[j_1]
            sum_1 += number(asked_2 == 1.0 or asked_2 == 2.0 or asked_2 == 3.0) * work__allotted(p.work, terms_allocation[U(villages_county[j_1])], 1.0 - ratio(villages_need_assets[j_1] - villages_done_assets[j_1] + rights_2 + handover_2, villages_need_assets[j_1] + villages_need_rights[j_1] + villages_need_handover[j_1], 0.0))
        part_1 = ratio(number(asked_1 == 1.0 or asked_1 == 2.0 or asked_1 == 3.0) * work__allotted(p.work, terms_allocation[U(villages_county[i])], 1.0 - ratio(villages_need_assets[i] - villages_done_assets[i] + rights_1 + handover_1, villages_need_assets[i] + villages_need_rights[i] + villages_need_handover[i], 0.0)), sum_1, 0.0)
        outside_1 = minimum(counties_outside[county_1] * part_1, p.work.outside_cap)
        consult_1 = villages_need_consult[i] - villages_done_consult[i] if villages_stage[i] == 1.0 else 0.0
        asked_3 = villages_stage[i]
        if asked_3 == 1.0 or asked_3 == 2.0 or asked_3 == 3.0:
            rights_3 = villages_need_rights[i] - villages_done_rights[i]
            handover_3 = villages_need_handover[i] - villages_done_handover[i]
            chosen_1 = villages_need_assets[i] - villages_done_assets[i] + rights_3 + handover_3 + consult_1
        else:
            chosen_1 = 0.0
        new_outside[i] = outside_1
        new_pressure[i] = pressure__pressure(p.pressure, villages_pressure[i], float(month), villages_due[i], chosen_1, p.effort.free * p.effort.expected_posts + outside_1, terms_sanction[county_1])


@compile_step(NUMBERS, "rfrrmpfffn")
def cadres__hand_over(cadres_role, cadres_serving, cadres_village, keys, month, parameters, terms_retained, villages_declared, villages_handed, new_serving):
    rows = cadres_village.size
    p = parameters[0]
    key_retain = key_at(keys[0], month)
    for i in range(U(0), U(rows)):
        villages_1 = U(cadres_village[i])
        if not bool(villages_declared[villages_1] > 0.0 and villages_handed[villages_1] == 0.0 and (p.handover.happens > 0.5)):
            new_serving[i] = cadres_serving[i]
        elif bool(cadres_role[i] == 2.0):
            new_serving[i] = 1.0
        else:
            kept_1 = draw(key_retain, i) < terms_retained[U(cadres_village[i])]
            new_serving[i] = cadres_serving[i] if kept_1 else 0.0


@compile_step(NUMBERS, "rrfmprfffnn")
def villages__take_over(cadres_by_village_first, cadres_role, cadres_serving, month, parameters, villages_county, villages_declared, villages_handed, villages_in_charge, new_handed, new_in_charge):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        if not bool(villages_declared[i] > 0.0 and villages_handed[i] == 0.0 and (p.handover.happens > 0.5)):
            new_handed[i] = villages_handed[i]
            new_in_charge[i] = float(U(villages_in_charge[i]))
        else:
            first_1 = 0.0
            found_1 = 0.0
            for j_1 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
                if bool(cadres_role[j_1] == 2.0) and cadres_serving[j_1] > 0.5:
                    if found_1 == 0.0:
                        first_1 = float(j_1)
                        found_1 = 1.0
            new_handed[i] = float(month)
            new_in_charge[i] = first_1 if found_1 > 0.0 else float(U(villages_in_charge[i]))


@compile_step(NUMBERS, "rfrmpfrffn")
def villages__learn(lessons_first, lessons_strength, lessons_to, month, parameters, terms_exchange, villages_county, villages_lesson, villages_lesson_from, new_work_factor):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        for k_1 in range(lessons_first[i], lessons_first[i + U(1)]):
            j_1 = lessons_to[k_1]
            sum_1 += lessons_strength[k_1] * (villages_lesson[j_1] if villages_lesson_from[j_1] <= month else 0.0)
        know_how_1 = sum_1
        new_work_factor[i] = work__work_factor(p.learning, know_how_1 * terms_exchange[U(villages_county[i])])


@compile_step(NUMBERS, "rffffrpfffffffffnnnn")
def cadres__spend(cadres_by_village_first, cadres_concern, cadres_integrity, cadres_serving, cadres_skill, cadres_village, parameters, terms_duties, terms_lever_staff, villages_done_consult, villages_households, villages_nameplate, villages_need_consult, villages_pressure, villages_stage, villages_waiting, new_consult, new_visible, new_mediate, new_serve):
    rows = cadres_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        village_1 = U(cadres_village[i])
        asked_1 = villages_stage[village_1]
        consult_1, visible_1, mediate_1, serve_1 = effort__split(p.effort, villages_pressure[village_1], cadres_concern[i], cadres_integrity[i], ratio(villages_waiting[village_1], villages_households[village_1], 0.0), number(bool(villages_stage[village_1] == 1.0 and villages_done_consult[village_1] < villages_need_consult[village_1])), number((asked_1 == 1.0 or asked_1 == 2.0 or asked_1 == 3.0) or villages_nameplate[village_1] > 0.5))
        usual_1 = effort__level(p.effort, villages_pressure[village_1], terms_duties[village_1], 1.0 - p.effort.unskilled)
        sum_1 = 0.0
        for j_1 in range(cadres_by_village_first[village_1], cadres_by_village_first[village_1 + U(1)]):
            sum_1 += cadres_serving[j_1] * usual_1
        free_1 = sum_1
        left_1 = staffing__left_by_levers(free_1, terms_lever_staff[village_1])
        time_1 = cadres_serving[i] * effort__level(p.effort, villages_pressure[village_1], terms_duties[village_1], cadres_skill[i]) * left_1
        new_consult[i] = time_1 * consult_1
        new_visible[i] = time_1 * visible_1
        new_mediate[i] = time_1 * mediate_1
        new_serve[i] = time_1 * serve_1


@compile_step(NUMBERS, "rffffpfffffrffffffffffffffnnnnnnn")
def villages__labour(cadres_by_village_first, cadres_consult, cadres_mediate, cadres_serving, cadres_visible, parameters, terms_aftercare, terms_mediators, terms_reform_work, terms_secondees, terms_volunteers, villages_county, villages_done_assets, villages_done_consult, villages_done_handover, villages_done_rights, villages_nameplate, villages_need_assets, villages_need_consult, villages_need_handover, villages_need_rights, villages_outside, villages_rounds, villages_stage, villages_stalled, villages_work_factor, new_done_consult, new_rounds, new_round_now, new_mediation, new_done_assets, new_done_rights, new_done_handover):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        for j_1 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            sum_1 += cadres_serving[j_1]
        posts_1 = sum_1
        helped_1 = 1.0 + ratio(terms_volunteers[i], posts_1, 0.0)
        seconded_1 = 1.0 + ratio(terms_secondees[i], posts_1, 0.0)
        to_consult_1 = villages_outside[i] * p.work.consultation if bool(villages_stage[i] == 1.0 and villages_done_consult[i] < villages_need_consult[i]) else 0.0
        sum_2 = 0.0
        for j_2 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            sum_2 += cadres_consult[j_2]
        consult_1 = sum_2 * helped_1 * seconded_1 + to_consult_1
        sum_3 = 0.0
        for j_3 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            sum_3 += cadres_visible[j_3]
        visible_1 = sum_3 * seconded_1
        if villages_nameplate[i] > 0.5:
            visible_1 = visible_1 * terms_aftercare[i]
        else:
            visible_1 = visible_1 + villages_outside[i] - to_consult_1
        done_1 = villages_done_consult[i]
        if villages_stage[i] == 1.0:
            done_1 = minimum(done_1 + consult_1 / villages_work_factor[i], villages_need_consult[i])
        rounds_1 = work__rounds_held(p.work, done_1, villages_need_consult[i])
        sum_4 = 0.0
        for j_4 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            sum_4 += cadres_mediate[j_4]
        later_1 = villages_stage[i] >= 2.0
        free_1 = villages_stalled[i] < 0.5
        assets_1 = villages_need_assets[i] - villages_done_assets[i] if free_1 else 0.0
        rights_1 = villages_need_rights[i] - villages_done_rights[i] if free_1 else 0.0
        handover_1 = villages_need_handover[i] - villages_done_handover[i] if free_1 and later_1 else 0.0
        left_1 = assets_1 + rights_1 + handover_1
        reform_1 = terms_reform_work[i] if later_1 else 0.0
        handed_over_1 = villages_done_handover[i] + work__spread_work(visible_1 / villages_work_factor[i], handover_1, left_1) + reform_1
        new_done_consult[i] = done_1
        new_rounds[i] = rounds_1
        new_round_now[i] = number(rounds_1 > villages_rounds[i])
        new_mediation[i] = sum_4 * helped_1 + terms_mediators[i]
        new_done_assets[i] = villages_done_assets[i] + work__spread_work(visible_1 / villages_work_factor[i], assets_1, left_1)
        new_done_rights[i] = villages_done_rights[i] + work__spread_work(visible_1 / villages_work_factor[i], rights_1, left_1)
        new_done_handover[i] = minimum(handed_over_1, villages_need_handover[i])


@compile_step(NUMBERS, "ffrfffffrrfrnnnnnn")
def households__listen(households_active, households_attended, households_by_village_first, households_case, households_grievance, households_support, households_threshold, households_trust, households_village, networks_ties_first, networks_ties_strength, networks_ties_to, new_peers_attended, new_peers_active, new_peers_trust, new_peers_support, new_peers_open, new_peers_aggrieved):
    rows = households_village.size
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        sum_2 = 0.0
        sum_3 = 0.0
        sum_4 = 0.0
        sum_5 = 0.0
        sum_6 = 0.0
        for k_1 in range(networks_ties_first[i], networks_ties_first[i + U(1)]):
            j_1 = networks_ties_to[k_1]
            sum_1 += networks_ties_strength[k_1] * households_attended[j_1]
            sum_2 += networks_ties_strength[k_1] * households_active[j_1]
            sum_3 += networks_ties_strength[k_1] * households_trust[j_1]
            sum_4 += networks_ties_strength[k_1] * households_support[j_1]
            asked_1 = households_case[j_1]
            sum_5 += networks_ties_strength[k_1] * number(asked_1 == 1.0 or asked_1 == 3.0 or asked_1 == 4.0 or (asked_1 == 5.0))
            sum_6 += networks_ties_strength[k_1] * number(bool(households_grievance[j_1] > households_threshold[j_1]))
        new_peers_attended[i] = sum_1
        new_peers_active[i] = sum_2
        new_peers_trust[i] = sum_3
        new_peers_support[i] = sum_4
        new_peers_open[i] = sum_5
        new_peers_aggrieved[i] = sum_6


@compile_step(NUMBERS, "frn")
def groups__call(groups_activity, groups_village, new_calls):
    rows = groups_village.size
    for i in range(U(0), U(rows)):
        new_calls[i] = groups_activity[i]


@compile_step(NUMBERS, "rffrfrffmpfffrfrfffnnnn")
def villages__convene(cadres_by_village_first, cadres_knowledge, cadres_part_time, cadres_role, cadres_serving, households_by_village_first, households_elsewhere, households_weight, month, parameters, terms_invite, terms_part_time_cap, terms_publicity, villages_by_county_first, villages_community, villages_county, villages_handed, villages_round_now, villages_stage, new_knowledge, new_reach, new_meeting, new_separated):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        cap_1 = terms_part_time_cap[i]
        sum_1 = 0.0
        sum_2 = 0.0
        for j_1 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            weight_1 = cadres_serving[j_1]
            sum_1 += attendance__contact(p.attendance, cadres_knowledge[j_1], minimum(cadres_part_time[j_1], cap_1)) * weight_1
            sum_2 += weight_1
        contacts_1 = ratio(sum_1, sum_2, 0.0)
        sum_3 = 0.0
        sum_4 = 0.0
        for j_2 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
            weight_2 = households_weight[j_2]
            sum_3 += households_elsewhere[j_2] * weight_2
            sum_4 += weight_2
        elsewhere_1 = ratio(sum_3, sum_4, 0.0)
        sum_5 = 0.0
        sum_6 = 0.0
        for j_3 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            if not bool(cadres_role[j_3] == 2.0):
                sum_5 += cadres_serving[j_3] * 1.0
                sum_6 += 1.0
        retained_1 = ratio(sum_5, sum_6, 0.0)
        since_1 = month - villages_handed[i] if villages_handed[i] > 0.0 else -1.0
        joined_1 = bool(villages_stage[i] >= 3.0)
        mine_1 = U(villages_community[i])
        counties_1 = U(villages_county[i])
        sum_7 = 0.0
        for j_4 in range(villages_by_county_first[counties_1], villages_by_county_first[counties_1 + U(1)]):
            if j_4 == i or (joined_1 and bool(villages_stage[j_4] >= 3.0) and (U(villages_community[j_4]) == mine_1)):
                sum_7 += 1.0
        knowledge_1 = contacts_1 * (handover__habit(p.handover, since_1, retained_1) * (p.handover.merged_knowledge if sum_7 > 1.0 else 1.0)) * handover__apart(p.handover, elsewhere_1)
        ordinary_1 = (month + float(i)) % p.work.meeting_every == 0.0
        new_knowledge[i] = knowledge_1
        new_reach[i] = attendance__reached(p.attendance, knowledge_1, terms_publicity[i] + terms_invite[i], 0.0)
        new_meeting[i] = maximum(number(ordinary_1), villages_round_now[i])
        new_separated[i] = elsewhere_1


@compile_step(NUMBERS, "ffffrffffffffrrmrfrpfffffffffnnnn")
def households__attend(groups_calls, households_active, households_attended, households_away, households_by_village_first, households_consulted, households_digital, households_elderly, households_last_attended, households_peers_attended, households_stake, households_taste, households_trust, households_village, keys, month, networks_membership_first, networks_membership_strength, networks_membership_to, parameters, terms_benefit, terms_invite, terms_online, terms_publicity, terms_usability, terms_voice, villages_knowledge, villages_meeting, villages_round_now, new_attended, new_active, new_last_attended, new_consulted):
    rows = households_village.size
    p = parameters[0]
    key_reached = key_at(keys[1], month)
    key_attend = key_at(keys[2], month)
    key_speak = key_at(keys[3], month)
    for i in range(U(0), U(rows)):
        if villages_meeting[U(households_village[i])] < 0.5:
            new_attended[i] = households_attended[i]
            new_active[i] = households_active[i]
            new_last_attended[i] = households_last_attended[i]
            new_consulted[i] = households_consulted[i]
        else:
            village_1 = U(households_village[i])
            sum_1 = 0.0
            for k_1 in range(networks_membership_first[i], networks_membership_first[i + U(1)]):
                j_1 = networks_membership_to[k_1]
                sum_1 += groups_calls[j_1]
            reach_1 = attendance__reached(p.attendance, villages_knowledge[village_1], terms_publicity[village_1] + terms_invite[village_1], share(sum_1))
            chance_1 = attendance__attends(p.attendance, households_stake[i], households_trust[i], households_peers_attended[i], terms_benefit[i] + 0.0, terms_voice[U(households_village[i])], households_away[i], attendance__access(terms_online[U(households_village[i])], households_digital[i], terms_usability[U(households_village[i])]), households_elderly[i], households_taste[i])
            comes_1 = bool(draw(key_reached, i) < reach_1 and draw(key_attend, i) < chance_1)
            speaking_1 = attendance__speaks(p.attendance, terms_voice[U(households_village[i])], households_trust[i])
            new_attended[i] = number(comes_1)
            new_active[i] = number(comes_1 and draw(key_speak, i) < speaking_1)
            new_last_attended[i] = float(month) if comes_1 else households_last_attended[i]
            new_consulted[i] = maximum(households_consulted[i], number(comes_1) * villages_round_now[U(households_village[i])])


@compile_step(NUMBERS, "ffrffrnnn")
def villages__count_heads(households_active, households_attended, households_by_village_first, households_consulted, households_weight, villages_county, new_attendance, new_active, new_consulted):
    rows = villages_county.size
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        sum_2 = 0.0
        sum_3 = 0.0
        sum_4 = 0.0
        sum_5 = 0.0
        sum_6 = 0.0
        for j_1 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
            weight_1 = households_weight[j_1]
            sum_1 += households_attended[j_1] * weight_1
            sum_2 += weight_1
            weight_2 = households_weight[j_1]
            sum_3 += households_active[j_1] * weight_2
            sum_4 += weight_2
            weight_3 = households_weight[j_1]
            sum_5 += households_consulted[j_1] * weight_3
            sum_6 += weight_3
        new_attendance[i] = ratio(sum_1, sum_2, 0.0)
        new_active[i] = ratio(sum_3, sum_4, 0.0)
        new_consulted[i] = ratio(sum_5, sum_6, 0.0)


@compile_step(NUMBERS, "ffrpfrn")
def cadres__conceal(cadres_concern, cadres_integrity, cadres_village, parameters, terms_appraisal, villages_county, new_hides):
    rows = cadres_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        villages_1 = U(cadres_village[i])
        appraisal_1 = terms_appraisal[U(villages_county[villages_1])]
        new_hides[i] = cases__hides(p.hiding, appraisal_1, cadres_concern[i], cadres_integrity[i])


@compile_step(NUMBERS, "frfffffffffffffrrmpffffffrffffffffnnnnnnnn")
def households__respond(cadres_hides, households_by_village_first, households_case, households_case_age, households_concealed, households_contested, households_fairness, households_hidden, households_offer, households_offered, households_peers_open, households_place, households_special, households_stake, households_title_clear, households_village, keys, month, parameters, terms_compensation, terms_legacy_cases, terms_offer_mode, terms_share_rule, terms_title_work, villages_better_offer, villages_county, villages_done_rights, villages_in_charge, villages_nameplate, villages_need_rights, villages_pressure, villages_stage, villages_started, villages_work_factor, new_offered, new_offer, new_case, new_case_age, new_hidden, new_concealed, new_contested, new_title_clear):
    rows = households_village.size
    p = parameters[0]
    key_title = key_at(keys[6], month)
    key_legacy = key_at(keys[7], month)
    for i in range(U(0), U(rows)):
        village_1 = U(households_village[i])
        either_1 = bool(households_offered[i] > 0.0)
        if not either_1:
            asked_1 = villages_stage[village_1]
            either_1 = bool(not ((asked_1 == 1.0 or asked_1 == 2.0 or asked_1 == 3.0) or villages_nameplate[village_1] > 0.5))
        if either_1:
            gets_offer_1 = False
        else:
            progress_1 = ratio(villages_done_rights[village_1], villages_need_rights[village_1], 0.0)
            gets_offer_1 = bool(disputes__offered(p.disputes, terms_offer_mode[village_1], progress_1, households_place[i]))
        comes_1 = gets_offer_1
        if comes_1:
            village_2 = U(households_village[i])
            chosen_1 = disputes__contests(p.disputes, 1.0 - households_title_clear[i], households_stake[i] - 0.5, terms_compensation[village_2] + villages_better_offer[village_2], households_special[i], terms_share_rule[village_2], households_fairness[i], households_peers_open[i], fairness__haste(villages_pressure[village_2]), villages_work_factor[village_2])
        else:
            since_1 = month - households_offered[i] if households_offered[i] > 0.0 else 0.0
            chosen_1 = disputes__spreads(p.contagion, households_peers_open[i], since_1)
        chance_1 = chosen_1
        opens_1 = households_case[i] == 0.0 and draw(key_at(keys[4], month - villages_started[U(households_village[i])]), i) < chance_1
        villages_1 = U(households_village[i])
        hidden_1 = draw(key_at(keys[5], month - villages_started[U(households_village[i])]), i) < cadres_hides[U(villages_in_charge[villages_1])]
        cleared_1 = draw(key_title, i) < terms_title_work[U(households_village[i])] / 12.0
        if comes_1:
            villages_2 = U(households_village[i])
            chosen_2 = terms_compensation[villages_2] + villages_better_offer[villages_2]
        else:
            chosen_2 = households_offer[i]
        if opens_1:
            chosen_3 = number(hidden_1)
        else:
            villages_3 = U(households_village[i])
            a_month_1 = terms_legacy_cases[U(villages_county[villages_3])] / 12.0
            chosen_3 = 0.0 if bool(households_hidden[i] > 0.5 and draw(key_legacy, i) < a_month_1) else households_hidden[i]
        if opens_1:
            chosen_4 = number(hidden_1)
        else:
            villages_4 = U(households_village[i])
            a_month_2 = terms_legacy_cases[U(villages_county[villages_4])] / 12.0
            chosen_4 = 0.0 if bool(households_hidden[i] > 0.5 and draw(key_legacy, i) < a_month_2) else households_concealed[i]
        new_offered[i] = float(month) if comes_1 else households_offered[i]
        new_offer[i] = chosen_2
        new_case[i] = float(1.0) if opens_1 else households_case[i]
        new_case_age[i] = 0.0 if opens_1 else households_case_age[i]
        new_hidden[i] = chosen_3
        new_concealed[i] = chosen_4
        new_contested[i] = 1.0 if opens_1 else households_contested[i]
        new_title_clear[i] = 1.0 if cleared_1 else households_title_clear[i]


@compile_step(NUMBERS, "rfffffrnnnn")
def villages__count_cases(households_by_village_first, households_case, households_grievance, households_hidden, households_threshold, households_weight, villages_county, new_open_visible, new_waiting, new_open_all, new_aggrieved):
    rows = villages_county.size
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        sum_2 = 0.0
        sum_3 = 0.0
        sum_4 = 0.0
        sum_5 = 0.0
        for j_1 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
            asked_1 = households_case[j_1]
            if asked_1 == 1.0 or asked_1 == 3.0 or asked_1 == 4.0 or (asked_1 == 5.0):
                sum_1 += households_weight[j_1] * (1.0 - households_hidden[j_1])
            asked_2 = households_case[j_1]
            if asked_2 == 1.0 or asked_2 == 3.0 or asked_2 == 4.0 or (asked_2 == 5.0):
                sum_2 += households_weight[j_1] * (1.0 - households_hidden[j_1]) * number(households_case[j_1] == 1.0)
            asked_3 = households_case[j_1]
            if asked_3 == 1.0 or asked_3 == 3.0 or asked_3 == 4.0 or (asked_3 == 5.0):
                sum_3 += households_weight[j_1]
            weight_1 = households_weight[j_1]
            sum_4 += number(bool(households_grievance[j_1] > households_threshold[j_1])) * weight_1
            sum_5 += weight_1
        new_open_visible[i] = sum_1
        new_waiting[i] = sum_2
        new_open_all[i] = sum_3
        new_aggrieved[i] = ratio(sum_4, sum_5, 0.0)


@compile_step(NUMBERS, "rrfn")
def counties__gather_cases(counties_region, villages_by_county_first, villages_waiting, new_cases):
    rows = counties_region.size
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        for j_1 in range(villages_by_county_first[i], villages_by_county_first[i + U(1)]):
            sum_1 += villages_waiting[j_1]
        new_cases[i] = sum_1


@compile_step(NUMBERS, "rffffpffrffn")
def villages__mediate(cadres_by_village_first, cadres_serving, cadres_skill, counties_cases, counties_villages, parameters, terms_mediation_skill, terms_township_pool, villages_county, villages_mediation, villages_waiting, new_settling):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        county_1 = U(villages_county[i])
        pool_1 = terms_township_pool[county_1] * counties_villages[county_1]
        capacity_1 = villages_mediation[i] / p.cases.time_per_case + pool_1 * ratio(villages_waiting[i], counties_cases[county_1], 0.0)
        sum_1 = 0.0
        sum_2 = 0.0
        for j_1 in range(cadres_by_village_first[i], cadres_by_village_first[i + U(1)]):
            weight_1 = cadres_serving[j_1]
            sum_1 += cadres_skill[j_1] * weight_1
            sum_2 += weight_1
        skill_1 = ratio(sum_1, sum_2, 0.0) / 0.6 * terms_mediation_skill[i]
        new_settling[i] = cases__settles(p.cases, capacity_1, villages_waiting[i], skill_1)


@compile_step(NUMBERS, "ffrfffrfrpn")
def groups__take_cases(groups_activity, groups_skill, groups_village, households_case, households_hidden, households_weight, members_first, members_strength, members_to, parameters, new_settling):
    rows = groups_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        for k_1 in range(members_first[i], members_first[i + U(1)]):
            j_1 = members_to[k_1]
            sum_1 += households_weight[j_1] * number(households_case[j_1] == 1.0) * (1.0 - households_hidden[j_1])
        visible_1 = sum_1
        new_settling[i] = cases__settles(p.cases, p.cases.group_cases * groups_activity[i], visible_1, groups_skill[i])


@compile_step(NUMBERS, "frfffffffrrmrfrpffnnnn")
def households__pursue(groups_settling, households_by_village_first, households_case, households_case_age, households_escalated, households_grievance, households_hidden, households_peers_aggrieved, households_threshold, households_village, keys, month, networks_membership_first, networks_membership_strength, networks_membership_to, parameters, villages_settling, villages_started, new_case, new_case_age, new_hidden, new_escalated):
    rows = households_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        opened_1 = households_case[i] == 1.0
        waits_1 = households_case[i] >= 3.0
        both_1 = bool(opened_1)
        if both_1:
            if households_hidden[i] > 0.5:
                chance_of_settlement_1 = 0.0
            else:
                sum_1 = 0.0
                for k_1 in range(networks_membership_first[i], networks_membership_first[i + U(1)]):
                    j_1 = networks_membership_to[k_1]
                    sum_1 += groups_settling[j_1]
                by_groups_1 = minimum(sum_1, 1.0)
                chance_of_settlement_1 = 1.0 - (1.0 - villages_settling[U(households_village[i])]) * (1.0 - by_groups_1)
            both_1 = bool(draw(key_at(keys[8], month - villages_started[U(households_village[i])]), i) < chance_of_settlement_1)
        settled_1 = both_1
        rises_1 = opened_1 and (not settled_1) and (draw(key_at(keys[9], month - villages_started[U(households_village[i])]), i) < cases__escalates(p.cases, p.hiding, households_case_age[i], households_grievance[i], households_peers_aggrieved[i] > households_threshold[i], households_hidden[i]))
        ends_1 = waits_1 and draw(key_at(keys[9], month - villages_started[U(households_village[i])]), i) < cases__answered(p.cases, households_case[i] == 3.0)
        if households_peers_aggrieved[i] > households_threshold[i]:
            way_up_1 = float(5.0)
        else:
            way_up_1 = float(3.0 if draw(key_at(keys[10], month - villages_started[U(households_village[i])]), i) < p.cases.court_share else 4.0)
        way_1 = way_up_1
        new_case[i] = float(2.0) if settled_1 or ends_1 else way_1 if rises_1 else households_case[i]
        new_case_age[i] = households_case_age[i] + 1.0 if opened_1 or waits_1 else households_case_age[i]
        new_hidden[i] = 0.0 if rises_1 or ends_1 else households_hidden[i]
        new_escalated[i] = way_1 if rises_1 else households_escalated[i]


@compile_step(NUMBERS, "prfffn")
def villages__stall(parameters, villages_county, villages_households, villages_open_visible, villages_stage, new_stalled):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        too_many_1 = ratio(villages_open_visible[i], villages_households[i], 0.0) > p.cases.tolerance
        both_1 = bool(too_many_1)
        if both_1:
            asked_1 = villages_stage[i]
            both_1 = bool(asked_1 == 1.0 or asked_1 == 2.0 or asked_1 == 3.0)
        new_stalled[i] = number(both_1)


@compile_step(NUMBERS, "rpfffnn")
def cooperatives__reform(cooperatives_village, parameters, terms_market_access, villages_done_handover, villages_need_handover, new_reform, new_rate):
    rows = cooperatives_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        village_1 = U(cooperatives_village[i])
        progress_1 = ratio(villages_done_handover[village_1], villages_need_handover[village_1], 0.0)
        new_reform[i] = progress_1
        new_rate[i] = cooperative__yearly_return(p.economy, progress_1, terms_market_access[village_1])


@compile_step(NUMBERS, "frffrffrmpffffffffnnnnnnnnnnnn")
def ledgers__trade(cooperatives_assets, cooperatives_by_village_first, cooperatives_debt, cooperatives_rate, households_by_village_first, households_offered, households_weight, ledgers_village, month, parameters, terms_community_rent, terms_community_support, terms_compensation, terms_debt_share, terms_debt_subsidy, terms_reinvest, terms_transparency, villages_better_offer, new_business, new_interest, new_credit, new_leak, new_subsidy, new_repayment, new_support, new_investment, new_dividends, new_rent, new_compensation, new_own_building):
    rows = ledgers_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        villages_1 = U(ledgers_village[i])
        village_1 = U(ledgers_village[i])
        cooperative_1 = cooperatives_by_village_first[villages_1]
        gain_1 = cooperative__surplus(p.economy, cooperatives_assets[cooperative_1], cooperatives_rate[cooperative_1], cooperatives_debt[cooperative_1])
        leak_1 = cooperative__lost(p.economy, gain_1, terms_transparency[village_1])
        free_1 = maximum(gain_1, 0.0) - leak_1
        subsidy_1 = minimum(cooperatives_debt[cooperative_1], terms_debt_subsidy[village_1])
        repayment_1 = minimum(cooperatives_debt[cooperative_1] - subsidy_1, free_1 * terms_debt_share[village_1])
        support_1 = minimum(free_1 * terms_community_support[village_1], free_1 - repayment_1)
        investment_1 = minimum(free_1 * terms_reinvest[village_1], free_1 - repayment_1 - support_1)
        rent_1 = terms_community_rent[village_1]
        villages_2 = U(ledgers_village[i])
        sum_1 = 0.0
        for j_1 in range(households_by_village_first[villages_2], households_by_village_first[villages_2 + U(1)]):
            if households_offered[j_1] == month:
                sum_1 += households_weight[j_1]
        new_business[i] = money__fen(cooperatives_assets[cooperative_1] * cooperatives_rate[cooperative_1] / 12.0)
        new_interest[i] = money__fen(cooperatives_debt[cooperative_1] * p.economy.interest / 12.0)
        new_credit[i] = money__fen(maximum(-gain_1, 0.0))
        new_leak[i] = money__fen(leak_1)
        new_subsidy[i] = money__fen(subsidy_1)
        new_repayment[i] = money__fen(repayment_1)
        new_support[i] = money__fen(support_1)
        new_investment[i] = money__fen(investment_1)
        new_dividends[i] = money__fen(maximum(free_1 - repayment_1 - support_1 - investment_1, 0.0))
        new_rent[i] = money__fen(rent_1)
        new_compensation[i] = money__fen(sum_1 * (terms_compensation[village_1] + villages_better_offer[village_1]) * p.money.rights)
        new_own_building[i] = money__fen(support_1) + money__fen(rent_1)


@compile_step(NUMBERS, "fffrrfffffffnnnn")
def cooperatives__account(cooperatives_assets, cooperatives_debt, cooperatives_leaked, cooperatives_village, ledgers_by_village_first, ledgers_credit, ledgers_dividends, ledgers_investment, ledgers_leak, ledgers_repayment, ledgers_subsidy, villages_persons, new_assets, new_debt, new_dividend, new_leaked):
    rows = cooperatives_village.size
    for i in range(U(0), U(rows)):
        villages_1 = U(cooperatives_village[i])
        paid_1 = ledgers_by_village_first[villages_1]
        owed_1 = cooperatives_debt[i] - money__yuan(ledgers_repayment[paid_1] + ledgers_subsidy[paid_1]) + money__yuan(ledgers_credit[paid_1])
        new_assets[i] = cooperatives_assets[i] + money__yuan(ledgers_investment[paid_1])
        new_debt[i] = maximum(owed_1, 0.0)
        new_dividend[i] = ratio(12.0 * money__yuan(ledgers_dividends[paid_1]), villages_persons[U(cooperatives_village[i])], 0.0)
        new_leaked[i] = cooperatives_leaked[i] + money__yuan(ledgers_leak[paid_1])


@compile_step(NUMBERS, "frfpffffrffffnn")
def counties__budget(counties_persons, counties_region, counties_villages, parameters, terms_build_pace, terms_hire_pace, terms_infrastructure_share, terms_staff_standard, villages_by_county_first, villages_facilities, villages_persons, villages_staff, villages_stage, new_fill_posts, new_fill_rooms):
    rows = counties_region.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        rooms_share_1 = terms_infrastructure_share[i]
        people_1 = (1.0 - rooms_share_1) / (1.0 - p.staffing.usual_infrastructure)
        can_hire_1 = people_1 * terms_hire_pace[i] * counties_persons[i] / 10000.0
        can_build_1 = rooms_share_1 / p.staffing.usual_infrastructure * terms_build_pace[i] * counties_villages[i]
        sum_1 = 0.0
        for j_1 in range(villages_by_county_first[i], villages_by_county_first[i + U(1)]):
            gap_1 = maximum(terms_staff_standard[j_1] - villages_staff[j_1], 0.0) * villages_persons[j_1] / 10000.0
            asked_1 = villages_stage[j_1]
            sum_1 += gap_1 if asked_1 == 4.0 or asked_1 == 5.0 else 0.0
        posts_1 = ratio(can_hire_1, sum_1, 0.0)
        sum_2 = 0.0
        for j_2 in range(villages_by_county_first[i], villages_by_county_first[i + U(1)]):
            gap_2 = maximum(p.services.full_rooms - villages_facilities[j_2], 0.0)
            sum_2 += gap_2 if villages_stage[j_2] >= 3.0 else 0.0
        rooms_1 = ratio(can_build_1, sum_2, 0.0)
        new_fill_posts[i] = minimum(posts_1, 1.0)
        new_fill_rooms[i] = minimum(rooms_1, 1.0)


@compile_step(NUMBERS, "ffrfpfffrffffnnn")
def villages__equip(counties_fill_posts, counties_fill_rooms, ledgers_by_village_first, ledgers_own_building, parameters, terms_facility_money, terms_maintenance, terms_staff_standard, villages_county, villages_facilities, villages_persons, villages_staff, villages_stage, new_staff, new_facilities, new_built):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        county_1 = U(villages_county[i])
        gap_1 = maximum(terms_staff_standard[i] - villages_staff[i], 0.0) * villages_persons[i] / 10000.0
        asked_1 = villages_stage[i]
        hired_1 = ratio((gap_1 if asked_1 == 4.0 or asked_1 == 5.0 else 0.0) * counties_fill_posts[county_1] * 10000.0, villages_persons[i], 0.0)
        rooms_1 = staffing__worn(p.staffing, villages_facilities[i], terms_maintenance[i])
        gap_2 = maximum(p.services.full_rooms - villages_facilities[i], 0.0)
        built_1 = staffing__added(rooms_1, (gap_2 if villages_stage[i] >= 3.0 else 0.0) * counties_fill_rooms[county_1] + terms_facility_money[i])
        own_1 = money__yuan(ledgers_own_building[ledgers_by_village_first[i]]) / p.staffing.room_cost
        new_staff[i] = villages_staff[i] + hired_1
        new_facilities[i] = minimum(rooms_1 + built_1 + own_1, 1.0)
        new_built[i] = built_1


@compile_step(NUMBERS, "pffffrfrfffffffn")
def villages__serve(parameters, terms_centre, terms_opening, terms_platform, terms_running_money, villages_by_county_first, villages_community, villages_county, villages_facilities, villages_money, villages_persons, villages_reach, villages_service, villages_staff, villages_stage, new_service):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        joined_1 = bool(villages_stage[i] >= 3.0)
        mine_1 = U(villages_community[i])
        counties_1 = U(villages_county[i])
        sum_1 = 0.0
        sum_2 = 0.0
        for j_1 in range(villages_by_county_first[counties_1], villages_by_county_first[counties_1 + U(1)]):
            if j_1 == i or (joined_1 and bool(villages_stage[j_1] >= 3.0) and (U(villages_community[j_1]) == mine_1)):
                weight_1 = villages_persons[j_1]
                sum_1 += villages_staff[j_1] * weight_1
                sum_2 += weight_1
        joined_2 = bool(villages_stage[i] >= 3.0)
        mine_2 = U(villages_community[i])
        counties_2 = U(villages_county[i])
        sum_3 = 0.0
        sum_4 = 0.0
        for j_2 in range(villages_by_county_first[counties_2], villages_by_county_first[counties_2 + U(1)]):
            if j_2 == i or (joined_2 and bool(villages_stage[j_2] >= 3.0) and (U(villages_community[j_2]) == mine_2)):
                weight_2 = villages_persons[j_2]
                sum_3 += villages_facilities[j_2] * weight_2
                sum_4 += weight_2
        level_1 = services__service_level(p.services, villages_service[i], ratio(sum_1, sum_2, 0.0), villages_money[i] + terms_running_money[i], minimum(ratio(sum_3, sum_4, 0.0) + p.services.centre * terms_centre[i], 1.0), villages_reach[i], services__response(p.services, terms_platform[i], terms_opening[i]))
        new_service[i] = level_1


@compile_step(NUMBERS, "rfffrffffffffffffffffffrmrfrpfffffffffnnnnnnnn")
def households__feel(cooperatives_by_village_first, cooperatives_dividend, households_active, households_attended, households_by_village_first, households_case, households_expectation, households_fairness, households_gain, households_grievance, households_hidden, households_offer, households_offered, households_peers_active, households_peers_open, households_peers_support, households_peers_trust, households_satisfaction, households_satisfaction_start, households_stake, households_support, households_trust, households_trust_start, households_village, month, networks_bridge_ties_first, networks_bridge_ties_strength, networks_bridge_ties_to, parameters, terms_compensation, terms_transparency, villages_better_offer, villages_consulted_at_decision, villages_meeting, villages_pressure, villages_reach, villages_service, villages_stage, new_fairness, new_trust, new_gain, new_support, new_expectation, new_grievance, new_satisfaction, new_satisfaction_start):
    rows = households_village.size
    p = parameters[0]
    held_sum_1 = np.empty(rows)
    held_sum_2 = np.empty(rows)
    for i in range(U(0), U(rows)):
        sum_1 = 0.0
        sum_2 = 0.0
        for k_1 in range(networks_bridge_ties_first[i], networks_bridge_ties_first[i + U(1)]):
            j_1 = networks_bridge_ties_to[k_1]
            villages_2 = U(households_village[j_1])
            asked_1 = villages_stage[villages_2]
            sum_1 += networks_bridge_ties_strength[k_1] * number(asked_1 == 4.0 or asked_1 == 5.0)
            j_2 = networks_bridge_ties_to[k_1]
            villages_3 = U(households_village[j_2])
            asked_2 = villages_stage[villages_3]
            sum_2 += networks_bridge_ties_strength[k_1] * (number(asked_2 == 4.0 or asked_2 == 5.0) * ((households_satisfaction[j_2] - households_satisfaction_start[j_2]) / 20.0))
        held_sum_1[i] = sum_1
        held_sum_2[i] = sum_2
    room_fairness = on_stack()
    room_trust = on_stack()
    room_gain = on_stack()
    room_support = on_stack()
    room_expectation = on_stack()
    room_grievance = on_stack()
    room_satisfaction = on_stack()
    room_satisfaction_start = on_stack()
    for v in range(U(0), U(households_by_village_first.size - 1)):
        for lo in range(households_by_village_first[v], households_by_village_first[v + U(1)], U(64)):
            hi = min(lo + U(64), households_by_village_first[v + U(1)])
            for i in range(lo, hi):
                villages_1 = v
                content_1 = satisfaction__satisfaction(p.satisfaction, households_satisfaction[i], satisfaction__judgement(p.satisfaction, villages_service[v], households_expectation[i], households_fairness[i], households_grievance[i], households_trust[i], cooperatives_dividend[cooperatives_by_village_first[villages_1]]))
                village_1 = v
                sum_1 = held_sum_1[i]
                examples_1 = sum_1
                sum_2 = held_sum_2[i]
                changes_1 = sum_2
                if households_offered[i] > 0.0:
                    chosen_1 = households_offer[i]
                else:
                    villages_4 = v
                    chosen_1 = terms_compensation[villages_4] + villages_better_offer[villages_4]
                villages_5 = v
                asked_3 = villages_stage[villages_5]
                asked_4 = households_case[i]
                room_fairness[i - lo] = fairness__fairness(p.fairness, households_fairness[i], households_active[i], households_peers_active[i], terms_transparency[village_1], households_attended[i], villages_meeting[village_1], 1.0 - villages_consulted_at_decision[village_1] if villages_stage[village_1] >= 2.0 else 0.0, fairness__haste(villages_pressure[village_1]))
                room_trust[i - lo] = trust__trust(p.trust, households_trust[i], households_trust_start[i], households_peers_trust[i], villages_reach[v], trust__experience(p.trust, households_fairness[i], villages_service[v], households_grievance[i], households_expectation[i]))
                room_gain[i - lo] = support__expected_gain(p.support, households_gain[i], examples_1, ratio(changes_1, examples_1, 0.0))
                room_support[i - lo] = support__support(p.support, households_support[i], support__view(p.support, households_gain[i], chosen_1, households_stake[i], households_fairness[i], households_trust[i]), households_peers_support[i])
                room_expectation[i - lo] = satisfaction__expectation(p.expectation, households_expectation[i], number(asked_3 == 4.0 or asked_3 == 5.0))
                room_grievance[i - lo] = satisfaction__grievance(p.grievance, households_grievance[i], number(asked_4 == 1.0 or asked_4 == 3.0 or asked_4 == 4.0 or (asked_4 == 5.0)), households_peers_open[i], households_fairness[i], p.hiding.grievance * households_hidden[i])
                room_satisfaction[i - lo] = content_1
                room_satisfaction_start[i - lo] = content_1 if month == 1.0 else households_satisfaction_start[i]
            for i in range(lo, hi):
                new_fairness[i] = room_fairness[i - lo]
            for i in range(lo, hi):
                new_trust[i] = room_trust[i - lo]
            for i in range(lo, hi):
                new_gain[i] = room_gain[i - lo]
            for i in range(lo, hi):
                new_support[i] = room_support[i - lo]
            for i in range(lo, hi):
                new_expectation[i] = room_expectation[i - lo]
            for i in range(lo, hi):
                new_grievance[i] = room_grievance[i - lo]
            for i in range(lo, hi):
                new_satisfaction[i] = room_satisfaction[i - lo]
            for i in range(lo, hi):
                new_satisfaction_start[i] = room_satisfaction_start[i - lo]


@compile_step(NUMBERS, "frmpffffffffn")
def cadres__press(cadres_concern, cadres_village, month, parameters, villages_done_assets, villages_done_consult, villages_need_assets, villages_need_consult, villages_pause_until, villages_pressure, villages_since, villages_stage, new_calls_vote):
    rows = cadres_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        village_1 = U(cadres_village[i])
        assets_1 = ratio(villages_done_assets[village_1], villages_need_assets[village_1], 0.0)
        early_1 = vote__calls_early(p.vote, villages_pressure[village_1], cadres_concern[i], assets_1)
        both_1 = bool(early_1)
        if both_1:
            prepared_1 = month - villages_since[village_1] >= p.work.preparing_months
            both_1 = bool(bool(villages_stage[village_1] == 1.0 and month >= villages_pause_until[village_1] and prepared_1))
            if both_1:
                both_1 = bool(villages_done_consult[village_1] < villages_need_consult[village_1])
        new_calls_vote[i] = number(both_1)


@compile_step(NUMBERS, "fmpfffffrffffffffffffnnnnnnn")
def villages__open_vote(cadres_calls_vote, month, parameters, terms_veto, villages_aggrieved, villages_better_offer, villages_called_early, villages_consulted, villages_county, villages_done_assets, villages_done_consult, villages_done_rights, villages_in_charge, villages_need_assets, villages_need_consult, villages_need_rights, villages_pause_until, villages_rounds, villages_since, villages_stage, villages_votes_failed, new_vote_open, new_called_early, new_pause_until, new_better_offer, new_votes_failed, new_done_consult, new_rounds):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        prepared_1 = month - villages_since[i] >= p.work.preparing_months
        both_1 = bool(bool(villages_stage[i] == 1.0 and month >= villages_pause_until[i] and prepared_1))
        if both_1:
            consulted_1 = villages_done_consult[i] >= villages_need_consult[i]
            cleared_1 = villages_done_assets[i] >= villages_need_assets[i]
            both_1 = bool(bool(consulted_1 and cleared_1 and (villages_done_rights[i] >= villages_need_rights[i])) or bool(cadres_calls_vote[U(villages_in_charge[i])] > 0.5))
        ready_1 = both_1
        stopped_1 = ready_1 and bool(vote__vetoed(p.vote, terms_veto[i], villages_consulted[i], villages_aggrieved[i]))
        opens_1 = ready_1 and (not stopped_1)
        if opens_1:
            consulted_2 = villages_done_consult[i] >= villages_need_consult[i]
            cleared_2 = villages_done_assets[i] >= villages_need_assets[i]
            chosen_1 = number(not bool(consulted_2 and cleared_2 and (villages_done_rights[i] >= villages_need_rights[i])))
        else:
            chosen_1 = villages_called_early[i]
        done_1 = villages_done_consult[i]
        rounds_1 = villages_rounds[i]
        if stopped_1:
            done_1 = work__reopened(p.work, done_1, villages_need_consult[i])
            rounds_1 = work__rounds_held(p.work, done_1, villages_need_consult[i])
        new_vote_open[i] = number(opens_1)
        new_called_early[i] = chosen_1
        new_pause_until[i] = float(month + p.vote.pause) if stopped_1 else villages_pause_until[i]
        new_better_offer[i] = share(villages_better_offer[i] + p.vote.better_offer) if stopped_1 else villages_better_offer[i]
        new_votes_failed[i] = villages_votes_failed[i] + number(stopped_1)
        new_done_consult[i] = done_1
        new_rounds[i] = rounds_1


@compile_step(NUMBERS, "ffrffffffffrrmrfrpfffffffffn")
def households__vote(groups_calls, households_away, households_by_village_first, households_digital, households_elderly, households_last_attended, households_peers_attended, households_stake, households_support, households_taste, households_trust, households_village, keys, month, networks_membership_first, networks_membership_strength, networks_membership_to, parameters, terms_benefit, terms_invite, terms_online, terms_publicity, terms_usability, terms_voice, villages_knowledge, villages_started, villages_vote_open, new_ballot):
    rows = households_village.size
    p = parameters[0]
    key_reached = key_at(keys[1], month)
    key_attend = key_at(keys[2], month)
    for i in range(U(0), U(rows)):
        if villages_vote_open[U(households_village[i])] < 0.5 or not bool(households_away[i] < 0.5 or draw(key_at(keys[11], month - villages_started[U(households_village[i])]), i) < attendance__access(terms_online[U(households_village[i])], households_digital[i], terms_usability[U(households_village[i])])):
            new_ballot[i] = 0.0
        else:
            both_1 = bool(month - households_last_attended[i] > p.vote.memory)
            if both_1:
                village_1 = U(households_village[i])
                sum_1 = 0.0
                for k_1 in range(networks_membership_first[i], networks_membership_first[i + U(1)]):
                    j_1 = networks_membership_to[k_1]
                    sum_1 += groups_calls[j_1]
                reach_1 = attendance__reached(p.attendance, villages_knowledge[village_1], terms_publicity[village_1] + terms_invite[village_1], share(sum_1))
                chance_1 = attendance__attends(p.attendance, households_stake[i], households_trust[i], households_peers_attended[i], terms_benefit[i] + p.vote.mobilisation, terms_voice[U(households_village[i])], households_away[i], attendance__access(terms_online[U(households_village[i])], households_digital[i], terms_usability[U(households_village[i])]), households_elderly[i], households_taste[i])
                both_1 = bool(not bool(draw(key_reached, i) < reach_1 and draw(key_attend, i) < chance_1))
            if both_1:
                new_ballot[i] = 0.0
            else:
                new_ballot[i] = 2.0 if draw(key_at(keys[12], month - villages_started[U(households_village[i])]), i) < households_support[i] else 1.0


@compile_step(NUMBERS, "ffrfrfrmpfffffffffrffffffffffnnnnnnnnnn")
def villages__decide(households_away, households_ballot, households_by_village_first, households_digital, households_village, households_weight, keys, month, parameters, terms_approval, terms_merge, terms_online, terms_quorum, terms_usability, villages_better_offer, villages_community, villages_consulted, villages_consulted_at_decision, villages_county, villages_done_consult, villages_need_consult, villages_pause_until, villages_rounds, villages_since, villages_stage, villages_started, villages_vote_open, villages_voted, villages_votes_failed, new_stage, new_since, new_voted, new_consulted_at_decision, new_community, new_pause_until, new_better_offer, new_votes_failed, new_done_consult, new_rounds):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        held_1 = bool(villages_vote_open[i] > 0.5)
        both_1 = bool(held_1)
        if both_1:
            sum_1 = 0.0
            for j_1 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
                if households_ballot[j_1] > 0.0:
                    sum_1 += households_weight[j_1]
            voters_1 = sum_1
            sum_2 = 0.0
            for j_2 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
                if households_ballot[j_2] == 2.0:
                    sum_2 += households_weight[j_2]
            in_favour_1 = sum_2
            sum_3 = 0.0
            for j_3 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
                if bool(households_away[j_3] < 0.5 or draw(key_at(keys[11], month - villages_started[U(households_village[j_3])]), j_3) < attendance__access(terms_online[U(households_village[j_3])], households_digital[j_3], terms_usability[U(households_village[j_3])])):
                    sum_3 += households_weight[j_3]
            electorate_1 = sum_3
            turnout_1 = ratio(voters_1, electorate_1, 0.0)
            yes_1 = ratio(in_favour_1, voters_1, 0.0)
            both_1 = bool(bool(vote__passes(turnout_1, yes_1, terms_quorum[i], terms_approval[i])) or p.vote.required < 0.5)
        passed_1 = both_1
        converts_1 = villages_stage[i] == 2.0 and month - villages_since[i] >= p.work.decided_months
        merges_1 = converts_1 and terms_merge[i] >= 0.0
        done_1 = villages_done_consult[i]
        rounds_1 = villages_rounds[i]
        if held_1 and (not passed_1):
            done_1 = work__reopened(p.work, done_1, villages_need_consult[i])
            rounds_1 = work__rounds_held(p.work, done_1, villages_need_consult[i])
        new_stage[i] = float(2.0) if passed_1 else float(3.0) if converts_1 else villages_stage[i]
        new_since[i] = float(month) if passed_1 or converts_1 else villages_since[i]
        new_voted[i] = 1.0 if passed_1 else villages_voted[i]
        new_consulted_at_decision[i] = villages_consulted[i] if passed_1 else villages_consulted_at_decision[i]
        new_community[i] = terms_merge[i] if merges_1 else float(U(villages_community[i]))
        new_pause_until[i] = float(month + p.vote.pause) if held_1 and (not passed_1) else villages_pause_until[i]
        new_better_offer[i] = share(villages_better_offer[i] + p.vote.better_offer) if held_1 and (not passed_1) else villages_better_offer[i]
        new_votes_failed[i] = villages_votes_failed[i] + number(held_1 and (not passed_1))
        new_done_consult[i] = done_1
        new_rounds[i] = rounds_1


@compile_step(NUMBERS, "ffrrmpfrffffffffffn")
def cadres__weigh(cadres_concern, cadres_integrity, cadres_village, keys, month, parameters, terms_detection, villages_county, villages_done_assets, villages_done_handover, villages_done_rights, villages_need_assets, villages_need_handover, villages_need_rights, villages_pressure, villages_since, villages_stage, villages_started, new_declares):
    rows = cadres_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        village_1 = U(cadres_village[i])
        if month % p.declaration.quarter != 0.0 or villages_stage[village_1] != 3.0 or villages_since[village_1] >= month:
            new_declares[i] = 0.0
        else:
            rights_1 = villages_need_rights[village_1] - villages_done_rights[village_1]
            handover_1 = villages_need_handover[village_1] - villages_done_handover[village_1]
            chance_1 = declaration__declares(p.declaration, 1.0 - (1.0 - ratio(villages_need_assets[village_1] - villages_done_assets[village_1] + rights_1 + handover_1, villages_need_assets[village_1] + villages_need_rights[village_1] + villages_need_handover[village_1], 0.0)), villages_pressure[village_1], cadres_concern[i], cadres_integrity[i], terms_detection[U(villages_county[village_1])])
            new_declares[i] = number(draw(key_at(keys[13], month - villages_started[U(cadres_village[i])]), i) < chance_1)


@compile_step(NUMBERS, "frfffrmpffrffffffffffffffffffnnnnnnnnnnnn")
def villages__declare(cadres_declares, households_by_village_first, households_case, households_trust, households_weight, keys, month, parameters, terms_detection, terms_evaluation, villages_county, villages_declared, villages_done_assets, villages_done_handover, villages_done_rights, villages_in_charge, villages_lesson, villages_lesson_from, villages_nameplate, villages_need_assets, villages_need_handover, villages_need_rights, villages_quality_at_declaration, villages_service, villages_service_at_declaration, villages_since, villages_stage, villages_started, villages_trust_at_declaration, new_stage, new_since, new_declared, new_quality_at_declaration, new_quality_now, new_service_at_declaration, new_trust_at_declaration, new_nameplate, new_relapsed, new_found, new_lesson, new_lesson_from):
    rows = villages_county.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        rights_1 = villages_need_rights[i] - villages_done_rights[i]
        handover_1 = villages_need_handover[i] - villages_done_handover[i]
        done_1 = 1.0 - ratio(villages_need_assets[i] - villages_done_assets[i] + rights_1 + handover_1, villages_need_assets[i] + villages_need_rights[i] + villages_need_handover[i], 0.0)
        plated_1 = bool(villages_stage[i] == 3.0 and cadres_declares[U(villages_in_charge[i])] > 0.5)
        sum_1 = 0.0
        sum_2 = 0.0
        for j_1 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
            weight_1 = households_weight[j_1]
            sum_1 += number(households_case[j_1] == 5.0) * weight_1
            sum_2 += weight_1
        together_1 = ratio(sum_1, sum_2, 0.0)
        sum_3 = 0.0
        sum_4 = 0.0
        for j_2 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
            weight_2 = households_weight[j_2]
            sum_3 += households_trust[j_2] * weight_2
            sum_4 += weight_2
        fell_1 = declaration__relapsed(p.declaration, villages_service[i], villages_service_at_declaration[i], ratio(sum_3, sum_4, 0.0), villages_trust_at_declaration[i], together_1)
        both_1 = bool(villages_nameplate[i] > 0.5)
        if both_1:
            rights_2 = villages_need_rights[i] - villages_done_rights[i]
            handover_2 = villages_need_handover[i] - villages_done_handover[i]
            both_1 = bool(declaration__nameplate(p.declaration, 1.0 - (1.0 - ratio(villages_need_assets[i] - villages_done_assets[i] + rights_2 + handover_2, villages_need_assets[i] + villages_need_rights[i] + villages_need_handover[i], 0.0))))
        still_1 = both_1
        fell_2 = bool(villages_declared[i] > 0.0 and fell_1)
        found_1 = bool(still_1 and month % p.declaration.quarter == 0.0 and (draw(key_at(keys[14], month - villages_started[i]), i) < terms_detection[U(villages_county[i])]))
        if found_1:
            stage_after_1 = float(3.0)
        elif plated_1:
            stage_after_1 = float(4.0)
        else:
            old_1 = month - villages_since[i] >= p.declaration.consolidate
            sound_1 = villages_stage[i] == 4.0 and villages_nameplate[i] < 0.5 and (not fell_2) and old_1
            stage_after_1 = float(5.0) if sound_1 else villages_stage[i]
        stage_1 = stage_after_1
        rights_3 = villages_need_rights[i] - villages_done_rights[i]
        handover_3 = villages_need_handover[i] - villages_done_handover[i]
        done_2 = 1.0 - ratio(villages_need_assets[i] - villages_done_assets[i] + rights_3 + handover_3, villages_need_assets[i] + villages_need_rights[i] + villages_need_handover[i], 0.0)
        if plated_1 and villages_declared[i] == 0.0:
            sum_5 = 0.0
            sum_6 = 0.0
            for j_3 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
                weight_3 = households_weight[j_3]
                sum_5 += households_trust[j_3] * weight_3
                sum_6 += weight_3
            chosen_1 = ratio(sum_5, sum_6, 0.0)
        else:
            chosen_1 = villages_trust_at_declaration[i]
        new_stage[i] = stage_1
        new_since[i] = float(month) if stage_1 != villages_stage[i] else villages_since[i]
        new_quality_now[i] = done_1
        new_nameplate[i] = number(stage_1 >= 4.0 and declaration__nameplate(p.declaration, 1.0 - done_1))
        new_relapsed[i] = number(fell_2)
        new_found[i] = number(found_1)
        new_declared[i] = float(month) if plated_1 and villages_declared[i] == 0.0 else villages_declared[i]
        new_quality_at_declaration[i] = done_2 if plated_1 and villages_declared[i] == 0.0 else villages_quality_at_declaration[i]
        new_service_at_declaration[i] = villages_service[i] if plated_1 and villages_declared[i] == 0.0 else villages_service_at_declaration[i]
        new_trust_at_declaration[i] = chosen_1
        new_lesson[i] = done_2 * terms_evaluation[i] if plated_1 and villages_declared[i] == 0.0 else villages_lesson[i]
        new_lesson_from[i] = float(month + p.learning.lag) if plated_1 and villages_declared[i] == 0.0 else villages_lesson_from[i]


@compile_step(NUMBERS, "ffffrfffrrmpfffffffnnnnnn")
def cadres__stay(cadres_answers, cadres_concern, cadres_declares, cadres_knowledge, cadres_role, cadres_serving, cadres_skill, cadres_tenure, cadres_village, keys, month, parameters, terms_duties, terms_mentoring, terms_pay, terms_training, villages_found, villages_in_charge, villages_pressure, new_load, new_skill, new_knowledge, new_tenure, new_answers, new_concern):
    rows = cadres_village.size
    p = parameters[0]
    key_leave = key_at(keys[15], month)
    for i in range(U(0), U(rows)):
        village_1 = U(cadres_village[i])
        burden_1 = staffing__load(p.staffing, terms_duties[village_1], villages_pressure[village_1])
        serves_1 = cadres_serving[i] > 0.5
        if serves_1 and draw(key_leave, i) < staffing__leaves(p.staffing, burden_1, terms_pay[village_1]):
            new_load[i] = burden_1
            new_skill[i] = p.handover.skill if bool(cadres_role[i] == 2.0) else p.staffing.newcomer_skill
            new_knowledge[i] = p.handover.knowledge if bool(cadres_role[i] == 2.0) else p.staffing.newcomer_knowledge
            new_tenure[i] = 0.0
            new_answers[i] = 0.0
            new_concern[i] = p.staffing.newcomer_concern
        else:
            blamed_1 = villages_found[village_1] > 0.5 and cadres_answers[i] > 0.5
            both_1 = bool(cadres_declares[i] > 0.5)
            if both_1:
                villages_1 = U(cadres_village[i])
                both_1 = bool(U(villages_in_charge[villages_1]) == i)
            declared_1 = both_1
            if serves_1:
                if bool(cadres_role[i] == 2.0):
                    better_known_1 = handover__learned(p.handover, cadres_knowledge[i], terms_mentoring[U(cadres_village[i])])
                else:
                    better_known_1 = staffing__experience(p.staffing, cadres_knowledge[i])
                chosen_1 = better_known_1
            else:
                chosen_1 = cadres_knowledge[i]
            new_load[i] = burden_1
            new_skill[i] = share(cadres_skill[i] + terms_training[U(cadres_village[i])] / 12.0 * (1.0 - cadres_skill[i])) if serves_1 else cadres_skill[i]
            new_knowledge[i] = chosen_1
            new_tenure[i] = cadres_tenure[i] + cadres_serving[i]
            new_answers[i] = 0.0 if blamed_1 else 1.0 if declared_1 else cadres_answers[i] * number(serves_1)
            new_concern[i] = cadres_concern[i] * p.declaration.blamed if blamed_1 else cadres_concern[i]


@compile_step(NUMBERS, "frfrrmpfffnn")
def households__migrate(households_away, households_by_village_first, households_elsewhere, households_village, keys, month, parameters, terms_registration_speed, villages_service, villages_stage, new_away, new_elsewhere):
    rows = households_village.size
    p = parameters[0]
    key_return = key_at(keys[16], month)
    key_register = key_at(keys[17], month)
    for i in range(U(0), U(rows)):
        village_1 = U(households_village[i])
        asked_1 = villages_stage[village_1]
        converted_1 = number(asked_1 == 4.0 or asked_1 == 5.0)
        back_1 = draw(key_return, i) < migration__returns(p.migration, villages_service[village_1], converted_1)
        moves_1 = draw(key_register, i) < migration__registers(p.migration, terms_registration_speed[village_1], converted_1)
        new_away[i] = 0.0 if back_1 else households_away[i]
        new_elsewhere[i] = 0.0 if moves_1 else households_elsewhere[i]


@compile_step(NUMBERS, "frfffrfrpffn")
def groups__live(groups_activity, groups_village, households_attended, households_case, households_contested, members_first, members_strength, members_to, parameters, terms_group_support, terms_purchased_services, new_activity):
    rows = groups_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        village_1 = U(groups_village[i])
        sum_1 = 0.0
        sum_2 = 0.0
        sum_3 = 0.0
        for k_1 in range(members_first[i], members_first[i + U(1)]):
            j_1 = members_to[k_1]
            sum_1 += households_attended[j_1] * 1.0
            sum_2 += 1.0
            sum_3 += households_contested[j_1]
        contested_1 = sum_3
        sum_4 = 0.0
        for k_2 in range(members_first[i], members_first[i + U(1)]):
            j_2 = members_to[k_2]
            sum_4 += number(households_case[j_2] == 2.0)
        solved_1 = sum_4
        new_activity[i] = groups__activity(p.groups, groups_activity[i], ratio(sum_1, sum_2, 0.0), solved_1 / contested_1 if contested_1 > 0.0 else 0.5 * 1.0, groups__backing(p.groups, terms_group_support[village_1], terms_purchased_services[village_1]))


@compile_step(NUMBERS, "frpfffffffrffffnnnnnnnn")
def ledgers__spend(counties_active_share, ledgers_village, parameters, terms_lever_cost, terms_mediators, terms_pay, terms_purchased_services, terms_running_money, terms_secondees, villages_built, villages_county, villages_money, villages_outside, villages_persons, villages_staff, new_running, new_activities, new_upkeep, new_wages, new_campaign, new_building, new_purchases, new_measures):
    rows = ledgers_village.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        village_1 = U(ledgers_village[i])
        reaching_1 = work__crowding(p.coordination, counties_active_share[U(villages_county[village_1])])
        sent_1 = villages_outside[village_1] / maximum(reaching_1, 1e-12)
        helpers_1 = sent_1 + terms_secondees[village_1] + terms_mediators[village_1]
        means_1 = maximum(villages_money[village_1] + terms_running_money[village_1], 0.0)
        running_1 = money__fen(means_1 * p.money.running * villages_persons[village_1] / 12.0)
        activities_1 = floor(running_1 * p.money.activities)
        new_running[i] = running_1
        new_activities[i] = activities_1
        new_upkeep[i] = running_1 - activities_1
        new_wages[i] = money__fen(money__wages(p.money, villages_staff[village_1] * villages_persons[village_1] / 10000.0, terms_pay[village_1]))
        new_campaign[i] = money__fen(money__wages(p.money, helpers_1, 0.0))
        new_building[i] = money__fen(villages_built[village_1] * p.staffing.room_cost)
        new_purchases[i] = money__fen(terms_purchased_services[village_1])
        new_measures[i] = money__fen(terms_lever_cost[village_1])


@compile_step(NUMBERS, "fffffffffffffffffffffffffffrfnnnnnnnn")
def ledgers__book(ledgers_activities, ledgers_building, ledgers_business, ledgers_campaign, ledgers_community, ledgers_compensation, ledgers_contractor, ledgers_cooperative, ledgers_credit, ledgers_dividends, ledgers_government, ledgers_group, ledgers_household, ledgers_interest, ledgers_investment, ledgers_leak, ledgers_lender, ledgers_lost, ledgers_measures, ledgers_own_building, ledgers_purchases, ledgers_rent, ledgers_repayment, ledgers_running, ledgers_subsidy, ledgers_support, ledgers_upkeep, ledgers_village, ledgers_wages, new_government, new_community, new_cooperative, new_group, new_household, new_contractor, new_lender, new_lost):
    rows = ledgers_village.size
    for i in range(U(0), U(rows)):
        received_1 = 0.0
        spent_1 = 0.0 + ledgers_wages[i] + ledgers_campaign[i] + ledgers_building[i] + ledgers_running[i] + ledgers_compensation[i] + ledgers_purchases[i] + ledgers_subsidy[i] + ledgers_measures[i]
        held_1 = ledgers_government[i]
        received_2 = 0.0 + ledgers_running[i] + ledgers_rent[i] + ledgers_support[i]
        spent_2 = 0.0 + ledgers_own_building[i] + ledgers_activities[i] + ledgers_upkeep[i]
        held_2 = ledgers_community[i]
        received_3 = 0.0 + ledgers_business[i] + ledgers_credit[i]
        spent_3 = 0.0 + ledgers_interest[i] + ledgers_repayment[i] + ledgers_dividends[i] + ledgers_support[i] + ledgers_investment[i] + ledgers_leak[i]
        held_3 = ledgers_cooperative[i]
        received_4 = 0.0 + ledgers_purchases[i] + ledgers_activities[i]
        spent_4 = 0.0
        held_4 = ledgers_group[i]
        received_5 = 0.0 + ledgers_wages[i] + ledgers_campaign[i] + ledgers_compensation[i] + ledgers_dividends[i]
        spent_5 = 0.0
        held_5 = ledgers_household[i]
        received_6 = 0.0 + ledgers_building[i] + ledgers_measures[i] + ledgers_investment[i] + ledgers_own_building[i] + ledgers_upkeep[i]
        spent_6 = 0.0 + ledgers_business[i] + ledgers_rent[i]
        held_6 = ledgers_contractor[i]
        received_7 = 0.0 + ledgers_subsidy[i] + ledgers_interest[i] + ledgers_repayment[i]
        spent_7 = 0.0 + ledgers_credit[i]
        held_7 = ledgers_lender[i]
        received_8 = 0.0 + ledgers_leak[i]
        spent_8 = 0.0
        held_8 = ledgers_lost[i]
        new_government[i] = held_1 + received_1 - spent_1
        new_community[i] = held_2 + received_2 - spent_2
        new_cooperative[i] = held_3 + received_3 - spent_3
        new_group[i] = held_4 + received_4 - spent_4
        new_household[i] = held_5 + received_5 - spent_5
        new_contractor[i] = held_6 + received_6 - spent_6
        new_lender[i] = held_7 + received_7 - spent_7
        new_lost[i] = held_8 + received_8 - spent_8


@compile_step(NUMBERS, "frfffrmpfrfffffffnnnn")
def villages__report(households_away, households_by_village_first, households_satisfaction, households_support, households_weight, keys, month, parameters, terms_survey, villages_county, villages_open_visible, villages_quality_now, villages_reported_cases, villages_reported_progress, villages_reported_satisfaction, villages_reported_support, villages_stage, new_reported_progress, new_reported_satisfaction, new_reported_support, new_reported_cases):
    rows = villages_county.size
    p = parameters[0]
    key_survey = key_at(keys[18], month)
    key_poll = key_at(keys[19], month)
    for i in range(U(0), U(rows)):
        if not month % p.declaration.quarter == 0.0:
            new_reported_progress[i] = villages_reported_progress[i]
            new_reported_satisfaction[i] = villages_reported_satisfaction[i]
            new_reported_support[i] = villages_reported_support[i]
            new_reported_cases[i] = villages_reported_cases[i]
        else:
            sum_1 = 0.0
            sum_2 = 0.0
            for j_1 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
                weight_1 = households_weight[j_1]
                sum_1 += households_satisfaction[j_1] * weight_1
                sum_2 += weight_1
            content_1 = ratio(sum_1, sum_2, 0.0)
            survey_1 = terms_survey[U(villages_county[i])]
            luck_1 = minimum(maximum(draw(key_survey, i), 1e-09), 1.0 - 1e-09)
            luck_2 = minimum(maximum(draw(key_poll, i), 1e-09), 1.0 - 1e-09)
            error_1 = logit(luck_1) / 1.8137993642342178
            missed_1 = logit(luck_2) / 1.8137993642342178
            asked_1 = villages_stage[i]
            sum_3 = 0.0
            sum_4 = 0.0
            for j_2 in range(households_by_village_first[i], households_by_village_first[i + U(1)]):
                weight_2 = households_weight[j_2]
                sum_3 += (1.0 - households_away[j_2]) * households_support[j_2] * weight_2
                sum_4 += weight_2
            new_reported_progress[i] = 1.0 if asked_1 == 4.0 or asked_1 == 5.0 else villages_quality_now[i]
            new_reported_satisfaction[i] = minimum(maximum(content_1 + 20.0 * survey_1 * error_1, 0.0), 100.0)
            new_reported_support[i] = vote__polled(p.vote, ratio(sum_3, sum_4, 0.0), survey_1 * missed_1)
            new_reported_cases[i] = villages_open_visible[i]


@compile_step(NUMBERS, "rfffmprffffnnn")
def counties__take_stock(counties_region, counties_seen_cases, counties_seen_coverage, counties_seen_satisfaction, month, parameters, villages_by_county_first, villages_households, villages_reported_cases, villages_reported_satisfaction, villages_stage, new_seen_coverage, new_seen_satisfaction, new_seen_cases):
    rows = counties_region.size
    p = parameters[0]
    for i in range(U(0), U(rows)):
        if month % p.declaration.quarter != 0.0:
            new_seen_coverage[i] = counties_seen_coverage[i]
            new_seen_satisfaction[i] = counties_seen_satisfaction[i]
            new_seen_cases[i] = counties_seen_cases[i]
        else:
            sum_1 = 0.0
            sum_2 = 0.0
            sum_3 = 0.0
            sum_4 = 0.0
            sum_5 = 0.0
            for j_1 in range(villages_by_county_first[i], villages_by_county_first[i + U(1)]):
                asked_1 = villages_stage[j_1]
                sum_1 += number(asked_1 == 4.0 or asked_1 == 5.0) * 1.0
                sum_2 += 1.0
                weight_1 = villages_households[j_1]
                sum_3 += villages_reported_satisfaction[j_1] * weight_1
                sum_4 += weight_1
                sum_5 += villages_reported_cases[j_1]
            cases_1 = sum_5
            sum_6 = 0.0
            for j_2 in range(villages_by_county_first[i], villages_by_county_first[i + U(1)]):
                sum_6 += villages_households[j_2]
            new_seen_coverage[i] = ratio(sum_1, sum_2, 0.0)
            new_seen_satisfaction[i] = ratio(sum_3, sum_4, 0.0)
            new_seen_cases[i] = 1000.0 * ratio(cases_1, sum_6, 0.0)


@compile_month(NUMBERS, "frfffffffffrfffrffrffffrffffffrffffffffrffffrffffffffffffffffffffffffffffffffffrfrfffrffffffffffffffffffffffffrfrfrrfrmrfrrfrrfrpffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffrffffrffffffffffffffffffffffffffffffffffffffffffffffffffbbbbbbb")
def whole_month(cadres_answers, cadres_by_village_first, cadres_calls_vote, cadres_concern, cadres_consult, cadres_declares, cadres_hides, cadres_integrity, cadres_knowledge, cadres_mediate, cadres_part_time, cadres_role, cadres_serving, cadres_skill, cadres_tenure, cadres_village, cadres_visible, cooperatives_assets, cooperatives_by_village_first, cooperatives_debt, cooperatives_dividend, cooperatives_leaked, cooperatives_rate, cooperatives_village, counties_active_share, counties_cases, counties_fill_posts, counties_fill_rooms, counties_outside, counties_persons, counties_region, counties_seen_cases, counties_seen_coverage, counties_seen_satisfaction, counties_villages, groups_activity, groups_calls, groups_settling, groups_skill, groups_village, households_active, households_attended, households_away, households_ballot, households_by_village_first, households_case, households_case_age, households_concealed, households_consulted, households_contested, households_digital, households_elderly, households_elsewhere, households_escalated, households_expectation, households_fairness, households_gain, households_grievance, households_hidden, households_last_attended, households_offer, households_offered, households_peers_active, households_peers_aggrieved, households_peers_attended, households_peers_open, households_peers_support, households_peers_trust, households_place, households_satisfaction, households_satisfaction_start, households_special, households_stake, households_support, households_taste, households_threshold, households_title_clear, households_trust, households_trust_start, households_village, households_weight, keys, ledgers_activities, ledgers_building, ledgers_business, ledgers_by_village_first, ledgers_campaign, ledgers_community, ledgers_compensation, ledgers_contractor, ledgers_cooperative, ledgers_credit, ledgers_dividends, ledgers_government, ledgers_group, ledgers_household, ledgers_interest, ledgers_investment, ledgers_leak, ledgers_lender, ledgers_lost, ledgers_measures, ledgers_own_building, ledgers_purchases, ledgers_rent, ledgers_repayment, ledgers_running, ledgers_subsidy, ledgers_support, ledgers_upkeep, ledgers_village, ledgers_wages, lessons_first, lessons_strength, lessons_to, members_first, members_strength, members_to, month, networks_bridge_ties_first, networks_bridge_ties_strength, networks_bridge_ties_to, networks_membership_first, networks_membership_strength, networks_membership_to, networks_ties_first, networks_ties_strength, networks_ties_to, parameters, terms_aftercare, terms_allocation, terms_appraisal, terms_approval, terms_benefit, terms_build_pace, terms_centre, terms_community_rent, terms_community_support, terms_compensation, terms_debt_share, terms_debt_subsidy, terms_detection, terms_due, terms_duties, terms_evaluation, terms_exchange, terms_facility_money, terms_group_support, terms_hire_pace, terms_infrastructure_share, terms_invite, terms_legacy_cases, terms_lever_cost, terms_lever_staff, terms_maintenance, terms_market_access, terms_mediation_skill, terms_mediators, terms_mentoring, terms_merge, terms_offer_mode, terms_online, terms_opening, terms_outside_staff, terms_part_time_cap, terms_pay, terms_pilot, terms_platform, terms_publicity, terms_purchased_services, terms_quorum, terms_ready_months, terms_reform_work, terms_registration_speed, terms_reinvest, terms_retained, terms_running_money, terms_sanction, terms_secondees, terms_share_rule, terms_staff_standard, terms_start, terms_survey, terms_title_work, terms_township_pool, terms_training, terms_transparency, terms_usability, terms_veto, terms_voice, terms_volunteers, terms_wave, villages_aggrieved, villages_better_offer, villages_built, villages_by_county_first, villages_called_early, villages_community, villages_consulted, villages_consulted_at_decision, villages_county, villages_declared, villages_done_assets, villages_done_consult, villages_done_handover, villages_done_rights, villages_due, villages_facilities, villages_found, villages_handed, villages_households, villages_in_charge, villages_knowledge, villages_lesson, villages_lesson_from, villages_mediation, villages_meeting, villages_money, villages_nameplate, villages_need_assets, villages_need_consult, villages_need_handover, villages_need_rights, villages_open_visible, villages_outside, villages_pause_until, villages_persons, villages_pressure, villages_quality_at_declaration, villages_quality_now, villages_reach, villages_reported_cases, villages_reported_progress, villages_reported_satisfaction, villages_reported_support, villages_round_now, villages_rounds, villages_service, villages_service_at_declaration, villages_settling, villages_since, villages_staff, villages_stage, villages_stalled, villages_started, villages_trust_at_declaration, villages_vote_open, villages_voted, villages_votes_failed, villages_waiting, villages_work_factor, block_villages, block_counties, block_cadres, block_households, block_groups, block_cooperatives, block_ledgers):
    new_due = block_villages[0]
    new_wave = block_villages[1]
    new_pilot = block_villages[2]
    new_ready_months = block_villages[3]
    new_stage = np.empty(villages_county.size)
    new_since = np.empty(villages_county.size)
    new_started = block_villages[6]
    villages__register(month, terms_due, terms_pilot, terms_ready_months, terms_start, terms_wave, villages_county, villages_since, villages_stage, villages_started, new_due, new_wave, new_pilot, new_ready_months, new_stage, new_since, new_started)
    villages_due = new_due
    villages_wave = new_wave
    villages_pilot = new_pilot
    villages_ready_months = new_ready_months
    villages_stage = new_stage
    villages_since = new_since
    villages_started = new_started
    new_active_share = block_counties[0]
    new_outside = block_counties[1]
    counties__allot(counties_region, counties_villages, parameters, terms_outside_staff, villages_by_county_first, villages_stage, new_active_share, new_outside)
    counties_active_share = new_active_share
    counties_outside = new_outside
    new_outside = block_villages[7]
    new_pressure = block_villages[8]
    villages__receive(counties_outside, month, parameters, terms_allocation, terms_sanction, villages_by_county_first, villages_county, villages_done_assets, villages_done_consult, villages_done_handover, villages_done_rights, villages_due, villages_need_assets, villages_need_consult, villages_need_handover, villages_need_rights, villages_pressure, villages_stage, new_outside, new_pressure)
    villages_outside = new_outside
    villages_pressure = new_pressure
    new_serving = block_cadres[0]
    cadres__hand_over(cadres_role, cadres_serving, cadres_village, keys, month, parameters, terms_retained, villages_declared, villages_handed, new_serving)
    cadres_serving = new_serving
    new_handed = block_villages[9]
    new_in_charge = block_villages[10]
    villages__take_over(cadres_by_village_first, cadres_role, cadres_serving, month, parameters, villages_county, villages_declared, villages_handed, villages_in_charge, new_handed, new_in_charge)
    villages_handed = new_handed
    villages_in_charge = new_in_charge
    new_work_factor = block_villages[11]
    villages__learn(lessons_first, lessons_strength, lessons_to, month, parameters, terms_exchange, villages_county, villages_lesson, villages_lesson_from, new_work_factor)
    villages_work_factor = new_work_factor
    new_consult = block_cadres[1]
    new_visible = block_cadres[2]
    new_mediate = block_cadres[3]
    new_serve = block_cadres[4]
    cadres__spend(cadres_by_village_first, cadres_concern, cadres_integrity, cadres_serving, cadres_skill, cadres_village, parameters, terms_duties, terms_lever_staff, villages_done_consult, villages_households, villages_nameplate, villages_need_consult, villages_pressure, villages_stage, villages_waiting, new_consult, new_visible, new_mediate, new_serve)
    cadres_consult = new_consult
    cadres_visible = new_visible
    cadres_mediate = new_mediate
    cadres_serve = new_serve
    new_done_consult = np.empty(villages_county.size)
    new_rounds = np.empty(villages_county.size)
    new_round_now = block_villages[14]
    new_mediation = block_villages[15]
    new_done_assets = block_villages[16]
    new_done_rights = block_villages[17]
    new_done_handover = block_villages[18]
    villages__labour(cadres_by_village_first, cadres_consult, cadres_mediate, cadres_serving, cadres_visible, parameters, terms_aftercare, terms_mediators, terms_reform_work, terms_secondees, terms_volunteers, villages_county, villages_done_assets, villages_done_consult, villages_done_handover, villages_done_rights, villages_nameplate, villages_need_assets, villages_need_consult, villages_need_handover, villages_need_rights, villages_outside, villages_rounds, villages_stage, villages_stalled, villages_work_factor, new_done_consult, new_rounds, new_round_now, new_mediation, new_done_assets, new_done_rights, new_done_handover)
    villages_done_consult = new_done_consult
    villages_rounds = new_rounds
    villages_round_now = new_round_now
    villages_mediation = new_mediation
    villages_done_assets = new_done_assets
    villages_done_rights = new_done_rights
    villages_done_handover = new_done_handover
    new_peers_attended = block_households[0]
    new_peers_active = block_households[1]
    new_peers_trust = block_households[2]
    new_peers_support = block_households[3]
    new_peers_open = block_households[4]
    new_peers_aggrieved = block_households[5]
    households__listen(households_active, households_attended, households_by_village_first, households_case, households_grievance, households_support, households_threshold, households_trust, households_village, networks_ties_first, networks_ties_strength, networks_ties_to, new_peers_attended, new_peers_active, new_peers_trust, new_peers_support, new_peers_open, new_peers_aggrieved)
    households_peers_attended = new_peers_attended
    households_peers_active = new_peers_active
    households_peers_trust = new_peers_trust
    households_peers_support = new_peers_support
    households_peers_open = new_peers_open
    households_peers_aggrieved = new_peers_aggrieved
    new_calls = block_groups[0]
    groups__call(groups_activity, groups_village, new_calls)
    groups_calls = new_calls
    new_knowledge = block_villages[19]
    new_reach = block_villages[20]
    new_meeting = block_villages[21]
    new_separated = block_villages[22]
    villages__convene(cadres_by_village_first, cadres_knowledge, cadres_part_time, cadres_role, cadres_serving, households_by_village_first, households_elsewhere, households_weight, month, parameters, terms_invite, terms_part_time_cap, terms_publicity, villages_by_county_first, villages_community, villages_county, villages_handed, villages_round_now, villages_stage, new_knowledge, new_reach, new_meeting, new_separated)
    villages_knowledge = new_knowledge
    villages_reach = new_reach
    villages_meeting = new_meeting
    villages_separated = new_separated
    new_attended = block_households[6]
    new_active = block_households[7]
    new_last_attended = block_households[8]
    new_consulted = block_households[9]
    households__attend(groups_calls, households_active, households_attended, households_away, households_by_village_first, households_consulted, households_digital, households_elderly, households_last_attended, households_peers_attended, households_stake, households_taste, households_trust, households_village, keys, month, networks_membership_first, networks_membership_strength, networks_membership_to, parameters, terms_benefit, terms_invite, terms_online, terms_publicity, terms_usability, terms_voice, villages_knowledge, villages_meeting, villages_round_now, new_attended, new_active, new_last_attended, new_consulted)
    households_attended = new_attended
    households_active = new_active
    households_last_attended = new_last_attended
    households_consulted = new_consulted
    new_attendance = block_villages[23]
    new_active = block_villages[24]
    new_consulted = block_villages[25]
    villages__count_heads(households_active, households_attended, households_by_village_first, households_consulted, households_weight, villages_county, new_attendance, new_active, new_consulted)
    villages_attendance = new_attendance
    villages_active = new_active
    villages_consulted = new_consulted
    new_hides = block_cadres[5]
    cadres__conceal(cadres_concern, cadres_integrity, cadres_village, parameters, terms_appraisal, villages_county, new_hides)
    cadres_hides = new_hides
    new_offered = block_households[10]
    new_offer = block_households[11]
    new_case = np.empty(households_village.size)
    new_case_age = np.empty(households_village.size)
    new_hidden = np.empty(households_village.size)
    new_concealed = block_households[15]
    new_contested = block_households[16]
    new_title_clear = block_households[17]
    households__respond(cadres_hides, households_by_village_first, households_case, households_case_age, households_concealed, households_contested, households_fairness, households_hidden, households_offer, households_offered, households_peers_open, households_place, households_special, households_stake, households_title_clear, households_village, keys, month, parameters, terms_compensation, terms_legacy_cases, terms_offer_mode, terms_share_rule, terms_title_work, villages_better_offer, villages_county, villages_done_rights, villages_in_charge, villages_nameplate, villages_need_rights, villages_pressure, villages_stage, villages_started, villages_work_factor, new_offered, new_offer, new_case, new_case_age, new_hidden, new_concealed, new_contested, new_title_clear)
    households_offered = new_offered
    households_offer = new_offer
    households_case = new_case
    households_case_age = new_case_age
    households_hidden = new_hidden
    households_concealed = new_concealed
    households_contested = new_contested
    households_title_clear = new_title_clear
    new_open_visible = np.empty(villages_county.size)
    new_waiting = np.empty(villages_county.size)
    new_open_all = np.empty(villages_county.size)
    new_aggrieved = np.empty(villages_county.size)
    villages__count_cases(households_by_village_first, households_case, households_grievance, households_hidden, households_threshold, households_weight, villages_county, new_open_visible, new_waiting, new_open_all, new_aggrieved)
    villages_open_visible = new_open_visible
    villages_waiting = new_waiting
    villages_open_all = new_open_all
    villages_aggrieved = new_aggrieved
    new_cases = block_counties[2]
    counties__gather_cases(counties_region, villages_by_county_first, villages_waiting, new_cases)
    counties_cases = new_cases
    new_settling = block_villages[30]
    villages__mediate(cadres_by_village_first, cadres_serving, cadres_skill, counties_cases, counties_villages, parameters, terms_mediation_skill, terms_township_pool, villages_county, villages_mediation, villages_waiting, new_settling)
    villages_settling = new_settling
    new_settling = block_groups[1]
    groups__take_cases(groups_activity, groups_skill, groups_village, households_case, households_hidden, households_weight, members_first, members_strength, members_to, parameters, new_settling)
    groups_settling = new_settling
    new_case = block_households[12]
    new_case_age = block_households[13]
    new_hidden = block_households[14]
    new_escalated = block_households[18]
    households__pursue(groups_settling, households_by_village_first, households_case, households_case_age, households_escalated, households_grievance, households_hidden, households_peers_aggrieved, households_threshold, households_village, keys, month, networks_membership_first, networks_membership_strength, networks_membership_to, parameters, villages_settling, villages_started, new_case, new_case_age, new_hidden, new_escalated)
    households_case = new_case
    households_case_age = new_case_age
    households_hidden = new_hidden
    households_escalated = new_escalated
    new_open_visible = block_villages[26]
    new_waiting = block_villages[27]
    new_open_all = block_villages[28]
    new_aggrieved = block_villages[29]
    villages__count_cases(households_by_village_first, households_case, households_grievance, households_hidden, households_threshold, households_weight, villages_county, new_open_visible, new_waiting, new_open_all, new_aggrieved)
    villages_open_visible = new_open_visible
    villages_waiting = new_waiting
    villages_open_all = new_open_all
    villages_aggrieved = new_aggrieved
    new_stalled = block_villages[31]
    villages__stall(parameters, villages_county, villages_households, villages_open_visible, villages_stage, new_stalled)
    villages_stalled = new_stalled
    new_reform = block_cooperatives[0]
    new_rate = block_cooperatives[1]
    cooperatives__reform(cooperatives_village, parameters, terms_market_access, villages_done_handover, villages_need_handover, new_reform, new_rate)
    cooperatives_reform = new_reform
    cooperatives_rate = new_rate
    new_business = block_ledgers[0]
    new_interest = block_ledgers[1]
    new_credit = block_ledgers[2]
    new_leak = block_ledgers[3]
    new_subsidy = block_ledgers[4]
    new_repayment = block_ledgers[5]
    new_support = block_ledgers[6]
    new_investment = block_ledgers[7]
    new_dividends = block_ledgers[8]
    new_rent = block_ledgers[9]
    new_compensation = block_ledgers[10]
    new_own_building = block_ledgers[11]
    ledgers__trade(cooperatives_assets, cooperatives_by_village_first, cooperatives_debt, cooperatives_rate, households_by_village_first, households_offered, households_weight, ledgers_village, month, parameters, terms_community_rent, terms_community_support, terms_compensation, terms_debt_share, terms_debt_subsidy, terms_reinvest, terms_transparency, villages_better_offer, new_business, new_interest, new_credit, new_leak, new_subsidy, new_repayment, new_support, new_investment, new_dividends, new_rent, new_compensation, new_own_building)
    ledgers_business = new_business
    ledgers_interest = new_interest
    ledgers_credit = new_credit
    ledgers_leak = new_leak
    ledgers_subsidy = new_subsidy
    ledgers_repayment = new_repayment
    ledgers_support = new_support
    ledgers_investment = new_investment
    ledgers_dividends = new_dividends
    ledgers_rent = new_rent
    ledgers_compensation = new_compensation
    ledgers_own_building = new_own_building
    new_assets = block_cooperatives[2]
    new_debt = block_cooperatives[3]
    new_dividend = block_cooperatives[4]
    new_leaked = block_cooperatives[5]
    cooperatives__account(cooperatives_assets, cooperatives_debt, cooperatives_leaked, cooperatives_village, ledgers_by_village_first, ledgers_credit, ledgers_dividends, ledgers_investment, ledgers_leak, ledgers_repayment, ledgers_subsidy, villages_persons, new_assets, new_debt, new_dividend, new_leaked)
    cooperatives_assets = new_assets
    cooperatives_debt = new_debt
    cooperatives_dividend = new_dividend
    cooperatives_leaked = new_leaked
    new_fill_posts = block_counties[3]
    new_fill_rooms = block_counties[4]
    counties__budget(counties_persons, counties_region, counties_villages, parameters, terms_build_pace, terms_hire_pace, terms_infrastructure_share, terms_staff_standard, villages_by_county_first, villages_facilities, villages_persons, villages_staff, villages_stage, new_fill_posts, new_fill_rooms)
    counties_fill_posts = new_fill_posts
    counties_fill_rooms = new_fill_rooms
    new_staff = block_villages[32]
    new_facilities = block_villages[33]
    new_built = block_villages[34]
    villages__equip(counties_fill_posts, counties_fill_rooms, ledgers_by_village_first, ledgers_own_building, parameters, terms_facility_money, terms_maintenance, terms_staff_standard, villages_county, villages_facilities, villages_persons, villages_staff, villages_stage, new_staff, new_facilities, new_built)
    villages_staff = new_staff
    villages_facilities = new_facilities
    villages_built = new_built
    new_service = block_villages[35]
    villages__serve(parameters, terms_centre, terms_opening, terms_platform, terms_running_money, villages_by_county_first, villages_community, villages_county, villages_facilities, villages_money, villages_persons, villages_reach, villages_service, villages_staff, villages_stage, new_service)
    villages_service = new_service
    new_fairness = block_households[19]
    new_trust = block_households[20]
    new_gain = block_households[21]
    new_support = block_households[22]
    new_expectation = block_households[23]
    new_grievance = block_households[24]
    new_satisfaction = block_households[25]
    new_satisfaction_start = block_households[26]
    households__feel(cooperatives_by_village_first, cooperatives_dividend, households_active, households_attended, households_by_village_first, households_case, households_expectation, households_fairness, households_gain, households_grievance, households_hidden, households_offer, households_offered, households_peers_active, households_peers_open, households_peers_support, households_peers_trust, households_satisfaction, households_satisfaction_start, households_stake, households_support, households_trust, households_trust_start, households_village, month, networks_bridge_ties_first, networks_bridge_ties_strength, networks_bridge_ties_to, parameters, terms_compensation, terms_transparency, villages_better_offer, villages_consulted_at_decision, villages_meeting, villages_pressure, villages_reach, villages_service, villages_stage, new_fairness, new_trust, new_gain, new_support, new_expectation, new_grievance, new_satisfaction, new_satisfaction_start)
    households_fairness = new_fairness
    households_trust = new_trust
    households_gain = new_gain
    households_support = new_support
    households_expectation = new_expectation
    households_grievance = new_grievance
    households_satisfaction = new_satisfaction
    households_satisfaction_start = new_satisfaction_start
    new_calls_vote = block_cadres[6]
    cadres__press(cadres_concern, cadres_village, month, parameters, villages_done_assets, villages_done_consult, villages_need_assets, villages_need_consult, villages_pause_until, villages_pressure, villages_since, villages_stage, new_calls_vote)
    cadres_calls_vote = new_calls_vote
    new_vote_open = block_villages[36]
    new_called_early = block_villages[37]
    new_pause_until = np.empty(villages_county.size)
    new_better_offer = np.empty(villages_county.size)
    new_votes_failed = np.empty(villages_county.size)
    new_done_consult = np.empty(villages_county.size)
    new_rounds = np.empty(villages_county.size)
    villages__open_vote(cadres_calls_vote, month, parameters, terms_veto, villages_aggrieved, villages_better_offer, villages_called_early, villages_consulted, villages_county, villages_done_assets, villages_done_consult, villages_done_rights, villages_in_charge, villages_need_assets, villages_need_consult, villages_need_rights, villages_pause_until, villages_rounds, villages_since, villages_stage, villages_votes_failed, new_vote_open, new_called_early, new_pause_until, new_better_offer, new_votes_failed, new_done_consult, new_rounds)
    villages_vote_open = new_vote_open
    villages_called_early = new_called_early
    villages_pause_until = new_pause_until
    villages_better_offer = new_better_offer
    villages_votes_failed = new_votes_failed
    villages_done_consult = new_done_consult
    villages_rounds = new_rounds
    new_ballot = block_households[27]
    households__vote(groups_calls, households_away, households_by_village_first, households_digital, households_elderly, households_last_attended, households_peers_attended, households_stake, households_support, households_taste, households_trust, households_village, keys, month, networks_membership_first, networks_membership_strength, networks_membership_to, parameters, terms_benefit, terms_invite, terms_online, terms_publicity, terms_usability, terms_voice, villages_knowledge, villages_started, villages_vote_open, new_ballot)
    households_ballot = new_ballot
    new_stage = np.empty(villages_county.size)
    new_since = np.empty(villages_county.size)
    new_voted = block_villages[41]
    new_consulted_at_decision = block_villages[42]
    new_community = block_villages[43]
    new_pause_until = block_villages[38]
    new_better_offer = block_villages[39]
    new_votes_failed = block_villages[40]
    new_done_consult = block_villages[12]
    new_rounds = block_villages[13]
    villages__decide(households_away, households_ballot, households_by_village_first, households_digital, households_village, households_weight, keys, month, parameters, terms_approval, terms_merge, terms_online, terms_quorum, terms_usability, villages_better_offer, villages_community, villages_consulted, villages_consulted_at_decision, villages_county, villages_done_consult, villages_need_consult, villages_pause_until, villages_rounds, villages_since, villages_stage, villages_started, villages_vote_open, villages_voted, villages_votes_failed, new_stage, new_since, new_voted, new_consulted_at_decision, new_community, new_pause_until, new_better_offer, new_votes_failed, new_done_consult, new_rounds)
    villages_stage = new_stage
    villages_since = new_since
    villages_voted = new_voted
    villages_consulted_at_decision = new_consulted_at_decision
    villages_community = new_community
    villages_pause_until = new_pause_until
    villages_better_offer = new_better_offer
    villages_votes_failed = new_votes_failed
    villages_done_consult = new_done_consult
    villages_rounds = new_rounds
    new_declares = block_cadres[7]
    cadres__weigh(cadres_concern, cadres_integrity, cadres_village, keys, month, parameters, terms_detection, villages_county, villages_done_assets, villages_done_handover, villages_done_rights, villages_need_assets, villages_need_handover, villages_need_rights, villages_pressure, villages_since, villages_stage, villages_started, new_declares)
    cadres_declares = new_declares
    new_stage = block_villages[4]
    new_since = block_villages[5]
    new_declared = block_villages[44]
    new_quality_at_declaration = block_villages[45]
    new_quality_now = block_villages[46]
    new_service_at_declaration = block_villages[47]
    new_trust_at_declaration = block_villages[48]
    new_nameplate = block_villages[49]
    new_relapsed = block_villages[50]
    new_found = block_villages[51]
    new_lesson = block_villages[52]
    new_lesson_from = block_villages[53]
    villages__declare(cadres_declares, households_by_village_first, households_case, households_trust, households_weight, keys, month, parameters, terms_detection, terms_evaluation, villages_county, villages_declared, villages_done_assets, villages_done_handover, villages_done_rights, villages_in_charge, villages_lesson, villages_lesson_from, villages_nameplate, villages_need_assets, villages_need_handover, villages_need_rights, villages_quality_at_declaration, villages_service, villages_service_at_declaration, villages_since, villages_stage, villages_started, villages_trust_at_declaration, new_stage, new_since, new_declared, new_quality_at_declaration, new_quality_now, new_service_at_declaration, new_trust_at_declaration, new_nameplate, new_relapsed, new_found, new_lesson, new_lesson_from)
    villages_stage = new_stage
    villages_since = new_since
    villages_declared = new_declared
    villages_quality_at_declaration = new_quality_at_declaration
    villages_quality_now = new_quality_now
    villages_service_at_declaration = new_service_at_declaration
    villages_trust_at_declaration = new_trust_at_declaration
    villages_nameplate = new_nameplate
    villages_relapsed = new_relapsed
    villages_found = new_found
    villages_lesson = new_lesson
    villages_lesson_from = new_lesson_from
    new_load = block_cadres[8]
    new_skill = block_cadres[9]
    new_knowledge = block_cadres[10]
    new_tenure = block_cadres[11]
    new_answers = block_cadres[12]
    new_concern = block_cadres[13]
    cadres__stay(cadres_answers, cadres_concern, cadres_declares, cadres_knowledge, cadres_role, cadres_serving, cadres_skill, cadres_tenure, cadres_village, keys, month, parameters, terms_duties, terms_mentoring, terms_pay, terms_training, villages_found, villages_in_charge, villages_pressure, new_load, new_skill, new_knowledge, new_tenure, new_answers, new_concern)
    cadres_load = new_load
    cadres_skill = new_skill
    cadres_knowledge = new_knowledge
    cadres_tenure = new_tenure
    cadres_answers = new_answers
    cadres_concern = new_concern
    new_away = block_households[28]
    new_elsewhere = block_households[29]
    households__migrate(households_away, households_by_village_first, households_elsewhere, households_village, keys, month, parameters, terms_registration_speed, villages_service, villages_stage, new_away, new_elsewhere)
    households_away = new_away
    households_elsewhere = new_elsewhere
    new_activity = block_groups[2]
    groups__live(groups_activity, groups_village, households_attended, households_case, households_contested, members_first, members_strength, members_to, parameters, terms_group_support, terms_purchased_services, new_activity)
    groups_activity = new_activity
    new_running = block_ledgers[12]
    new_activities = block_ledgers[13]
    new_upkeep = block_ledgers[14]
    new_wages = block_ledgers[15]
    new_campaign = block_ledgers[16]
    new_building = block_ledgers[17]
    new_purchases = block_ledgers[18]
    new_measures = block_ledgers[19]
    ledgers__spend(counties_active_share, ledgers_village, parameters, terms_lever_cost, terms_mediators, terms_pay, terms_purchased_services, terms_running_money, terms_secondees, villages_built, villages_county, villages_money, villages_outside, villages_persons, villages_staff, new_running, new_activities, new_upkeep, new_wages, new_campaign, new_building, new_purchases, new_measures)
    ledgers_running = new_running
    ledgers_activities = new_activities
    ledgers_upkeep = new_upkeep
    ledgers_wages = new_wages
    ledgers_campaign = new_campaign
    ledgers_building = new_building
    ledgers_purchases = new_purchases
    ledgers_measures = new_measures
    new_government = block_ledgers[20]
    new_community = block_ledgers[21]
    new_cooperative = block_ledgers[22]
    new_group = block_ledgers[23]
    new_household = block_ledgers[24]
    new_contractor = block_ledgers[25]
    new_lender = block_ledgers[26]
    new_lost = block_ledgers[27]
    ledgers__book(ledgers_activities, ledgers_building, ledgers_business, ledgers_campaign, ledgers_community, ledgers_compensation, ledgers_contractor, ledgers_cooperative, ledgers_credit, ledgers_dividends, ledgers_government, ledgers_group, ledgers_household, ledgers_interest, ledgers_investment, ledgers_leak, ledgers_lender, ledgers_lost, ledgers_measures, ledgers_own_building, ledgers_purchases, ledgers_rent, ledgers_repayment, ledgers_running, ledgers_subsidy, ledgers_support, ledgers_upkeep, ledgers_village, ledgers_wages, new_government, new_community, new_cooperative, new_group, new_household, new_contractor, new_lender, new_lost)
    ledgers_government = new_government
    ledgers_community = new_community
    ledgers_cooperative = new_cooperative
    ledgers_group = new_group
    ledgers_household = new_household
    ledgers_contractor = new_contractor
    ledgers_lender = new_lender
    ledgers_lost = new_lost
    new_reported_progress = block_villages[54]
    new_reported_satisfaction = block_villages[55]
    new_reported_support = block_villages[56]
    new_reported_cases = block_villages[57]
    villages__report(households_away, households_by_village_first, households_satisfaction, households_support, households_weight, keys, month, parameters, terms_survey, villages_county, villages_open_visible, villages_quality_now, villages_reported_cases, villages_reported_progress, villages_reported_satisfaction, villages_reported_support, villages_stage, new_reported_progress, new_reported_satisfaction, new_reported_support, new_reported_cases)
    villages_reported_progress = new_reported_progress
    villages_reported_satisfaction = new_reported_satisfaction
    villages_reported_support = new_reported_support
    villages_reported_cases = new_reported_cases
    new_seen_coverage = block_counties[5]
    new_seen_satisfaction = block_counties[6]
    new_seen_cases = block_counties[7]
    counties__take_stock(counties_region, counties_seen_cases, counties_seen_coverage, counties_seen_satisfaction, month, parameters, villages_by_county_first, villages_households, villages_reported_cases, villages_reported_satisfaction, villages_stage, new_seen_coverage, new_seen_satisfaction, new_seen_cases)
    counties_seen_coverage = new_seen_coverage
    counties_seen_satisfaction = new_seen_satisfaction
    counties_seen_cases = new_seen_cases


ARGUMENTS = ('cadres_answers', 'cadres_by_village_first', 'cadres_calls_vote', 'cadres_concern', 'cadres_consult', 'cadres_declares', 'cadres_hides', 'cadres_integrity', 'cadres_knowledge', 'cadres_mediate', 'cadres_part_time', 'cadres_role', 'cadres_serving', 'cadres_skill', 'cadres_tenure', 'cadres_village', 'cadres_visible', 'cooperatives_assets', 'cooperatives_by_village_first', 'cooperatives_debt', 'cooperatives_dividend', 'cooperatives_leaked', 'cooperatives_rate', 'cooperatives_village', 'counties_active_share', 'counties_cases', 'counties_fill_posts', 'counties_fill_rooms', 'counties_outside', 'counties_persons', 'counties_region', 'counties_seen_cases', 'counties_seen_coverage', 'counties_seen_satisfaction', 'counties_villages', 'groups_activity', 'groups_calls', 'groups_settling', 'groups_skill', 'groups_village', 'households_active', 'households_attended', 'households_away', 'households_ballot', 'households_by_village_first', 'households_case', 'households_case_age', 'households_concealed', 'households_consulted', 'households_contested', 'households_digital', 'households_elderly', 'households_elsewhere', 'households_escalated', 'households_expectation', 'households_fairness', 'households_gain', 'households_grievance', 'households_hidden', 'households_last_attended', 'households_offer', 'households_offered', 'households_peers_active', 'households_peers_aggrieved', 'households_peers_attended', 'households_peers_open', 'households_peers_support', 'households_peers_trust', 'households_place', 'households_satisfaction', 'households_satisfaction_start', 'households_special', 'households_stake', 'households_support', 'households_taste', 'households_threshold', 'households_title_clear', 'households_trust', 'households_trust_start', 'households_village', 'households_weight', 'keys', 'ledgers_activities', 'ledgers_building', 'ledgers_business', 'ledgers_by_village_first', 'ledgers_campaign', 'ledgers_community', 'ledgers_compensation', 'ledgers_contractor', 'ledgers_cooperative', 'ledgers_credit', 'ledgers_dividends', 'ledgers_government', 'ledgers_group', 'ledgers_household', 'ledgers_interest', 'ledgers_investment', 'ledgers_leak', 'ledgers_lender', 'ledgers_lost', 'ledgers_measures', 'ledgers_own_building', 'ledgers_purchases', 'ledgers_rent', 'ledgers_repayment', 'ledgers_running', 'ledgers_subsidy', 'ledgers_support', 'ledgers_upkeep', 'ledgers_village', 'ledgers_wages', 'lessons_first', 'lessons_strength', 'lessons_to', 'members_first', 'members_strength', 'members_to', 'month', 'networks_bridge_ties_first', 'networks_bridge_ties_strength', 'networks_bridge_ties_to', 'networks_membership_first', 'networks_membership_strength', 'networks_membership_to', 'networks_ties_first', 'networks_ties_strength', 'networks_ties_to', 'parameters', 'terms_aftercare', 'terms_allocation', 'terms_appraisal', 'terms_approval', 'terms_benefit', 'terms_build_pace', 'terms_centre', 'terms_community_rent', 'terms_community_support', 'terms_compensation', 'terms_debt_share', 'terms_debt_subsidy', 'terms_detection', 'terms_due', 'terms_duties', 'terms_evaluation', 'terms_exchange', 'terms_facility_money', 'terms_group_support', 'terms_hire_pace', 'terms_infrastructure_share', 'terms_invite', 'terms_legacy_cases', 'terms_lever_cost', 'terms_lever_staff', 'terms_maintenance', 'terms_market_access', 'terms_mediation_skill', 'terms_mediators', 'terms_mentoring', 'terms_merge', 'terms_offer_mode', 'terms_online', 'terms_opening', 'terms_outside_staff', 'terms_part_time_cap', 'terms_pay', 'terms_pilot', 'terms_platform', 'terms_publicity', 'terms_purchased_services', 'terms_quorum', 'terms_ready_months', 'terms_reform_work', 'terms_registration_speed', 'terms_reinvest', 'terms_retained', 'terms_running_money', 'terms_sanction', 'terms_secondees', 'terms_share_rule', 'terms_staff_standard', 'terms_start', 'terms_survey', 'terms_title_work', 'terms_township_pool', 'terms_training', 'terms_transparency', 'terms_usability', 'terms_veto', 'terms_voice', 'terms_volunteers', 'terms_wave', 'villages_aggrieved', 'villages_better_offer', 'villages_built', 'villages_by_county_first', 'villages_called_early', 'villages_community', 'villages_consulted', 'villages_consulted_at_decision', 'villages_county', 'villages_declared', 'villages_done_assets', 'villages_done_consult', 'villages_done_handover', 'villages_done_rights', 'villages_due', 'villages_facilities', 'villages_found', 'villages_handed', 'villages_households', 'villages_in_charge', 'villages_knowledge', 'villages_lesson', 'villages_lesson_from', 'villages_mediation', 'villages_meeting', 'villages_money', 'villages_nameplate', 'villages_need_assets', 'villages_need_consult', 'villages_need_handover', 'villages_need_rights', 'villages_open_visible', 'villages_outside', 'villages_pause_until', 'villages_persons', 'villages_pressure', 'villages_quality_at_declaration', 'villages_quality_now', 'villages_reach', 'villages_reported_cases', 'villages_reported_progress', 'villages_reported_satisfaction', 'villages_reported_support', 'villages_round_now', 'villages_rounds', 'villages_service', 'villages_service_at_declaration', 'villages_settling', 'villages_since', 'villages_staff', 'villages_stage', 'villages_stalled', 'villages_started', 'villages_trust_at_declaration', 'villages_vote_open', 'villages_voted', 'villages_votes_failed', 'villages_waiting', 'villages_work_factor', 'block_villages', 'block_counties', 'block_cadres', 'block_households', 'block_groups', 'block_cooperatives', 'block_ledgers')
WRITTEN = {'villages': ['due', 'wave', 'pilot', 'ready_months', 'stage', 'since', 'started', 'outside', 'pressure', 'handed', 'in_charge', 'work_factor', 'done_consult', 'rounds', 'round_now', 'mediation', 'done_assets', 'done_rights', 'done_handover', 'knowledge', 'reach', 'meeting', 'separated', 'attendance', 'active', 'consulted', 'open_visible', 'waiting', 'open_all', 'aggrieved', 'settling', 'stalled', 'staff', 'facilities', 'built', 'service', 'vote_open', 'called_early', 'pause_until', 'better_offer', 'votes_failed', 'voted', 'consulted_at_decision', 'community', 'declared', 'quality_at_declaration', 'quality_now', 'service_at_declaration', 'trust_at_declaration', 'nameplate', 'relapsed', 'found', 'lesson', 'lesson_from', 'reported_progress', 'reported_satisfaction', 'reported_support', 'reported_cases'], 'counties': ['active_share', 'outside', 'cases', 'fill_posts', 'fill_rooms', 'seen_coverage', 'seen_satisfaction', 'seen_cases'], 'cadres': ['serving', 'consult', 'visible', 'mediate', 'serve', 'hides', 'calls_vote', 'declares', 'load', 'skill', 'knowledge', 'tenure', 'answers', 'concern'], 'households': ['peers_attended', 'peers_active', 'peers_trust', 'peers_support', 'peers_open', 'peers_aggrieved', 'attended', 'active', 'last_attended', 'consulted', 'offered', 'offer', 'case', 'case_age', 'hidden', 'concealed', 'contested', 'title_clear', 'escalated', 'fairness', 'trust', 'gain', 'support', 'expectation', 'grievance', 'satisfaction', 'satisfaction_start', 'ballot', 'away', 'elsewhere'], 'groups': ['calls', 'settling', 'activity'], 'cooperatives': ['reform', 'rate', 'assets', 'debt', 'dividend', 'leaked'], 'ledgers': ['business', 'interest', 'credit', 'leak', 'subsidy', 'repayment', 'support', 'investment', 'dividends', 'rent', 'compensation', 'own_building', 'running', 'activities', 'upkeep', 'wages', 'campaign', 'building', 'purchases', 'measures', 'government', 'community', 'cooperative', 'group', 'household', 'contractor', 'lender', 'lost']}


DECISIONS = ('retain', 'reached', 'attend', 'speak', 'dispute', 'hide', 'title', 'legacy', 'settle', 'escalate', 'court', 'online ballot', 'vote', 'declare', 'inspect', 'leave', 'return', 'register', 'survey', 'poll')

STEPS = {
    ("villages", "register"): ('villages__register', ('month', 'terms_due', 'terms_pilot', 'terms_ready_months', 'terms_start', 'terms_wave', 'villages_county', 'villages_since', 'villages_stage', 'villages_started')),
    ("counties", "allot"): ('counties__allot', ('counties_region', 'counties_villages', 'parameters', 'terms_outside_staff', 'villages_by_county_first', 'villages_stage')),
    ("villages", "receive"): ('villages__receive', ('counties_outside', 'month', 'parameters', 'terms_allocation', 'terms_sanction', 'villages_by_county_first', 'villages_county', 'villages_done_assets', 'villages_done_consult', 'villages_done_handover', 'villages_done_rights', 'villages_due', 'villages_need_assets', 'villages_need_consult', 'villages_need_handover', 'villages_need_rights', 'villages_pressure', 'villages_stage')),
    ("cadres", "hand_over"): ('cadres__hand_over', ('cadres_role', 'cadres_serving', 'cadres_village', 'keys', 'month', 'parameters', 'terms_retained', 'villages_declared', 'villages_handed')),
    ("villages", "take_over"): ('villages__take_over', ('cadres_by_village_first', 'cadres_role', 'cadres_serving', 'month', 'parameters', 'villages_county', 'villages_declared', 'villages_handed', 'villages_in_charge')),
    ("villages", "learn"): ('villages__learn', ('lessons_first', 'lessons_strength', 'lessons_to', 'month', 'parameters', 'terms_exchange', 'villages_county', 'villages_lesson', 'villages_lesson_from')),
    ("cadres", "spend"): ('cadres__spend', ('cadres_by_village_first', 'cadres_concern', 'cadres_integrity', 'cadres_serving', 'cadres_skill', 'cadres_village', 'parameters', 'terms_duties', 'terms_lever_staff', 'villages_done_consult', 'villages_households', 'villages_nameplate', 'villages_need_consult', 'villages_pressure', 'villages_stage', 'villages_waiting')),
    ("villages", "labour"): ('villages__labour', ('cadres_by_village_first', 'cadres_consult', 'cadres_mediate', 'cadres_serving', 'cadres_visible', 'parameters', 'terms_aftercare', 'terms_mediators', 'terms_reform_work', 'terms_secondees', 'terms_volunteers', 'villages_county', 'villages_done_assets', 'villages_done_consult', 'villages_done_handover', 'villages_done_rights', 'villages_nameplate', 'villages_need_assets', 'villages_need_consult', 'villages_need_handover', 'villages_need_rights', 'villages_outside', 'villages_rounds', 'villages_stage', 'villages_stalled', 'villages_work_factor')),
    ("households", "listen"): ('households__listen', ('households_active', 'households_attended', 'households_by_village_first', 'households_case', 'households_grievance', 'households_support', 'households_threshold', 'households_trust', 'households_village', 'networks_ties_first', 'networks_ties_strength', 'networks_ties_to')),
    ("groups", "call"): ('groups__call', ('groups_activity', 'groups_village')),
    ("villages", "convene"): ('villages__convene', ('cadres_by_village_first', 'cadres_knowledge', 'cadres_part_time', 'cadres_role', 'cadres_serving', 'households_by_village_first', 'households_elsewhere', 'households_weight', 'month', 'parameters', 'terms_invite', 'terms_part_time_cap', 'terms_publicity', 'villages_by_county_first', 'villages_community', 'villages_county', 'villages_handed', 'villages_round_now', 'villages_stage')),
    ("households", "attend"): ('households__attend', ('groups_calls', 'households_active', 'households_attended', 'households_away', 'households_by_village_first', 'households_consulted', 'households_digital', 'households_elderly', 'households_last_attended', 'households_peers_attended', 'households_stake', 'households_taste', 'households_trust', 'households_village', 'keys', 'month', 'networks_membership_first', 'networks_membership_strength', 'networks_membership_to', 'parameters', 'terms_benefit', 'terms_invite', 'terms_online', 'terms_publicity', 'terms_usability', 'terms_voice', 'villages_knowledge', 'villages_meeting', 'villages_round_now')),
    ("villages", "count_heads"): ('villages__count_heads', ('households_active', 'households_attended', 'households_by_village_first', 'households_consulted', 'households_weight', 'villages_county')),
    ("cadres", "conceal"): ('cadres__conceal', ('cadres_concern', 'cadres_integrity', 'cadres_village', 'parameters', 'terms_appraisal', 'villages_county')),
    ("households", "respond"): ('households__respond', ('cadres_hides', 'households_by_village_first', 'households_case', 'households_case_age', 'households_concealed', 'households_contested', 'households_fairness', 'households_hidden', 'households_offer', 'households_offered', 'households_peers_open', 'households_place', 'households_special', 'households_stake', 'households_title_clear', 'households_village', 'keys', 'month', 'parameters', 'terms_compensation', 'terms_legacy_cases', 'terms_offer_mode', 'terms_share_rule', 'terms_title_work', 'villages_better_offer', 'villages_county', 'villages_done_rights', 'villages_in_charge', 'villages_nameplate', 'villages_need_rights', 'villages_pressure', 'villages_stage', 'villages_started', 'villages_work_factor')),
    ("villages", "count_cases"): ('villages__count_cases', ('households_by_village_first', 'households_case', 'households_grievance', 'households_hidden', 'households_threshold', 'households_weight', 'villages_county')),
    ("counties", "gather_cases"): ('counties__gather_cases', ('counties_region', 'villages_by_county_first', 'villages_waiting')),
    ("villages", "mediate"): ('villages__mediate', ('cadres_by_village_first', 'cadres_serving', 'cadres_skill', 'counties_cases', 'counties_villages', 'parameters', 'terms_mediation_skill', 'terms_township_pool', 'villages_county', 'villages_mediation', 'villages_waiting')),
    ("groups", "take_cases"): ('groups__take_cases', ('groups_activity', 'groups_skill', 'groups_village', 'households_case', 'households_hidden', 'households_weight', 'members_first', 'members_strength', 'members_to', 'parameters')),
    ("households", "pursue"): ('households__pursue', ('groups_settling', 'households_by_village_first', 'households_case', 'households_case_age', 'households_escalated', 'households_grievance', 'households_hidden', 'households_peers_aggrieved', 'households_threshold', 'households_village', 'keys', 'month', 'networks_membership_first', 'networks_membership_strength', 'networks_membership_to', 'parameters', 'villages_settling', 'villages_started')),
    ("villages", "stall"): ('villages__stall', ('parameters', 'villages_county', 'villages_households', 'villages_open_visible', 'villages_stage')),
    ("cooperatives", "reform"): ('cooperatives__reform', ('cooperatives_village', 'parameters', 'terms_market_access', 'villages_done_handover', 'villages_need_handover')),
    ("ledgers", "trade"): ('ledgers__trade', ('cooperatives_assets', 'cooperatives_by_village_first', 'cooperatives_debt', 'cooperatives_rate', 'households_by_village_first', 'households_offered', 'households_weight', 'ledgers_village', 'month', 'parameters', 'terms_community_rent', 'terms_community_support', 'terms_compensation', 'terms_debt_share', 'terms_debt_subsidy', 'terms_reinvest', 'terms_transparency', 'villages_better_offer')),
    ("cooperatives", "account"): ('cooperatives__account', ('cooperatives_assets', 'cooperatives_debt', 'cooperatives_leaked', 'cooperatives_village', 'ledgers_by_village_first', 'ledgers_credit', 'ledgers_dividends', 'ledgers_investment', 'ledgers_leak', 'ledgers_repayment', 'ledgers_subsidy', 'villages_persons')),
    ("counties", "budget"): ('counties__budget', ('counties_persons', 'counties_region', 'counties_villages', 'parameters', 'terms_build_pace', 'terms_hire_pace', 'terms_infrastructure_share', 'terms_staff_standard', 'villages_by_county_first', 'villages_facilities', 'villages_persons', 'villages_staff', 'villages_stage')),
    ("villages", "equip"): ('villages__equip', ('counties_fill_posts', 'counties_fill_rooms', 'ledgers_by_village_first', 'ledgers_own_building', 'parameters', 'terms_facility_money', 'terms_maintenance', 'terms_staff_standard', 'villages_county', 'villages_facilities', 'villages_persons', 'villages_staff', 'villages_stage')),
    ("villages", "serve"): ('villages__serve', ('parameters', 'terms_centre', 'terms_opening', 'terms_platform', 'terms_running_money', 'villages_by_county_first', 'villages_community', 'villages_county', 'villages_facilities', 'villages_money', 'villages_persons', 'villages_reach', 'villages_service', 'villages_staff', 'villages_stage')),
    ("households", "feel"): ('households__feel', ('cooperatives_by_village_first', 'cooperatives_dividend', 'households_active', 'households_attended', 'households_by_village_first', 'households_case', 'households_expectation', 'households_fairness', 'households_gain', 'households_grievance', 'households_hidden', 'households_offer', 'households_offered', 'households_peers_active', 'households_peers_open', 'households_peers_support', 'households_peers_trust', 'households_satisfaction', 'households_satisfaction_start', 'households_stake', 'households_support', 'households_trust', 'households_trust_start', 'households_village', 'month', 'networks_bridge_ties_first', 'networks_bridge_ties_strength', 'networks_bridge_ties_to', 'parameters', 'terms_compensation', 'terms_transparency', 'villages_better_offer', 'villages_consulted_at_decision', 'villages_meeting', 'villages_pressure', 'villages_reach', 'villages_service', 'villages_stage')),
    ("cadres", "press"): ('cadres__press', ('cadres_concern', 'cadres_village', 'month', 'parameters', 'villages_done_assets', 'villages_done_consult', 'villages_need_assets', 'villages_need_consult', 'villages_pause_until', 'villages_pressure', 'villages_since', 'villages_stage')),
    ("villages", "open_vote"): ('villages__open_vote', ('cadres_calls_vote', 'month', 'parameters', 'terms_veto', 'villages_aggrieved', 'villages_better_offer', 'villages_called_early', 'villages_consulted', 'villages_county', 'villages_done_assets', 'villages_done_consult', 'villages_done_rights', 'villages_in_charge', 'villages_need_assets', 'villages_need_consult', 'villages_need_rights', 'villages_pause_until', 'villages_rounds', 'villages_since', 'villages_stage', 'villages_votes_failed')),
    ("households", "vote"): ('households__vote', ('groups_calls', 'households_away', 'households_by_village_first', 'households_digital', 'households_elderly', 'households_last_attended', 'households_peers_attended', 'households_stake', 'households_support', 'households_taste', 'households_trust', 'households_village', 'keys', 'month', 'networks_membership_first', 'networks_membership_strength', 'networks_membership_to', 'parameters', 'terms_benefit', 'terms_invite', 'terms_online', 'terms_publicity', 'terms_usability', 'terms_voice', 'villages_knowledge', 'villages_started', 'villages_vote_open')),
    ("villages", "decide"): ('villages__decide', ('households_away', 'households_ballot', 'households_by_village_first', 'households_digital', 'households_village', 'households_weight', 'keys', 'month', 'parameters', 'terms_approval', 'terms_merge', 'terms_online', 'terms_quorum', 'terms_usability', 'villages_better_offer', 'villages_community', 'villages_consulted', 'villages_consulted_at_decision', 'villages_county', 'villages_done_consult', 'villages_need_consult', 'villages_pause_until', 'villages_rounds', 'villages_since', 'villages_stage', 'villages_started', 'villages_vote_open', 'villages_voted', 'villages_votes_failed')),
    ("cadres", "weigh"): ('cadres__weigh', ('cadres_concern', 'cadres_integrity', 'cadres_village', 'keys', 'month', 'parameters', 'terms_detection', 'villages_county', 'villages_done_assets', 'villages_done_handover', 'villages_done_rights', 'villages_need_assets', 'villages_need_handover', 'villages_need_rights', 'villages_pressure', 'villages_since', 'villages_stage', 'villages_started')),
    ("villages", "declare"): ('villages__declare', ('cadres_declares', 'households_by_village_first', 'households_case', 'households_trust', 'households_weight', 'keys', 'month', 'parameters', 'terms_detection', 'terms_evaluation', 'villages_county', 'villages_declared', 'villages_done_assets', 'villages_done_handover', 'villages_done_rights', 'villages_in_charge', 'villages_lesson', 'villages_lesson_from', 'villages_nameplate', 'villages_need_assets', 'villages_need_handover', 'villages_need_rights', 'villages_quality_at_declaration', 'villages_service', 'villages_service_at_declaration', 'villages_since', 'villages_stage', 'villages_started', 'villages_trust_at_declaration')),
    ("cadres", "stay"): ('cadres__stay', ('cadres_answers', 'cadres_concern', 'cadres_declares', 'cadres_knowledge', 'cadres_role', 'cadres_serving', 'cadres_skill', 'cadres_tenure', 'cadres_village', 'keys', 'month', 'parameters', 'terms_duties', 'terms_mentoring', 'terms_pay', 'terms_training', 'villages_found', 'villages_in_charge', 'villages_pressure')),
    ("households", "migrate"): ('households__migrate', ('households_away', 'households_by_village_first', 'households_elsewhere', 'households_village', 'keys', 'month', 'parameters', 'terms_registration_speed', 'villages_service', 'villages_stage')),
    ("groups", "live"): ('groups__live', ('groups_activity', 'groups_village', 'households_attended', 'households_case', 'households_contested', 'members_first', 'members_strength', 'members_to', 'parameters', 'terms_group_support', 'terms_purchased_services')),
    ("ledgers", "spend"): ('ledgers__spend', ('counties_active_share', 'ledgers_village', 'parameters', 'terms_lever_cost', 'terms_mediators', 'terms_pay', 'terms_purchased_services', 'terms_running_money', 'terms_secondees', 'villages_built', 'villages_county', 'villages_money', 'villages_outside', 'villages_persons', 'villages_staff')),
    ("ledgers", "book"): ('ledgers__book', ('ledgers_activities', 'ledgers_building', 'ledgers_business', 'ledgers_campaign', 'ledgers_community', 'ledgers_compensation', 'ledgers_contractor', 'ledgers_cooperative', 'ledgers_credit', 'ledgers_dividends', 'ledgers_government', 'ledgers_group', 'ledgers_household', 'ledgers_interest', 'ledgers_investment', 'ledgers_leak', 'ledgers_lender', 'ledgers_lost', 'ledgers_measures', 'ledgers_own_building', 'ledgers_purchases', 'ledgers_rent', 'ledgers_repayment', 'ledgers_running', 'ledgers_subsidy', 'ledgers_support', 'ledgers_upkeep', 'ledgers_village', 'ledgers_wages')),
    ("villages", "report"): ('villages__report', ('households_away', 'households_by_village_first', 'households_satisfaction', 'households_support', 'households_weight', 'keys', 'month', 'parameters', 'terms_survey', 'villages_county', 'villages_open_visible', 'villages_quality_now', 'villages_reported_cases', 'villages_reported_progress', 'villages_reported_satisfaction', 'villages_reported_support', 'villages_stage')),
    ("counties", "take_stock"): ('counties__take_stock', ('counties_region', 'counties_seen_cases', 'counties_seen_coverage', 'counties_seen_satisfaction', 'month', 'parameters', 'villages_by_county_first', 'villages_households', 'villages_reported_cases', 'villages_reported_satisfaction', 'villages_stage')),
}
