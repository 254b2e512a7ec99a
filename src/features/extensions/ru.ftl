extensions-command = Внутренние номера
extensions-command-new = Новый внутренний номер
extensions-list =
    📞 <b>Внутренние номера</b>: { $count }{ $pages ->
        [1] {""}
       *[other] {" "}· страница { $page } из { $pages }
    }
extensions-list-legend = 🟢 на связи · 📞 разговаривает · ⚪️ не на связи
extensions-list-found = 🔎 «{ $find }»: найдено { $count }
extensions-list-find = 🔎 Быстрый поиск: <code>/extensions Азиза</code> или <code>/extensions 1005</code>
extensions-list-empty = Пока ни одного. Создайте первый, это займёт минуту.
extensions-state-unknown = Asterisk не отвечает, поэтому состояние номеров неизвестно.
extensions-create = ➕ Создать
extensions-refresh = 🔄 Обновить
extensions-back-to-list = ‹ Список
extensions-gone = Номера { $number } больше нет.
extensions-card-title = 📞 { $label }
extensions-card-kind = Вид телефона: { $kind }
extensions-card-by-hand = ✍️ Записан вручную: <code>{ $file }</code>, строка { NUMBER($line, useGrouping: "false") }.
extensions-state-online = Телефон на связи
extensions-state-busy = Сейчас разговаривает
extensions-state-offline = Телефон не подключён
extensions-kind-softphone = 📱 Программа в телефоне
extensions-kind-desk = ☎️ Настольный телефон
extensions-kind-remote = 🏠 В другом месте, за роутером
extensions-kind-tls = 🔒 С шифрованием (TLS)
extensions-ask-person =
    👤 <b>Для кого новый внутренний номер?</b>

    { $offered ->
        [0] Напишите имя нового оператора.
       *[other] Выберите оператора или напишите имя нового.
    }
extensions-bad-name = ⚠️ Такое имя не подойдёт. Оно должно начинаться с буквы и быть не длиннее 40 знаков.
extensions-ask-number =
    🔢 Номер для <b>{ $name }</b>

    Выберите один из свободных или напишите свой ({ $first }–{ $last }).
extensions-number-notANumber = ⚠️ «{ $number }» не номер. Напишите от 2 до 6 цифр, например 1001.
extensions-number-outOfRange = ⚠️ { $number } не подойдёт: напишите номер от { $first } до { $last }.
extensions-number-reserved = ⚠️ { $number } отведён для другого. Выберите другой.
extensions-number-taken = ⚠️ { $number } занят. Выберите другой.
extensions-number-inDialplan = ⚠️ { $number } занят другим: в диалплане, в { $context }, он ведёт на <code>{ $step }</code>. Выберите другой.
extensions-number-nowhere = ⚠️ На этот номер никто не сможет позвонить: в диалплане, в { $context }, для него нет правила.
extensions-number-unknown = ℹ️ Диалплан проверить не удалось: попробуйте позвонить на этот номер.
extensions-ask-kind =
    ☎️ <b>{ $number } · { $name }</b>

    Какой телефон будет подключён?
extensions-create-now = ✅ Создать
extensions-own-password = 🔑 Напишу пароль сам
extensions-ask-password =
    🔑 Напишите пароль: не меньше 12 знаков, большие и маленькие латинские буквы и цифры (можно - _ . ~).

    Ваше сообщение будет сразу удалено.
extensions-password-forgotten = ⚠️ Бот перезапускался, и введённый пароль не сохранился. Напишите ещё раз.
extensions-password-alphabet = ⚠️ В пароле могут быть только латинские буквы, цифры и - _ . ~
extensions-password-tooShort = ⚠️ Пароль слишком короткий: нужно не меньше 12 знаков.
extensions-password-tooLong = ⚠️ Пароль слишком длинный: не больше 64 знаков.
extensions-password-classes = ⚠️ Пароль слишком простой: нужны хотя бы три вида из четырёх: большие буквы, маленькие, цифры, знаки.
extensions-password-published = ⚠️ Этот пароль напечатан в инструкциях, его знают все.
extensions-password-guessable = ⚠️ Этот пароль легко угадать: в нём повторяется номер или имя.
extensions-show = 📞 Посмотреть
extensions-undo = ↩️ Вернуть как было
extensions-try-again = 🔁 Ещё раз
extensions-renew = 🔑 Новый пароль
extensions-renew-now = ✅ Сменить пароль
extensions-delete = 🗑 Удалить
extensions-delete-now = 🗑 Да, удалить
extensions-kept = Номер { $number } остался как был.
extensions-not-ours = Номера { $number } нет среди созданных ботом.
extensions-state-disabled = Отключён: телефон не может подключиться
extensions-list-legend-disabled = 🚫 отключён
extensions-card-operator = Оператор: { $name }
extensions-card-nobody = Оператор: не закреплён
extensions-card-outdated = ⚠️ Запись сделана для другой версии Asterisk, телефон может не подключиться.
extensions-card-aging = ℹ️ Запись сделана для старых версий Asterisk. Телефон работает; обновить её можно в любое время.
extensions-operator = 👤 Оператор
extensions-rename = ✏️ Имя
extensions-kind = ☎️ Вид телефона
extensions-disable = 🚫 Отключить
extensions-enable = ▶️ Включить снова
extensions-update = 🔧 Привести в порядок
extensions-password-disabled = { $number } отключён. Сначала включите его, потом дайте новый пароль.
change-extension-create = Новый внутренний номер { $number } ({ $name })
change-extension-delete = Удаление номера { $number } ({ $name })
change-extension-password = Новый пароль для { $number }
extensions-card-lost = ⚠️ Настройки телефона отправить не удалось, пароль не показан. Задайте новый: /extensions → номер → 🔑 Новый пароль.
extensions-list-legend-broken = ⚠️ не работает
