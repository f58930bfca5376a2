"""Hooks of MkDocs: the documents at the paths at which they stand in the repository, and a Mermaid of our own."""

from __future__ import annotations

from importlib.metadata import files as files_of
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

ROOT = Path(__file__).parents[1]
MERMAID = "assets/mermaid.js"
"""What draws the diagrams; the theme would fetch it from another host."""
CARRIER = "mmdc"
"""Package whose file it is; we use nothing else of it."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Show the documents, and what they link to, where they stand."""
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        files.remove(file)
    paths = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *map(ROOT.joinpath, config.extra["linked"])]
    for path in sorted(paths):
        files.append(File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path)))
    files.append(File.generated(config, MERMAID, abs_src_path=str(_mermaid())))
    return files


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Load Mermaid with the pages that have diagrams, and with no other."""
    if 'class="mermaid"' not in output:
        return output
    return output.replace("</head>", f'<script src="{get_relative_url(MERMAID, page.url)}"></script></head>', 1)


def _mermaid() -> Path:
    (found,) = [file for file in files_of(CARRIER) or () if file.name == "mermaid.js"]
    return Path(str(found.locate()))
