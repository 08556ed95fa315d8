export * from '../words-for.js';
