export { preflightAri } from './preflight-ari.ts';
export { preflightPjsip } from './preflight-pjsip.ts';
