/** write-journal FILE LINES: appends events in pieces of odd sizes, as fast as possible, and then the last event. */
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';

const [path = '', lines = '0'] = process.argv.slice(2);
const text = Array.from({ length: Number(lines) }, (_, index) =>
  JSON.stringify({
    type: 'output',
    time: 0,
    step: 's',
    stream: 'stdout',
    line: index + 1,
    text: 'é'.repeat(index % 99),
  }),
).join('\n');
const bytes = Buffer.from(`${text}\n`);
const file = openSync(path, 'a');
for (let start = 0, size = 1; start < bytes.length; start += size, size = (size * 7 + 3) % 5000)
  writeSync(file, bytes, start, Math.min(size, bytes.length - start));
closeSync(file);
appendFileSync(path, `${JSON.stringify({ type: 'status', time: 0, status: 'succeeded' })}\n`);
