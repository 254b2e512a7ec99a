ari-command = Пароль и пользователи ARI
ari-title =
    🔑 <b>ARI</b>: дверь, через которую управляют Asterisk

    Сейчас программы входят под именем <code>{ $user }</code>.
ari-title-no-pair =
    🔑 <b>ARI</b>: дверь, через которую управляют Asterisk

    В файле .env нет пользователя или пароля ARI, поэтому не видно, под каким именем входят программы. Причина: /doctor
ari-rotate = 🔑 Сменить пароль
ari-rotate-leaked = 🚨 Пароль утёк
ari-users = 👥 Пользователи
ari-rotate-now = ✅ Сменить
ari-rotate-leaked-now = 🚨 Сменить немедленно
ari-own-password = ✍️ Напишу пароль сам
ari-ask-password =
    🔑 Напишите новый пароль ARI: 16–64 знака, хотя бы три вида из четырёх: большие буквы, маленькие, цифры, знаки ( _ - . @ + ).

    Ваше сообщение будет сразу удалено.
ari-back = ‹ ARI
ari-kept = Пароль остался прежним.
ari-rotation-begun = 🔑 Смена началась. Как она идёт, видно в сообщении ниже.
ari-rotation-interrupted = Процесс останавливался. Чем кончилась смена, будет в отдельном сообщении.
ari-running = ⏳ Смена пароля уже идёт (следующий пользователь: <code>{ $user }</code>). Попробуйте, когда она закончится.
ari-no-env = ⚠️ В файле <code>{ $file }</code> нет ASTERISK_ARI_USERNAME и ASTERISK_ARI_PASSWORD. Сначала впишите их.
ari-fixed-by-environment = ⚠️ { $key } задан переменной окружения, и она сильнее .env: новый пароль не был бы прочитан. Уберите её из окружения и перезапустите бота.
ari-user-missing = ⚠️ Пользователя <code>{ $user }</code> из .env нет в ari.conf.
ari-user-shared = ⚠️ Раздел [{ $user }] взят из шаблона или разбит на части. Чтобы сменить пароль без ошибки, запишите его в ari.conf одним простым разделом.
ari-user-hashed = ⚠️ Пароль [{ $user }] хранится хешем (password_format = crypt), и бот не может сравнить его с .env. Сначала перейдите на обычный (plain).
ari-mismatch = ⚠️ Пароль [{ $user }] в ari.conf и в .env разный. Сначала сделайте их одинаковыми.
ari-twin-unfit = ⚠️ Пользователь [{ $user }], с которым чередуется пароль, в строке { $line } файла ari.conf настроен иначе (только чтение, хеш, другие адреса или другой файл). Если он принадлежит другой программе, переименуйте его.
ari-away =
    ⚠️ ARI не ответил как нужно, поэтому ничего не изменено.
    Причина: { $why }
ari-refused-401 = ⚠️ Asterisk не принимает нынешний пароль (401, <code>{ $user }</code>). Сначала исправьте это, иначе не понять, какой пароль верен.
ari-refused-403 = ⚠️ Asterisk не пускает <code>{ $user }</code> с этой машины (403). Проверьте permit и deny в ari.conf.
ari-refused-404 = ⚠️ ARI нет (404): он выключен, модуль не загружен или Asterisk ещё запускается. <code>{ $user }</code> не смог войти.
ari-refused-503 = ⏳ Asterisk ещё запускается (503), <code>{ $user }</code> пока не может войти. Попробуйте чуть позже.
ari-read-only = ⚠️ <code>{ $user }</code> может только читать, а программам нужно управлять. Поставьте read_only = no в ari.conf.
ari-disk-full = ⚠️ На диске папки <code>{ $folder }</code> нет места. Сначала освободите его.
ari-folder-closed = ⚠️ Бот не может писать в папку <code>{ $folder }</code>. Дайте право его пользователю.
ari-dependant-unknown = В pm2 нет программы <code>{ $name }</code>.
ari-dependant-down = <code>{ $name }</code> не работает (в pm2 не online).
ari-dependant-shadowed = ⚠️ pm2 хранит для <code>{ $name }</code> старое значение { $key }, оно сильнее .env: программа не прочла бы новый пароль. Удалите её из pm2 (pm2 delete) и добавьте заново в чистом окружении.
ari-dependant-unstable = <code>{ $name }</code> запустилась и снова упала.
ari-dependant-no-session = После перезапуска никто не слушает события ARI для приложения «{ $name }».
ari-dependant-pm2 = С pm2 не удалось поговорить: { $why }
ari-password-forgotten = ⚠️ Бот перезапускался, и введённый пароль не сохранился. Напишите ещё раз.
ari-password-alphabet = ⚠️ В пароле могут быть только латинские буквы, цифры и _ - . @ +
ari-password-tooShort = ⚠️ Пароль слишком короткий: нужно не меньше 16 знаков.
ari-password-tooLong = ⚠️ Пароль слишком длинный: не больше 64 знаков.
ari-password-classes = ⚠️ Пароль слишком простой: нужны хотя бы три вида из четырёх: большие буквы, маленькие, цифры, знаки.
ari-password-published = ⚠️ Этот пароль напечатан в инструкциях, его знают все.
ari-password-same = ⚠️ Это и есть нынешний пароль.
ari-about-alternating =
    Новый пароль сначала получит <code>{ $next }</code>, он будет проверен, и .env разом перейдёт на него. <code>{ $user }</code> проработает ещё { $minutes } мин. (за это время можно вернуться), потом отключится. Ни один звонок не прервётся.
