/** Keeps the page of a running build up to date until the build ends. */
import { hasEnded } from '../../shared/builds/build-events.js';
import type { BuildState } from '../../shared/builds/build-state.js';
import { isBuildState } from '../../shared/builds/event-shape.js';
import { has } from '../../shared/json-checks.js';
import type { LogPane } from '../log/log-pane.js';
import { toWindowLine } from '../log/log-source.js';
import { byId } from '../shared/elements.js';
import { type Failure, isFailure, jsonOf, request, showSession } from '../shared/session.js';
import { type Batch, JournalStream } from './journal-stream.js';
import { notifyEnd } from './notify.js';
import { foldEvents, isOutput, parseLines } from './read-batch.js';
import { reloadAtEnd } from './reload.js';
import { StatusView } from './status-view.js';

export interface LiveBuildOptions {
  id: string;
  eventsUrl: string;
  stateUrl: string;
  /** The journal offset after the lines on the page. */
  offset: number;
  /** How far the clock of this browser is ahead of the server's, in milliseconds. */
  ahead: number;
  pane: LogPane;
}

// A hidden tab polls instead of streaming: a browser opens only a few connections to a server for all tabs.
const HIDDEN_INTERVAL = 10_000;
const RETRY = 2000;

/** Follows the build to its end. */
export async function followBuild(options: LiveBuildOptions): Promise<void> {
  const live = new LiveBuild(options, await waitForState(options.stateUrl));
  live.start();
}

class LiveBuild {
  private readonly view: StatusView;
  private readonly stream: JournalStream;
  private ended = false;

  constructor(
    private readonly options: LiveBuildOptions,
    private state: BuildState,
  ) {
    options.pane.setSteps(state.steps);
    this.view = new StatusView(state, options.ahead);
    this.stream = new JournalStream(options.eventsUrl, options.offset, {
      take: (batch) => this.take(batch),
      queued: (queued) => this.setState({ ...this.state, ...queued }),
      end: () => this.end(),
      connected: (connected) => void this.connection(connected),
    });
  }

  start(): void {
    document.addEventListener('visibilitychange', () => this.openOrClose());
    setInterval(() => void this.pollWhileHidden(), HIDDEN_INTERVAL);
    this.openOrClose();
  }

  private openOrClose(): void {
    if (this.ended) return;
    if (document.hidden) this.stream.close();
    else this.stream.open();
  }

  private take({ start, end, lines }: Batch): void {
    const events = parseLines(lines);
    this.setState(foldEvents(this.state, events));
    this.options.pane.add({ start, end, lines: events.filter(isOutput).map(toWindowLine) });
  }

  private async pollWhileHidden(): Promise<void> {
    if (this.ended || !document.hidden) return;
    const state = await fetchState(this.options.stateUrl);
    if (isFailure(state) || !document.hidden) return;
    this.setState(state);
    if (hasEnded(state.status)) this.end();
  }

  /** A stream does not say why it broke, so the state is asked for. */
  private async connection(connected: boolean): Promise<void> {
    const state = connected ? this.state : await fetchState(this.options.stateUrl);
    if (connected) showSession(false);
    showConnection(state !== 'lost');
    this.view.setClock(state !== 'logged-out');
  }

  private setState(state: BuildState): void {
    if (state.steps !== this.state.steps) this.options.pane.setSteps(state.steps);
    if (state !== this.state) this.view.show(state);
    this.state = state;
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.stream.close();
    notifyEnd(this.options.id, this.state);
    reloadAtEnd(this.options.id);
  }
}

function showConnection(connected: boolean): void {
  byId('connection', HTMLElement).hidden = connected;
}

async function waitForState(url: string): Promise<BuildState> {
  for (;;) {
    const state = await fetchState(url);
    showConnection(state !== 'lost');
    if (!isFailure(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}

const hasState = has({ state: isBuildState });

/** The state of a build, or why there is no answer. */
export async function fetchState(url: string): Promise<BuildState | Failure> {
  const response = await request(url, 'application/json');
  if (isFailure(response)) return response;
  if (!response.ok) return 'lost';
  return (await jsonOf(response, hasState))?.state ?? 'lost';
}
