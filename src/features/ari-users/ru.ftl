ari-users-list = 👥 <b>Пользователи ARI</b>: { $count }
ari-users-legend = 🟢 под этим именем входят бот и программы · 👤 полные права · 👁 только чтение · ⚠️ файл и работающий Asterisk расходятся
ari-users-not-compared = С консолью Asterisk связаться не удалось, поэтому показано только то, что в ari.conf.
ari-users-add = ➕ Новый
ari-users-add-read-only = ➕ Только чтение
ari-users-back-to-ari = ‹ ARI
ari-users-back = ‹ Пользователи
ari-users-gone = Пользователя { $user } больше нет.
ari-users-title = 👤 <b>{ $user }</b>
ari-users-full = Полные права: может управлять Asterisk.
ari-users-read-only = 👁 Только читает, но через ARI видит и пароли SIP.
ari-users-hashed = 🔏 Пароль в файле не открыт, а хранится хешем (crypt): из файла его никто не прочтёт. Новый будет храниться так же.
ari-users-part-current = 🟢 Под этим именем сейчас входят бот и программы. Пароль меняется через /ari.
ari-users-part-twin = При смене пароля очередь перейдёт к нему.
ari-users-place = Место: <code>{ $file }</code>, строка { $line }
ari-users-difference-notRunning = ⚠️ Есть в ari.conf, но работающий Asterisk его не знает: файл ещё не перечитан или в нём ошибка.
ari-users-difference-notInFile = ⚠️ Работающий Asterisk его знает, но в ari.conf его нет: при следующем перечитывании исчезнет.
ari-users-difference-otherRights = ⚠️ Права в работающем Asterisk не те, что в ari.conf.
ari-users-renew = 🔑 Новый пароль
ari-users-renew-now = ✅ Сменить пароль
ari-users-remove = 🗑 Удалить
ari-users-remove-now = 🗑 Да, удалить
ari-users-add-now = ✅ Добавить
ari-users-undo = ↩️ Вернуть как было
ari-users-kept = Пользователь { $user } остался как был.
ari-users-ask =
    👤 <b>Новый пользователь ARI</b>

    Напишите имя: первая буква латинская, 2–32 знака (буквы, цифры, _ и -). Пароль составится сам.
ari-users-ask-read-only =
    👁 <b>Пользователь ARI только для чтения</b>

    Напишите имя: первая буква латинская, 2–32 знака (буквы, цифры, _ и -). Пароль составится сам.
ari-users-name-shape = ⚠️ «{ $user }» не подойдёт: первая буква латинская, 2–32 знака (буквы, цифры, _ и -).
ari-users-name-taken = ⚠️ В ari.conf уже есть раздел { $user }. Выберите другое имя.
ari-users-no-file = ⚠️ Файла <code>{ $file }</code> нет.
ari-users-by-rotation = Пароль { $user } меняется через /ari → «Сменить пароль».
ari-users-needed = ⚠️ Удалить { $user } нельзя: под этим именем (или по очереди с ним) входят бот и программы.
ari-users-shared = ⚠️ Раздел [{ $user }] взят из шаблона или разбит на части. Смените пароль руками.
ari-users-about-full = ⚠️ Этот пользователь сможет полностью управлять Asterisk: звонить, менять настройки.
ari-users-about-read-only = ⚠️ И пользователь только для чтения видит через ARI пароли SIP. Давайте его только надёжной программе.
ari-users-about-password = Программе, которая входит как { $user }, новый пароль впишете вы сами: до того она будет получать 401. Открытые соединения не рвутся.
ari-users-about-removal = Программа, которая входит под этим именем, больше не войдёт. Открытые соединения не рвутся.
ari-users-secret =
    🔑 Пароль ARI для <b>{ $user }</b>: <code>{ $password }</code>

    ⏱ Пароль виден только сейчас: сообщение исчезнет через минуту.
ari-users-copy = 📋 Пароль
ari-users-secret-lost = ⚠️ Пароль отправить не удалось. Задайте новый: /ari → Пользователи.
change-ari-user-add = Новый пользователь ARI { $user }
change-ari-user-password = Новый пароль для пользователя ARI { $user }
change-ari-user-remove = Удаление пользователя ARI { $user }
