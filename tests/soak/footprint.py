"""What a process and its files occupy."""

import os
import pathlib

FILES = ("store.db", "store.db-wal", "queue.db", "queue.db-wal")


class Footprint:
    """Samples of one process: bytes of resident memory, open descriptors, seconds of CPU, bytes of each file."""

    def __init__(self, process_id, folder):
        self.proc = pathlib.Path(f"/proc/{process_id}")
        self.folder = folder
        self.samples = []
        self.csv = (folder / "samples.csv").open("w", buffering=1)
        print("seconds", "rss", "descriptors", "cpu_seconds", *FILES, sep=",", file=self.csv)

    def sample(self, seconds):
        status = dict(line.split(":", 1) for line in (self.proc / "status").read_text().splitlines())
        stat = (self.proc / "stat").read_text().rpartition(")")[2].split()
        sample = {
            "seconds": seconds,
            "rss": int(status["VmRSS"].split()[0]) * 1024,
            "descriptors": len(os.listdir(self.proc / "fd")),
            "cpu_seconds": (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK"),
            **{name: self.size(name) for name in FILES},
        }
        print(f"{seconds:.0f}", *list(sample.values())[1:], sep=",", file=self.csv)
        self.samples.append(sample)
        return sample

    def size(self, name):
        try:
            return (self.folder / name).stat().st_size
        except FileNotFoundError:
            return 0
