phone-card =
    📱 <b>Настройки телефона: { $number } · { $name }</b>

    Сервер: <code>{ $server }</code>
    Пользователь: <code>{ $number }</code>
    Пароль: <code>{ $password }</code>
    Домен: <code>{ $domain }</code>
    Порт: <code>{ $port }</code>

    ⏱ Пароль виден только сейчас: через минуту это сообщение исчезнет.
phone-card-copy-password = 📋 Пароль
phone-card-copy-number = 📋 Номер
phone-card-copy-server = 📋 Сервер
