"""What a new user needs for five tasks: clicks, keys and scrolls are counted in every browser.

`python -m tests.tasks` does them on a built site. It knows the page only by what stands in the
window: names of fields and buttons, and texts. So it does the same on older pages.
"""
