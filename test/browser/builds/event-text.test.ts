import { expect, it } from 'vitest';
import { parseBlock, readEvents } from '../../../src/browser/builds/event-text.js';

it.each([
  ['id: 12\nevent: journal\ndata: a\ndata: b', { event: 'journal', data: 'a\nb', id: '12' }],
  ['event: journal\ndata: {"a": ": x"}', { event: 'journal', data: '{"a": ": x"}', id: '' }],
  ['event: journal\ndata:  two blanks', { event: 'journal', data: ' two blanks', id: '' }],
  [':', undefined],
  ['retry: 2000', undefined],
])('reads %j', (block, event) => {
  expect(parseBlock(block)).toEqual(event);
});

it('puts events together that arrive in pieces, whatever character they are cut in', async () => {
  const bytes = new TextEncoder().encode(
    'id: 1\nevent: journal\ndata: größer ≥ 2\n\n:\n\nid: 2\nevent: end\ndata: \n\n',
  );
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEvents(body)) events.push(event);
  expect(events).toEqual([
    { event: 'journal', data: 'größer ≥ 2', id: '1' },
    { event: 'end', data: '', id: '2' },
  ]);
});
