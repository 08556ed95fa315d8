/** Makes one request of the findings of all texts, in their order. */
import { collect, UserError } from '../../../base/errors.js';
import { lookUp } from '../../../base/registry.js';
import { defaultLanguage, languages } from '../../../languages/index.js';
import { isOfKernel, type Language } from '../../../languages/language.js';
import type { Choice, Finding, PackageFound, TextPlace } from '../../../reading/finding.js';
import { leaveOut, placeOf, problem, specText } from '../../../reading/finding.js';
import { hasChannels, type SourceId } from '../../../sources/index.js';
import { reasonElsewhere } from '../../../sources/specs/other-platforms.js';
import { PackageSpec } from '../../../sources/specs/package-spec.js';
import { channelOfIndex, checkChannel } from '../../channels/channel.js';
import { ChannelsOfTexts } from './channels-of-texts.js';
import { type Choices, choicesOf } from './choices.js';
import { PackagesAsked } from './packages-asked.js';
import { Remarks } from './remarks.js';
import { emptyRequest, type PackageAsked, type TextRequest } from './request.js';

// More would hide the first ones, and a text with so many is not what its reader took it for.
export const PROBLEMS_MOST = 20;
const PACKAGES_MOST = 1000;
export const FINDINGS_MOST = 5000;

export interface RequestOptions {
  /** The id of the language that was chosen. */
  language?: string;
  /** Packages that come before those of the texts. */
  first?: readonly PackageSpec[];
  /** What was chosen about problems. */
  choices?: Choices;
}

/** Makes a request of findings, in their order, after the packages of `first`. Stops at the twentieth problem. */
export function requestOf(
  findings: Iterable<Finding>,
  { language, first = [], choices = new Map() }: RequestOptions = {},
): TextRequest {
  const making = new RequestMaking(language, first, choices);
  for (const finding of findings) {
    if (!making.hasRoom) break;
    making.take(finding);
    if (making.isFull) making.take(problem(new UserError('text-asks-too-much', { most: PACKAGES_MOST })));
  }
  return making.finish();
}

type Handlers = { [Kind in Finding['kind']]: (finding: Extract<Finding, { kind: Kind }>) => void };

/** The request as it grows, finding by finding. */
class RequestMaking {
  readonly request = emptyRequest();
  private readonly packages = new PackagesAsked();
  private readonly remarks: Remarks;
  private readonly taken = new Set<string>();
  private readonly tested = new Set<string>();
  private findings = 0;
  private readonly channels = new ChannelsOfTexts();

  constructor(
    private readonly chosen: string | undefined,
    first: readonly PackageSpec[],
    choices: Choices,
  ) {
    this.remarks = new Remarks(this.request, choices);
    for (const spec of first) this.packages.add({ spec }, this.language.packages);
  }

  finish(): TextRequest {
    return { ...this.request, channels: this.channels.asked() };
  }

  get hasRoom(): boolean {
    return this.request.problems.length < PROBLEMS_MOST && !this.isFull;
  }

  /** Nothing that asks for so much is meant as a request. */
  get isFull(): boolean {
    return this.request.packages.length >= PACKAGES_MOST || this.findings >= FINDINGS_MOST;
  }

  take(finding: Finding): void {
    this.findings += 1;
    const errors: UserError[] = [];
    // The handler of a kind takes the findings of that kind.
    const handle = this.handlers[finding.kind] as (finding: Finding) => void;
    collect(errors, () => handle(finding));
    // What is no package has no name to take it by.
    const choicesFor = (error: UserError) =>
      finding.kind === 'package' ? choicesOf(error, [leaveOut]) : [leaveOut];
    for (const error of errors) this.fail(error, finding, choicesFor(error));
  }

  private get language(): Language {
    const id = this.chosen || this.request.language;
    return (id && lookUp(languages, id)) || defaultLanguage;
  }

