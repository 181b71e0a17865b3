"""Judges tokens and reports on them: the operations `inspect` and `inspect_many`.

Others call `report.Inspection(params).report` and `batch.Batch(tokens, params).briefs`. Both
come from `judge.judge`, or from `fast_path`, which calls the same functions fewer times.
"""
