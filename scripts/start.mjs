/** `npm start` sets everything up, then serves the app to the user who started it. */
import { setUp } from './setup.mjs';

await setUp();
await import('../dist/app.js');
