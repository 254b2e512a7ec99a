extension-edit-not-ours = { $number } нет среди номеров, созданных ботом.
extension-edit-kept = { $number } остался как был.
extension-edit-to-card = 📞 { $number }
extension-edit-undo = ↩️ Отменить
extension-edit-switch-off-now = 🚫 Отключить
extension-edit-switch-on-now = ▶️ Включить снова
extension-edit-already-off = { $number } уже отключён.
extension-edit-already-on = { $number } включён, ничего не изменено.
extension-edit-note-off = 🚫 Телефон не сможет подключиться, и позвонить на него будет нельзя. Пароль и настройки сохранятся, включить снова можно в любой момент.
extension-edit-note-on = ▶️ Телефон снова подключится со своим прежним паролем.
extension-edit-talking = ⚠️ Сейчас по этому телефону идёт разговор. Он не прервётся, но новых звонков после него не будет.
extension-edit-ask-name =
    ✏️ Напишите новое имя для <b>{ $number }</b>

    Сейчас: { $name }. Это имя видят коллеги, когда им звонят с этого номера.
extension-edit-bad-name = ⚠️ Такое имя не подойдёт. Оно должно начинаться с буквы и быть не длиннее 40 символов.
extension-edit-same-name = { $number } и так называется «{ $name }».
extension-edit-rename-now = ✅ Переименовать
extension-edit-operator-renamed = 👤 Оператор «{ $operator }» будет называться так же.
extension-edit-operator-keeps-name = 👤 Имя оператора { $operator } останется прежним: он сам пришёл из Telegram.
extension-edit-ask-operator =
    👤 Кому отдать <b>{ $number }</b>?

    Выберите оператора или напишите имя нового.
extension-edit-ask-other-operator =
    👤 <b>{ $number }</b> сейчас у оператора { $name }

    Выберите другого, напишите имя нового или освободите номер.
extension-edit-free = 🔓 Освободить номер
extension-edit-free-now = ✅ Освободить
extension-edit-give-now = ✅ Отдать
extension-edit-nobodys = { $number } ни за кем не закреплён.
extension-edit-note-tied = 👤 { $number } перейдёт к оператору { $name }. Пароль не изменится.
extension-edit-note-loses = { $name } останется без этого номера.
extension-edit-note-freed = 🔓 { $name } останется без этого номера. Телефон продолжит работать под прежним именем и с прежним паролем.
extension-edit-ask-kind =
    ☎️ <b>{ $number }</b>: какой телефон будет подключён?

    Сейчас: { $kind }
extension-edit-kind-softphone = 📱 Приложение на телефоне
extension-edit-kind-desk = ☎️ Настольный телефон
extension-edit-kind-remote = 🏠 В другом месте, за роутером
extension-edit-kind-tls = 🔒 С шифрованием (TLS)
extension-edit-kind-now = ✅ Сменить
extension-edit-same-kind = { $number } и так настроен для такого телефона.
extension-edit-no-tls = 🔒 Для телефона с шифрованием в pjsip.conf нужен транспорт TLS: protocol=tls, с сертификатом и ключом. Его пока нет.
extension-edit-note-softphone = 📱 Ответы пойдут на тот адрес, откуда телефон действительно пишет.
extension-edit-note-desk = ☎️ Телефон должен стоять в одной сети с сервером.
extension-edit-note-remote = 🏠 Ответы пойдут на адрес роутера, раз в 30 секунд проверяется, на месте ли телефон.
extension-edit-note-tls = 🔒 На телефоне тоже нужно включить TLS и SRTP (SDES), иначе он не подключится.
extension-edit-update-now = ✅ Обновить
extension-edit-up-to-date = { $number } записан так, как нужно нынешнему Asterisk.
change-extension-disable = Отключение { $number } ({ $name })
change-extension-enable = Включение { $number } ({ $name })
change-extension-rename = { $number }: { $from } → { $to }
change-extension-tie = Передача { $number } ({ $name })
change-extension-free = Освобождение { $number } ({ $name })
change-extension-kind-softphone = { $number } ({ $name }): настройки приложения
change-extension-kind-desk = { $number } ({ $name }): настройки настольного телефона
change-extension-kind-remote = { $number } ({ $name }): настройки телефона за роутером
change-extension-kind-tls = { $number } ({ $name }): настройки телефона с шифрованием
change-extension-update = { $number } ({ $name }): запись под нынешний Asterisk
