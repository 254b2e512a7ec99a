export { callIn, callInAndGiveUp, registerAllWithSipp, registerWithSipp } from './phones-sipp.ts';
export { startBaresip, type BaresipPhone } from './phones-baresip.ts';
