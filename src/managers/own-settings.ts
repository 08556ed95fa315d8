/**
 * The user's own settings of pip and uv: where packages come from and how that place is reached holds for a build too; what
 * would install elsewhere or something else does not. A step writes the settings that count into the staging directory,
 * for a file with logins is the user's alone. Pure.
 */
import type { Step } from '../steps/plan.js';
import { command, write } from '../steps/step.js';
import type { EnvironmentPaths } from './manager.js';
import pipProgram from './programs/pip_settings.py';
import uvProgram from './programs/uv_settings.py';

/** The tools that have such settings. */
const tools = {
  pip: { variable: 'PIP_CONFIG_FILE', file: 'pip.conf', program: pipProgram },
  uv: { variable: 'UV_CONFIG_FILE', file: 'uv.toml', program: uvProgram },
} satisfies Record<string, { variable: string; file: string; program: string }>;

type Tool = keyof typeof tools;
type Staging = Pick<EnvironmentPaths, 'staging'>;

/** The variable that gives a tool the settings that count. */
export function ownSettings(tool: Tool, { staging }: Staging): Record<string, string> {
  const { variable, file } = tools[tool];
  return { [variable]: `${staging}/${file}` };
}

/** The steps that write them; `python` is any Python that is there by then. */
export function ownSettingsSteps(tool: Tool, paths: Staging, python: string, phase: Step['phase']): Step[] {
  const { path, text } = settingsProgram(tool, paths);
  const about = { phase, tool };
  return [
    write(
      {
        ...about,
        id: `write-${tool}-program-${phase}`,
        title: `Write the program that reads your ${tool} settings`,
      },
      path,
      text,
    ),
    command(
      {
        ...about,
        id: `${tool}-settings-${phase}`,
        title: `Use the package indexes of your ${tool} settings, if any`,
      },
      settingsCommand(tool, paths, python),
    ),
  ];
}

/** The same for a question that is asked before there is a plan. */
export function settingsProgram(tool: Tool, { staging }: Staging): { path: string; text: string } {
  return { path: `${staging}/${tool}_settings.py`, text: tools[tool].program };
}

export function settingsCommand(tool: Tool, paths: Staging, python: string): string[] {
  const { path } = settingsProgram(tool, paths);
  return [python, '-I', path, '--output', `${paths.staging}/${tools[tool].file}`];
}
