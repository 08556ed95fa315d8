/**
 * The user's settings of pip and uv. A build uses those that say where packages come from and how to connect to it, and
 * ignores those that change what is installed, or where. A step writes the settings that apply into the staging
 * directory, because a file with logins must be readable by the user only. Pure.
 */
import type { Step } from '../../../steps/plan.js';
import { command, write } from '../../../steps/step.js';
import type { EnvironmentPaths } from '../../manager.js';
import pipProgram from './pip_settings.py';
import uvProgram from './uv_settings.py';

/** The tools with such settings. */
const tools = {
  pip: { variable: 'PIP_CONFIG_FILE', file: 'pip.conf', program: pipProgram },
  uv: { variable: 'UV_CONFIG_FILE', file: 'uv.toml', program: uvProgram },
} satisfies Record<string, { variable: string; file: string; program: string }>;

type SettingsTool = keyof typeof tools;
type Staging = Pick<EnvironmentPaths, 'staging'>;

/** The variable that points a tool to the settings that apply. */
export function ownSettings(tool: SettingsTool, { staging }: Staging): Record<string, string> {
  const { variable, file } = tools[tool];
  return { [variable]: `${staging}/${file}` };
}

/** The steps that write them; `python` is the words that start any Python that exists when they run. */
export function ownSettingsSteps(
  tool: SettingsTool,
  paths: Staging,
  python: readonly string[],
  phase: Step['phase'],
): Step[] {
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

/** The same program, for resolving packages before there is a plan. */
export function settingsProgram(tool: SettingsTool, { staging }: Staging): { path: string; text: string } {
  return { path: `${staging}/${tool}_settings.py`, text: tools[tool].program };
}

export function settingsCommand(tool: SettingsTool, paths: Staging, python: readonly string[]): string[] {
  const { path } = settingsProgram(tool, paths);
  return [...python, '-I', path, '--output', `${paths.staging}/${tools[tool].file}`];
}
