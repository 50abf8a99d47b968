"""A profile → a frozen :class:`~careerprint.view.page.Page`, everything on it ready to print.

Pure functions: the same profile, brand and frame give the same page.
"""
