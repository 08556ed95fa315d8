/** The program of the thread that reads large texts (recipe/intake/ahead/), through start.ts. It answers one question at a time. */
import { parentPort } from 'node:worker_threads';
import { withLines } from './reading/given-text.js';
import type { CodeInterpreter, FromThread, ReadQuestion, ToThread } from './recipe/intake/ahead/messages.js';
import { asData, readText } from './recipe/intake/ahead/reading.js';
import { parseCode } from './recipe/intake/parse-code.js';

let giveInterpreters = (_: readonly CodeInterpreter[]): void => {};

parentPort?.on('message', (message: ToThread) => {
  if ('interpreters' in message) giveInterpreters(message.interpreters);
  else void answer(message.question);
});

async function answer({ texts, language, problems }: ReadQuestion): Promise<void> {
  const given = texts.map(withLines);
  const code = await parseCode(given, interpreters);
  const readings = given.map((text) => {
    const statements = code.get(text.text);
    const others = given.filter((other) => other !== text);
    const context = { others, ...(language && { language }), ...(statements && { code: statements }) };
    return asData(readText(text, context, problems));
  });
  send({ readings });
}

function interpreters(): Promise<readonly CodeInterpreter[]> {
  return new Promise((resolve) => {
    giveInterpreters = resolve;
    send({ asks: 'interpreters' });
  });
}

function send(message: FromThread): void {
  parentPort?.postMessage(message);
}
