/** Parses server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */

export interface ServerEvent {
  event: string;
  data: string;
  id: string;
}

/** The complete events of a response body. @throws the error of a broken connection. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) yield event;
    }
  }
}

/** Parses an event of this app's server, which ends lines with a line feed; undefined for a heartbeat. */
export function parseBlock(block: string): ServerEvent | undefined {
  const values: Record<string, string[]> = {};
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    values[name] = [...(values[name] ?? []), value];
  }
  const event = values.event?.[0];
  if (event === undefined) return undefined;
  return { event, data: values.data?.join('\n') ?? '', id: values.id?.[0] ?? '' };
}
