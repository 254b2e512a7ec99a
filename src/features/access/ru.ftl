access-command-start = Начать
access-command-help = Помощь
access-command-language = Язык
access-command-people = Сотрудники и приглашения
access-command-audit = Кто что делал
access-welcome = 👋 Здравствуйте, { $name }! Вы — { $role }.
access-help-admin = ⚙️ <b>Управление</b>
access-help-group = 👥 <b>Пишется в группе</b>
access-claim-claimed =
    ✅ Здравствуйте, { $name }! Теперь вы здесь владелец.

    Создайте первый внутренний номер: /extensions
    Пригласите сотрудников: /people
    Всё, что я умею: /help
access-claim-wrong = Код неверный. Скопируйте его с сервера без изменений.
access-claim-locked = Попытки закончились. Когда срок кода истечёт (15 минут), на сервере появится новый.
access-claim-expired = Срок кода истёк. На сервере только что появился новый, откройте его.
access-claim-notOpen = Здесь уже есть владелец. Попросите у него ссылку-приглашение.
access-invite-joined =
    ✅ Добро пожаловать, { $name }! Вы — { $role }.

    /help — что здесь можно делать
access-invite-unknown = Такого приглашения нет. Попросите новую ссылку.
access-invite-used = Приглашение уже использовано. Попросите новую ссылку.
access-invite-expired = Срок приглашения истёк. Попросите новую ссылку.
access-invite-alreadyIn = Вы уже в списке. /help
access-role-owner = владелец
access-role-admin = администратор
access-role-supervisor = старший смены
access-role-operator = оператор
access-ask-language = 🌐 На каком языке говорим?
access-people =
    👥 <b>Сотрудники</b>: { $count }

    ◌ — ещё не вошёл через Telegram
access-invite = ➕ Пригласить
access-invite-this = ✉️ Пригласить в Telegram
access-ask-role = Кем пригласить?
access-invite-link =
    ✉️ Приглашение готово ({ $role }). Отправьте ссылку этому человеку. Она сработает один раз, в течение { $hours } часов:

    { $link }
access-copy-link = 📋 Ссылка
access-denied = На это у вас нет прав.
access-person =
    👤 <b>{ $name }</b>
    Роль: { $role }
    Внутренний номер: { $extension }
    { $joined }
access-joined = Telegram: вошёл
access-not-joined = Telegram: ещё не вошёл
access-make = Назначить: { $role }
access-make-now = ✅ Да
access-ask-make = Назначить { $name }: { $role }?
access-made = ✅ { $name } теперь { $role }.
access-remove = 🚪 Удалить
access-remove-now = 🚪 Да, удалить
access-ask-remove = Удалить { $name }? Кнопки, приглашения и начатые дела этого человека сразу перестанут действовать.
access-removed = ✅ { $name } больше не в списке.
access-treat-denied = На это у вас нет прав.
access-treat-unknown = Этого человека уже нет в списке.
access-treat-lastOwner = Последнего владельца нельзя удалить или понизить. Сначала назначьте другого.
access-back-to-people = ‹ Сотрудники
access-audit = 🧾 <b>Кто что делал</b>, новое сверху
access-audit-whole = Цепочка цела, записей: { $rows }.
access-audit-broken = ❗️ Цепочка нарушена: начиная с записи { $row } кто-то правил или удалял.
access-audit-export = 📄 Всё одним файлом
access-audit-caption = Записей: { $rows }
access-did-access-claimOwner = Стать владельцем
access-did-access-invite = Приглашение
access-did-access-acceptInvite = Вход по приглашению
access-did-access-remove = Удаление сотрудника
access-did-access-setRole = Смена роли
access-did-access-language = Выбор языка
access-did-ari-rotation = Смена пароля ARI
access-did-asterisk-reload = Перечитывание файлов
access-did-asterisk-restart = Перезапуск Asterisk
access-did-asterisk-cameBack = Возвращение Asterisk
access-did-asterisk-takeBackRestart = Отмена перезапуска
access-did-change-approval = Ответ второго администратора
access-did-duty-on = Начало дежурства
access-did-duty-off = Конец дежурства
access-did-missed-claim = Взять клиента
access-did-missed-call = Перезвонить клиенту
access-did-missed-done = Закрыть пропущенный
access-did-missed-release = Отпустить клиента
access-did-missed-reopen = Снова открыть пропущенный
access-did-telegram-command = Команда без права
access-did-telegram-press = Кнопка без права
access-did-telegram-stranger = Написал посторонний
