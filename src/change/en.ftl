change-ask = Make this change?
change-working = ⏳ { $title }: writing it and checking in Asterisk…
change-stale = ⚠️ The files changed meanwhile, so the plan was made anew. Please look again.
change-busy = ⏳ An earlier change is not finished yet. I am trying to finish it; press again in a moment. { $because }
change-diff-more = … { $lines } more lines
change-end-done = ✅ { $title }: done. Checked in Asterisk.
change-end-put-back =
    ↩️ { $title }: it did not work, everything was put back as it was.
    Why: { $because }
change-end-waiting =
    ⏳ { $title }: the files are as before, but Asterisk could not be asked to check. As soon as it can I will finish this and tell you.
    Why: { $because }
change-end-stuck =
    ❗️ { $title }: not everything could be put back. Somebody must look at it by hand.
    Why: { $because }
change-recovered = Work was interrupted; I brought the change to its end.
change-undo = Undo: { $what } (change { $change })
change-redo = Make change { $change } again
change-by-hand = A file was edited by hand
change-asterisk-away =
    ⚠️ Asterisk does not answer, so nothing was changed.
    Why: { $because }
change-stopped =
    ⚠️ Not possible now, nothing was changed.
    Why: { $because }
change-refused-by-preflight =
    ⚠️ Like this Asterisk would not read its settings as meant, so nothing was written. Mend this first:
    { $faults }
