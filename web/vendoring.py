"""Cut the style sheets we need out of the published design-system packages.

The whole component library is 400 kB and its tokens another 200 kB; a page uses
a tenth of that. Run this after unpacking the packages next to each other (see
``web/static/vendor/README.md``)::

    python -m web.vendoring FOLDER

It writes into ``web/static/vendor/``. The result is committed: the program never
fetches or builds style sheets at run time.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "vendor"

COMPONENTS = (
    "alert",
    "badge-status",
    "breadcrumb-nav",
    "button",
    "button-group",
    "checkbox",
    "data-list",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "link",
    "link-button",
    "ordered-list",
    "pagination",
    "paragraph",
    "radio-button",
    "root",
    "select",
    "separator",
    "skip-link",
    "table",
    "table-container",
    "textarea",
    "textbox",
    "unordered-list",
)

_CLASS = re.compile(r"\.utrecht-([a-z0-9-]+?)(?=(?:--|__)|[^a-z0-9-]|$)")
_VARIABLE = re.compile(r"var\(\s*(--[a-z0-9-]+)")
_DECLARATION = re.compile(r"^\s*(--[a-z0-9-]+):\s*(.+?);", re.MULTILINE)


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Yield (prelude, body) of every top-level block; comments are dropped."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@charset [^;]+;", "", css)
    start = depth = 0
    for position, character in enumerate(css):
        if character == "{":
            if depth == 0:
                prelude, body_start = css[start:position].strip(), position + 1
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[body_start:position]
                start = position + 1


def is_wanted(selector: str) -> bool:
    """A selector is wanted when it names only components of the subset.

    Classes that imitate a state (for style guides) are not: a browser has the state itself.
    """
    names = _CLASS.findall(selector)
    states = re.search(r"--(hover|active|focus|focus-visible|pressed)\b", selector)
    return bool(names) and not states and all(name in COMPONENTS for name in names)


def subset(css: str) -> str:
    """Return the rules of ``css`` whose selectors belong to the subset."""
    kept = []
    for prelude, body in blocks(css):
        if prelude.startswith(("@media", "@supports")):
            inner = subset(body)
            if inner:
                kept.append(f"{prelude} {{\n{inner}}}\n")
        elif not prelude.startswith("@"):
            selectors = [s for s in re.split(r",\s*(?![^()]*\))", prelude) if is_wanted(s)]
            if selectors:
                kept.append(",\n".join(selectors) + " {\n  " + body.strip() + "\n}\n")
    return "".join(kept)


def tokens_used(tokens: str, css: str) -> str:
    """Return the token declarations that ``css`` reaches, directly or through others."""
    values = dict(_DECLARATION.findall(tokens))
    to_visit = [name for name in _VARIABLE.findall(css) if name in values]
    own = (Path(__file__).parent / "static" / "kamermatch.css").read_text(encoding="utf-8")
    to_visit += [name for name in _VARIABLE.findall(own) if name in values]
    reached: set[str] = set()
    while to_visit:
        name = to_visit.pop()
        if name not in reached:
            reached.add(name)
            to_visit += [other for other in _VARIABLE.findall(values[name]) if other in values]
    lines = [f"  {name}: {value};" for name, value in values.items() if name in reached]
    return ":root {\n" + "\n".join(lines) + "\n}\n"


def refresh(folder: Path) -> None:
    """Write the vendored files from the packages unpacked in ``folder``."""
    licence = "/*! {package} — licence EUPL-1.2. Subset made by web/vendoring.py. */\n"
    library = (folder / "component-library-css/dist/index.css").read_text(encoding="utf-8")
    components = subset(library)
    (VENDOR / "utrecht.css").write_text(
        licence.format(package="@utrecht/component-library-css") + components, encoding="utf-8"
    )
    published = (folder / "voorbeeld-design-tokens/dist/variables.css").read_text(encoding="utf-8")
    (VENDOR / "tokens.css").write_text(
        licence.format(package="@nl-design-system-unstable/voorbeeld-design-tokens")
        + tokens_used(published, components),
        encoding="utf-8",
    )
    for part in ("latin", "latin-ext"):
        for weight in (400, 700):
            name = f"noto-sans-{part}-{weight}-normal.woff2"
            shutil.copyfile(folder / "noto-sans/files" / name, VENDOR / name)


if __name__ == "__main__":
    refresh(Path(sys.argv[1]))
