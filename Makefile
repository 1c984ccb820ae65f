# run: the site on port 8000. test: everything. check: the tools. bench: the figures. size: what `run` would fetch here.
# pictures: those of the README anew. audit: known holes in packages and code. sbom: what is installed, as CycloneDX.
# lock: requirements-*.lock anew.
# TESTERS=4 has so many processes run tests side by side. TURN=2/3 runs of the long tests those of the second of three turns.
# TORCH=yes installs torch, which only training needs; without a word it is taken where that is cheap (see .ci/torch).
PYTHON ?= python3
# Or each of the some hundred processes of a test run compiles all files anew, half a second of processor every time.
unexport PYTHONDONTWRITEBYTECODE
PORT ?= 8000
TORCH ?= auto
TESTERS ?= 3
BIN := .venv/bin
NPM_IN := env PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm --prefix
NPM := $(NPM_IN) frontend
FETCH := --ignore-scripts --no-audit --no-fund --fetch-timeout=60000 --fetch-retries=3
# A stamp carries the digest of the list it was made from: a changed list installs again, an unchanged one costs nothing.
digest = $(firstword $(shell cat $(1) 2>/dev/null | cksum))
SITE := .venv/.site-$(call digest,requirements-serve.lock)
TOOLS := .venv/.tools-$(call digest,requirements-serve.lock requirements-dev.lock)
AUDIT := .venv/audit/.made-$(call digest,requirements-audit.lock)
TORCH_STAMP := .venv/.torch-$(TORCH)-$(call digest,requirements.txt requirements-serve.lock)
MODULES := frontend/node_modules/.site-$(call digest,frontend/package-lock.json)
TOOL_MODULES := frontend/node_modules/.tools-$(call digest,frontend/package-lock.json)
CLIENTS := tests/clients/node_modules/.made-$(call digest,tests/clients/package-lock.json)
BUNDLE := frontend/dist/.built
SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path 'frontend/instruments/*' -not -path 'frontend/fonts/*' 2>/dev/null)

CHECKED_WITH := $(TOOLS) $(TORCH_STAMP) $(TOOL_MODULES) $(CLIENTS) $(BUNDLE)
# Types of Python take as long as the rest, so they begin.
CHECKS := $(addprefix check-,types-of-python format lint style layers types-of-typescript migrations deployment)
# Two at a time, each with its lines together; one after the other where make is too old for that.
SIDE_BY_SIDE = $(MAKE) --no-print-directory $(if $(filter output-sync,$(.FEATURES)),-j2 -Otarget)

STATIC := $(or $(VAR_DIR),var)/static/.collected

# For libraries of numbers, as in workers: with more, processes side by side wait for each other by spinning.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1

# Only files whose digest stands in the list are installed, whatever index they come from.
INSTALL := $(BIN)/python -m pip install --require-hashes -r

.PHONY: $(CHECKS) check-front-end run test check bench size pictures audit sbom lock clean
.DELETE_ON_ERROR:

run: $(STATIC) $(TORCH_STAMP)
	@.ci/timed "Preparing the database" $(BIN)/python manage.py migrate
	@.ci/timed -v "Loading the demo" $(BIN)/python manage.py demo
	@cat .venv/torch-note 2>/dev/null || true
	@exec $(BIN)/python manage.py up --port $(PORT)

test: $(CHECKED_WITH)
	@$(SIDE_BY_SIDE) $(CHECKS) check-front-end
	@command -v "$${CHROMIUM:-chromium-headless-shell}" >/dev/null || command -v "$${CHROMIUM:-chromium}" >/dev/null || \
		echo "No Chromium here: the browser tests are skipped (install it, or set CHROMIUM)."
	@env $(ONE_THREAD) $(BIN)/python -m pytest -q -n $(TESTERS) --dist loadfile $(if $(TURN),--turn $(TURN))

check: $(CHECKED_WITH)
	@$(SIDE_BY_SIDE) $(CHECKS)

check-types-of-python:
	@.ci/timed "Types of Python" $(BIN)/mypy
check-format:
	@.ci/timed "Format" $(BIN)/ruff format --check .
check-lint:
	@.ci/timed "Lint" $(BIN)/ruff check .
check-style:
	@.ci/timed "Style" $(BIN)/python .ci/style --check
