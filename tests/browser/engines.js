// The stores and queues that the page is tested on: where they are, and what their owner does to them by SQL.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.js";

// Python brings an SQLite that waits for a writer; Node.js 20 has none.
const runScript =
    "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=30)\nc.executescript(sys.argv[2])\nc.close()";
const askScript =
    "import sqlite3, sys\nprint(sqlite3.connect(sys.argv[1], timeout=30).execute(sys.argv[2]).fetchone()[0])";

function python(script, file, sql) {
    return execFileSync("/usr/bin/python3", ["-c", script, file, sql], { encoding: "utf8" }).trim();
}

export async function startSqlite() {
    const folder = mkdtempSync(join(tmpdir(), "page-sqlite-"));
    const file = (name) => join(folder, `${name}.db`);
    return {
        settings: { "store-url": `sqlite://${file("store")}`, "queue-url": `sqlite://${file("queue")}` },
        run: (name, sql) => python(runScript, file(name), sql),
        ask: (name, sql) => python(askScript, file(name), sql),
        // Refuses parcels 800 to 899, and is at parcel 666 for ever.
        refuse: `CREATE TRIGGER refuses BEFORE INSERT ON parcel_summary WHEN NEW.parcel_id BETWEEN 800 AND 899
                 BEGIN SELECT RAISE(ABORT, 'the store refuses this parcel'); END`,
        take: "DROP TRIGGER refuses",
        stick: `CREATE VIEW endless AS
                WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT count(*) AS n FROM number;
                CREATE TRIGGER sticks BEFORE INSERT ON parcel_summary WHEN NEW.parcel_id = 666
                BEGIN SELECT n FROM endless; END`,
        loosen: "DROP TRIGGER sticks; DROP VIEW endless",
        close: async () => rmSync(folder, { recursive: true, force: true }),
    };
}

function postgresProgram(name) {
    const version = readdirSync("/usr/lib/postgresql").sort((one, other) => Number(other) - Number(one))[0];
    return join("/usr/lib/postgresql", version, "bin", name);
}

// The server refuses to run as root.
function owner() {
    if (process.getuid() !== 0) return {};
    const idOf = (flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    return { uid: idOf("-u"), gid: idOf("-g") };
}

export async function startPostgres() {
    const folder = mkdtempSync(join(tmpdir(), "page-postgres-"));
    const as = owner();
    if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
    const data = join(folder, "data");
    const options = { ...as, cwd: folder, stdio: "ignore" };
    execFileSync(
        postgresProgram("initdb"),
        [`--pgdata=${data}`, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
        options,
    );
    writeFileSync(join(data, "pg_hba.conf"), "local all all trust\n");
    const server = spawn(
        postgresProgram("postgres"),
        ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=32MB"],
        options,
    );
    const psql = (sql) =>
        execFileSync(
            postgresProgram("psql"),
            ["-h", folder, "-U", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql],
            { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
        ).trim();
    await until("PostgreSQL answers", () => {
        try {
            return psql("SELECT 1") === "1";
        } catch {
            return false;
        }
    });
    const url = `postgresql://postgres@/postgres?host=${folder}`;
    return {
        settings: { "store-url": url, "queue-url": url },
        run: (_, sql) => psql(sql),
        ask: (_, sql) => psql(sql),
        refuse: `ALTER TABLE parcel_summary
                 ADD CONSTRAINT the_store_refuses_this_parcel CHECK (parcel_id NOT BETWEEN 800 AND 899) NOT VALID`,
        take: "ALTER TABLE parcel_summary DROP CONSTRAINT the_store_refuses_this_parcel",
        stick: `CREATE FUNCTION sticks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$;
                CREATE TRIGGER sticks BEFORE INSERT ON parcel_summary FOR EACH ROW WHEN (NEW.parcel_id = 666)
                EXECUTE FUNCTION sticks()`,
        // The dead worker's session sleeps on otherwise, and holds its locks.
        loosen: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid();
                 DROP TRIGGER sticks ON parcel_summary; DROP FUNCTION sticks`,
        close: async () => {
            const ended = new Promise((resolve) => server.on("exit", resolve));
            server.kill("SIGINT");
            await ended;
            rmSync(folder, { recursive: true, force: true });
        },
    };
}
