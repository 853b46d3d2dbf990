"""Tests of tools/check_data_page: what a migration makes and the page does not explain is refused."""

import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_data_page"
MIGRATION = "src/adapters/sqlite/migrations/store/0001_initial.sql"
TABLE = "CREATE TABLE feed_gap (\n    id INTEGER PRIMARY KEY,\n    noticed_at_utc TEXT NOT NULL,\n    UNIQUE (id)\n) STRICT;\n"


def check(page, migrations):
    with tempfile.TemporaryDirectory() as root:
        for name, text in ({"docs/data.md": page} | migrations).items():
            path = pathlib.Path(root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([TOOL, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class CheckDataPage(unittest.TestCase):
    def test_passes_a_page_that_explains_all(self):
        page = "### `feed_gap`\n`id`, `noticed_at_utc`\n"
        self.assertEqual(check(page, {MIGRATION: TABLE}), (0, "data page: 3 tables and columns\n"))

    def test_refuses_a_table_and_a_column_that_the_page_does_not_explain(self):
        code, output = check("`id`\n", {MIGRATION: TABLE})
        self.assertEqual(code, 1)
        self.assertEqual(output.splitlines(), [f"{MIGRATION}: docs/data.md does not explain feed_gap",
                                               f"{MIGRATION}: docs/data.md does not explain noticed_at_utc"])

    def test_refuses_a_column_that_a_later_migration_adds(self):
        added = "src/adapters/postgres/migrations/store/0003_more.sql"
        code, output = check("`feed_gap` `id` `noticed_at_utc`\n",
                             {MIGRATION: TABLE, added: "ALTER TABLE feed_gap ADD COLUMN proven boolean NOT NULL;\n"})
        self.assertEqual((code, output), (1, f"{added}: docs/data.md does not explain proven\n"))

    def test_knows_the_names_of_sql_server_by_those_of_the_others(self):
        table = "CREATE TABLE FeedGap (\n    Id BIGINT NOT NULL,\n    NoticedAtUtc DATETIMEOFFSET NOT NULL,\n    CONSTRAINT X CHECK (Id = 1)\n);\n"
        migration = "src/adapters/sqlserver/migrations/store/0001_initial.sql"
        self.assertEqual(check("`feed_gap` `id` `noticed_at_utc`\n", {migration: table})[0], 0)

    def test_fails_if_there_is_nothing_to_check(self):
        self.assertEqual(check("", {})[0], 1)


if __name__ == "__main__":
    unittest.main()
