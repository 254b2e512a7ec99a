change-ask = Внести это изменение?
change-working = ⏳ { $title }: вношу и проверяю в Asterisk…
change-stale = ⚠️ Файлы тем временем изменились, поэтому план составлен заново. Посмотрите ещё раз.
change-busy = ⏳ Предыдущее изменение ещё не закончено. Я пытаюсь его закончить, нажмите чуть позже. { $because }
change-diff-more = … ещё строк: { $lines }
change-end-done = ✅ { $title }: готово. Проверено в Asterisk.
change-end-put-back =
    ↩️ { $title }: не получилось, всё возвращено как было.
    Причина: { $because }
change-end-waiting =
    ⏳ { $title }: файлы прежние, но проверить в Asterisk не удалось. Как только получится, сам доведу дело до конца и сообщу.
    Причина: { $because }
change-end-stuck =
    ❗️ { $title }: не удалось полностью вернуть как было. Нужно посмотреть вручную.
    Причина: { $because }
change-recovered = Работа прерывалась, я довёл изменение до конца.
change-undo = Отмена: { $what } (изменение { $change })
change-redo = Вернуть изменение { $change }
change-by-hand = Файл изменили вручную
change-asterisk-away =
    ⚠️ Asterisk не отвечает, поэтому ничего не изменено.
    Причина: { $because }
change-stopped =
    ⚠️ Сейчас не получится, ничего не изменено.
    Причина: { $because }
change-refused-by-preflight =
    ⚠️ В таком виде Asterisk не прочитает настройки как надо, поэтому ничего не записано. Сначала исправьте это:
    { $faults }
