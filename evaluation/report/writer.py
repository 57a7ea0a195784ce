"""Writing a report to a folder: each file whole or not at all, and the same report in the same bytes."""

from __future__ import annotations

from pathlib import Path

from evaluation.report.content import Report
from evaluation.report.document import compose
from evaluation.report.html import to_html
from evaluation.report.markdown import to_markdown
from evaluation.report.plots import draw
from evaluation.report.results import to_json
from matcher.errors import ConfigError
from matcher.whole_file import replace_file

HTML, MARKDOWN, RESULTS = "report.html", "report.md", "results.json"


def write_report(report: Report, folder: Path) -> tuple[Path, ...]:
    """Writes report.html, report.md and results.json into `folder`, which is made if need be; returns their paths.

    All three are ready before the first is written; results.json comes last.

    Raises:
        MissingExtra: jinja2 or matplotlib is not installed; nothing is written.
        ConfigError: the folder cannot be made or written to.
    """
    pages = render(report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in pages.items():
            replace_file((folder / name).resolve(), content)
    except OSError as err:
        raise ConfigError(f"cannot write the report to {folder}: {err.strerror or err}") from err
    return tuple(folder / name for name in pages)


def render(report: Report) -> dict[str, bytes]:
    """The content of each file by its name.

    Raises:
        MissingExtra: jinja2 or matplotlib is not installed.
    """
    document = compose(report)
    pages = {
        HTML: to_html(document, draw(report)),
        MARKDOWN: to_markdown(document),
        RESULTS: to_json(report),
    }
    return {name: page.encode("utf-8") for name, page in pages.items()}
