"""Everything measured in one run, and the table of it: each figure beside what it is compared with, as a ratio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table

from scripts.benchmarking.building import Building
from scripts.benchmarking.growth import Grown
from scripts.benchmarking.serving import Crowd, Served, Serving
from scripts.benchmarking.stores import Stores

Row = tuple[str, str, str]
_CORES = ", a process a core"


@dataclass(frozen=True, slots=True)
class Report:
    """One run over an index of so many passages; parts that were left out are None or empty."""

    passages: int
    serving: Serving | None
    building: Building | None
    growth: tuple[Grown, ...] = ()
    stores: Stores | None = None


def table(report: Report) -> Table:
    """Return the figures as a table for people."""
    shown = Table(title=f"{report.passages:,} passages; all ratios within this run")
    shown.add_column("what")
    shown.add_column("measured", justify="right")
    shown.add_column("compared", justify="right")
    for row in rows(report):
        shown.add_row(*row)
    return shown


def rows(report: Report) -> Iterator[Row]:
    """Yield what was measured, how much it is, and how that compares."""
    if report.serving:
        yield from _serving(report.serving)
    if report.stores:
        yield from _stores(report.stores)
    if report.building:
        yield from _building(report.building)
    for grown in report.growth:
        yield from _grown(grown, report.growth[0])


def _stores(stores: Stores) -> Iterator[Row]:
    files, database = stores.files, stores.database
    for label, own, other in (
        ("p50", database.one.p50, files.one.p50),
        ("p95", database.one.p95, files.one.p95),
        ("p99", database.one.p99, files.one.p99),
    ):
        yield f"PostgreSQL, one client, {label}", f"{own:.2f} ms", f"files {other:.2f} ms, {own / other:.2f} x"
    beside = f"files, one: {_crowd(files.crowd)}"
    for label, crowd in (("one app process", database.crowd), ("two app processes", stores.two)):
        yield f"PostgreSQL, {crowd.clients} clients, {label}", _crowd(crowd), beside


def _crowd(crowd: Crowd) -> str:
    return f"{crowd.per_second:,.0f}/s, p99 {crowd.p99:,.0f} ms, {crowd.errors} errors"


def _serving(serving: Serving) -> Iterator[Row]:
    forward, ours, plain = serving.forward, serving.ours, serving.yardstick
    yield "bare encoder p50, p99", f"{forward.p50:.2f}, {forward.p99:.2f} ms", ""
    for label, own, bare in (("p50", ours.one.p50, forward.p50), ("p99", ours.one.p99, forward.p99)):
        yield f"HTTP answer, one client, {label}", f"{own:.2f} ms", f"{own / bare:.2f} x the bare encoder"
    if plain:
        yield "the yardstick's, p50", f"{plain.one.p50:.2f} ms", f"{plain.one.p50 / ours.one.p50:.1f} x ours"
    for name, served in (("", ours), (_CORES, serving.cores)):
        for crowd in served.crowds:
            yield f"{crowd.clients} clients{name}", _crowd(crowd), _beside(crowd, plain)
    more = serving.followups
    yield "three earlier questions, vectors kept", f"{more.kept:.2f} ms", f"{more.kept / more.alone:.2f} x without"
    ratio = more.uncached / more.alone_uncached
    yield "three earlier questions, none kept", f"{more.uncached:.2f} ms", f"{ratio:.2f} x without"
    beside = f"yardstick {plain.cold:.1f} s, {plain.cold / ours.cold:.1f} x" if plain else ""
    yield "start to first answer", f"{ours.cold:.2f} s", beside
    yield "memory (PSS)", f"{ours.megabytes:,.0f} MB", f"yardstick {plain.megabytes:,.0f} MB" if plain else ""
    yield f"memory (PSS){_CORES}", f"{serving.cores.megabytes:,.0f} MB", ""


def _beside(crowd: Crowd, plain: Served | None) -> str:
    other = next((other for other in plain.crowds if other.clients == crowd.clients), None) if plain else None
    ratio = f", {crowd.per_second / other.per_second:.1f} x" if other and other.per_second else ""
    return f"yardstick {other.per_second:,.0f}/s{ratio}" if other else ""


def _building(building: Building) -> Iterator[Row]:
    plain = building.yardstick_pieces
    beside = f"yardstick {plain:,.0f}/s, {building.pieces / plain:.2f} x" if plain else ""
    yield "word pieces embedded", f"{building.pieces:,.0f}/s", beside
    yield f"build of {building.articles:,} articles", f"{building.full:.1f} s", f"{building.encoded:,} vectors encoded"
    share = f"{building.changed / building.full:.1%} of the whole; {building.encoded_changed:,} vectors encoded"
    yield "the same, one article changed", f"{building.changed:.2f} s", share


def _grown(grown: Grown, first: Grown) -> Iterator[Row]:
    name = f"{grown.passages:,} passages"
    ratio = f"{grown.p50 / first.p50:.1f} x the first"
    found = f"recall@10 {grown.recall:.3f} ({grown.search})"
    yield f"{name}: retrieval p50, p99", f"{grown.p50:.2f}, {grown.p99:.2f} ms", ratio
    yield f"{name}: all beyond the encoder, p50", f"{grown.beyond:.2f} ms", found
    disk = f"{grown.gigabytes:.2f} GB on disk"
    yield f"{name}: memory, opening", f"{grown.megabytes:,.0f} MB, {grown.load:.2f} s", disk
