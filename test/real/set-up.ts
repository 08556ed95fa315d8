/** What the homes of all files have, before the first file runs. */
export { provideUv as setup } from '../parts/uv/index.js';