check-layers:
	@.ci/timed "Layers" $(BIN)/lint-imports --no-cache
check-types-of-typescript:
	@.ci/timed "Types of TypeScript" $(NPM) run check
check-migrations:
	@.ci/timed "Migrations" $(BIN)/python manage.py makemigrations --check --dry-run
check-deployment:
	@.ci/timed "Deployment settings" env VAR_DIR=var/deploy-check HTTPS=true ALLOWED_HOSTS=charts.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
check-front-end:
	@.ci/timed "Front-end tests" $(NPM) test

bench: $(TOOLS) $(TORCH_STAMP) $(BUNDLE)
	@for file in $(filter-out $(addprefix benchmarks/,beside.py pages.py crowd.py races.py training_speed.py big_boards_made.py plays_made.py voters_at_once.py why_this_note.py),$(wildcard benchmarks/*.py)); do \
		echo; $(BIN)/python $$file || exit 1; done

pictures: $(TOOLS) $(TORCH_STAMP) $(BUNDLE)
	@PICTURES=docs/images $(BIN)/python -m pytest -q tests/browser/test_pictures.py

size: .venv/pyvenv.cfg
	@$(BIN)/python .ci/downloads.py $(TORCH)

audit: $(AUDIT) $(MODULES)
	@env PATH="$(CURDIR)/$(BIN):$$PATH" .venv/audit/bin/python .ci/audit

sbom: $(AUDIT) $(MODULES)
	@mkdir -p var/sbom
	@.ci/timed "Python packages: var/sbom/python.cdx.json" .venv/audit/bin/cyclonedx-py environment \
		--output-reproducible --of JSON -o var/sbom/python.cdx.json $(BIN)/python
	@.ci/timed "Packages of the pages: var/sbom/pages.cdx.json" .ci/sbom-pages var/sbom/pages.cdx.json

lock: $(AUDIT)
	@for list in serve dev audit; do .ci/timed "requirements-$$list.lock" .ci/lock $$list || exit 1; done

clean:
	rm -rf .venv frontend/node_modules frontend/dist frontend/instruments frontend/fonts tests/clients/node_modules

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed (make run PYTHON=...)" if sys.version_info < (3, 11) else 0)'
	@.ci/timed "Making .venv" $(PYTHON) -m venv .venv

$(SITE): requirements-serve.lock | .venv/pyvenv.cfg
	@.ci/timed "Installing the Python packages (a minute the first time)" $(INSTALL) requirements-serve.lock
	@rm -f .venv/.site-* && touch $@

$(TORCH_STAMP): $(SITE)
	@$(BIN)/python .ci/torch $(TORCH)
	@rm -f .venv/.torch-* && touch $@

$(TOOLS): $(SITE) requirements-dev.lock
	@.ci/timed "Installing the tools for tests and checks" $(INSTALL) requirements-dev.lock
	@rm -f .venv/.tools-* && touch $@

# In an environment of its own: what looks at the packages is none of them.
$(AUDIT): requirements-audit.lock | .venv/pyvenv.cfg
	@test -x .venv/audit/bin/python || $(BIN)/python -m venv .venv/audit
	@.ci/timed "Installing what looks after the packages" .venv/audit/bin/python -m pip install --require-hashes \
		-r requirements-audit.lock
	@rm -f .venv/audit/.made-* && touch $@

$(MODULES): $(SITE) frontend/package-lock.json
	@.ci/timed "Installing the packages of the pages" $(NPM) ci --omit=dev $(FETCH)
	@touch $@

$(TOOL_MODULES): $(SITE) frontend/package-lock.json
	@.ci/timed "Installing the packages of the pages, with tools" $(NPM) ci $(FETCH)
	@touch $(MODULES) $@

$(CLIENTS): $(SITE) tests/clients/package-lock.json
	@.ci/timed "Installing what makes TypeScript clients, for the tests" $(NPM_IN) tests/clients ci $(FETCH)
	@touch $@

$(BUNDLE): $(MODULES) $(SOURCES)
	@.ci/timed "Building the front end" $(NPM) run build
	@touch $@

$(STATIC): $(SITE) $(BUNDLE) $(shell find static -type f)
	@.ci/timed "Collecting static files" $(BIN)/python manage.py collectstatic --noinput
	@touch $@
