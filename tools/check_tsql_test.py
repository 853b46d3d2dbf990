"""Tests of tools/check_tsql: a statement with one fault must be found, and a sound one not."""

import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).parent / "check_tsql"

SOUND = """DECLARE @rows NVARCHAR(MAX) = CAST(:rows AS NVARCHAR(MAX));
DECLARE @done TABLE (Id BIGINT NOT NULL PRIMARY KEY);
UPDATE stored
SET Body = b
OUTPUT inserted.Id INTO @done
FROM OPENJSON(@rows) WITH (i BIGINT '$.i', b NVARCHAR(MAX) '$.b') AS given
JOIN Message AS stored WITH (UPDLOCK) ON stored.Id = given.i
OPTION (LOOP JOIN, FORCE ORDER);
EXEC(N'SELECT N''it''''s''');
SELECT Id FROM @done
"""


class CheckTsql(unittest.TestCase):
    def result_for(self, statement):
        with tempfile.TemporaryDirectory() as root:
            folder = pathlib.Path(root) / "src/adapters/sqlserver/queries"
            folder.mkdir(parents=True)
            (folder / "statement.sql").write_text(statement)
            return subprocess.run([TOOL, root], capture_output=True, text=True, check=False)

    def test_passes_a_sound_statement(self):
        result = self.result_for(SOUND)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_finds_each_fault(self):
        for sound, faulty in [
            ("OPTION (LOOP JOIN", "OPTION LOOP JOIN"),
            ("WITH (UPDLOCK)", "WITH UPDLOCK"),
            ("SELECT N''it", "SELEC N''it"),
            ("SELECT Id FROM", "SELECT Id a b FROM"),
        ]:
            self.assertIn(sound, SOUND)
            result = self.result_for(SOUND.replace(sound, faulty))
            self.assertEqual(result.returncode, 1, faulty)
            self.assertIn("statement.sql", result.stdout)


if __name__ == "__main__":
    unittest.main()
