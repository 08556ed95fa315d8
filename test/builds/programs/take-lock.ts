/** take-lock PATH BUILD ROUNDS: takes one lock after another at an agreed moment, and prints which it got. */
import { readHolder, takeLock } from '../../../src/builds/holding/lock.js';

const [path = '', build = '', rounds = '0'] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round++) {
  // Both processes begin a round as close to the same time as possible.
  while (Date.now() % 20 !== 0);
  const other = await takeLock(`${path}-${round}`, build);
  console.log(other === undefined ? 'mine' : other.build);
  if (other === undefined && readHolder(`${path}-${round}`)?.build !== build) console.log('lost');
}
console.log('done');
setInterval(() => {}, 1000);
