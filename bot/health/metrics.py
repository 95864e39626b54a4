"""The figures in the form that Prometheus reads; needs the extra `metrics`."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.core import Core
from bot.health.vitals import Vitals
from db import announcements
from db.store import MemoryLost

ENDS = ("sent", "skipped", "unreachable")
COPIES = ("made", "failed")


async def figures(core: Core) -> str:
    """All figures as of now. Labels name ends and platforms, never a person or a text."""
    registry = CollectorRegistry()
    registry.register(_Figures(core.vitals, await _stale_cards(core)))
    ProcessCollector(registry=registry)
    return generate_latest(registry).decode()


async def _stale_cards(core: Core) -> int | None:
    try:
        async with core.store.look() as look:
            return await announcements.number_stale(look)
    except MemoryLost:
        return None


class _Figures(Collector):
    """What is known at one moment; made anew for each question, so nothing is counted twice."""

    def __init__(self, vitals: Vitals, stale: int | None) -> None:
        self._vitals = vitals
        self._stale = stale

    def collect(self) -> Iterator[Metric]:
        yield from self._reminders()
        yield from self._presses()
        yield from self._connections()
        if self._vitals.sweep_age is not None:
            yield GaugeMetricFamily(
                "porte_voix_sweep_age_seconds",
                "Since what is due was last looked for",
                value=self._vitals.sweep_age,
            )
        if self._stale is not None:
            yield GaugeMetricFamily(
                "porte_voix_stale_cards", "Cards that show less than we know", value=self._stale
            )

    def _reminders(self) -> Iterator[Metric]:
        ends = CounterMetricFamily(
            "porte_voix_reminders", "Reminders by how they ended", labels=["end"]
        )
        for end in ENDS:
            ends.add_metric([end], self._vitals.reminders[end])
        yield ends
        yield CounterMetricFamily(
            "porte_voix_reminders_late",
            "Of the reminders sent, those that said that they were late",
            value=self._vitals.reminders["late"],
        )
        copies = CounterMetricFamily(
            "porte_voix_backups", "Copies of the memory made by schedule", labels=["end"]
        )
        for end in COPIES:
            copies.add_metric([end], self._vitals.backups[end])
        yield copies

    def _presses(self) -> Iterator[Metric]:
        buckets = [
            (f"{bound:g}" if bound != float("inf") else "+Inf", number)
            for bound, number in self._vitals.presses.up_to()
        ]
        yield HistogramMetricFamily(
            "porte_voix_press_seconds",
            "From the arrival of a press or a form until it is dealt with",
            buckets=buckets,
            sum_value=self._vitals.presses.seconds,
        )

    def _connections(self) -> Iterator[Metric]:
        answers = GaugeMetricFamily(
            "porte_voix_gateway_answers", "Whether the live connection answers", labels=["platform"]
        )
        latency = GaugeMetricFamily(
            "porte_voix_gateway_latency_seconds",
            "From the last heartbeat to its answer",
            labels=["platform"],
        )
        for platform, ask in self._vitals.connections.items():
            connection = ask()
            answers.add_metric([platform], connection.answers)
            if connection.latency is not None:
                latency.add_metric([platform], connection.latency)
        yield answers
        yield latency
