/**
 * Channels as conda combines them: `-c`, `conda config --add` and the `channels` of an environment.yml come before
 * the default channels, those of `conda config --append` after them; `--override-channels` and `nodefaults` leave them out.
 * https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-channels.html
 */
import type { ChannelPlace } from '../../reading/finding.js';
import { isIndex, NODEFAULTS, sameChannel } from './channel.js';

/** What one text requests from conda. */
export interface AskedChannels {
  /** In front of the default channels, highest priority first. */
  first: readonly string[];
  /** Behind the default channels. */
  last: readonly string[];
  /** The default channels are left out. */
  only: boolean;
  /** Packages are requested from conda: if no channel is named, they come from the default ones. */
  conda: boolean;
}

/** Where a channel of a recipe comes from; `site`: it is one of the default channels. */
export type ChannelOrigin = 'field' | 'packages' | 'file' | 'site';

export type ChannelLayer = AskedChannels & { origin: ChannelOrigin };

export interface PlacedChannel {
  channel: string;
  origin: ChannelOrigin;
}

/** A text that asks nothing of conda. */
export const noChannels: AskedChannels = { first: [], last: [], only: false, conda: false };

/** A list of channels, in which `nodefaults` leaves out the default ones. */
export function askedByList(channels: readonly string[]): AskedChannels {
  return {
    ...noChannels,
    first: channels.filter((channel) => channel !== NODEFAULTS),
    only: channels.includes(NODEFAULTS),
  };
}

/** The list that gives exactly these channels on a site with these default ones: the inverse of askedByList. */
export function listOfChannels(channels: readonly string[], defaults: readonly string[]): string[] {
  const asked = { ...askedByList(channels), origin: 'field' as const };
  const isExact = placeChannels([asked], defaults).length === channels.length;
  return isExact ? [...channels] : [...channels, NODEFAULTS];
}

/**
 * The channels that texts ask for, highest priority first; those of each text come before those of the next. Empty if nothing is
 * requested from conda and no index is named. The default channels are used too if no other conda channel is left.
 */
export function placeChannels(layers: readonly ChannelLayer[], defaults: readonly string[]): PlacedChannel[] {
  const last = layers.findIndex(({ only }) => only);
  const used = last < 0 ? layers : layers.slice(0, last + 1);
  const front = used.flatMap(({ first, origin }) => first.map((channel) => ({ channel, origin })));
  const back = [...used]
    .reverse()
    .flatMap(({ last, origin }) => last.map((channel) => ({ channel, origin })));
  const hasConda = [...front, ...back].some(({ channel }) => !isIndex(channel));
  const isAsked = hasConda || used.some(({ conda }) => conda);
  const site = isAsked && (last < 0 || !hasConda) ? defaults : [];
  const behind = site.filter((channel) => !back.some((each) => sameChannel(each.channel, channel)));
  const all = [...front, ...behind.map((channel) => ({ channel, origin: 'site' as const })), ...back];
  return all.filter(({ channel }, index) => {
    return all.findIndex((each) => sameChannel(each.channel, channel)) === index;
  });
}

/** Reads the commands of one text: options come before what is configured, and a later `--add` before an earlier one. */
export class ChannelCommands {
  private readonly options: string[] = [];
  private configured: string[] = [];
  private last: string[] = [];
  only = false;

  add(channel: string, place: ChannelPlace): void {
    if (channel === NODEFAULTS) this.only = true;
    else if (place === 'option') this.options.push(channel);
    else {
      const isOther = (each: string) => !sameChannel(each, channel);
      const others = { first: this.configured.filter(isOther), last: this.last.filter(isOther) };
      this.configured = place === 'prepend' ? [channel, ...others.first] : others.first;
      this.last = place === 'append' ? [...others.last, channel] : others.last;
    }
  }

  asked(conda: boolean): AskedChannels {
    return { first: [...this.options, ...this.configured], last: this.last, only: this.only, conda };
  }
}
