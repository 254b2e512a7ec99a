export { spawnBound } from '../../src/sandbox/asterisk/process.ts';
