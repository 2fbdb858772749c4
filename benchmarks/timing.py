"""Measuring: repeat, then minimum, median and maximum. Machines are noisy, so ratios are taken within one run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; `times` in seconds, or `text` where the figure is no time."""

    what: str
    times: Sequence[float] = ()
    aim: str = ""
    text: str = ""

    def cells(self) -> tuple[str, str, str, str]:
        """What was measured, the median, the spread and the aim."""
        if not self.times:
            return self.what, self.text, "", self.aim
        ordered = sorted(self.times)
        spread = f"{_text(ordered[0])} – {_text(ordered[-1])}"
        return self.what, _text(statistics.median(ordered)), spread, self.aim


def measure(action: Callable[[], object], runs: int, warm_up: int = 1) -> list[float]:
    """Seconds of each of `runs` calls, after `warm_up` that do not count."""
    for _ in range(warm_up):
        action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return times


def percentile(times: Sequence[float], share: float) -> float:
    """The time that `share` of the times do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | median | min – max | aim |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows]
    return "\n".join(lines)


def _text(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"
