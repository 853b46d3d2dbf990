"""Tests of tools/check_layers: small trees with one violation each must fail, and a clean one must pass."""

import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_layers"

CLEAN = {
    "src/base/clock.h": "#include <chrono>\n",
    "src/base/hash.cpp": '#include "base/clock.h"\n#include <openssl/sha.h>\n',
    "src/domain/ids.h": '#include "base/clock.h"\n',
    "src/pipeline/ports/feed.h": '#include "domain/ids.h"\n',
    "src/pipeline/event_page/event_page.cpp": '#include <simdjson.h>\n#include "pipeline/ports/feed.h"\n',
    "src/adapters/memory/memory_feed.h": '#include "pipeline/ports/feed.h"\n',
    "src/pipeline/reading/poller_test.cpp": '#include "adapters/memory/memory_feed.h"\n#include <httplib.h>\n',
    "src/adapters/http/handle.h": "#include <curl/curl.h>\n",
    "src/adapters/http/client.h": '#include "base/clock.h"\n',
    "src/adapters/http/client.cpp": '#include "adapters/http/handle.h"\n',
    "src/adapters/http/testing/server.h": "#include <httplib.h>\n",
    "src/adapters/http_feed/http_feed.cpp": '#include "adapters/http/client.h"\n',
    "src/adapters/http_feed/http_feed_test.cpp": '#include "adapters/http/testing/server.h"\n',
    "src/adapters/sql/connection.h": "#include <soci.h>\n",
    "src/adapters/sqlite/dialect.cpp": '#include "adapters/sql/connection.h"\n#include <sqlite3.h>\n',
    "src/sim/world.cpp": '#include "adapters/memory/memory_feed.h"\n',
    "src/feed_server/feed_server.cpp": "#include <httplib.h>\n",
    "src/pipeline/processing/processor_test.cpp": '#include "pipeline/testing/world.h"\n',
    "src/pipeline/testing/world.h": '#include "pipeline/reading/outbox.h"\n',
    "src/pipeline/reading/outbox.h": '#include "pipeline/ports/feed.h"\n',
    "src/pipeline/catch_up_watch.h": '#include "pipeline/reading/outbox.h"\n',
    "src/operations/acting/retry.h": '#include "pipeline/ports/feed.h"\n',
    "src/telemetry/metrics.h": '#include "operations/acting/retry.h"\n#include <prometheus/counter.h>\n',
    "src/config/setting.h": '#include "adapters/http/client.h"\n',
    "src/config/config_file.cpp": "#include <toml++/toml.h>\n",
    "src/admin/server.h": '#include "telemetry/metrics.h"\n',
    "src/app/main.cpp": '#include "adapters/http_feed/http_feed.h"\n#include <CLI/CLI.hpp>\n',
    "src/adapters/http_feed/http_feed.h": '#include "pipeline/ports/feed.h"\n',
    "src/app/worker/worker.h": "#include <string>\n",
    "tests/conformance/suite.h": '#include "app/worker/worker.h"\n',
}


