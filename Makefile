# Two commands matter: `make run` and `make test`. The rest serves those who work on the program.
# Another Python: make run PYTHON=python3.12    Another port: make run PORT=8100

PYTHON ?= python3
BIN := .venv/bin
# How many tests run side by side, on which databases, and which tests: make test ONLY=tests/flows
WORKERS ?= 2
DATABASE ?= both
ONLY ?=
# How often the drill kills something on each engine, and the seed of a drill to be repeated.
KILLS ?= 50
SEED ?=
CATALOGUE := webapp/translations/vi/LC_MESSAGES/messages.po

# How long the night is: steps of the machine on each engine, and rounds of each race.
STEPS ?= 50000
ROUNDS ?= 200

.PHONY: help run tools check format test nightly mutants drill bench screenshots words

help:
	@echo "make run          set up what is missing and serve the local network (PORT moves it)"
	@echo "make test         install what the tests need and run them all (ONLY=tests/flows for some)"
	@echo "make check        format, lint, types, layers, browser modules"
	@echo "make format       let the formatter write"
	@echo "make nightly      the same on new ways, long: $(STEPS) steps an engine, $(ROUNDS) rounds a race"
	@echo "make mutants      break the program on purpose and see whether it is noticed"
	@echo "make drill        kill workers and databases under load; nothing may be lost (KILLS=50)"
	@echo "make bench        measure; ONLY=name for one"
	@echo "make screenshots  draw the gallery under docs/ anew"
	@echo "make words        collect the texts of the program into the catalogue and compile it"

run:
	@$(PYTHON) -m webapp.serving run

tools:
	@$(PYTHON) -m webapp.serving check

check: tools
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	@if command -v node >/dev/null; then \
		node --test $$(find tests/js -name '*.test.*js' | sort); \
	else echo "Node is not installed: the tests of the browser modules are left out."; fi

format: tools
	$(BIN)/python -m ruff check --fix-only .
	$(BIN)/python -m ruff format .

test:
	@$(PYTHON) -m webapp.serving test
	$(BIN)/python -m pytest -n $(WORKERS) --database $(DATABASE) $(ONLY)

nightly:
	@$(PYTHON) -m webapp.serving test
	@found=0; \
	$(BIN)/python -m tests.properties.nightly --steps $(STEPS) --database $(DATABASE) || found=1; \
	HYPOTHESIS_PROFILE=nightly RACE_ROUNDS=$(ROUNDS) $(BIN)/python -m pytest -n $(WORKERS) \
		--database $(DATABASE) --durations 20 tests/properties tests/scenarios || found=1; \
	exit $$found

mutants:
	@$(PYTHON) -m webapp.serving test
	$(BIN)/python -m tests.properties.mutants

drill:
	@$(PYTHON) -m webapp.serving test
	$(BIN)/python -m tests.drill --kills $(KILLS) --database $(DATABASE) $(if $(SEED),--seed $(SEED))

bench: tools
	$(BIN)/python -m benchmarks $(ONLY)

screenshots:
	@$(PYTHON) -m webapp.serving test
	$(BIN)/python -m docs.gallery

words: tools
	@mkdir -p webapp/translations
	$(BIN)/pybabel -q extract -F babel.cfg -k T --no-location --sort-output \
		--project Lotwise -o .venv/messages.pot .
	test -f $(CATALOGUE) || \
		$(BIN)/pybabel -q init -l vi -d webapp/translations -i .venv/messages.pot
	$(BIN)/pybabel -q update -i .venv/messages.pot -d webapp/translations \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d webapp/translations
