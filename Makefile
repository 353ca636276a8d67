# Every target makes what it needs by itself, in .venv; `make help` lists them.
#
#   PYTHON=python3.12   the interpreter for .venv; another one than before makes .venv anew
#   ARGS="-k region"    more arguments for pytest, or for the benchmark

PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help demo test lint lowest audit mutate rules example pictures bench soak torture fuzz clean remake

venv := .venv
python := $(venv)/bin/python
quietly := python -m pip --quiet --quiet --disable-pip-version-check --no-input
pip := $(venv)/bin/$(quietly)
runtime := $(venv)/.runtime
development := $(venv)/.development
made_for = $$(pwd -P) $(PYTHON)

demo_day := 2026-11-21
# The notes are the same on each of these days; what they say of a day is not.
demo_vault := build/demo/vault
demo_report := $(demo_vault)/Gaps/Gap report $(demo_day).md

# A .venv that was left half-made, was copied from another folder, was made by another PYTHON, or has
# lost its interpreter is no good: the stamp says for what it was made, and is written last.
intact := $(shell [ "$$(cat $(runtime) 2>/dev/null)" = "$(made_for)" ] && $(python) -c '' 2>/dev/null && echo yes)
ifneq ($(intact),yes)
$(runtime): remake
endif

help:
	@echo "make demo    check the example vault, and write its report into build/demo"
	@echo "make test    run all tests              (ARGS=\"-k word\" for some of them)"
	@echo "make lint    style, types and layers"
	@echo "make lowest  run all tests with every library at its lowest version (ARGS as for test)"
	@echo "make audit   ask for known vulnerabilities of what is installed; needs a network"
	@echo "make rules   renew vaultgoals/rules/README.md from the rules' docstrings"
	@echo "make example renew examples/vault/Gaps, up to $(demo_day)"
	@echo "make pictures renew docs/pictures, with Chromium and npm's mermaid in build/npm (.ci/run fetches it)"
	@echo "make bench   measure how fast it is     (ARGS=... for the benchmark)"
	@echo "make soak    edit a watched vault at random for 30 minutes, and judge (ARGS=\"--minutes 3\")"
	@echo "make torture try every promise at full size, a quarter of an hour (ARGS=\"--only P3 --scale 0.1\")"
	@echo "make fuzz    feed what reads and writes notes with hostile texts (ARGS=\"--seconds 600 body\")"
	@echo "make mutate  change the core one bit at a time and see whether tests notice: hours (ARGS=\"rules.dead_link\")"
	@echo "make clean   remove all that these made, .venv included"

# The code is run from the sources (-m), so that it stands while another target is still installing.
demo: $(runtime)
	@echo '$$ vaultgoals check examples/vault --as-of $(demo_day)'
	@$(python) -m vaultgoals check examples/vault --as-of $(demo_day) || [ $$? -eq 1 ]
	@rm -rf build/demo && mkdir -p build/demo && cp -R examples/vault $(demo_vault) && find $(demo_vault)/Gaps -mindepth 1 -maxdepth 1 ! -name Evidence ! -name 'Gap report *' -exec rm -rf {} +
	@rm -f '$(demo_report)'
	@echo && echo '$$ vaultgoals report $(demo_vault) --as-of $(demo_day)'
	@$(python) -m vaultgoals report $(demo_vault) --as-of $(demo_day)
	@echo && echo '$(demo_report), from its summary on:' && echo && sed -n '/summary/,$$p' '$(demo_report)' | head -n 40

test: $(development)
	@$(python) -m pytest -q -n auto $(ARGS)

lint: $(development)
	@$(python) -m ruff check --quiet .
	@$(python) -m ruff format --check --quiet . \
	  || { echo "some files are not formatted; $(venv)/bin/ruff format . does it" >&2; exit 1; }
	@$(python) -m mypy
	@$(venv)/bin/lint-imports --no-logo

