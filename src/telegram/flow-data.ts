/** What a flow's button says: Back, Cancel, or the answer at this place of the question. */
export type FlowPress = 'back' | 'cancel' | number;

/**
 * The callback_data of a flow's buttons: which flow, which of its questions, which answer. It needs
 * no secret nonce: it only counts in the chat and for the person whose flow it is, in the flow's own
 * message, for the question now open.
 */
export function printFlowData(flowId: string, step: number, press: FlowPress): string {
  return `~${flowId}.${step}.${press}`;
}

export function readFlowData(
  data: string,
): { readonly flowId: string; readonly step: number; readonly press: FlowPress } | undefined {
  const match = /^~(\w+)\.(\d+)\.(back|cancel|\d+)$/.exec(data);
  if (!match) return undefined;
  const [, flowId = '', step, press = ''] = match;
  const isWord = press === 'back' || press === 'cancel';
  return { flowId, step: Number(step), press: isWord ? press : Number(press) };
}

export function isFlowData(data: string): boolean {
  return data.startsWith('~');
}
