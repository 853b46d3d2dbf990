# `make help` lists the targets. Each does what it needs, from installing the packages on.

# How many tests run at once: more than a small machine has cores, because most of a test is waiting.
TEST_JOBS ?= 6
# Line coverage of src/ that `make coverage` asks for, in percent.
COVERAGE_MIN ?= 90

# How many seeds `make simulate` runs, from which one on (empty: fresh ones), and for how long at most (2m; empty: as long as it takes).
SIMULATE_RUNS ?= 10000
SIMULATE_SEED ?=
SIMULATE_TIME ?=

# How long `make soak` runs (10m at least, 1h, ...), and how many events a second come.
SOAK_DURATION ?= 60m
SOAK_RATE ?= 200

# How long `make fuzz` runs each target, in seconds.
FUZZ_SECONDS ?= 600

# How long a run of `make chaos` makes faults, on which engines (sqlite, postgres+sqs or all), and from which seed (0: a fresh one).
CHAOS_DURATION ?= 20m
CHAOS_ENGINES ?= all
CHAOS_SEED ?= 0

CONFIGURE = cmake --log-level=WARNING --preset
# Of each of rapidcheck's properties a fifth of the cases under a sanitizer; why, says base/testing/effort.h.
FEWER_CASES = RC_PARAMS="$(RC_PARAMS) max_success=20"
RUN_TESTS = tools/run_tests

.DEFAULT_GOAL := help
.PHONY: help setup build run tour generated test page-test asan tsan coverage check style tidy format bench simulate planted chaos fuzz soak deb deb-13 deb-test tarball tarball-test image image-test deploy-test compose-test docs-test clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Install every package that building, testing and checking need
	@tools/install_packages check

build: ## Build build/release/scan-event-worker
	@tools/install_packages build
	@$(CONFIGURE) release >/dev/null
	@cmake --build build/release

run: build ## Show the whole job at work: feed server, worker, live progress (Ctrl-C ends it)
	@build/release/scan-event-worker demo

tour: build ## Write README's tour anew, from what the program prints
	@tools/write_tour

generated: build ## Write the files anew that the program makes from its tables (settings, conditions, metrics, API)
	@tools/write_generated

test: ## Build and run all tests
	@tools/install_packages test
	@$(CONFIGURE) dev >/dev/null
	@cmake --build build/dev
	@$(RUN_TESTS) build/dev -j$(TEST_JOBS)

page-test: build ## Check the page: types, lint, unit tests, each view and action in Chromium
	@tools/install_packages test
	@tests/browser/run

asan: ## Run all tests under the address and undefined-behaviour sanitizers
	@tools/install_packages check
	@$(CONFIGURE) asan >/dev/null
	@cmake --build build/asan
	@find build/asan -name '*.gcda' -delete
	@UBSAN_OPTIONS=print_stacktrace=1 $(FEWER_CASES) $(RUN_TESTS) build/asan -j$(TEST_JOBS)

tsan: ## Run all tests under the thread sanitizer
	@tools/install_packages check
	@$(CONFIGURE) tsan >/dev/null
	@cmake --build build/tsan
	@$(FEWER_CASES) $(RUN_TESTS) build/tsan -j$(TEST_JOBS)

coverage: asan ## Measure the line coverage of src/ with the sanitizer build's tests
	@gcovr --root . --gcov-executable 'llvm-cov-19 gcov' --filter src/ --exclude '.*_test\.cpp$$' --gcov-ignore-parse-errors -j$(TEST_JOBS) \
	    --sort-percentage --print-summary --fail-under-line $(COVERAGE_MIN) build/asan

check: style tidy ## Check format, layers, names, headers that compile alone, clang-tidy

style: ## Check format, layers, names, the page of the data, headers that compile alone
	@tools/install_packages check
	@$(CONFIGURE) check >/dev/null
	@tools/check_format
	@python3 tools/check_layers_test.py
	@python3 tools/run_tests_test.py
	@tools/check_layers
	@python3 tools/check_types_test.py
	@tools/check_types
	@python3 tools/check_tsql_test.py
	@tools/check_tsql
	@python3 tools/check_data_page_test.py
	@tools/check_data_page
	@tools/check_headers

tidy: ## Check with clang-tidy
	@tools/install_packages check
	@$(CONFIGURE) check >/dev/null
	@tools/check_tidy

format: ## Format every source file
	@tools/install_packages check
	@tools/check_format --fix

bench: ## Build and run the benchmarks; SCAN_BENCH_DIVISOR=20 for a quick look
	@tools/install_packages bench
	@$(CONFIGURE) bench >/dev/null
	@cmake --build build/bench
	@build/bench/bench/scan-bench

fuzz: ## Fuzz what reads foreign text: each target for FUZZ_SECONDS, two at a time
	@tools/install_packages check
	@$(CONFIGURE) fuzz >/dev/null
	@cmake --build --preset fuzz
	@fuzz/run $(FUZZ_SECONDS)

simulate: build ## Simulate the worker under faults, with 10,000 fresh seeds
	@build/release/scan-event-worker simulate --runs $(SIMULATE_RUNS) $(SIMULATE_SEED:%=--seed %) $(SIMULATE_TIME:%=--no-longer-than %)

planted: ## Show that the simulator finds every planted bug, and after how many seeds
	@tools/install_packages build
	@tests/simulation/planted/run

soak: build ## Run the worker for an hour at a steady rate, and see that nothing grows
	@tools/install_packages test
	@tests/soak/run $(SOAK_DURATION) $(SOAK_RATE)

chaos: build ## Let faults befall real workers and servers, 20 minutes on each kind of engines
	@tools/install_packages test
	@$(CONFIGURE) dev >/dev/null
	@cmake --build build/dev --target scan-chaos
	@build/dev/tests/chaos/scan-chaos --program build/release/scan-event-worker \
	    --commit "$$(git describe --always --dirty 2>/dev/null || echo unknown)" \
	    --duration $(CHAOS_DURATION) --engines $(CHAOS_ENGINES) --seed $(CHAOS_SEED)

deploy-test: ## Check deploy/ and the compose files without a network: synthesis, types, rules, and that the parts fit
	@tools/install_packages deploy
	@deploy/check

compose-test: deb ## Bring each compose file up on a container engine, and the pod of deploy/kubernetes up by podman; see parcels arrive
	@tools/install_packages ship
	@tools/install_packages test
	@deploy/compose/test/compose_test

docs-test: build ## Run the commands of the documents, and check their links, headings and diagrams, and what a release is made with
	@tools/install_packages deploy
	@tools/checks/docs

deb: build ## Make build/packages/*.deb for this release of Debian, and check it
	@tools/install_packages package
	@packaging/build_deb

deb-13: ## Make the package for Debian 13, in a chroot of it, from HEAD
	@tools/install_packages ship
	@packaging/build_deb_in trixie

deb-test: deb ## Install, run, crash, upgrade and remove the package in a Debian that boots
	@tools/install_packages ship
	@packaging/test/deb_test

tarball: build ## Make build/packages/*.tar.xz, which runs from any folder on Debian 12 and later
	@tools/install_packages package
	@packaging/build_tarball

tarball-test: tarball ## Run the tarball's program in a bare Debian 12 and a bare Debian 13
	@tools/install_packages ship
	@packaging/test/tarball_test

image: ## Build the container image scan-event-worker; it compiles in a stage of its own
	@packaging/build_image

image-test: deb ## Run the image, hardened, on a container engine of its own where none runs
	@tools/install_packages ship
	@packaging/test/image_test

clean: ## Remove everything that was built
	@rm -rf build
