"""Functions timed in turn, and a figure printed: what every comparison here shares."""

import time
from collections.abc import Callable
from statistics import median, quantiles

RUNS = 21


def in_turn(*functions: Callable[[], object], runs: int = RUNS) -> list[list[float]]:
    """Give the times of each function in seconds, taken in turn, after a warm-up."""
    for function in functions:
        function()
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(runs):
        for function, taken in zip(functions, times, strict=True):
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return times


def say_head() -> None:
    """Print what stands over the figures."""
    print(f"{'ours : the other':<58} {'ours':>10} {'other':>10}   ratio (its middle half)")


def say(what: str, ours: list[float], other: list[float], note: str = "") -> None:
    """Print one figure: both medians, and the median and middle half of the ratios turn by turn.

    A machine that slows down for a while slows both sides of a turn.
    """
    low, ratio, high = quantiles((a / b for a, b in zip(ours, other, strict=True)), n=4)
    print(
        f"{what:<58} {1000 * median(ours):7.0f} ms {1000 * median(other):7.0f} ms   {ratio:5.2f}"
        f" ({low:.2f} to {high:.2f})   {note}".rstrip()
    )
