# Two commands: `make run` shows the bundled sample in a browser, `make test` checks everything.
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
MANIFEST := dbt_project/target/manifest.json
PYTHON ?= python3
PORT ?= 8501

export DAGSTER_DISABLE_TELEMETRY := yes
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: chaos run test lint types imports unit lock spark sample sbom audit package-test clean

run: $(STAMP) $(MANIFEST)
	$(VENV)/bin/veta demo --port $(PORT)

test: lint types imports unit

lint: $(STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/sqlfluff lint --processes 2 dbt_project/models dbt_project/tests

types: $(STAMP)
	$(VENV)/bin/mypy

imports: $(STAMP)
	$(VENV)/bin/lint-imports

unit: $(STAMP) $(MANIFEST)
	$(PY) -m pytest -n 2

# Two hundred seeded rounds of kills and faults; WHOLE=1 on the whole sample (hours), SEED=n another.
chaos: $(STAMP) $(MANIFEST)
	VETA_CHAOS_ROUNDS=$(or $(ROUNDS),200) VETA_CHAOS_SEED=$(or $(SEED),2026) VETA_CHAOS_WHOLE=$(WHOLE) \
		$(PY) -m pytest -s tests/faults/test_chaos.py

$(STAMP): requirements.lock pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --no-deps -e .
	touch $@

$(MANIFEST): $(STAMP) $(shell find dbt_project -name target -prune -o \( -name '*.sql' -o -name '*.yml' -o -name '*.csv' -o -name '*.py' \) -print)
	$(PY) -m orchestration.manifest
	touch $@

# Pins every package with its hashes; no index address is written.
lock:
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
		--no-strip-extras --no-emit-index-url --no-header --python-version 3.11 --quiet -o requirements.lock
	$(VENV)/bin/uv pip compile pyproject.toml --extra spark --constraint requirements.lock --universal \
		--generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --quiet -o requirements-spark.lock

# Brings Apache Spark and its Java beside the rest; nothing that is installed changes its version.
spark: $(STAMP)
	$(PY) -m pip install --quiet --require-hashes -r requirements-spark.lock

# The bill of materials of what is installed, as CycloneDX.
sbom: $(STAMP)
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv tool run --quiet --from cyclonedx-bom cyclonedx-py environment \
		--output-format JSON --output-file sbom.cdx.json $(PY)

# Known weaknesses of what is locked, where the network lets one ask.
audit: $(STAMP)
	@$(PY) -c "import httpx; httpx.get('https://pypi.org/pypi/pip/json', timeout=10).raise_for_status()" 2>/dev/null \
		|| { echo "Not audited: pypi.org, which lists known weaknesses, cannot be asked from here." \
			"Run this where it can; requirements.lock is all that it needs."; exit 1; }
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv tool run --quiet pip-audit --requirement requirements.lock --require-hashes --disable-pip

# The container's steps in a clean virtual environment; takes minutes.
package-test: $(STAMP)
	VETA_TEST_INSTALL=1 $(PY) -m pytest tests/architecture/test_deploy.py

sample: $(STAMP)
	$(PY) -m tests.sample.generate

clean:
	rm -rf $(VENV) dbt_project/target
