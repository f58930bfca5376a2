# Everything runs in .venv, which the first target that needs it creates. Stamps there say what is up to date:
# `installed` (requirements.lock), `built` (the Rust extension), `plotting` (what only the benchmarks' picture needs),
# `paging` (what only the site needs), `reading` (what only the thorough tests read Arrow and dumps with), `linking` (what only
# the wheel needs) and `dbt/installed`, of an environment of its own: the versions that dbt asks for would hold ours back.

PYTHON ?= python3
SCALE ?= 0.1
FAULTS ?= 200
SEEDS ?= 20
# Further flags of `supplygen load` and of the benchmark, such as --replace.
ARGS ?=

BIN := .venv/bin
INSTALLED := .venv/installed
BUILT := .venv/built
PLOTTING := .venv/plotting
PAGING := .venv/paging
LINKING := .venv/linking
READING := .venv/reading
DBT := .venv/dbt/installed
RUST_SOURCES := $(shell find rust/core rust/py -name '*.rs') rust/core/Cargo.toml rust/py/Cargo.toml Cargo.toml Cargo.lock pyproject.toml
PYTHON_SOURCES := python tools tests migrations bench
# On Linux, where each machine has another libc.
ZIG := $(if $(filter Linux,$(shell uname)),ziglang==0.17.1,)
WHEEL := $(if $(ZIG),--zig --compatibility manylinux2014,)
# A third of the Python tests by their time each; the rest is the last third.
LOAD_TESTS := tests/load tests/sinks tests/embedded tests/generate tests/faults tests/cluster tests/scenario tests/workload
GUEST_TESTS := tests/guest tests/migrations tests/cli tests/arrow tests/star tests/pictures tests/test_pytest_plugin.py tests/test_api.py

# maturin builds into the environment that is active; that is ours, whichever the user's shell has activated.
export VIRTUAL_ENV := $(CURDIR)/.venv
unexport CONDA_PREFIX PYTHONHOME
# Without bytecode every process would compile each module that it imports anew.
unexport PYTHONDONTWRITEBYTECODE
# cargo has its own idea of how many processes there are.
CARGO := MAKEFLAGS= cargo
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help load star test lint lint-python lint-rust test-rust test-python test-content test-guest test-load test-thorough test-faults format docs site wheel imports bands bench bench-results bench-rust lint-bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo '  Variables: PYTHON=$(PYTHON) SCALE=$(SCALE) FAULTS=$(FAULTS) SEEDS=$(SEEDS) ARGS=$(ARGS)'

load: $(BUILT) ## Create the schema, fill the database at SCALE, verify it (embedded PostgreSQL unless DATABASE_URL is set)
	$(BIN)/alembic upgrade head
	$(BIN)/supplygen load --scale $(SCALE) $(ARGS)
	$(BIN)/supplygen verify

star: $(BUILT) $(DBT) ## Build the star schema of dbt/ from the loaded database, and test it
	eval "$$($(BIN)/supplygen db url --format env)" && cd dbt && ../.venv/dbt/bin/dbt build

# Three at a time, since tests wait for servers as often as they work. The thirds of the Python tests have a server each.
test: ## Run everything that CI runs
	$(MAKE) --jobs=3 --output-sync=target --no-print-directory test-rust test-content test-guest test-load lint site

lint: lint-python lint-rust ## Check formatting, types, lints and the extension's stub

lint-python: $(BUILT)
	$(BIN)/ruff check $(PYTHON_SOURCES)
	$(BIN)/ruff format --check $(PYTHON_SOURCES)
	$(BIN)/mypy
	MYPYPATH=python $(BIN)/stubtest supplygen._core --allowlist tests/stubtest_allowlist.txt --ignore-unused-allowlist

# In the extension's profile, which has compiled the macros and build scripts already.
lint-rust:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --locked --workspace --exclude supplygen-bench --all-targets --quiet -- -D warnings

test-rust: ## Test the Rust core, optimized but with overflow checks
	$(CARGO) test --locked --quiet -p supplygen-core

test-python: test-content test-guest test-load ## Test everything else, against embedded PostgreSQL servers

test-content: $(BUILT)
	$(BIN)/pytest -p no:cacheprovider tests $(LOAD_TESTS:%=--ignore=%) $(GUEST_TESTS:%=--ignore=%)