def check(changes):
    """The tool's exit code and output on the clean tree with these files written over it."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in (CLEAN | changes).items():
            path = pathlib.Path(root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([TOOL, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class CheckLayers(unittest.TestCase):
    def refused(self, name, text, message, others=None):
        code, output = check({name: text} | (others or {}))
        self.assertEqual((code, output), (1, f"{message}\n"))

    def test_passes_a_clean_tree(self):
        self.assertEqual(check({})[0], 0)

    def test_fails_if_there_is_nothing_to_check(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertEqual(subprocess.run([TOOL, root], stdout=subprocess.DEVNULL, check=False).returncode, 1)

    def test_refuses_an_arrow_that_points_the_other_way(self):
        self.refused("src/base/clock.cpp", '\n#include "domain/ids.h"\n',
                     "src/base/clock.cpp:2: base must not include domain")
        self.refused("src/pipeline/reading/poller.cpp", '#include "adapters/memory/memory_feed.h"\n',
                     "src/pipeline/reading/poller.cpp:1: pipeline/reading must not include adapters/memory")

    def test_refuses_that_the_halves_of_the_pipeline_know_each_other(self):
        for half, other in (("reading", "processing"), ("processing", "reading")):
            self.refused(f"src/pipeline/{half}/x.cpp", f'#include "pipeline/{other}/y.h"\n',
                         f"src/pipeline/{half}/x.cpp:1: pipeline/{half} must not include pipeline/{other}",
                         {f"src/pipeline/{other}/y.h": ""})
        self.refused("src/pipeline/ports/x.h", '#include "pipeline/catch_up_watch.h"\n',
                     "src/pipeline/ports/x.h:1: pipeline/ports must not include pipeline")

    def test_refuses_an_arrow_against_the_order_inside_a_room(self):
        for room, below, above in (("operations", "conditions", "acting"), ("operations", "acting", "jobs"), ("operations", "jobs", "telling"),
                                   ("sim", "scenario", "judge")):
            self.refused(f"src/{room}/{below}/x.cpp", f'#include "{room}/{above}/y.h"\n',
                         f"src/{room}/{below}/x.cpp:1: {room}/{below} must not include {room}/{above}",
                         {f"src/{room}/{above}/y.h": ""})

    def test_refuses_that_rooms_of_one_ring_know_each_other(self):
        self.refused("src/telemetry/x.cpp", '#include "adapters/http/client.h"\n',
                     "src/telemetry/x.cpp:1: telemetry must not include adapters/http")
        self.refused("src/admin/x.cpp", '#include "config/setting.h"\n', "src/admin/x.cpp:1: admin must not include config")

    def test_refuses_that_anything_includes_app(self):
        for room in ("base", "pipeline", "adapters/http", "sim", "feed_server"):
            self.refused(f"src/{room}/x.cpp", '#include "app/worker/worker.h"\n', f"src/{room}/x.cpp:1: {room} must not include app")

    def test_refuses_that_adapters_know_each_other(self):
        self.refused("src/adapters/memory/x.cpp", '#include "adapters/http/client.h"\n',
                     "src/adapters/memory/x.cpp:1: adapters/memory must not include adapters/http")
        self.refused("src/adapters/http/x.cpp", '#include "adapters/http_feed/http_feed.h"\n',
                     "src/adapters/http/x.cpp:1: adapters/http must not include adapters/http_feed")

    def test_refuses_that_a_test_of_a_room_includes_another_adapter(self):
        self.refused("src/pipeline/x_test.cpp", '#include "adapters/http/client.h"\n',
                     "src/pipeline/x_test.cpp:1: pipeline must not include adapters/http")

    def test_refuses_test_code_in_the_program(self):
        self.refused("src/adapters/http/x.cpp", '#include "adapters/http/testing/server.h"\n#include "tests/conformance/suite.h"\n',
                     'src/adapters/http/x.cpp:1: only test code includes "adapters/http/testing/server.h"\n'
                     "src/adapters/http/x.cpp:1: adapters/http must not see <httplib.h> (through this header)\n"
                     'src/adapters/http/x.cpp:2: only test code includes "tests/conformance/suite.h"')

    def test_refuses_a_driver_outside_its_adapter(self):
        self.refused("src/pipeline/x.cpp", "#include <soci.h>\n", "src/pipeline/x.cpp:1: pipeline must not see <soci.h>")
        self.refused("src/app/x.cpp", "#include <curl/curl.h>\n", "src/app/x.cpp:1: app must not see <curl/curl.h>")

    def test_refuses_a_driver_that_comes_through_a_header(self):
        self.refused("src/adapters/http_feed/x.cpp", '#include "adapters/http/handle.h"\n',
                     "src/adapters/http_feed/x.cpp:1: adapters/http_feed must not see <curl/curl.h> (through this header)")

    def test_refuses_simdjson_in_a_header(self):
        self.refused("src/pipeline/event_page/event_page.h", "#include <simdjson.h>\n",
                     "src/pipeline/event_page/event_page.h:1: <simdjson.h> belongs in sources, not in a header")

    def test_refuses_an_include_that_is_not_written_from_src(self):
        self.refused("src/pipeline/x.cpp", '#include "feed.h"\n',
                     'src/pipeline/x.cpp:1: "feed.h" is no header below src/; includes are written from there')


if __name__ == "__main__":
    unittest.main()