  private readonly handlers: Handlers = {
    package: (finding) => this.takePackageOnce(finding),
    language: ({ language }) => {
      this.request.language ??= language;
    },
    version: ({ version }) => this.takeVersion(version, version),
    source: ({ source, file }) => this.ask(source, file),
    manager: ({ manager }) => {
      this.request.manager ??= manager;
    },
    setting: ({ field, value }) => {
      this.request.settings[field] = value;
    },
    name: ({ name }) => {
      this.request.name ??= name;
    },
    'display-name': ({ name }) => {
      this.request.displayName ??= name;
    },
    channel: ({ channel, place, file }) => {
      checkChannel(channel);
      this.channels.add(channel, place ?? 'option', file);
    },
    index: ({ url, role, ...place }) => {
      const channel = channelOfIndex({ url, role });
      checkChannel(channel);
      if (this.request.indexes.some((index) => index.url === url && index.role === role)) return;
      this.request.indexes.push({ ...placeOf(place), url, role });
      this.channels.add(channel, 'option', place.file);
      if (role === 'extra')
        this.remarks.note(
          `\`${url}\` is used in addition to the default index; the best version in any of them is taken`,
          place,
        );
    },
    module: ({ module }) => {
      if (!this.request.modules.includes(module)) this.request.modules.push(module);
    },
    import: ({ module }) => this.importToTest(module),
    build: ({ spec, use }) => void this.request[use].push(spec),
    variable: ({ name, value, use }) => {
      const variables = use === 'build' ? this.request.buildVariables : this.request.kernelVariables;
      variables[name] = value;
    },
    lock: ({ format }) => {
      const first = this.request.lock;
      if (first !== undefined) throw new UserError('lock-twice', { first, second: format });
      this.request.lock = format;
    },
    note: ({ text, ...place }) => this.remarks.note(text, place),
    'left-out': ({ what, reason, server, ...place }) => {
      const about = { left_out: what, ...(server && { server }) };
      this.remarks.note(`\`${what}\` was left out${reason ? `: ${reason}` : ''}`, place, about);
    },
    problem: ({ error, choices = [], language, ...place }) => {
      const isOpen = this.fail(error, place, choicesOf(error, choices));
      if (language && isOpen) this.request.language ??= language;
    },
  };

  /** Whether the problem is open: nothing was chosen about it. */
  private fail(error: UserError, place: TextPlace, choices: readonly Choice[]): boolean {
    const instead = this.remarks.replaced(error, place, choices);
    for (const finding of instead ?? []) this.take(finding);
    return !instead;
  }

  private ask(source: SourceId, file: string | undefined): void {
    if (!this.request.sources.includes(source)) this.request.sources.push(source);
    if (hasChannels(source)) this.channels.askConda(file);
  }

  /** Texts repeat packages: what was taken before, in the same words, asks for nothing more. */
  private takePackageOnce(finding: PackageFound & TextPlace): void {
    const { source, module, missed, guessed, optional, added, file } = finding;
    const text = specText(finding);
    const words = [this.language.id, text, source, module, missed, guessed, optional, added, file].join('\n');
    if (this.taken.has(words)) return;
    this.takePackage(finding);
    this.taken.add(words);
  }

  private takePackage(finding: PackageFound & TextPlace): void {
    const spec = this.parsed(finding);
    if (finding.source) this.ask(finding.source, finding.file);
    const elsewhere = reasonElsewhere(spec.name);
    if (elsewhere) {
      this.remarks.note(`\`${spec.name}\` was left out: ${elsewhere}`, finding, {
        left_out: spec.name,
      });
      return;
    }
    if (spec.text === spec.name && isOfKernel(spec, this.language)) {
      this.remarks.note(`\`${spec.name}\` was left out: every kernel has it`, finding, {
        left_out: spec.name,
      });
      return;
    }
    const version = this.language.packages.versionAsked(spec);
    if (version === undefined) this.add(finding, spec);
    else this.takeLanguage(finding, spec, version);
  }

  /** `pip freeze` in a conda environment prints the directory where a package was built; only its name is useful here. */
  private parsed({ spec, ...place }: PackageFound & TextPlace): PackageSpec {
    if (spec instanceof PackageSpec) return spec;
    const name = /^([\w.-]+(?:\[[^\]]*\])?) ?@ ?file:/i.exec(spec)?.[1];
    if (name !== undefined)
      this.remarks.note(`The path of \`${name}\` was left out: it is on another machine`, place, {
        left_out: spec,
      });
    return this.language.packages.parse(name ?? spec);
  }

  private takeLanguage(place: TextPlace, spec: PackageSpec, version: string): void {
    const name = spec.name.toLowerCase();
    if (version !== '') this.takeVersion(version, spec.text);
    const exact = [`${name}==${version}`, `${name}==${version}.*`].includes(spec.text.toLowerCase());
    const { label } = this.language;
    const taken = version === '' ? `the newest ${label}` : `${label} ${version}`;
    if (!exact) this.remarks.note(`\`${spec.text}\` chooses ${taken}`, place);
  }

  private takeVersion(version: string, given: string): void {
    const before = this.request.languageVersion ?? version;
    if (before !== version) {
      const name = this.language.label;
      throw new UserError('package-twice', { name, first: `${name} ${before}`, second: given });
    }
    this.request.languageVersion = version;
  }

  private add(finding: PackageFound & TextPlace, spec: PackageSpec): void {
    const { source, module, missed, guessed, optional, added } = finding;
    const asked: PackageAsked = {
      ...placeOf(finding),
      spec,
      ...(source && { source }),
      ...(module && { module }),
      ...(guessed && { guessed }),
      ...(optional && { optional }),
      ...(added && { added }),
    };
    if (module && (missed || guessed)) this.importToTest(module);
    if (this.packages.add(asked, this.language.packages)) this.request.packages.push(asked);
  }

  private importToTest(module: string): void {
    if (this.tested.has(module)) return;
    this.tested.add(module);
    this.request.imports.push(module);
  }
}
