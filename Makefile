# setup makes .venv and the front-end parts; the others call it first.

PORT ?= 8000
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
endif

VENV := .venv
BIN := $(VENV)/bin
# Commands in a virtual environment name its folder, so a checkout that was moved needs a new one;
# so does one whose Python is gone.
MADE := $(VENV)/made-$(shell pwd | cksum | cut -d ' ' -f 1)
ifneq ($(shell $(BIN)/python -c 'print("alive")' 2>/dev/null),alive)
.PHONY: $(MADE)
endif
READY := $(VENV)/ready
INSTALL := install --disable-pip-version-check -qq --require-hashes -r

.PHONY: setup run test lint lock words chaos bench bench-short bench-keystroke screenshots
.DEFAULT_GOAL := setup

setup: $(READY)
	@$(BIN)/python hatch_build.py

$(MADE):
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or newer is missing.' \
		'Install it (Debian, Ubuntu: apt install python3 python3-venv),' \
		'or name one: make PYTHON=/path/to/python3'; exit 1; } >&2
	@echo 'Making $(VENV) and installing into it; the first time takes a minute.'
	@if '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null; then \
		'$(PYTHON)' -m venv --clear $(VENV); \
	elif '$(PYTHON)' -m pip --python '$(PYTHON)' --version >/dev/null 2>&1; then \
		'$(PYTHON)' -m venv --clear --without-pip $(VENV) && \
		'$(PYTHON)' -m pip --python $(BIN)/python $(INSTALL) requirements/dev.txt; \
	else \
		echo "Python has neither its venv module nor pip." \
			'Install one (Debian, Ubuntu: apt install python3-venv).' >&2; exit 1; \
	fi
	@touch $@

$(READY): pyproject.toml requirements/dev.txt requirements/node.txt $(MADE)
	@$(BIN)/python -m pip $(INSTALL) requirements/dev.txt
	@if $(BIN)/python hatch_build.py --needs-node; then \
		$(BIN)/python -m pip $(INSTALL) requirements/node.txt; fi
	@$(BIN)/python -m pip install --disable-pip-version-check -qq \
		--no-deps --no-build-isolation --editable .
	@touch $@

run: setup
	@$(BIN)/leitmotif migrate
	@signin=$$($(BIN)/leitmotif demo) || { echo "$$signin"; exit 1; }; \
		echo "$$signin" | tail -n 1
	@exec $(BIN)/leitmotif serve --port $(PORT)

test: setup
	@$(BIN)/pytest -n 2 --dist worksteal

lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/djlint --lint templates
	@if command -v shellcheck >/dev/null; then shellcheck .ci/run; fi

RUNS ?= 300
SEED ?= 1
chaos: setup
	@$(BIN)/python -m benchmarks.chaos --runs $(RUNS) --seed $(SEED)

# What is not given here is 1,000 posts and three rounds: make bench POSTS=100000 COMMENTS=400000
POSTS ?= 1000
COMMENTS ?= 4000
ON_ONE ?= 1000
bench: setup
	@$(BIN)/python -m benchmarks.bench --posts $(POSTS) --comments $(COMMENTS) --on-one $(ON_ONE)

bench-short: setup
	@$(BIN)/python -m benchmarks.bench --short --seconds 1

bench-keystroke: setup
	@$(BIN)/python benchmarks/keystroke.py

screenshots: setup
	@$(BIN)/python -m benchmarks.screenshots

# After a change of what is said to people: brings the catalogues up to date, to be translated.
PYBABEL := $(BIN)/pybabel -q
SAID := -k later -k plural:1,2 -k both:1,2 --no-wrap --sort-output --omit-header --add-location=file
words: setup
	@$(PYBABEL) extract -F babel.cfg $(SAID) -o .build/messages.pot .
	@$(PYBABEL) update -i .build/messages.pot -d blog/translations --no-wrap --omit-header \
		--ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date

# After a change of dependencies in pyproject.toml. The hashes are those of every system's files.
COMPILE := uv --no-config pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
lock:
	@command -v uv >/dev/null || { echo 'uv is missing: pip install uv'; exit 1; } >&2
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) --group node -o requirements/node.txt
	npm install --package-lock-only
