"""Charts for tests: a small one to spoil, and random ones (sound and unsound)."""

from __future__ import annotations

import random
from typing import Any

from matcher.screening.rules.chart import AT_LEAST, AT_MOST, ONE_OF, OUTCOME, QUESTION
from matcher.screening.rules.facts import FACTS
from matcher.words import ScreeningRoute

RANDOM_FACTS = ("age", "budget", "day_activity", "guidance_kind")
ROUTES = list(ScreeningRoute)


def text(words: str) -> dict[str, str]:
    return {"nl": words, "en": f"{words} (en)"}


def answer(code: str, to: str, test: dict[str, Any] | None = None) -> dict[str, Any]:
    made: dict[str, Any] = {"code": code, "text": text(code), "to": to}
    return made if test is None else made | {"test": test}


def question(code: str, *answers: dict[str, Any], fact: str = "") -> dict[str, Any]:
    return {
        "kind": QUESTION,
        "code": code,
        "text": text(code),
        "fact": fact,
        "answers": list(answers),
    }


def outcome(code: str, route: str) -> dict[str, Any]:
    return {
        "kind": OUTCOME,
        "code": code,
        "text": text(code),
        "route": route,
        "reason": text("because"),
    }


def small() -> dict[str, Any]:
    """Age 18 or older → debts; debts → money first or a host room; younger → not now."""
    adult = {"op": AT_LEAST, "value": 18}
    return {
        "start": "age",
        "nodes": [
            question("age", answer("adult", "debts", adult), answer("minor", "young"), fact="age"),
            question("debts", answer("yes", "money"), answer("no", "host")),
            outcome("young", "not_now"),
            outcome("money", "money_first"),
            outcome("host", "host_room"),
        ],
    }


def random_chart(seed: int, *, is_sound: bool = True) -> dict[str, Any]:
    """Return a chart of up to seven questions; answers of a sound one lead only onward.

    Nodes that nobody reaches, and answers that facts rule out, do occur: the check tells them.
    """
    rng = random.Random(seed)
    codes = [f"q{n}" for n in range(rng.randint(1, 7))]
    ends = [f"o{n}" for n in range(rng.randint(2, 5))]
    read = rng.sample(RANDOM_FACTS, 2)  # two at most, or trying all values takes too long
    nodes = []
    for n, code in enumerate(codes):
        onward = codes[n + 1 :] + ends
        near = codes[n + 1 : n + 3] or ends
        pool = onward if is_sound else [*codes, *ends, "nowhere", ""]

        def to(near: list[str] = near, pool: list[str] = pool) -> str:
            return rng.choice(near if rng.random() < 0.6 else pool)

        fact = rng.choice((*read, "", ""))
        tests = _tests(rng, fact) if fact else [None] * rng.randint(2, 3)
        answers = [answer(f"a{number}", to(), test) for number, test in enumerate(tests)]
        nodes.append(question(code, *answers, fact=fact))
    nodes += [outcome(code, rng.choice(ROUTES)) for code in ends]
    return {"start": codes[0], "nodes": nodes}


def _tests(rng: random.Random, name: str) -> list[dict[str, Any] | None]:
    fact = FACTS[name]
    tests: list[dict[str, Any] | None] = []
    for _ in range(rng.randint(1, 2)):
        if fact.is_number:
            value = rng.randint(15, 30) if name == "age" else rng.choice((0, 300, 375, 500))
            tests.append({"op": rng.choice((AT_LEAST, AT_MOST)), "value": value})
        else:
            codes = [code for code, *_ in fact.choices]
            tests.append({"op": ONE_OF, "value": sorted(rng.sample(codes, rng.randint(1, 3)))})
    return [*tests, None]


def random_situation(seed: int, content: dict[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
    """Return (answers, facts), each of them missing now and then."""
    rng = random.Random(seed)
    answers = {
        node["code"]: rng.choice(node["answers"])["code"]
        for node in content["nodes"]
        if node["kind"] == QUESTION and not node["fact"] and rng.random() < 0.7
    }
    known = {
        "age": rng.randint(14, 31),
        "budget": rng.choice((0, 299, 300, 374, 375, 376, 500, 501)),
        "day_activity": rng.choice([code for code, *_ in FACTS["day_activity"].choices]),
        "guidance_kind": rng.choice("1234"),
    }
    return answers, {code: value for code, value in known.items() if rng.random() < 0.7}
