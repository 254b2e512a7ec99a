history-command = История изменений
history-command-undo = Отменить последнее изменение
history-list = 🕘 <b>История изменений</b>, новые сверху. Нажмите, чтобы увидеть подробности.
history-empty = 🕘 Изменений ещё не было.
history-older = Более ранние ›
history-back = ‹ История
history-when = Изменение { $change } · { $time } · { $author }
history-nobody = вручную
history-itself = бот сам
history-because = Причина: { $because }
history-undo = ↩️ Вернуть как было
history-undo-now = ↩️ Да, вернуть как было
history-undo-usage = Напишите так: <code>/undo 12</code>, с номером изменения. Без номера отменяется последнее.
history-nothing-to-undo = Отменять нечего.
history-unknown = Изменение { $change } не найдено.
history-not-undoable = Изменение { $change } не было доведено до конца, отменять нечего.
history-already-undone = Изменение { $change } уже отменено. Ничего не изменилось.
history-conflict =
    ⚠️ Отменить не получается: в файле <code>{ $file }</code> эти строки позже снова изменили.
    Сначала отмените более позднее изменение или поправьте файл вручную.
history-kept = Изменение { $change } оставлено как есть.
