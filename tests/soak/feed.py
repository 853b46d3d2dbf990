"""The program's own feed server: what it serves, and since when."""

import contextlib
import http.client
import json
import signal
import subprocess
import time

PATH = "/v1/scans/scanevents"
PAGE = 20_000
LOOKS = 200


def now():
    """The clock that paces the server: that of the machine since its boot."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class FeedServer:
    def __init__(self, program, flags):
        self.process = subprocess.Popen(
            [program, "feed-server", *flags], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.url = line.split()[4].removesuffix(PATH)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def page(self, from_event_id):
        # A connection for each: the server closes one that rests while a page is looked at on a busy machine.
        with contextlib.closing(http.client.HTTPConnection(self.url.removeprefix("http://"))) as connection:
            connection.request("GET", f"{PATH}?FromEventId={from_event_id}&Limit={PAGE}")
            return json.loads(connection.getresponse().read())["ScanEvents"]

    def events(self):
        """All events, ascending by id, as they can be seen now."""
        from_event_id = 1
        while page := self.page(from_event_id):
            yield from page
            from_event_id = page[-1]["EventId"] + 1

    def started(self, rate):
        """The moment that the pace counts from, to about a millisecond: event i (from 1) becomes visible i / rate seconds after it."""
        earliest, latest = 0, now()
        count, from_event_id = 0, 1
        for _ in range(LOOKS):
            before = now()
            page = self.page(from_event_id)
            after = now()
            count += len(page)
            from_event_id = page[-1]["EventId"] + 1 if page else from_event_id
            earliest = max(earliest, before - (count + 1) / rate)
            latest = min(latest, after - count / rate)
            time.sleep(0.0013)  # no divisor of 1 / rate, so that each look falls elsewhere between two events
        return (earliest + latest) / 2

    def stop(self):
        """Returns its last line: how many requests it had."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate()[0].strip()
