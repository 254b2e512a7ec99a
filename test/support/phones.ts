export {
  callIn,
  callInAndGiveUp,
  callInAndStay,
  registerAllWithSipp,
  registerWithSipp,
} from './phones-sipp.ts';
export { startBaresip, type BaresipPhone } from './phones-baresip.ts';
