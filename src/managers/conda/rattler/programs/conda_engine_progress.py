"""A part of conda_engine.py: shows the progress of downloading and linking, and ends what no longer moves."""
import asyncio
import os
import sys
import time

from conda_engine_failures import Failure

# Between two lines, in seconds.
PAUSE = 0.5


class Progress:
    """What py-rattler reports to; its numbers are those of the operations."""

    def __init__(self, records):
        self.packages = len(records)
        self.linked = 0
        self.bytes = {}
        self.total = {}
        self.open = set()
        self.moved = time.monotonic()
        self.shown = 0
        self.unshown = False

    def on_populate_cache_start(self, operation, name):
        return operation

    def on_download_start(self, cache_entry):
        self.open.add(cache_entry)
        self.show()
        return cache_entry

    def on_download_progress(self, index, progress, total):
        self.bytes[index] = progress
        self.total[index] = total or progress
        self.show()

    def on_download_completed(self, index):
        self.open.discard(index)
        self.show()

    def on_link_complete(self, index):
        self.linked += 1
        self.show()

    def on_transaction_start(self, total_operations):
        pass

    on_transaction_operation_start = on_transaction_operation_complete = on_transaction_start
    on_validate_complete = on_populate_cache_complete = on_unlink_complete = on_transaction_start

    def on_validate_start(self, cache_entry):
        return cache_entry

    def on_link_start(self, operation, name):
        return operation

    on_unlink_start = on_post_link_start = on_pre_unlink_start = on_link_start

    def on_transaction_complete(self):
        pass

    def on_post_link_complete(self, index, success):
        pass

    on_pre_unlink_complete = on_post_link_complete

    def show(self, end='\r'):
        self.moved = time.monotonic()
        self.unshown = end == '\r' and self.moved - self.shown < PAUSE
        if not self.unshown:
            self.write(end)

    def show_rest(self):
        """What came too soon after the last line, if nothing has come since: a download may stop there for long."""
        if self.unshown and time.monotonic() - self.shown >= PAUSE:
            self.unshown = False
            self.write('\r')

    def write(self, end):
        self.shown = time.monotonic()
        megabytes = sum(self.bytes.values()) / 1e6
        downloaded = 'Downloaded %.1f of %.1f MB, ' % (megabytes, sum(self.total.values()) / 1e6)
        words = (downloaded if self.total else '', self.linked, self.packages)
        sys.stdout.write('%sLinked %d of %d packages%s' % (*words, end))
        sys.stdout.flush()

    def done(self):
        self.show('\n')


async def with_limit(work, progress):
    """Waits for the work; gives up if a download has not moved for long."""
    seconds = 4 * float(os.environ.get('CONDA_REMOTE_READ_TIMEOUT_SECS') or 30)
    task = asyncio.ensure_future(work)
    # As often as a line may be due; whether a download stands still is only a comparison.
    while not (await asyncio.wait([task], timeout=PAUSE))[0]:
        progress.show_rest()
        if progress.open and time.monotonic() - progress.moved > seconds:
            task.cancel()
            raise Failure('CondaHTTPError', 'Read timed out: a download has not moved for %d seconds' % seconds)
    return task.result()
