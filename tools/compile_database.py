"""What CMake says about how each source is compiled, and what each source includes of the project."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "check"
# Beside ccache's folder, so that a fresh clone knows what passed in another one.
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
PASSED = CACHE / "scan-event-worker" / "passed"

QUOTED = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


class CompileDatabase:
    def __init__(self):
        path = BUILD / "compile_commands.json"
        if not path.exists():
            sys.exit(f"{path.relative_to(ROOT)} is missing: cmake --preset check makes it")
        self.flags = {}
        for entry in json.loads(path.read_text(encoding="utf-8")):
            self.flags[pathlib.Path(entry["file"])] = self.only_flags(shlex.split(entry["command"]))

    @staticmethod
    def only_flags(words):
        """The command's defines, include paths, standard and warnings: what decides about the text, not about the object file."""
        flags = []
        words = iter(words)
        for word in words:
            if word in ("-isystem", "-I", "-D"):
                flags += [word, next(words)]
            elif word.startswith(("-I", "-D", "-std", "-W")):
                flags.append(word)
        return flags

    def flags_of_header(self, header):
        """The flags of the nearest source, because a room's headers need what the room's sources get."""
        for folder in header.parents:
            for source in sorted(self.flags):
                if folder in source.parents and not source.name.endswith("_test.cpp"):
                    return self.flags[source]
        sys.exit(f"no source is compiled near {header}")


def program_sources():
    """Every source of src/ that is no test code."""
    found = sorted((ROOT / "src").rglob("*.cpp"))
    return [path for path in found if not path.name.endswith("_test.cpp") and path.parent.name != "testing"]


def headers():
    return sorted((ROOT / "src").rglob("*.h"))


def project_includes(path, seen=None):
    """The file and every project header that it includes, directly or not."""
    seen = set() if seen is None else seen
    if path in seen:
        return seen
    seen.add(path)
    for name in QUOTED.findall(path.read_text(encoding="utf-8")):
        for base in (ROOT / "src", ROOT, path.parent):
            if (base / name).exists():
                project_includes((base / name).resolve(), seen)
                break
    return seen


def check_each(what, paths, key_of, check):
    """Runs check(path) -> problem text on those whose key did not pass before, and returns the exit code."""
    PASSED.mkdir(parents=True, exist_ok=True)

    def stamp(path):
        key = key_of(path).replace(str(ROOT), ".")
        digest = hashlib.sha256(f"{what}\n{path.relative_to(ROOT)}\n{key}".encode())
        for file in sorted(project_includes(path)):
            digest.update(f"\n{file.relative_to(ROOT)}\n".encode())
            digest.update(file.read_bytes())
        return PASSED / digest.hexdigest()

    due = {path: stamp(path) for path in paths}
    due = {path: passed for path, passed in due.items() if not passed.exists()}
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (path, passed), problem in zip(due.items(), pool.map(check, due)):
            if problem:
                print(problem)
                failed += 1
            else:
                passed.touch()
    print(f"{what}: {len(paths)} files, {len(due)} of them checked now, {failed} failed")
    return 1 if failed or not paths else 0
