change-ask = Внести это изменение?
change-working = ⏳ { $title }: вношу и проверяю в Asterisk…
change-stale = ⚠️ Файлы тем временем изменились, поэтому план составлен заново. Посмотрите ещё раз.
change-busy = ⏳ Предыдущее изменение ещё не закончено. Я пытаюсь его закончить, нажмите чуть позже. { $because }
change-diff-more = … ещё строк: { $lines }
change-end-done = ✅ { $title }: готово. Проверено в Asterisk.
change-end-recorded = ✅ { $title }: готово.
change-end-put-back =
    ↩️ { $title }: не получилось, всё возвращено как было.
    Причина: { $because }
change-end-waiting =
    ⏳ { $title }: файлы прежние, но проверить в Asterisk не удалось. Как только получится, сам доведу дело до конца и сообщу.
    Причина: { $because }
change-end-stuck =
    ❗️ { $title }: не удалось полностью вернуть как было. Нужно посмотреть вручную.
    Причина: { $because }
change-recovered = Работа прерывалась, я довёл изменение до конца.
change-undo = Отмена: { $what } (изменение { $change })
change-redo = Вернуть изменение { $change }
change-by-hand = Файл изменили вручную
approval-yes = ✅ Согласен
approval-no = ✖️ Отклонить
approval-go-on = 🔄 Продолжить
approval-question = 👀 <b>{ $name }</b> хочет сделать следующее. Вы согласны как второй админ? На ответ 5 минут.
approval-asked = 👀 Для этого нужно согласие второго админа. Спросил: { $names }. Когда ответят, нажмите кнопку ещё раз.
approval-waiting = ⏳ Пока нет ответа: { $names }. Когда ответят, нажмите кнопку ещё раз.
approval-alone = 👀 Здесь нужна вторая пара глаз, но другого админа нет. Подумайте { $seconds } с и нажмите кнопку ещё раз. Второго админа можно пригласить через /people.
approval-refused = ✖️ { $name }: отклонено. Ничего не изменилось.
approval-unreached = ⚠️ Другим админам написать не удалось (возможно, они заблокировали бота). Пусть напишут боту /start, потом нажмите кнопку ещё раз.
approval-expired = ⌛ За 5 минут никто не ответил. Нажмите кнопку ещё раз, и я спрошу снова.
approval-was-given = ✅ { $name }: согласие дано.
approval-was-refused = ✖️ { $name }: отклонено.
approval-was-given-you = ✅ { $name }: согласие дано. Теперь нажмите кнопку выше ещё раз.
approval-was-refused-you = ✖️ { $name }: отклонено. Ничего не изменилось.
change-asterisk-away =
    ⚠️ Asterisk не отвечает, поэтому ничего не изменено.
    Причина: { $because }
change-stopped =
    ⚠️ Сейчас не получится, ничего не изменено.
    Причина: { $because }
change-refused-by-preflight =
    ⚠️ В таком виде Asterisk не прочитает настройки как надо, поэтому ничего не записано. Сначала исправьте это:
    { $faults }
