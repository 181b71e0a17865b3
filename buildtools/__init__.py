"""What `build.py` does, one module per job.

`setup` gets the tools, `wheels` the page's Python packages, `bundle` runs
esbuild, `licences` collects what must be named, `engine_parts` gathers what the
engine loads, `site` puts `dist/` together, `serve` shows it, `check` tests it,
`bench` measures it. Standard library only: these files run before anything is
installed.
"""
