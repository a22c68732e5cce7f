# make demo     environment, demo database, serves on 127.0.0.1:8000
# make test     everything it needs, then all checks and tests
# make install  the environment only
PYTHON ?= python3
BIN := .venv/bin
CORE := .venv/.core
DEV := .venv/.dev

.PHONY: demo install test test-heavy check format lint types arrows catalogues migrations tests docs serve screenshots benchmarks clean

install: $(CORE)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Seutukuva needs Python 3.11 or newer (make PYTHON=/path/to/python3.11)"; exit 1; }
	@echo "Making the environment in .venv"
	@$(PYTHON) -m venv .venv

$(CORE): .venv/bin/python requirements/core.txt pyproject.toml build_hooks/assets.py $(shell find src -name '*.po' 2>/dev/null)
	@echo "Installing Seutukuva and what it stands on"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/core.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(CORE)

$(DEV): $(CORE) requirements/dev.txt requirements/postgresql.txt
	@echo "Installing what the tests and the documentation need"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	@touch $(DEV)

demo: $(CORE)
	@$(BIN)/seutukuva demo

serve: $(CORE)
	@$(BIN)/seutukuva serve

test: $(DEV) chromium
	@$(MAKE) --no-print-directory check tests docs

check: lint types arrows catalogues migrations

lint: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

arrows: $(DEV)
	$(BIN)/lint-imports

catalogues: $(DEV)
	$(BIN)/python -m tests.catalogues

migrations: $(DEV)
	$(BIN)/python -m django makemigrations --check --dry-run --settings tests.settings

tests: $(DEV) chromium
	$(BIN)/pytest -n 2 -m "not heavy" --cov --cov-report=term --cov-fail-under=90

test-heavy: $(DEV) chromium postgresql
	$(BIN)/pytest -m heavy

docs: $(DEV)
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: $(DEV) chromium
	$(BIN)/python -m tests.screenshots

benchmarks: $(DEV)
	@for script in $$(ls benchmarks/*.py | grep -v "/evidence.py"); do echo "== $$script"; $(BIN)/python $$script; done

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then echo "Installing Chromium"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else echo "The browser tests need Chromium: sudo apt-get install chromium"; exit 1; fi; }

.PHONY: postgresql
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ]; then echo "Installing PostgreSQL"; apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
	  else echo "The heavy tests need PostgreSQL: sudo apt-get install postgresql"; exit 1; fi; }

clean:
	rm -rf .venv var docs/_build .coverage .mypy_cache .ruff_cache .hypothesis
