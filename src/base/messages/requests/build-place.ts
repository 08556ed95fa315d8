/** Where a build runs. */
import { given, list, wording } from '../wording.js';

export const buildPlaceMessages = {
  'build-on-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not a cluster name`,
    () => 'Choose what the form offers under *Build on*; `local` is the portal host',
  ),
  'build-on-unknown': wording<{ given: string; known: readonly string[] }>(
    3,
    (facts) => `This site does not build kernels on ${given(facts.given)}`,
    (facts) =>
      facts.known.length > 0
        ? `Use one of ${list(facts.known)}`
        : 'Ask the site’s administrator to allow builds on the portal host or to configure a cluster',
  ),
  'job-word-not-understood': wording<{ given: string; what: string }>(
    2,
    (facts) => `The ${facts.what} ${given(facts.given)} has characters that are not allowed`,
    () => 'Use letters, digits and `_ . @ : -`, starting with a letter or digit',
  ),
  'job-word-not-offered': wording<{ given: string; what: string; known: readonly string[] }>(
    3,
    (facts) => `The site does not allow the ${facts.what} ${given(facts.given)} for builds`,
    (facts) => `Use one of ${list(facts.known)}`,
  ),
  'job-number-not-understood': wording<{ given: string; what: string }>(
    2,
    (facts) => `${given(facts.given)} is not a number of ${facts.what}`,
    () => 'Give a number such as `2`',
  ),
  'job-number-most': wording<{ given: string; what: string; most: number }>(
    3,
    (facts) => `The request for ${facts.given} ${facts.what} is over the site’s limit of ${facts.most}`,
    (facts) => `Request at most ${facts.most}; most builds need far less`,
  ),
  'job-refused': wording<{ cluster: string; said: string }>(
    3,
    (facts) => `${facts.cluster} refused the job: ${facts.said}`,
    () => 'Nothing was started: change what the job requests, or choose another *Build on*',
  ),
  'scheduler-silent': wording<{ cluster: string; said: string }>(
    3,
    (facts) => `The scheduler of ${facts.cluster} did not answer: ${facts.said}`,
    () => 'Nothing was started: try again in a few minutes, or choose another *Build on*',
  ),
};
