# run: the site on port 8000. test: everything. check: the tools. bench: the figures. Needs Python 3.11 or newer and make.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
NPM := env PATH="$(CURDIR)/$(BIN):$$PATH" $(CURDIR)/$(BIN)/npm --prefix frontend
FETCH := --ignore-scripts --no-audit --no-fund --fetch-timeout=60000 --fetch-retries=3
# A stamp carries the digest of the list it was made from: a changed list installs again, an unchanged one costs nothing.
digest = $(firstword $(shell cat $(1) 2>/dev/null | cksum))
SITE := .venv/.site-$(call digest,requirements.txt)
TOOLS := .venv/.tools-$(call digest,requirements.txt requirements-dev.txt)
MODULES := frontend/node_modules/.installed-$(call digest,frontend/package-lock.json)
BUNDLE := frontend/dist/.built
SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

STATIC := $(or $(VAR_DIR),var)/static/.collected

.PHONY: run test check bench clean
.DELETE_ON_ERROR:

run: $(STATIC)
	@.ci/timed "Preparing the database" $(BIN)/python manage.py migrate
	@.ci/timed -v "Loading the demo" $(BIN)/python manage.py demo
	@exec $(BIN)/python manage.py up --port $(PORT)

test: check
	@.ci/timed "Front-end tests" $(NPM) test
	@test -x "$${CHROMIUM:-/usr/bin/chromium}" || echo "No Chromium here: the browser tests are skipped (install it, or set CHROMIUM)."
	@$(BIN)/python -m pytest -q

check: $(TOOLS) $(BUNDLE)
	@.ci/timed "Format" $(BIN)/ruff format --check .
	@.ci/timed "Lint" $(BIN)/ruff check .
	@.ci/timed "Layers" $(BIN)/lint-imports --no-cache
	@.ci/timed "Types of Python" $(BIN)/mypy
	@.ci/timed "Types of TypeScript" $(NPM) run check
	@.ci/timed "Migrations" $(BIN)/python manage.py makemigrations --check --dry-run
	@.ci/timed "Deployment settings" env VAR_DIR=var/deploy-check HTTPS=true ALLOWED_HOSTS=charts.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(SITE) $(BUNDLE)
	@for file in benchmarks/*.py; do echo; $(BIN)/python $$file || exit 1; done

clean:
	rm -rf .venv frontend/node_modules frontend/dist

$(SITE): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed (make run PYTHON=...)" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || .ci/timed "Making .venv" $(PYTHON) -m venv .venv
	@.ci/timed "Installing the Python packages (minutes the first time)" $(BIN)/python -m pip install -r requirements.txt
	@rm -f .venv/.site-* && touch $@

$(TOOLS): $(SITE) requirements-dev.txt
	@.ci/timed "Installing the tools for tests and checks" $(BIN)/python -m pip install -r requirements-dev.txt
	@rm -f .venv/.tools-* && touch $@

$(MODULES): $(SITE) frontend/package-lock.json
	@.ci/timed "Installing the front-end packages" $(NPM) ci $(FETCH)
	@touch $@

$(BUNDLE): $(MODULES) $(SOURCES)
	@.ci/timed "Building the front end" $(NPM) run build
	@touch $@

$(STATIC): $(SITE) $(BUNDLE) $(shell find static -type f)
	@.ci/timed "Collecting static files" $(BIN)/python manage.py collectstatic --noinput
	@touch $@