ari-about-leaked =
    Новый пароль получит <code>{ $next }</code>, .env перейдёт на него, а старый пароль <code>{ $user }</code> сразу умрёт. Все открытые соединения ARI будут разорваны. Пути назад нет.
ari-about-single =
    ⚠️ В настройках выбран один пользователь: <code>{ $user }</code>. Пароль сменится в ari.conf и .env вместе. На миг (обычно меньше 0,1 секунды) и до перезапуска программ они могут получить ответ 401.
ari-about-dependants = Затем через pm2 будут перезапущены и проверены: { $names }
ari-rotation-prepared = 🔑 <b>Пароль ARI меняется</b>
ari-rotation-switched = 🔑 <b>Пароль ARI меняется</b>
ari-rotation-grace = 🔑 <b>Новый пароль ARI работает</b>
ari-rotation-retired = 🔑 <b>Пароль ARI меняется</b>
ari-rotation-aborting = ↩️ Не вышло, возвращаю как было…
ari-rotation-goingBack = ↩️ Возвращаю прежний пароль…
ari-rotation-wentBack = ↩️ Возвращаю прежний пароль…
ari-rotation-done = ✅ <b>Пароль ARI сменён.</b> Программы входят под именем <code>{ $user }</code>; проверено, что старый пароль (<code>{ $previous }</code>) не принимается.
ari-rotation-putBack = ↩️ <b>Пароль ARI не сменён, всё возвращено как было.</b> Программы снова входят под именем <code>{ $previous }</code>.
ari-rotation-stuck = ❗️ <b>Смена пароля ARI не доведена до конца, нужно посмотреть руками.</b> Пароль из .env работает; проверьте в ari.conf <code>{ $previous }</code> и <code>{ $user }</code>.
ari-step-set = <code>{ $user }</code> получил новый пароль, проверены оба
ari-step-use = .env перешёл на новый пароль
ari-step-programs = Программы перешли на новый пароль
ari-step-grace = Время, пока работает и старый
ari-step-retire = Старый пароль (<code>{ $previous }</code>) отключён, его соединения разорваны
ari-grace = Старый пароль работает до { $until }, потом я его отключу (<code>{ $previous }</code>).
ari-done-leaked = Все соединения, открытые со старым паролем, разорваны.
ari-because = Причина: { $because }
ari-waiting =
    ⏳ Продолжить пока нельзя; пароль из .env при этом верный. Как только помеха исчезнет, я продолжу сам.
    Причина: { $because }
ari-undo = ↩️ Вернуть прежний
ari-end-grace = ✅ Отключить старый сейчас
ari-going-back = Возвращаю…
ari-ending-grace = Отключаю старый пароль…
ari-too-late = Уже поздно: эта смена на другом шаге.
ari-remark-old-still-works = Старый пароль <code>{ $user }</code> всё ещё принимается. Проверьте Asterisk.
ari-remark-sessions = Соединения, открытые со старым паролем, разорвать не удалось ({ $why }). Они могут жить до перезапуска Asterisk.
ari-remark-still-down = <code>{ $name }</code> не запустилась и с прежним паролем. Посмотрите её журнал.
ari-remark-asked = Так попросили вы.
change-ari-new-password = Новый пароль пользователя ARI { $user }
change-ari-switch = Переход .env на пользователя ARI { $user }
change-ari-switch-back = Возврат .env к пользователю ARI { $user }
change-ari-retire = Отключение старого пароля ARI у { $user }
fault-ari-locked-out = Пользователя { $user } с паролем из .env не осталось бы в ari.conf: бот не смог бы войти в Asterisk.
