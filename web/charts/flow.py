"""The picture of a flow chart, drawn from the chart itself: boxes in layers and lines between.

A question holds its answers, each with a letter; the line that an answer takes begins at its
letter. So every word of the chart is in the picture, and no text lies on a line.
"""

from __future__ import annotations

from collections.abc import Collection
from textwrap import wrap

from markupsafe import Markup

from matcher.screening.rules.chart import Chart, Node, letters
from matcher.screening.rules.follow import Path
from matcher.screening.rules.layout import Layout, Lead, laid_out
from matcher.words import ScreeningRoute
from web.charts.frame import INK, QUIET, join, text

BOX, PITCH, GAP, MARGIN = 232.0, 256.0, 56.0, 16.0
LINE, PADDING = 17.0, 12.0
HEAD, BODY = 26, 29  # characters on a line, in bold and in plain
PATH, PLAIN = "#1d5c56", "#7d857f"

#: Fill of the box, by where an outcome leads; the words in the box say the same.
FILLS = {
    ScreeningRoute.HOST_ROOM: "#dcefe6",
    ScreeningRoute.OWN_HOME: "#f6e6c8",
    ScreeningRoute.MONEY_FIRST: "#fbe3d6",
    ScreeningRoute.NOT_NOW: "#e8e6e1",
}
GUIDED, QUESTION = "#dfe8f5", "#ffffff"


def flow_picture(
    chart: Chart, title: str, language: str, taken: Path | None = None
) -> tuple[Markup, float]:
    """Return the picture as SVG, and how far from its left the first question begins.

    The path ``taken`` stands out.

    The SVG is an image with ``title`` as its name: the list of the chart says it all in words.
    """
    return _Picture(chart, language, taken).drawn(title)


class _Picture:
    def __init__(self, chart: Chart, language: str, taken: Path | None) -> None:
        self.chart, self.language = chart, language
        self.names = chart.names()
        self.layout: Layout = laid_out(chart)
        steps = taken.steps if taken else ()
        self.taken = {(step.node.code, step.answer.code) for step in steps}
        self.visited: Collection[str] = {step.node.code for step in steps}
        if taken is not None:
            last = taken.outcome or taken.asks
            self.visited = {*self.visited, *([last.code] if last else [])}
        self.rows = {node.code: self._rows(node) for node in chart}
        self.tops = self._tops()

    def _rows(self, node: Node) -> list[tuple[str, bool]]:
        """Return the lines of text in a box, each with 'is part of the heading'."""
        heading = f"{self.names[node.code]}  {node.text.label(self.language)}"
        rows = [(line, True) for line in wrap(heading, HEAD)]
        if node.route is not None:
            route = node.route.label(self.language) if node.reason else ""  # a loose end has none
            return rows + [(one, False) for one in wrap(route, BODY)]
        for number, answer in enumerate(node.answers):
            told = f"{letters(number).lower()}  {answer.text.label(self.language)}"
            rows += [(one, False) for one in wrap(told, BODY, subsequent_indent="    ")]
        return rows

    def _height(self, code: str) -> float:
        return len(self.rows[code]) * LINE + 2 * PADDING + (0 if self.chart[code].route else 10)

    def _tops(self) -> list[float]:
        tops, top = [], MARGIN
        for layer in range(self.layout.layers):
            codes = [code for code, (_x, level) in self.layout.spots.items() if level == layer]
            tops.append(top)
            top += max((self._height(code) for code in codes), default=0.0) + GAP
        return [*tops, top]

    def drawn(self, title: str) -> tuple[Markup, float]:
        width = (self.layout.columns - 1) * PITCH + BOX + 2 * MARGIN
        height = self.tops[-1] - GAP + MARGIN
        lines = sorted(self.layout.leads, key=self._is_taken)
        content = join([*map(self._lead, lines), *map(self._box, self.chart)])
        picture = Markup(
            '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>'
        ).format(round(width), round(height), round(width), round(height), title, content)
        return picture, self._left(self.layout.spots[self.chart.start][0])

    def _left(self, column: float) -> float:
        return MARGIN + column * PITCH

    def _is_taken(self, lead: Lead) -> bool:
        return any((lead.from_, answer) in self.taken for answer in lead.answers)

    def _box(self, node: Node) -> Markup:
        column, level = self.layout.spots[node.code]
        left, top = self._left(column), self.tops[int(level)]
        is_visited = node.code in self.visited
        fill = QUESTION if node.route is None else FILLS.get(node.route, GUIDED)
        box = Markup(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}" stroke="{}" stroke-width="{}"/>'
        ).format(
            round(left, 1), round(top, 1), BOX, round(self._height(node.code), 1),
            4 if node.route is None else 18, fill, PATH if is_visited else PLAIN,
            3.5 if is_visited else 1,
        )  # fmt: skip
        words = [
            text(left + PADDING + (14 if line.startswith("    ") else 0),
                 top + PADDING + 12 + number * LINE, line.strip(),
                 fill=INK if is_heading else QUIET, size="mark" if is_heading else "")
            for number, (line, is_heading) in enumerate(self.rows[node.code])
        ]  # fmt: skip
        ports = [self._port(node, number) for number in range(len(node.answers))]
        return join([box, *words, *ports])

    def _port_at(self, node: Node, number: int) -> tuple[float, float]:
        column, level = self.layout.spots[node.code]
        step = BOX / (len(node.answers) + 1)
        x = self._left(column) + step * (self._places(node)[number] + 1)
        return x, self.tops[int(level)] + self._height(node.code)

    def _places(self, node: Node) -> list[int]:
        """Return the place of each answer's letter, so that lines leave without crossing."""

        def column(number: int) -> float:
            to = node.answers[number].to
            lead = next(o for o in self.layout.leads if (o.from_, o.to) == (node.code, to))
            return (*lead.way, self.layout.spots[to])[0][0]

        ordered = sorted(range(len(node.answers)), key=lambda number: (column(number), number))
        return [ordered.index(number) for number in range(len(node.answers))]

    def _port(self, node: Node, number: int) -> Markup:
        x, y = self._port_at(node, number)
        fill = PATH if (node.code, node.answers[number].code) in self.taken else "#55635f"
        return Markup(
            '<circle cx="{}" cy="{}" r="10" fill="{}"/>{}'
        ).format(
            round(x, 1), round(y, 1), fill,
            text(x, y + 4.5, letters(number).lower(), anchor="middle", fill="#ffffff"),
        )  # fmt: skip

    def _lead(self, lead: Lead) -> Markup:
        return join(self._line(lead, answer) for answer in lead.answers)

    def _line(self, lead: Lead, answer: str) -> Markup:
        node = self.chart[lead.from_]
        number = [one.code for one in node.answers].index(answer)
        points = [self._port_at(node, number)]
        for column, level in lead.way:
            x = self._left(column) + BOX / 2
            points += [(x, self.tops[int(level)]), (x, self.tops[int(level) + 1] - GAP)]
        column, level = self.layout.spots[lead.to]
        points.append((self._left(column) + BOX / 2, self.tops[int(level)]))
        is_taken = (lead.from_, answer) in self.taken
        return Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{}"/>').format(
            _curve(points), PATH if is_taken else PLAIN, 4 if is_taken else 1.5
        )


def _curve(points: list[tuple[float, float]]) -> str:
    """Return a path that leaves and arrives upright at every other point."""
    (x, y), *rest = points
    parts = [f"M{x:.1f} {y:.1f}"]
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        parts.append(f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(parts)
