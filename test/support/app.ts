/** The compiled app in a separate process, as `npm start` serves it, and browser windows with access to it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { appRoot } from '../../src/base/program.js';
import { freePort } from './free-port.js';
import type { Home } from './home.js';
import { buildProgram } from './program.js';
import { waitFor } from './wait.js';

export interface App {
  port: number;
  origin: string;
  /** Gives this window access, as the printed link does. */
  admit(window: BrowserContext): Promise<void>;
  /** The path of the link that it printed last, which works once. */
  link(): string;
  /** Kills it, as `kill -9` does. */
  kill(): Promise<void>;
}

export interface AppOptions {
  /** A compiled copy of the app, in place of this one. */
  root?: string;
  port?: number;
  /** Runs until all tests of the file have ended, not only the current one. */
  shared?: boolean;
  /** The user that it runs as, if this process may choose one. */
  user?: { uid: number; gid: number };
}

/** Serves a home. */
export async function startApp(home: Home, { root, port, shared, user }: AppOptions = {}): Promise<App> {
  if (!root) await buildProgram();
  const chosen = port ?? (await freePort());
  const child = spawn(process.execPath, [join(root ?? appRoot, 'dist', 'app.js')], {
    env: { ...home.environment, CREATE_KERNEL_PORT: `${chosen}` },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  (shared ? afterAll : onTestFinished)(kill);
  const links = () => printed.match(/http:\S+/g) ?? [];
  await waitFor('the app to print its link', () => {
    if (child.exitCode !== null) throw new Error(`The app has ended with exit code ${child.exitCode}`);
    return links().length > 0;
  });
  const admit = async (window: BrowserContext) => {
    const before = links();
    // Without a page: loading and running one takes a second of a browser's time.
    await window.request.get(before.at(-1) ?? '', { maxRedirects: 0 });
    await waitFor('the app to print another link', () => links().length > before.length);
  };
  const link = () => {
    const { pathname, search } = new URL(links().at(-1) ?? '');
    return pathname + search;
  };
  return { port: chosen, link, origin: `http://127.0.0.1:${chosen}`, admit, kill };
}