fault-line-too-long = Строка длиннее 8190 байт, Asterisk её пропускает.
fault-comment-markers = Знаки блочных комментариев «;--» и «--;» не парные.
fault-no-closing-bracket = После имени раздела нет «]».
fault-no-closing-parenthesis = После имени раздела нет «)».
fault-bad-escape = После обратной черты в начале строки должна стоять буква.
fault-no-equals-sign = В строке нет «=», Asterisk её пропускает.
fault-no-key = Перед «=» ничего нет, Asterisk пропускает строку.
fault-open-comment = Комментарий «;--» не закрыт, всё дальнейшее Asterisk не видит.
fault-no-section = Строка стоит раньше первого [раздела].
fault-name-cut = Имя раздела слишком длинное, Asterisk обрезает его до 79 знаков.
fault-addition-without-section = «(+)» дополняет [{ $section }], но выше такого раздела нет.
fault-parent-missing = Выше нет шаблона [{ $template }].
fault-unclear-option = Как Asterisk поймёт «({ $option })», здесь узнать нельзя.
fault-missing-file = Такого файла нет.
fault-include-missing = Для #include «{ $pattern }» нет файла, поэтому Asterisk отвергает файл целиком. #tryinclude он бы простил.
fault-include-too-deep = Файлы включают друг друга глубже десяти уровней.
fault-include-too-many = Включение ведёт к слишком многим файлам, или Asterisk не может пройти по его пути.
fault-unknown-directive = Asterisk не знает такой строки «#» и пропускает её.
fault-exec = Файл запускает программу (#exec), и что она выведет, здесь неизвестно.
fault-exec-off = Здесь Asterisk не выполняет строки #exec (execincludes выключен).
fault-duplicate-object = [{ $id }] (type={ $type }) уже стоит в { $file }, строка { $line }. При следующем запуске Asterisk не загрузит ни одного { $type }.
fault-not-single = Раздел type={ $type } может быть только один, первый в { $file }, строка { $line }.
fault-no-type = В [{ $id }] нет строки «type», Asterisk её пропускает.
fault-unknown-type = У [{ $id }] неизвестный тип «{ $type }», Asterisk его пропускает.
fault-unknown-setting = [{ $id }]: у type={ $type } нет настройки «{ $key }», поэтому Asterisk его не создаёт.
fault-auth-missing = [{ $id }]: { $key } называет «{ $name }», но такого раздела type=auth нет.
fault-aor-missing = [{ $id }]: { $key } называет «{ $name }», но такого раздела type=aor нет.
fault-transport-missing = [{ $id }]: { $key } называет «{ $name }», но такого раздела type=transport нет.
fault-endpoint-missing = [{ $id }]: { $key } называет «{ $name }», но такого раздела type=endpoint нет.
fault-no-context = В [{ $id }] нет context, звонки попадут в «default».
fault-unknown-codec = [{ $id }]: Asterisk не знает кодека «{ $codec }», поэтому не создаёт номер.
fault-auth-type = [{ $id }]: auth_type «{ $type }» неизвестен, поэтому Asterisk не создаёт auth.
fault-no-username = В [{ $id }] нет username, поэтому Asterisk не создаёт auth.
fault-no-password = В [{ $id }] нет пароля, а без пароля никто не должен входить.
fault-contact-invalid = [{ $id }]: contact «{ $contact }» не адрес SIP (sip:…), поэтому Asterisk не создаёт aor.
fault-not-a-number = [{ $id }]: { $key } должно быть числом, поэтому Asterisk не создаёт { $type }.
fault-no-contacts = В [{ $id }] нет max_contacts: ни один телефон не подключится (403).
fault-protocol = [{ $id }]: protocol «{ $protocol }» неизвестен, поэтому Asterisk не создаёт transport.
fault-no-match = [{ $id }] ничему не соответствует, поэтому Asterisk не создаёт identify.
fault-uri-invalid = [{ $id }]: { $key } не адрес SIP (sip:…), поэтому Asterisk не создаёт registration.
fault-wizard-clash = [{ $id }] (type={ $type }) создаёт ещё и { $file }, строка { $line }.
fault-no-transport = Нет раздела type=transport: Asterisk не слышит ни одного телефона.
fault-no-general = Нет раздела [general]: ARI отвечает на всё 404.
fault-duplicate-general = [general] уже стоит в { $file }, строка { $line }. При следующем запуске ARI будет отвечать на всё 404.
fault-general-setting = В [general] нет настройки «{ $key }»: ARI отвечает на всё 404.
fault-general-not-a-number = { $key } должно быть числом: ARI отвечает на всё 404.
fault-ari-off = «enabled» выключен: ARI отвечает на всё 404.
fault-duplicate-user = [{ $id }] уже стоит в { $file }, строка { $line }. При следующем запуске у Asterisk не будет ни одного пользователя ARI.
fault-user-setting = У пользователя нет настройки «{ $key }»: [{ $id }] отвергнут.
fault-user-no-password = [{ $id }] без пароля и поэтому отвергнут.
fault-password-format = password_format у [{ $id }] должен быть plain или crypt.
fault-not-a-hash = Пароль [{ $id }] не хеш: войти с ним нельзя (401).
fault-not-a-boolean = read_only у [{ $id }] не yes и не no и считается за no.
fault-bad-acl = permit и deny у [{ $id }] требуют адресов, раздел отвергнут.
fault-odd-name = С именем [{ $id }] ни одна программа не войдёт.
fault-user-no-type = В [{ $id }] нет строки «type = user»: Asterisk его пропускает, войти нельзя (401).
fault-user-unknown-type = У [{ $id }] неизвестный тип «{ $type }», Asterisk его пропускает.
fault-no-user = Нет ни одного пользователя ARI: никто не войдёт (401).
reason-not-taken = Asterisk не принял { $id } ({ $type }).
reason-other-value = В Asterisk у { $id } ({ $type }) другое значение { $key }.
reason-still-there = В Asterisk всё ещё есть { $id } ({ $type }).
reason-stands-twice = { $id } ({ $type }) записан дважды, второй раз в { $file }, строка { $line }.
reason-foreign = Файл { $file } тем временем изменил кто-то другой, его не трогали.
reason-interrupted = Бот остановился посреди этого изменения.
reason-tls-not-opened = Asterisk не открыл { $address }: он не может прочитать сертификат или его ключ (кому можно читать файлы?), либо порт занят.
reason-tls-stranger = По адресу { $address } отвечает другая программа. Освободите порт и попробуйте снова.
reason-tls-distrusted = По адресу { $address } отвечает не тот сертификат, о котором условились.
reason-events-not-opened = По адресу { $url } не удалось открыть поток событий.
reason-ari-unreachable = Связаться с Asterisk через ARI не удалось.
reason-ari-late = Asterisk не ответил через ARI за { $seconds } с.
reason-ari-credentials = Asterisk не принял имя или пароль ARI.
reason-ari-read-only = Этот пользователь ARI может только читать.
reason-ari-missing = ARI нет: модули не загружены, он выключен или Asterisk только запускается.
reason-ari-starting = Asterisk только запускается и пока не принимает запросы.
reason-console-away = Asterisk не работает, или его консоль закрыта для этого пользователя.
reason-no-right = Бот не может писать в { $file } или в его папку, дайте его пользователю право.
reason-disk-full = На диске с { $file } нет места, освободите его.
reason-file-changed = Файл { $file } тем временем изменился.
reason-section-missing = Секции { $name } ({ $type }) в файле больше нет.
reason-section-twice = Секция { $name } ({ $type }) записана дважды, в строках { $first } и { $second }: удалите лишнюю вручную.
reason-section-used = Секция { $name } нужна другой секции в строке { $line }: сначала разделите их вручную.
reason-section-includes = Внутри секции { $name } в строке { $line } подключается файл: сначала вынесите эту строку вручную.
reason-section-goes-on = После строки { $line } идут настройки, которым там не место: сначала поправьте их вручную.
reason-setting-scattered = { $key } секции { $name } ({ $type }) записан в нескольких местах (строка { $line }): оставьте вручную одно.
reason-line-unsafe = Строка { $line } задета блочным комментарием или слишком длинна: бот её не трогает. Измените её вручную.
reason-type-of-template = { $number } получает свой type из шаблона: измените его вручную.
reason-still-busy = Предыдущее изменение ещё не закончено.
reason-token-refused = Meta не принимает новый токен.
reason-env-by-hand = Файл { $file } изменён вручную.
reason-password-by-hand = Пароль { $user } в ari.conf изменил кто-то другой.
reason-user-gone = Пользователя ARI { $user } в ari.conf больше нет.
reason-pair-mended = Asterisk не принял имя и пароль из .env, поэтому теперь в .env стоит { $user }.
reason-pair-hopeless = Asterisk не принимает ни пару из .env, ни обоих пользователей этой смены.
reason-way-back-lost = Каким .env был раньше, в истории уже нет.
reason-file-changed-in-write = Файл { $file } изменился во время записи.
reason-file-gone = Файла { $file } больше нет.
reason-read-only-disk = Диск с { $file } открыт только для чтения, подключите его для записи (mount).
reason-quota-full = Место, отведённое для { $file }, закончилось, освободите его.
reason-mounted-file = { $file } подключён как отдельный файл (mount), заменить его нельзя: подключите его папку.
reason-disk-error = Диск с { $file } сообщает об ошибке: сначала проверьте диск.
reason-no-reading = Бот не может читать { $file }, дайте его пользователю право.
reason-ari-user-still-there = В Asterisk всё ещё есть пользователь ARI { $user }.
reason-ari-user-other-rights = Права { $user } в Asterisk не такие, как в ari.conf.
reason-ari-user-refused = Asterisk не принимает для { $user } пароль, который стоит в файлах.
reason-console-late = Консоль Asterisk не ответила на «{ $line }» за { $seconds } с.
reason-console-program = «{ $program }» не запускается: проверьте команду Asterisk (command) в настройках.
reason-console-sudo = sudo не даёт пользователю бота запускать Asterisk без пароля: добавьте для него правило NOPASSWD.
reason-console-old = В этом Asterisk нет команды «{ $line }»: он слишком старый, или не загружен её модуль.
reason-console-refused = Asterisk не выполнил «{ $line }».
reason-reload-busy = Asterisk ещё занят перечитыванием файлов.
reason-module-missing = Модуль { $module } в Asterisk не загружен.
reason-ari-status = Asterisk ответил через ARI: { $status }.
reason-ari-unreadable = Ответ Asterisk не удалось разобрать.
reason-hard-links = У файла { $file } { $count } имени (жёсткие ссылки), замена их разъединит. Сделайте его одним файлом.
reason-not-as-written = { $file } читается не так, как был записан: проверьте диск.
reason-owner-kept = { $file } принадлежит пользователю { $user }, группе { $group }, и бот не может отдать файл им: запустите его от этого пользователя или от root.
reason-link-circle = { $file } — символическая ссылка, которая замкнута в круг.
reason-link-nowhere = { $file } — символическая ссылка на { $target }, которого нет.
reason-folder-missing = Папки, где должен быть { $file }, нет.
reason-env-twice = { $key } записан несколько раз, строки { $lines }: оставьте один.
reason-env-unclear = Кавычки у значения { $key } в строке { $line } неясны: поправьте вручную.
reason-env-open-quote = Файл нельзя безопасно изменить: { $key } стал бы читаться иначе. Не забыта ли кавычка?
reason-pm2-missing = «{ $program }» не запускается: проверьте command в [dependants].
reason-pm2-late = pm2 не ответил за { $seconds } с.
reason-pm2-refused = pm2 не выполнил «{ $words }».
reason-pm2-unreadable = Список от pm2 не удалось разобрать.
reason-snapshot-gone = Сохранённой копии файла нет, или она повреждена ({ $name }).
reason-unexpected = Случилась непредвиденная ошибка, подробности в журнале: /logs
reason-own-disk-full = На диске самого бота нет места, освободите его.
