/**
 * A move: what an operation changes without building anything, as a list of actions. It is data, so that it can be shown
 * before it is done, and finished by another process if its own is killed: an action that is done already does nothing.
 */
import * as z from 'zod/mini';

/** What a kernel keeps, whatever generation the launcher has. */
const factsSchema = z.object({
  name: z.optional(z.string()),
  display_name: z.optional(z.string()),
  /** When it was frozen, in ISO 8601; empty if it is not. */
  frozen: z.optional(z.string()),
});

export type KernelFacts = z.output<typeof factsSchema>;

export const actionSchema = z.discriminatedUnion('kind', [
  /** Publishes the kernelspec that a generation keeps. */
  z.object({
    kind: z.literal('publish'),
    prefix: z.string(),
    /** The kernelspec's directory in the launcher. */
    to: z.string(),
    /** The file with the values of the kernel's secret variables. */
    secrets: z.optional(z.string()),
    facts: factsSchema,
  }),
  /** Changes facts in a published kernel.json, and nothing else in it. */
  z.object({ kind: z.literal('describe'), directory: z.string(), facts: factsSchema }),
  /** Writes a file that only its owner can read. */
  z.object({ kind: z.literal('write'), path: z.string(), text: z.string() }),
  /** Renames; both paths are on one file system. */
  z.object({
    kind: z.literal('rename'),
    from: z.string(),
    to: z.string(),
    /** A later action makes something at `from` again: it is done once there is something at `to`. */
    replaced: z.optional(z.literal(true)),
  }),
  /** Writes a kernel's new names into a notebook, after a copy of it. */
  z.object({
    kind: z.literal('notebook'),
    path: z.string(),
    backup: z.string(),
    from: z.string(),
    to: z.object({ name: z.string(), display_name: z.string() }),
  }),
  /** Removes a file, or a directory if it is empty. */
  z.object({ kind: z.literal('remove'), path: z.string() }),
  /** Deletes a tree in the background. */
  z.object({ kind: z.literal('delete'), path: z.string() }),
  /** Takes or gives the permission to write in the directories of an environment; its files may be shared with a cache. */
  z.object({ kind: z.literal('protect'), prefix: z.string(), writable: z.boolean() }),
]);

export type MoveAction = z.output<typeof actionSchema>;

/** An action as a line for people. */
export function describeAction(action: MoveAction): string {
  switch (action.kind) {
    case 'publish':
      return `Publish the kernelspec of \`${action.prefix}\` in \`${action.to}\``;
    case 'describe':
      return `Change \`${action.directory}/kernel.json\`: ${describeFacts(action.facts)}`;
    case 'write':
      return `Write \`${action.path}\``;
    case 'rename':
      return `Rename \`${action.from}\` to \`${action.to}\``;
    case 'notebook':
      return `Change the kernel of \`${action.path}\`, and keep a copy in \`${action.backup}\``;
    case 'remove':
      return `Remove \`${action.path}\``;
    case 'delete':
      return `Delete \`${action.path}\``;
    case 'protect':
      return `Make the directories of \`${action.prefix}\` ${action.writable ? 'writable' : 'read-only'}`;
  }
}

function describeFacts(facts: KernelFacts): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name.replace('_', ' ')} \`${value}\``)
    .join(', ');
}
