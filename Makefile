# Kamermatch: two commands are enough — `make demo` to see it, `make test` to trust it.
# Needs Python 3.11 or newer, make, and a package registry. Everything goes into .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# One more than there are processors: tests that wait for a browser, a lock or a process of their
# own left more than a quarter of the processors' time unused with as many.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# Many tests start Python anew: where nothing is kept, each of them compiles every library again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help:  ## Show what can be made
	@echo "Kamermatch. Usage: make TARGET"
	@grep -hE '^[a-z-]+:.*?## ' $(MAKEFILE_LIST) | awk -F':.*?## ' '{printf "  %-14s %s\n", $$1, $$2}'
	@echo "Settings: see .env.example; another Python: make demo PYTHON=python3.12"

# --- the environment -------------------------------------------------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Kamermatch needs Python 3.11 or newer, and '$(PYTHON)' is not."; \
	  echo "Remedy: install it, then say which one it is: make demo PYTHON=python3.12"; exit 1; }
	@echo "==> Making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python could not make an environment."; \
	  echo "Remedy: on Debian or Ubuntu: apt-get install python3-venv; then run make again."; \
	  rm -rf $(VENV); exit 1; }
	@touch $@

# pip installs the pinned, hashed uv; uv installs the rest, several times faster. Where uv cannot
# reach the registry (it reads other settings than pip), pip does the work itself.
define install
	@echo "==> Installing $(1) (hashed; a minute the first time)"
	@{ $(PIP) install --require-hashes -r requirements-uv.txt \
	   && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); } \
	 || $(PIP) install --require-hashes -r $(1) || { \
	  echo "The packages could not be installed."; \
	  echo "Remedy: check that this machine reaches a package registry (pip config list)."; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation --editable .
endef

$(VENV)/.runtime: requirements.txt requirements-uv.txt pyproject.toml $(VENV)/.made
	$(call install,requirements.txt)
	@touch $@

$(VENV)/.development: requirements-dev.txt requirements-uv.txt pyproject.toml $(VENV)/.made
	$(call install,requirements-dev.txt)
	@touch $@ $(VENV)/.runtime

# Machine code of the engine, anew after every change of its loops. Without a C compiler Numba does the
# same work when a loop is first used, and keeps it on disk.
LOOPS := $(shell sed -n 's/^ *"\(matcher\.[a-z_.]*\)",$$/\1.py/p' matcher/machine_code/library.py | sed 's/\./\//g; s/\/py$$/.py/') $(wildcard matcher/machine_code/*.py)

$(VENV)/.compiled: $(LOOPS) $(VENV)/.made | $(VENV)/.runtime
	@echo "==> Compiling the matching engine (once, about half a minute)"
	@$(BIN)/python -m matcher.machine_code.build || $(BIN)/python -m matcher.optimiser.warm
	@touch $@

.PHONY: install
install: $(VENV)/.runtime $(VENV)/.compiled  ## Make the environment in .venv, with the command .venv/bin/kamermatch

# --- seeing it -------------------------------------------------------------------------------

.PHONY: demo
demo: export KAMERMATCH_DEMO = true
demo: install  ## Demo data, one matching round, and the web server on 127.0.0.1:8000
	@$(BIN)/kamermatch demo
	@$(BIN)/kamermatch serve

.PHONY: clean-demo
clean-demo:  ## Remove the demo database and everything else in instance/
	rm -rf instance

# --- trusting it -----------------------------------------------------------------------------

.PHONY: check
check: $(VENV)/.development  ## Format, lint, types, import contracts, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.database.agreement
	$(BIN)/python -m web.translations.check

.PHONY: test
test: $(VENV)/.development $(VENV)/.compiled  ## Everything the tests need, then all tests
	@$(BIN)/python -m tests.chromium
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: test-postgres
test-postgres: $(VENV)/.development $(VENV)/.compiled  ## The tests of the web pages and the journeys with PostgreSQL under them
	@$(BIN)/python -m tests.chromium
	$(BIN)/pytest -n $(WORKERS) tests/web tests/journeys --web-database postgres $(ARGS)

.PHONY: machines
machines: $(VENV)/.development $(VENV)/.compiled  ## The status machines against their model: 2,000 lives of 50 steps (an hour)
	$(BIN)/python -m tests.machines.battery --runs 2000 --steps 50 $(ARGS)

# --- comparing it ------------------------------------------------------------------------------

.PHONY: bench
bench: $(VENV)/.development $(VENV)/.compiled  ## Compare the engine with its peers at small sizes (a few minutes)
	$(BIN)/python -m bench --seconds 10 --repeat 3 --out .bench/small $(ARGS)

.PHONY: bench-full
bench-full: $(VENV)/.development $(VENV)/.compiled  ## The same at four sizes up to 50,000 x 40,000, and with limits (hours)
	$(BIN)/python -m bench --sizes 1k,5k,10k,50k --modes two,three --seconds 300 --out .bench/full $(ARGS)
	$(BIN)/python -m bench --sizes 1k,5k,10k --modes heads --out .bench/heads $(ARGS)
	$(BIN)/python -m bench --sizes 1k,10k --modes limits,limits-three --out .bench/limits $(ARGS)
	$(BIN)/python -m bench.round --out .bench/round
	$(BIN)/python -m bench.report .bench/full .bench/heads .bench/limits --round .bench/round --docs docs/bench.md

# --- upkeep ----------------------------------------------------------------------------------

.PHONY: format
format: $(VENV)/.development  ## Format the code and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate

.PHONY: requirements
requirements: $(VENV)/.development  ## Write the hashed requirements anew from pyproject.toml
	$(COMPILE) pyproject.toml --all-extras -o requirements-dev.txt
	$(COMPILE) pyproject.toml -c requirements-dev.txt -o requirements.txt
	echo uv | $(COMPILE) - -c requirements-dev.txt -o requirements-uv.txt
