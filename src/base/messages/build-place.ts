/** Where a build runs. */
import { given, list, wording } from './wording.js';

export const buildPlaceMessages = {
  'build-on-not-understood': wording<{ given: string }>(
    2,
    (facts) => `${given(facts.given)} is not the name of a cluster`,
    () => "Choose one of the places that the form offers; `local` is the portal's own host",
  ),
  'build-on-unknown': wording<{ given: string; known: readonly string[] }>(
    3,
    (facts) => `No kernel can be built on ${given(facts.given)} here`,
    (facts) =>
      facts.known.length > 0
        ? `Take one of ${list(facts.known)}`
        : 'There is no place to build at all: the site has to allow the portal host or name a cluster',
  ),
  'job-word-not-understood': wording<{ given: string; what: string }>(
    2,
    (facts) => `${given(facts.given)} is not a name that a ${facts.what} can have`,
    () => 'Use letters, digits and `_ . @ : -`, beginning with a letter or digit',
  ),
  'job-word-not-offered': wording<{ given: string; what: string; known: readonly string[] }>(
    3,
    (facts) => `The ${facts.what} ${given(facts.given)} is not one that builds may use here`,
    (facts) => `Take one of ${list(facts.known)}`,
  ),
  'job-number-not-understood': wording<{ given: string; what: string }>(
    2,
    (facts) => `${given(facts.given)} is not a number of ${facts.what}`,
    () => 'Give a number such as `2`',
  ),
  'job-number-most': wording<{ given: string; what: string; most: number }>(
    3,
    (facts) => `${facts.given} ${facts.what} are more than the ${facts.most} that a build may ask for`,
    (facts) => `Ask for at most ${facts.most}; most builds need far less`,
  ),
  'job-refused': wording<{ cluster: string; said: string }>(
    3,
    (facts) => `${facts.cluster} did not take the job: ${facts.said}`,
    () => 'Ask for something else, or build elsewhere; nothing was started',
  ),
  'scheduler-silent': wording<{ cluster: string; said: string }>(
    3,
    (facts) => `The scheduler of ${facts.cluster} did not answer: ${facts.said}`,
    () => 'Try again in some minutes, or build elsewhere; nothing was started',
  ),
};
