"""A series: which jobs there are, who can do them, and running them round by round."""

from __future__ import annotations

from zoning_review_plugin.overlay.engines import KERNEL

from .engines import ENGINES, call_inside_qgis, call_review, call_workers, compile_kernel
from .plan import FIXED, LEAST_WORKERS, SHARDS, WORKS, sample_of, works_of
from .runs import Job


def tried(place, engines, threads, say):
    """{engine: (answer, reason)} of a run on tiny data: it tells who can take part, and fills their caches."""
    found = {}
    for engine in engines:
        reason, answer = engine.missing(), {}
        if not reason:
            try:
                if engine.name == KERNEL:
                    compile_kernel()  # all of it: the overlap alone asks for no lines, the review does
                run = place.runs.run(_trial(place, engine, threads), _server(place, engine))
                reason, answer = run.fault, run.answer
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
        found[engine.name] = answer, reason
        say(f"{engine.title}: {reason or 'ready'}")
    return found


def _trial(place, engine, threads):
    folder = place.geoparquet(place.tiny) if engine.parquet else place.tiny
    command = engine.command(folder, WORKS["all"], place.tables / f"{engine.name}-trial.npz", threads)
    return Job(engine.name, "trial", tuple(command), server=engine.server)


def _server(place, engine):
    return place.server() if engine.server else {}


def overlap_jobs(place, engines, threads):
    """The jobs of the overlap alone: engine after engine in each work, so that rounds alternate them."""
    return [
        _overlap_job(place, engine, work, parcels, threads)
        for work in WORKS
        for engine in engines
        if work in works_of(place.size, engine.name, engine.own)
        for parcels in _samples(place.size, work, engine.name)
    ]


def _samples(size, work, engine):
    parcels = sample_of(size, work, engine)
    return [FIXED, parcels] if parcels else [None]


def _overlap_job(place, engine, work, parcels, threads):
    folder, sample = place.data, place.sample(parcels) if parcels else None
    if engine.parquet:
        folder = place.geoparquet(place.data)
        sample = place.geoparquet(sample.parent) / f"{sample.stem}.parquet" if sample else None
    out = place.tables / (f"{engine.name}-{work}" + (f"-{parcels}" if parcels else "") + ".npz")
    command = engine.command(folder, WORKS[work], out, threads, sample)
    return Job(engine.name, work, tuple(command), parcels, engine.server)


def own_jobs(place, engine, threads):
    """The jobs beside the overlap alone, all with one engine of ours."""
    case, tiny = place.case(), place.tiny
    jobs = [
        Job(engine, "inside", tuple(call_inside_qgis(place.data, tiny, engine, threads))),
        Job(engine, "review", tuple(call_review(case, place.folder / "review", engine))),
    ]
    if place.size in LEAST_WORKERS:
        jobs += [
            Job(engine, f"workers{workers}", tuple(call_workers(case, workers, SHARDS, engine))) for workers in (1, 2)
        ]
    return jobs


def run_rounds(place, jobs, repeats, say):
    """Each job once a round, as often as needed; a job that fails is not tried again."""
    engines, failed = {engine.name: engine for engine in ENGINES}, set()
    for _ in range(repeats):
        for job in jobs:
            if job.name in failed or place.runs.finished(job, repeats):
                continue
            run = place.runs.run(job, _server(place, engines[job.engine]))
            memory = f", {run.peak / 1e6:.0f} MB" if run.peak else ""
            say(f"{job.name}: {run.fault or f'{run.seconds:.2f} s{memory}'}")
            if run.fault:
                failed.add(job.name)
