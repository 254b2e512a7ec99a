ari-https = 🔒 HTTPS
ari-https-explain =
    🔒 <b>HTTPS для ARI</b>

    Сейчас адрес: <code>{ $address }</code>. Пароль идёт по сети открытым.

    HTTPS нужен, когда в ARI входят программы с других машин. Если всё на этом сервере, он не обязателен: подсмотреть пароль по пути негде.

    Какой сертификат? Если не знаете — пусть сделает бот.
ari-https-explain-on =
    🔒 <b>HTTPS для ARI</b> включён

    Адрес: <code>{ $address }</code>

    Можно сменить сертификат. Вернуться к простому HTTP: /history.
ari-https-make = 🪄 Пусть сделает бот
ari-https-own = 📄 Есть свой
ari-https-ask-reach =
    🔒 Откуда будут входить?

    🖥 Только программы на этом сервере (безопаснее).
    🌐 И программы в сети. Тогда дверь ARI открыта в сеть: разрешите в межсетевом экране только нужные адреса.
ari-https-here = 🖥 Только этот сервер
ari-https-network = 🌐 И из сети
ari-https-ask-certificate =
    📄 Напишите полный путь к файлу сертификата, например:
    <code>/etc/asterisk/keys/fullchain.pem</code>

    Файл должен быть на этом сервере, и группа asterisk должна его читать.
ari-https-ask-key =
    🔑 Напишите полный путь к ключу этого сертификата, например:
    <code>/etc/asterisk/keys/privkey.pem</code>
ari-https-ask-authority = 🏛 Напишите полный путь к сертификату того, кто его выдал (CA).
ari-https-path-shape = ⚠️ Путь должен начинаться с «/» и состоять из латинских букв, цифр и . _ / @ + -
ari-https-unreadable =
    ⚠️ Файл <code>{ $file }</code> не прочитать: его нет или нет прав. Чтобы его читали и бот, и Asterisk:
    <code>sudo chgrp asterisk { $file } && sudo chmod 640 { $file }</code>
    Файлы Let’s Encrypt сначала скопируйте в /etc/asterisk/keys.
ari-https-fault-noCertificate = ⚠️ В <code>{ $file }</code> нет сертификата. Он начинается с «BEGIN CERTIFICATE» (PEM).
ari-https-fault-noKey = ⚠️ В <code>{ $file }</code> нет ключа. Он начинается с «BEGIN PRIVATE KEY» (PEM).
ari-https-fault-keyLocked = ⚠️ Ключ <code>{ $file }</code> закрыт паролем; Asterisk его не откроет. Сделайте копию без пароля.
ari-https-fault-otherKey = ⚠️ <code>{ $file }</code> — ключ не от этого сертификата. Напишите верный файл ключа.
ari-https-fault-expired = ⚠️ Срок сертификата истёк { $date }. Обновите его и напишите снова.
ari-https-fault-notYet = ⚠️ Сертификат действует только с { $date }. Возьмите другой или проверьте часы сервера.
ari-https-fault-unknownIssuer = ⚠️ Сертификат выдал «{ $issuer }», его никто не знает. Нужен сертификат того, кто выдал. (Для Let’s Encrypt возьмите fullchain.pem.)
ari-https-fixed-by-environment = ⚠️ { $key } задан переменной окружения, она важнее .env: новый адрес не был бы прочитан. Уберите её из окружения и перезапустите бота.
ari-https-no-address = ⚠️ В файле <code>{ $file }</code> нет ASTERISK_ARI_URL. Сначала впишите его.
ari-https-off = ⚠️ В http.conf веб-сервер Asterisk выключен. Сначала исправьте это через /doctor.
ari-https-no-port = ⚠️ Порты 8089–8093 все заняты. Освободите один или впишите другой в tlsbindaddr в http.conf.
ari-https-no-name =
    ⚠️ Сертификат выдан на имена: { $names }. С этого сервера они не ведут на него самого.

    Добавьте в /etc/hosts строку <code>127.0.0.1 ИМЯ</code> или пусть сертификат сделает бот.
ari-https-already = Всё уже так настроено.
ari-https-about-made = 🪄 Сертификат будет на 10 лет и на все имена и адреса этого сервера. Другим программам дайте файл <code>{ $file }</code>: они поверят только ему. Ключ не давайте никому.
ari-https-about-own = 📅 Сертификат действует до { $date }. После каждого обновления Asterisk должен перечитать его: <code>asterisk -rx 'module reload http'</code>. Когда срок близко, скажет /doctor.
ari-https-about-plain = Простой HTTP ({ $address }) остаётся открытым для программ на этом сервере.
ari-https-about-open = ⚠️ Простой HTTP ({ $address }) открыт и в сеть и таким останется. Когда все перейдут на HTTPS, закройте его через /doctor.
ari-https-about-dependants = Программы с этим .env ({ $names }) возьмут новый адрес при следующем запуске. Сначала проверьте, что они верят сертификату (Node.js: NODE_EXTRA_CA_CERTS).
ari-https-now = 🔒 Включить
ari-https-undo = ↩️ Вернуть назад
ari-https-back = ‹ ARI
change-ari-https = HTTPS для ARI: { $address }
