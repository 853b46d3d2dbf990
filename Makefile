# `make help` lists the targets. Each does what it needs, from installing the packages on.

# How many tests run at once: more than a small machine has cores, because most of a test is waiting.
TEST_JOBS ?= 6
# Line coverage of src/ that `make coverage` asks for, in percent.
COVERAGE_MIN ?= 90

# How many seeds `make simulate` runs, and for how long at most (2m; empty: as long as it takes).
SIMULATE_RUNS ?= 10000
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
CTEST = ctest --output-on-failure -j$(TEST_JOBS) --test-dir

.DEFAULT_GOAL := help
.PHONY: help setup build run test asan tsan coverage check style tidy format bench simulate planted chaos fuzz soak clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Install every package that building, testing and checking need
	@tools/install_packages check

build: ## Build build/release/scan-event-worker
	@tools/install_packages build
	@$(CONFIGURE) release >/dev/null
	@cmake --build build/release

run: build ## Show the whole job at work: feed server, worker, live progress (Ctrl-C ends it)
	@build/release/scan-event-worker demo

test: ## Build and run all tests
	@tools/install_packages test
	@$(CONFIGURE) dev >/dev/null
	@cmake --build build/dev
	@$(CTEST) build/dev

asan: ## Run all tests under the address and undefined-behaviour sanitizers
	@tools/install_packages check
	@$(CONFIGURE) asan >/dev/null
	@cmake --build build/asan
	@find build/asan -name '*.gcda' -delete
	@UBSAN_OPTIONS=print_stacktrace=1 $(FEWER_CASES) $(CTEST) build/asan

tsan: ## Run all tests under the thread sanitizer
	@tools/install_packages check
	@$(CONFIGURE) tsan >/dev/null
	@cmake --build build/tsan
	@$(FEWER_CASES) $(CTEST) build/tsan

coverage: asan ## Measure the line coverage of src/ with the sanitizer build's tests
	@gcovr --root . --gcov-executable 'llvm-cov-19 gcov' --filter src/ --exclude '.*_test\.cpp$$' --gcov-ignore-parse-errors -j$(TEST_JOBS) \
	    --sort-percentage --print-summary --fail-under-line $(COVERAGE_MIN) build/asan

check: style tidy ## Check format, layers, headers that compile alone, clang-tidy

style: ## Check format, layers, headers that compile alone
	@tools/install_packages check
	@$(CONFIGURE) check >/dev/null
	@tools/check_format
	@python3 tools/check_layers_test.py
	@tools/check_layers
	@tools/check_headers

tidy: ## Check with clang-tidy
	@tools/install_packages check
	@$(CONFIGURE) check >/dev/null
	@tools/check_tidy

format: ## Format every source file
	@tools/install_packages check
	@tools/check_format --fix

bench: ## Build and run the benchmarks
	@tools/install_packages test
	@$(CONFIGURE) bench >/dev/null
	@cmake --build build/bench
	@build/bench/bench/scan-bench

fuzz: ## Fuzz what reads foreign text: each target for FUZZ_SECONDS, two at a time
	@tools/install_packages check
	@$(CONFIGURE) fuzz >/dev/null
	@cmake --build --preset fuzz
	@fuzz/run $(FUZZ_SECONDS)

simulate: build ## Simulate the worker under faults, with 10,000 fresh seeds
	@build/release/scan-event-worker simulate --runs $(SIMULATE_RUNS) $(SIMULATE_TIME:%=--no-longer-than %)

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

clean: ## Remove everything that was built
	@rm -rf build
