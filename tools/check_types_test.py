"""Tests of tools/check_types: a name that two places define is refused, and what is no second definition is not."""

import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_types"


def check(files):
    """The tool's exit code and output on a tree of these files."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            path = pathlib.Path(root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([TOOL, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


def in_scan(text):
    return "namespace scan {\n" + text + "\n}  // namespace scan\n"


class CheckTypes(unittest.TestCase):
    def passes(self, one, other):
        code, output = check({"src/a.h": one, "src/b.h": other})
        self.assertEqual((code, output.split(":")[0]), (0, "types"))

    def refused(self, one, other, name):
        code, output = check({"src/a.h": one, "tests/b.h": other})
        self.assertEqual((code, output), (1, f"tests/b.h:2: {name} is defined already: src/a.h:2\n"))

    def test_refuses_a_name_that_two_files_define(self):
        for one in ("struct Fault {};", "class Fault final : public Error {\n};", "enum class Fault : int { one };", "union Fault {};",
                    "struct [[nodiscard]] Fault {};", "template <class T> class Fault {};",
                    "using Fault = int;"):
            self.refused(in_scan(one), in_scan("struct Fault {};"), "scan::Fault")

    def test_names_each_place_after_the_first(self):
        code, output = check({f"src/{name}.h": in_scan("struct Fault {};") for name in "abc"})
        self.assertEqual((code, len(output.splitlines())), (1, 2))

    def test_refuses_it_where_the_namespace_is_written_in_other_ways(self):
        self.refused("\nnamespace scan::chaos { struct Fault {}; }", "namespace scan {\nnamespace chaos { struct Fault {}; } }",
                     "scan::chaos::Fault")

    def test_passes_one_name_in_two_namespaces(self):
        self.passes(in_scan("struct Fault {};"), "namespace scan::chaos { struct Fault {}; }")

    def test_passes_what_is_private_to_a_file_a_class_or_a_function(self):
        for private in ("namespace {\nstruct Fault {};\n}", "class Queue {\n    struct Fault {};\n};",
                        "inline void f() {\n    struct Fault {};\n}"):
            self.passes(in_scan("struct Fault {};"), in_scan(private))

    def test_passes_a_declaration_and_a_specialisation(self):
        self.passes(in_scan("template <class T>\nstruct Fault {};"), in_scan("template <class T>\nstruct Fault;"))
        self.passes(in_scan("template <class T>\nstruct Fault {};"), in_scan("template <>\nstruct Fault<int> {};"))

    def test_passes_a_nested_class_that_is_defined_outside(self):
        self.passes(in_scan("class State {};"), in_scan("class Decoder::State {};"))

    def test_is_not_misled_by_braces_that_are_no_code(self):
        for text in ('// struct Fault {', 'const char* a = "} struct Fault {";', "const char a = '{';", 'auto a = R"(})";',
                     "#define FAULT struct Fault {", "constexpr int a = 1'000 + '{';"):
            self.passes(in_scan("struct Fault {};"), in_scan(text + "\nstruct Other {};"))

    def test_fails_if_there_is_nothing_to_check(self):
        self.assertEqual(check({})[0], 1)


if __name__ == "__main__":
    unittest.main()
