/** What each text requests from conda's channels, in the order of the texts. */
import type { ChannelPlace } from '../../../reading/finding.js';
import { ChannelCommands } from '../../channels/asked-channels.js';
import type { ChannelsAsked } from './request.js';

/** A file by its name, undefined for what was typed. */
type TextName = string | undefined;

export class ChannelsOfTexts {
  private readonly texts = new Map<TextName, { commands: ChannelCommands; conda: boolean }>();

  add(channel: string, place: ChannelPlace, file: TextName): void {
    this.text(file).commands.add(channel, place);
  }

  /** The text asks conda, if perhaps for no channel by its name. */
  askConda(file: TextName): void {
    this.text(file).conda = true;
  }

  asked(): ChannelsAsked[] {
    return [...this.texts].map(([file, { commands, conda }]) => ({
      ...commands.asked(conda),
      ...(file && { file }),
    }));
  }

  private text(file: TextName) {
    const text = this.texts.get(file) ?? { commands: new ChannelCommands(), conda: false };
    this.texts.set(file, text);
    return text;
  }
}
