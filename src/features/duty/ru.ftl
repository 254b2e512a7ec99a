duty-command = Дежурство
duty-own-on = 🟢 <b>Вы на дежурстве</b> с { $time }
duty-own-off = ⚪️ <b>Вы не на дежурстве</b>. Оповещения вам не приходят.
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
