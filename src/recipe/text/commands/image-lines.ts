/**
 * Lines of a Dockerfile and of a definition of Apptainer that are no commands; `read-command.ts` passes over `RUN`.
 * https://docs.docker.com/reference/dockerfile/, https://apptainer.org/docs/user/main/definition_files.html
 */
import { type CommandReader, passedOver } from './command.js';
import { variable } from './setup.js';
import { assignmentIn } from './shell/shell.js';

const NO_IMAGE = 'kernels do not run in containers';

// Of the variables of the programs that make images.
const OF_IMAGES = /^(?:DEBIAN_FRONTEND|PATH|HOME|LANG|LC_ALL|TZ)$/;

const INSTRUCTION =
  /^(?:FROM|WORKDIR|COPY|ADD|USER|EXPOSE|VOLUME|LABEL|MAINTAINER|ENTRYPOINT|CMD|SHELL|STOPSIGNAL|HEALTHCHECK|ONBUILD)$/;

const SECTION = /^%(?:post|environment|runscript|startscript|labels|help|setup|files|test|pre|app\w+)$/;

export const readImageLine: CommandReader = (words, shell) => {
  const [first = '', second] = words;
  if (second === undefined) return SECTION.test(first) ? passedOver(words, NO_IMAGE) : undefined;
  if (INSTRUCTION.test(first) || /^(?:Bootstrap|From):$/.test(first)) return passedOver(words, NO_IMAGE);
  if (first === 'ARG') {
    const given = assignmentIn(second);
    if (given) shell.set(given.name, given.value);
    return passedOver(words, 'later commands have its value');
  }
  if (first !== 'ENV') return undefined;
  const [name = '', ...rest] = words.slice(1);
  const all = assignmentIn(name)
    ? words.slice(1).flatMap((word) => assignmentIn(word) ?? [])
    : [{ name, value: rest.join(' ') }];
  return all.flatMap(({ name, value }) => {
    return OF_IMAGES.test(name)
      ? passedOver([`${name}=…`], NO_IMAGE)
      : [variable(name, value, 'build', shell)];
  });
};
