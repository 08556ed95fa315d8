/** How a runner comes to run: on this host, or as a job of the cluster. */
import type { BuildFiles } from '../build-directory.js';

/**
 * A launcher starts the runner program on a build directory that is complete but for what the runner writes.
 * `launch` is called once for a build and must not wait for the build; what it starts must outlive this process,
 * its session and its terminal.
 */
export interface Launcher {
  id: string;
  label: string;
  launch(files: BuildFiles): Promise<void>;
}
