"""Tests of tools/run_tests: what it says of a report."""

import importlib.machinery
import importlib.util
import pathlib
import unittest
import xml.etree.ElementTree as xml

TOOL = str(pathlib.Path(__file__).parent / "run_tests")
loader = importlib.machinery.SourceFileLoader("run_tests", TOOL)
run_tests = importlib.util.module_from_spec(importlib.util.spec_from_loader("run_tests", loader))
loader.exec_module(run_tests)

REPORT = """<testsuite>
<testcase name="A.Passes" status="run"/>
<testcase name="A.Fails" status="fail"><system-out>a_test.cpp:1: Failure</system-out></testcase>
<testcase name="B.One" status="notrun"><system-out>[ RUN ]
../b_test.cpp:3: Skipped
no server
[ SKIPPED ]</system-out></testcase>
<testcase name="B.Two" status="notrun"><system-out>../b_test.cpp:9: Skipped
no server</system-out></testcase>
<testcase name="C.Silent" status="notrun"><system-out/></testcase>
</testsuite>"""


class Summary(unittest.TestCase):
    def test_counts_all_and_gives_each_reason_once(self):
        lines = run_tests.summary(xml.fromstring(REPORT).findall("testcase"))
        self.assertEqual(lines[0], "1 passed, 1 failed, 3 skipped")
        self.assertEqual(lines[1], "  skipped    2: no server")
        self.assertEqual(lines[2], "  skipped    1: no reason given")
        self.assertEqual(lines[3], "  FAILED: A.Fails")


if __name__ == "__main__":
    unittest.main()
