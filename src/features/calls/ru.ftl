calls-command = Звонки
calls-live =
    📞 <b>Сейчас</b>: { $count ->
        [0] никто не разговаривает
        [one] { $count } звонок
        [few] { $count } звонка
       *[other] { $count } звонков
    }
calls-live-ringing = 🔔 { $who } → { $to } · { $time }
calls-live-talking = 🗣 { $who } ↔ { $to } · { $time }
calls-live-waiting = ⏳ { $who } ждёт · { $time }
calls-more = … и ещё { $count }
calls-past = 🕘 <b>Последние звонки</b>
calls-past-answered = ✅ { $time } { $who } → { $to } · { $talk }
calls-past-missed = ❌ { $time } { $who } · { $because }
calls-past-failed = ✖️ { $time } { $who } · { $because }
calls-end-unseen = (конец не был виден)
calls-blind = ⚠️ С { $time } от Asterisk нет сообщений: звонки не видны. Как только связь вернётся, список исправится.
calls-refresh = 🔄 Обновить
calls-here-command = Показывать звонки здесь
calls-off-command = Не показывать звонки в группе
calls-here-done = ✅ Теперь каждый звонок виден здесь.
calls-here-moved = На прежнем месте новых звонков не будет.
calls-here-general = 💡 Это общая тема. Чтобы звонки не мешали разговору, создайте отдельную тему и напишите /callshere там.
calls-here-no-topics = 💡 В этой группе не включены темы: звонки будут идти вперемешку с разговором. Включите «Темы» в настройках группы, создайте отдельную и напишите /callshere там.
calls-here-undo = Прекратить: /callsoff
calls-here-mute = ⚠️ Я не могу писать в той группе, поэтому звонков там не будет. Дайте боту право отправлять сообщения (закрытую тему откройте) и напишите /callshere ещё раз.
calls-here-topicGone = ⚠️ Тема для звонков удалена. Теперь они идут в саму группу. Чтобы перенести их в другую тему, напишите в ней /callshere.
calls-here-topicClosed = ⚠️ Тема для звонков закрыта, писать в неё я не могу. Теперь они идут в саму группу. Откройте тему и напишите в ней /callshere.
calls-here-shutOut = ⚠️ Я больше не могу писать в группе звонков: бота удалили или лишили права писать. Звонки сейчас нигде не видны (здесь: /calls). Верните бота в группу и напишите там /callshere.
calls-off-done = Звонки больше не показываются в группе. Включить снова: /callshere в нужном месте
calls-off-nothing = Звонки и так нигде не показываются. Включить: /callshere в нужной группе или теме
calls-storm = 🌊 <b>Звонков много</b>: сейчас { $count }. Пропущенные приходят отдельными сообщениями.
calls-card-waiting = ⏳ <b>{ $who }</b> ждёт
calls-card-ringing = 🔔 <b>{ $who }</b> → { $to }
calls-card-talking = 🗣 <b>{ $who }</b> ↔ { $to }, с { $time }
calls-card-answered = ✅ <b>{ $who }</b> ↔ { $to } · { $talk } ({ $time })
calls-card-out-ringing = 📤 { $from } → <b>{ $who }</b>, ждёт ответа
calls-card-out-talking = 📤 { $from } ↔ <b>{ $who }</b>, с { $time }
calls-card-out-answered = 📤 { $from } ↔ <b>{ $who }</b> · { $talk } ({ $time })
calls-card-out-failed = 📤 { $from } → <b>{ $who }</b>: { $because } ({ $time })
calls-card-before-answered = 🕘 Прошлый раз: { $time }, { $by } · { $talk }
calls-card-before-missed = 🕘 Прошлый раз: { $time }, { $because }
calls-card-before-failed = 🕘 Прошлый раз: { $time }, звонил { $from }: { $because }
calls-card-blind = ⚠️ С { $since } от Asterisk нет сообщений: звонки не видны. Причина: /doctor
calls-card-was-blind = ℹ️ С { $since } до { $until } звонки не были видны. Теперь всё видно.
