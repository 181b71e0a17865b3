"""Judges tokens and reports on them: the operations `inspect` and `inspect_many`.

Other rooms call `report.Inspection(params).report()` and `batch.Batch(tokens, params).briefs()`.
Both judge with `judge.judge`. A batch judges usual tokens with `fast_path` instead, which calls
the same functions fewer times.
"""
