duty-command = Дежурство
duty-own-on = 🟢 <b>Вы на дежурстве</b> с { $time }
duty-own-off = ⚪️ <b>Вы не на дежурстве</b>. Оповещения идут сначала тем, кто дежурит.
duty-list =
    👥 { $count ->
        [0] Сейчас никто не дежурит.
       *[other] Сейчас на дежурстве { $count ->
            [one] { $count } человек
            [few] { $count } человека
           *[other] { $count } человек
        }:
    }
duty-line = • { $who } · с { $time }
duty-more = … ещё { $count }
duty-missed =
    { $count ->
        [0] ✅ Всем клиентам перезвонили.
       *[other] 📵 Не перезвонили клиентам: { $count }. Список: /missed
    }
duty-nobody-left = ⚠️ Теперь никто не дежурит: дежурный не узнает о пропущенных звонках. Пусть кто-нибудь напишет /duty on.
duty-usage = Заступить: /duty on. Сдать: /duty off.
duty-go-on = 🟢 Заступить
duty-go-off = 🌙 Сдать дежурство
duty-others = 👥 Другие
duty-refresh = 🔄 Обновить
duty-back = ‹ Назад
duty-others-title = 👥 Кто на дежурстве? Нажмите на имя: заступит или сдаст. Человек получит сообщение.
duty-set-on = 🟢 { $who } на дежурстве
duty-set-off = ⚪️ { $who } не на дежурстве
duty-person-gone = Этого сотрудника больше нет в списке.
duty-denied = Других назначает только старший смены или администратор.
duty-told-on = 🟢 { $by } ставит вас на дежурство. Сдать: /duty off
duty-told-off = ⚪️ { $by } снимает вас с дежурства. Заступить: /duty on
routes-command = Что куда приходит
routes-title = 🧭 <b>Что куда приходит</b>
routes-calls = 📞 Звонки и пропущенные: в указанную группу. Другое место: напишите там /callshere
routes-calls-nowhere = 📞 Звонки не показаны ни в одной группе. Напишите /callshere в нужной группе или теме.
routes-inbox = 💬 Клиенты Messenger и Instagram: в темы указанной группы. Другая группа: напишите там /inboxhere
routes-inbox-nowhere = 💬 Клиенты Messenger и Instagram не показаны ни в одной группе. Напишите /inboxhere в группе с темами.
routes-report-own = 📊 Отчёт за день, { $time }: в своё место. Вернуть к звонкам: /reportoff
routes-report-calls = 📊 Отчёт за день, { $time }: в группу звонков. Другое место: напишите там /reporthere
routes-report-nowhere = 📊 Отчёт за день никуда не приходит. Напишите /reporthere в нужной группе.
routes-report-never = 📊 Время отчёта за день не задано (config/navbatchi.ini, [report] hour). В любой момент: /report
routes-alerts = 🔔 Оповещения: сначала тем, кто на дежурстве ({ $onDuty }), потом старшим смены, а если их нет, администраторам ({ $supervisors }), личным сообщением. Дежурство: /duty
routes-quiet = 🤫 Тихие часы: { $from }–{ $until }. Сообщения приходят, но без звука.
routes-never-quiet = 🔊 Тихие часы не заданы (config/navbatchi.ini, [duty] quiet_hours).
routes-open-calls = 📞 Звонки
routes-open-inbox = 💬 Клиенты
routes-open-report = 📊 Место отчёта
routes-refresh = 🔄 Обновить
