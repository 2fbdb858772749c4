"""The calculating core: one design, and a million."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from app.services import storage, templates
from app.services.design import Design
from benchmarks.timing import Row, measure
from calc.evaluate import CHUNK, evaluate, findings, severities
from calc.graph import Plan

MILLION = 1_000_000
WORKERS = 2


def rows() -> list[Row]:
    """Evaluation and rules on the starter design, and on a million designs around it."""
    document = templates.template(templates.STARTER)
    plan, values = document.plan, document.values()
    known = evaluate(plan, values)
    largest = max(len(storage.written(templates.template(t))) for t in templates.ids())
    everything = tuple(step.key for step in plan.steps)
    one_design = measure(lambda: findings(plan, evaluate(plan, values)), 300, 30)
    wh_kg = _million(plan, values, ("specific_energy",), rules=False)
    return [
        Row("all quantities and rules of one design", one_design, "≤ 0.3 ms"),
        Row("all quantities of one design", measure(lambda: evaluate(plan, values), 300, 30)),
        Row("all rules of one design", measure(lambda: findings(plan, known), 300, 30)),
        Row("a document: parse entries, evaluate, check", measure(lambda: Design(document), 300, 30)),
        Row("a million designs, Wh/kg", wh_kg, "≤ 0.5 s on two cores"),
        Row("a million designs, Wh/kg and all rules", _million(plan, values, ("specific_energy",), rules=True)),
        Row("a million designs, all results", _million(plan, values, everything, rules=False)),
        Row("largest design file of the templates", text=f"{largest / 1000:.1f} kB", aim="≤ 30 kB"),
    ]


def _million(plan: Plan, values: dict[str, float], wanted: tuple[str, ...], *, rules: bool) -> list[float]:
    """Seconds for a million designs with nine inputs drawn at random, in chunks on two threads."""
    random = np.random.default_rng(20)
    drawn = ("cathode_loading", "cathode_width", "cathode_height", "lithium_thickness", "electrolyte_per_active_mass",
             "rated_capacity", "separator_thickness", "cathode_foil_thickness", "mean_voltage")  # fmt: skip
    inputs = {key: values[key] * random.uniform(0.8, 1.2, MILLION) for key in drawn}
    needed = (*wanted, *(p for rule in plan.rules for p in rule.parameters)) if rules else wanted
    limits = [limit for rule in plan.rules for level in rule.levels for limit in level[1:] if isinstance(limit, str)]

    def chunk(start: int) -> float:
        part = {key: array[start : start + CHUNK] for key, array in inputs.items()}
        known = evaluate(plan, {**values, **part}, (*needed, *limits) if rules else needed)
        if rules:
            severities(plan, known)
        return float(np.sum(known[wanted[0]]))

    def all_chunks() -> None:
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(chunk, range(0, MILLION, CHUNK)))

    times = []
    for _ in range(3):
        start = time.perf_counter()
        all_chunks()
        times.append(time.perf_counter() - start)
    return times
