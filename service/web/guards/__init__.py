"""What every request passes before a route sees it: size, rate, form, headers, and the log.

From the outside in: `observing`, `headers`, `rates`, `body_size`; `well_formed` is a dependency of every route.
"""
