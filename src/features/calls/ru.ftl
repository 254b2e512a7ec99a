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
calls-missed-abandoned = не дождался ответа
calls-missed-noAnswer = никто не ответил
calls-missed-busy = было занято
calls-missed-unreachable = телефон не был подключён
calls-missed-closed = ни один телефон не звонил
calls-end-unseen = (конец не был виден)
calls-unknown-number = скрытый номер
calls-blind = ⚠️ С { $time } от Asterisk нет сообщений: звонки не видны. Как только связь вернётся, список исправится.
calls-refresh = 🔄 Обновить