# Each library that pyproject.toml names, in the lowest version that it allows; what tests need is not held back.
lowest: build/lowest/.made
	@build/lowest/bin/python -m pytest -q -n auto $(ARGS)

build/lowest/.made: pyproject.toml | $(runtime)
	@echo "setting up build/lowest" >&2
	@rm -rf build/lowest && "$(PYTHON)" -m venv build/lowest
	@build/lowest/bin/$(quietly) install uv
	@build/lowest/bin/uv pip compile --quiet --no-header --no-annotate --resolution lowest-direct \
	  --python build/lowest/bin/python pyproject.toml --output-file build/lowest/lowest.txt
	@build/lowest/bin/$(quietly) install --constraint build/lowest/lowest.txt --editable '.[dev]'
	@sed 's/^/  /' build/lowest/lowest.txt >&2
	@touch $@

# --strict: what could not be looked up is a failure. Without it no answer counts as good news.
audit: $(runtime)
	@[ -x build/audit/bin/pip-audit ] || { "$(PYTHON)" -m venv build/audit && build/audit/bin/$(quietly) install pip-audit; }
	@$(pip) freeze --exclude-editable > build/audit/installed.txt
	@build/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement build/audit/installed.txt $(ARGS)

rules: $(runtime)
	@PYTHONPATH=. $(python) docs/renew.py

example: $(runtime)
	@PYTHONPATH=. $(python) docs/renew_example.py

pictures: $(development)
	@NODE_PATH="$(CURDIR)/build/npm/node_modules$${NODE_PATH:+:$$NODE_PATH}" $(python) -m tests.pictures
	@PYTHONPATH=. $(python) docs/take_pictures.py

bench: $(runtime)
	@PYTHONPATH=. $(python) bench/run.py $(ARGS)

soak: $(development)
	@PYTHONPATH=. $(python) tests/soak.py $(ARGS)

torture: $(development)
	@PYTHONPATH=. $(python) -m tests.torture $(ARGS)

# atheris needs a compiler where there is no wheel of it; the targets also run without.
fuzz: $(development)
	@$(python) -c 'import atheris' 2>/dev/null || $(pip) install atheris || true
	@PYTHONPATH=. $(python) -m fuzz.run $(ARGS)

# In a .venv of its own: mutmut brings a dozen packages along, and nothing else needs them.
mutate: build/mutate/venv/.made
	@PYTHONPATH=. nice -n 15 build/mutate/venv/bin/python -m tests.mutation $(ARGS)

build/mutate/venv/.made: pyproject.toml | $(runtime)
	@echo "setting up build/mutate/venv" >&2
	@rm -rf build/mutate/venv && "$(PYTHON)" -m venv build/mutate/venv
	@build/mutate/venv/bin/$(quietly) install --editable '.[dev,mutate]'
	@touch $@

clean:
	@rm -rf $(venv) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -type d -name __pycache__ -prune -exec rm -rf {} +

$(runtime): pyproject.toml
	@command -v "$(PYTHON)" >/dev/null \
	  || { echo "vaultgoals needs Python 3.11 or newer and finds no $(PYTHON); on Debian: apt-get install python3 python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "vaultgoals needs Python 3.11 or newer and $(PYTHON) is older; name another: make PYTHON=python3.12 (on Debian 12 or newer: apt-get install python3 python3-venv)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "this Python cannot make virtual environments; on Debian: apt-get install $$("$(PYTHON)" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 1; }
	@echo "setting up $(venv)" >&2
	@rm -rf $(venv) && "$(PYTHON)" -m venv $(venv)
	@$(pip) install --editable .
	@echo "$(made_for)" > $@

# While packages are being added the first stamp is away: an interruption leaves a .venv that is made anew.
$(development): $(runtime)
	@echo "adding to $(venv) what tests and checks need" >&2
	@rm -f $(runtime)
	@$(pip) install --editable '.[dev]'
	@echo "$(made_for)" > $(runtime)
	@touch $@
