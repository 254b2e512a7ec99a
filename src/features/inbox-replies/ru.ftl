replies-edit = ✋ Правка не дойдёт до клиента: Meta не даёт менять отправленное. Напишите исправление новым сообщением.
replies-anonymous = ✋ Не отправлено: вы пишете анонимно, и неизвестно, кто это. Отключите «Анонимность» в настройках группы и напишите ещё раз.
replies-stranger = ✋ Не отправлено: вы не зарегистрированы в этом боте. Попросите у администратора ссылку-приглашение (/invite).
replies-command = ✋ Не отправлено: такой команды нет. Если это клиенту, напишите ещё раз без / в начале. Команды: /help в личном чате
replies-unsupported = ✋ Не отправлено: такое сообщение клиенту передать нельзя. Напишите текстом.
replies-tooBig = ✋ Не отправлено: файл слишком большой (из Telegram до 20 МБ, фото в Instagram до 8 МБ). Уменьшите его.
replies-failed = ❌ Клиенту не отправлено.
replies-because-windowNever = Клиент ещё не писал: Meta не разрешает писать первым.
replies-because-windowDay = Прошло больше 24 часов с последнего сообщения клиента, Meta больше не пропускает ответ. Отправьте, когда клиент напишет снова, или позвоните.
replies-because-windowWeek = Прошло больше 7 дней с последнего сообщения клиента, Meta больше не пропускает ответ. Отправьте, когда клиент напишет снова, или позвоните.
replies-because-noToken = Ключ Meta не настроен. Пусть администратор заполнит FACEBOOK_PAGE_ACCESS_TOKEN или INSTAGRAM_ACCESS_TOKEN в .env.
replies-because-notLive = Приложение Meta ещё не опубликовано. Пусть администратор переведёт его в режим «Live».
replies-because-customerUnavailable = Клиенту нельзя написать: он заблокировал вас или удалил профиль.
replies-because-refused = Meta не приняла это сообщение.
replies-because-partBefore = Не прошла предыдущая часть сообщения.
replies-because-fileLost = Не удалось получить файл из Telegram. Отправьте его ещё раз.
replies-because-tooLate = Время автоматического ответа прошло.
replies-said = (Meta: { $said })
replies-retry = 🔁 Отправить ещё раз
replies-retry-done = 🔁 Отправляется ещё раз.
replies-asked = 🤔 Неизвестно, дошло ли это сообщение: Meta не ответила. Чтобы не отправить дважды, посмотрите в приложении Meta и выберите:
replies-arrived = ✅ Дошло
replies-again = 🔁 Ещё раз
replies-arrived-done = ✅ Отмечено как дошедшее.
replies-late-press = По этому сообщению уже решено.
replies-paused = ⛔️ Ответы клиентам { $account ->
        [instagramLogin] Instagram
       *[page] Messenger и Instagram
    } остановлены: { $because ->
        [tokenDead] ключ (токен) Meta больше не действует
        [wrongAppSecret] секрет приложения не подходит к токену
       *[other] Meta не разрешает
    }. Написанные ответы сохраняются. Получите новый ключ в Meta, запишите его в .env и перезапустите бота: ответы уйдут сами.
replies-resumed = ✅ Ответы клиентам { $account ->
        [instagramLogin] Instagram
       *[page] Messenger и Instagram
    } снова уходят. Ожидающие отправляются по порядку.
