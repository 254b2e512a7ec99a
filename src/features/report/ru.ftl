report-command = Отчёт: день, неделя, месяц
report-here-command = Отчёт за день приходит сюда
report-off-command = Отчёт за день приходит туда, где звонки
report-title-day = 📊 <b>Отчёт: { $dates }</b>
report-title-week = 📊 <b>Отчёт за 7 дней: { $dates }</b>
report-title-month = 📊 <b>Отчёт за 30 дней: { $dates }</b>
report-empty-day = В этот день звонков не было. Спокойный день 🌿
report-empty-week = На этой неделе звонков не было. Спокойная неделя 🌿
report-empty-month = За этот месяц звонков не было. Спокойный месяц 🌿
report-late = ⏰ В { $time } отправить не удалось, поэтому отчёт пришёл сейчас.
report-inbound = 📥 Входящих: <b>{ $inbound }</b> · отвечено { $answered } ({ $percent }%) · пропущено { $missed }
report-others = 📤 Исходящих: { $outbound } · внутренних: { $internal }
report-wait = ⏱ Ожидание: в среднем { $average }, самое долгое { $longest }
report-talk = 🗣 Разговоры: всего { $talk }
report-not-called-back =
    { $count ->
        [0] ✅ Со всеми, кого пропустили, поговорили
       *[other] 📵 Ещё не поговорили с клиентами: <b>{ $count }</b>
    }
report-busiest = 🔥 Самый загруженный час: { $hours } (звонков: { $count })
report-operators = 👤 <b>Операторы</b> (📥 ответил, 📤 позвонил, 🗣 говорил)
report-operator = { $who }: 📥 { $taken } · 📤 { $made } · 🗣 { $talk }
report-more = … ещё { $count }
report-night =
    🌙 Вчера после отчёта и до полуночи: звонков { $count }, { $missed ->
        [0] на все ответили
       *[other] пропущено { $missed }
    }
report-chart-hours = { $dates }: по часам
report-chart-days = { $dates }: по дням
report-chart-answered = Отвечено
report-chart-missed = Пропущено
report-show-day = 📊 Сегодня
report-show-week = 📊 7 дней
report-show-month = 📊 30 дней
report-usage = За какое время? /report — сегодня, /report week — 7 дней, /report month — 30 дней.
report-here-done = ✅ Теперь отчёт за день приходит сюда каждый день в { $time }. Вернуть: /reportoff
report-here-no-hour = ✅ Теперь отчёт за день приходит сюда. Но время для него не задано: впишите hour в [report] в config/navbatchi.ini на сервере.
report-here-mute = ⚠️ Не могу писать в той группе, поэтому отчёт туда не придёт. Разрешите боту отправлять сообщения в настройках группы и напишите /reporthere ещё раз.
report-off-done = Теперь отчёт за день приходит туда, где показаны звонки (/callshere). Другое место: напишите там /reporthere
report-off-nothing = Отдельное место для отчёта за день не выбрано: он приходит туда, где показаны звонки (/callshere). Другое место: напишите там /reporthere
report-failed = ⚠️ Отчёт за день не отправлен: Telegram не даёт мне писать в его группе. Верните туда бота и напишите в ней /reporthere; или /reportoff, чтобы он приходил туда, где звонки. Посмотреть сейчас: /report
