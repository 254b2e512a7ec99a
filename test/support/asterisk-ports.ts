export { claimPorts, type PortBlock } from '../../src/sandbox/asterisk/ports.ts';
