/**
 * fast-check with the same cases in each run, so that a change is judged by what it changes. `SEED=7` tries others
 * (docs/develop.md).
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

export default fc;
