# Filiform: every task of the project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAGE ?=
# A browser takes two cores by itself: its journeys run one after the other.
PARALLEL := -q -n logical --dist worksteal

.PHONY: help
help: ## show this list
	@echo "Filiform. Usage: make <task>"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- set-up -----------------------------------------------------------------------------------
# Two stamps: run-time packages are enough for the demo; tests need the development ones as well.

$(VENV)/bin/uv: requirements/uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Filiform needs Python 3.11 or newer; set PYTHON=python3.11 (or newer)." >&2; exit 3; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	@touch $@

$(VENV)/run.stamp: requirements/run.lock pyproject.toml $(VENV)/bin/uv
	@test -f $(VENV)/dev.stamp || VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements/run.lock requirements/uv.lock
	@test -f $(VENV)/dev.stamp || VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock pyproject.toml $(VENV)/bin/uv
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.lock requirements/uv.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp

.PHONY: setup
setup: $(VENV)/run.stamp ## build .venv with the console script .venv/bin/filiform

.PHONY: setup-dev
setup-dev: $(VENV)/dev.stamp ## the same, with everything the tests need

.PHONY: browser
browser: ## install Chromium when missing (Debian as root or in CI), or say how
	@scripts/ensure-browser

# --- daily work -------------------------------------------------------------------------------

.PHONY: demo
demo: setup ## seed a small synthetic clinic and serve it on localhost
	$(BIN)/filiform demo

.PHONY: check
check: setup-dev ## lint, types, layers and the fast tests (STAGE=drawing: one stage's tests only)
	@scripts/lint
	$(BIN)/python -m pytest -q -m "not browser and not slow" $(if $(STAGE),-k "$(STAGE)",tests/unit tests/architecture)

.PHONY: fix
fix: setup-dev ## format and mend what can be mended by itself
	$(BIN)/ruff check --fix --quiet src tests benchmarks || true
	$(BIN)/ruff format --quiet src tests benchmarks
	@git ls-files 'src/**/*.html' | xargs $(BIN)/djade --target-version 5.2 || true

.PHONY: test
test: setup-dev browser ## every test: SQLite, PostgreSQL and the browser journeys
	@scripts/lint
	$(BIN)/python -m pytest $(PARALLEL) -m "not browser"
	$(BIN)/python -m pytest -m browser
	FILIFORM_TEST_DATABASE=postgresql $(BIN)/python -m pytest $(PARALLEL) -m "not browser" tests/web
	FILIFORM_TEST_DATABASE=postgresql $(BIN)/python -m pytest -m postgres_journey tests/browser

.PHONY: bench
bench: setup-dev ## measure speed: ratios side by side in one run
	@! command -v npm >/dev/null || npm ci --silent --no-audit --no-fund --prefix benchmarks/cql
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.cds_hooks

.PHONY: evaluate
evaluate: setup-dev ## rank simulated people, beside plainer ideas, and write the page with the figures
	OPENBLAS_NUM_THREADS=1 nice -n 10 $(BIN)/python -m benchmarks.locating docs/reference/locating-evaluation.md

.PHONY: tour
tour: setup-dev browser ## walk the README's tour through the demo and take its pictures anew
	@mkdir -p docs/tour
	FILIFORM_TOUR=$(CURDIR)/docs/tour $(BIN)/python -m pytest -q tests/browser/test_tour.py

.PHONY: cds-client
cds-client: setup-dev ## let a client that we did not write call the CDS Hooks services (needs a registry)
	@scripts/cds-client

.PHONY: mutation
mutation: setup-dev ## break the screening rules and engine on purpose: does a test notice? (30 minutes)
	nice -n 19 $(BIN)/mutmut run --max-children 1
	@scripts/mutation-score
	nice -n 19 $(BIN)/python tests/mutation/rule_mutants.py

# --- build products ---------------------------------------------------------------------------

.PHONY: build-body
build-body: setup-dev ## rebuild cells, areas, views, zones and the reference pages
	$(BIN)/python -m filiform.body.build
	$(BIN)/python -m filiform.knowledge.build
	$(BIN)/python -m filiform.knowledge.pages docs/reference/atlas
	$(BIN)/python -m filiform.locating.pages examples docs/reference
	$(BIN)/python -m filiform.cli.screening_pages examples/screening docs/reference
	$(BIN)/python -m filiform.plan.pages docs/reference

.PHONY: train
train: setup-dev ## train the locating network anew, the same each time (under an hour on two idle cores)
	OPENBLAS_NUM_THREADS=1 nice -n 15 $(BIN)/python -m filiform.locating.training --keep build/train $(if $(BLOCKS),--blocks $(BLOCKS)) $(if $(SEED),--seed $(SEED))

.PHONY: lock
lock: setup-dev ## resolve requirements/*.lock anew
	@scripts/lock
