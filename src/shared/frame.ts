/** The models of the frame around every page, and of the page with a message. */
import type { Problem } from '../base/errors.js';

/** The frame around every page. */
export interface Frame {
  /** The base path that every link begins with, without a trailing slash; empty outside Open OnDemand. */
  base: string;
  title: string;
  /** `closed`: the visitor can open no page. */
  section: 'create' | 'builds' | 'kernels' | 'doctor' | 'none' | 'closed';
  /** The number of builds that run or wait. */
  running: number;
  csrf: string;
  /** The browser has no style sheet yet, so the page contains it: the page shows one round trip earlier. */
  first_visit?: true;
  /** The address of the dashboard; absent outside Open OnDemand. */
  dashboard?: string;
  portal?: string;
  help?: string;
  /** Whether the user may see the page *Doctor*. */
  administrator?: true;
  version: string;
}

export interface MessagePage extends Frame {
  problems: Problem[];
  status: number;
}
