/** The standing button that takes a change back; `features/history` answers it. Its args are `{ changeId }`. */
export const undoAction = 'change.undo';
