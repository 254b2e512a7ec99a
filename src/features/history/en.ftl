history-command = History of changes
history-command-undo = Undo the newest change
history-list = 🕘 <b>History of changes</b>, newest first. Tap one for its details.
history-empty = 🕘 Nothing has been changed yet.
history-older = Earlier ›
history-back = ‹ History
history-when = Change { $change } · { $time } · { $author }
history-nobody = by hand
history-itself = the bot itself
history-because = Why: { $because }
history-undo = ↩️ Undo
history-undo-now = ↩️ Yes, undo it
history-undo-usage = Write it like this: <code>/undo 12</code>, with the number of the change. Without a number the newest is undone.
history-nothing-to-undo = There is nothing to undo.
history-unknown = There is no change { $change }.
history-not-undoable = Change { $change } did not go through, so there is nothing to undo.
history-already-undone = Change { $change } has already been undone. Nothing was changed.
history-conflict =
    ⚠️ It cannot be undone: in <code>{ $file }</code> the same lines were changed again later.
    Undo the later change first, or mend the file by hand.
history-kept = Change { $change } was left as it is.