test-guest: $(BUILT)
	$(BIN)/pytest -p no:cacheprovider $(GUEST_TESTS)

test-load: $(BUILT)
	$(BIN)/pytest -p no:cacheprovider $(LOAD_TESTS)

test-thorough: $(BUILT) $(PLOTTING) $(READING) $(DBT) lint-bench ## Test everything once more, with the tests that repeat others on further servers and in further ways
	$(BIN)/pytest -p no:cacheprovider -m 'thorough or not thorough' tests

test-faults: $(BUILT) ## Break off FAULTS loads at random moments, in every way, on every server there is
	FAULTS=$(FAULTS) $(BIN)/pytest -p no:cacheprovider --timeout 0 -m 'thorough or not thorough' tests/faults

format: $(INSTALLED) ## Format all code and fix what the linters can fix
	$(BIN)/ruff check --fix $(PYTHON_SOURCES)
	$(BIN)/ruff format $(PYTHON_SOURCES)
	$(CARGO) fmt --all

docs: $(BUILT) ## Write what is made of docs/ (dictionary, diagrams, parameters, answers), of invariant I02 and of dbt/
	$(BIN)/python -m tools.docs

# MkDocs says at each start that it has a successor.
site: $(PAGING) ## Write the documents as a site, build/site/index.html; a link that leads nowhere fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Zig links against a glibc of 2014, whatever this machine has; the Python is any from 3.11 on.
wheel: $(LINKING) ## Build dist/supplygen-*.whl (ARGS="--target ..." for another processor, whose Rust must be there)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/maturin build --release --locked --out dist $(WHEEL) $(ARGS)

imports: $(INSTALLED) ## Print which package imports which
	$(BIN)/python -m tools.imports

bands: $(BUILT) ## Load SEEDS worlds at SCALE, one after another, and print how far each figure is from its band
	$(BIN)/python -m tools.bands --scale $(SCALE) --seeds $(SEEDS)

bench: $(BUILT) ## Time a load against restores, pgbench and the server's own ceiling at SCALE (ARGS=--write keeps the figures)
	$(BIN)/python -m bench --scale $(SCALE) $(ARGS)

bench-results: $(BUILT) $(PLOTTING) ## Write bench/RESULTS.md and bench/phases.svg from the figures that are kept
	$(BIN)/python -m bench.results

bench-rust: lint-bench ## Time encoders and samplers of the Rust core
	$(CARGO) bench --locked --quiet -p supplygen-bench

# What only the microbenchmarks need is compiled for them alone.
lint-bench:
	$(CARGO) clippy --release --locked -p supplygen-bench --all-targets --quiet -- -D warnings

clean: ## Remove what make has built; a database in .supplygen stays, stopped
	@test ! -x $(BIN)/supplygen || $(BIN)/supplygen db stop
	rm -rf .venv dbt/target dbt/logs target dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis python/supplygen/_core.*.so
	find $(PYTHON_SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo 'make: no $(PYTHON) here: install Python 3.11 or newer, or name one: make PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'make: $(PYTHON) is older than 3.11: name a newer one: make PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'make: $(PYTHON) has no venv module (Debian: package python3-venv): install it, or name another: make PYTHON=...' >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(INSTALLED): requirements.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --no-compile --requirement requirements.lock
	@touch $@

$(PLOTTING): bench/requirements.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --no-compile --requirement bench/requirements.lock
	@touch $@

$(LINKING): pyproject.toml $(INSTALLED)
	$(if $(ZIG),$(BIN)/python -m pip install --quiet --no-compile $(ZIG))
	@touch $@

$(PAGING): docs/requirements.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --no-compile --no-deps --requirement docs/requirements.lock
	@touch $@

$(READING): tests/requirements.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --no-compile --requirement tests/requirements.lock
	@touch $@

$(DBT): dbt/requirements.lock $(INSTALLED)
	$(BIN)/python -m venv --without-pip .venv/dbt
	$(BIN)/python -m pip --python .venv/dbt/bin/python install --quiet --no-compile --no-deps --requirement dbt/requirements.lock
	@touch $@

$(BUILT): $(RUST_SOURCES) $(INSTALLED)
	@command -v cargo >/dev/null || { echo 'make: no cargo here: install Rust 1.88 or newer' >&2; exit 1; }
	$(BIN)/maturin develop --release --locked --quiet
	@touch $@
