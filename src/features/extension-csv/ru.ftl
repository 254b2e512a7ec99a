csv-export = ⬇️ Скачать CSV
csv-import = ⬆️ Загрузить CSV
csv-export-caption = 📞 Внутренние номера: { $count }. Паролей в этом файле нет.
csv-file-extensions = nomera
csv-file-sample = obrazec
csv-file-faults = oshibki
csv-file-result = itog-paroli
csv-file-diff = izmeneniya
csv-column-row = Строка
csv-column-number = Номер
csv-column-name = Имя
csv-column-kind = Тип телефона
csv-column-operator = Оператор
csv-column-state = Состояние
csv-column-password = Пароль
csv-column-outcome = Итог
csv-kind-softphone = Программа
csv-kind-desk = Настольный
csv-kind-remote = Удалённый
csv-kind-tls = TLS
csv-state-on = Включён
csv-state-off = Отключён
csv-ask =
    ⬆️ <b>Внутренние номера из файла</b>

    Пришлите CSV-файл или напишите строки прямо сюда, например: <code>1001; Азиза Каримова</code>

    Столбцы: номер, имя, тип телефона, пароль. Нужны первые два, остальные по желанию. Если пароль пуст, я придумаю его. За один раз не больше { $limit } строк.

    Длинный список присылайте файлом: длинное сообщение Telegram разрежет на части. Ваше сообщение удалится сразу после чтения. Пока вы не подтвердите план, ничего не записывается.
csv-sample = 📄 Образец файла
csv-sample-sent = 📄 Образец отправлен. Заполните его и пришлите сюда.
csv-sample-caption = 📄 Образец: впишите свои номера и имена, сохраните как CSV и пришлите мне.
csv-sample-name-1 = Азиза Каримова
csv-sample-name-2 = Жасур Олимов
csv-forgotten = ⚠️ Файла больше нет в памяти: он хранится недолго и только до перезапуска бота. Пришлите его ещё раз.
csv-unreadable-workbook = ⚠️ Это книга Excel. Сохраните её как CSV («Сохранить как» → «CSV UTF-8») и пришлите снова.
csv-unreadable-notText = ⚠️ Это не текстовый файл. Сохраните таблицу как CSV и пришлите снова.
csv-unreadable-empty = ⚠️ В файле нет ни одной строки.
csv-unreadable-quotes = ⚠️ Кавычки расставлены неверно: одна открыта, но не закрыта. Исправьте и пришлите снова.
csv-unreadable-noHeader = ⚠️ В первой строке нет названий столбцов. Напишите «Номер» и «Имя» или возьмите образец.
csv-unreadable-noNumber = ⚠️ Нет столбца «Номер». Впишите это название в первую строку.
csv-unreadable-noName = ⚠️ Нет столбца «Имя». Впишите это название в первую строку.
csv-unreadable-columnTwice = ⚠️ Один столбец встречается дважды. Уберите лишний и пришлите снова.
csv-unreadable-tooManyRows = ⚠️ Больше 1000 строк. Разделите файл на части.
csv-verdict = 📄 <b>Прочитано строк: { $count }</b>
csv-verdict-create = ➕ Новых номеров: { $count }
csv-verdict-change = ✏️ Изменится: { $count }
csv-verdict-same = ➖ Без изменений: { $count }
csv-verdict-bad = ⚠️ Строк с ошибкой: { $count }
csv-verdict-fault = • { $fault }: строка { $rows }
csv-verdict-more-faults = • … остальное в файле ошибок
csv-verdict-columns = ℹ️ Незнакомых столбцов: { $count }, я их пропустил.
csv-next-good = Пока ничего не записано.
csv-next-bad = Пока ничего не записано. Исправьте файл и пришлите его сюда снова или продолжите без строк с ошибками.
csv-next-passwords = 🔑 В конце пароли придут одним файлом. Через минуту он исчезнет: сохраните его сразу.
csv-nothing-to-do = Всё уже так, делать нечего.
csv-go-on = ✅ Продолжить: { $count }
csv-skip-bad = ⏭ Продолжить без ошибок: { $count }
csv-show-faults = 📄 Файл ошибок
csv-faults-caption = ⚠️ Строки с ошибками и причины. Исправьте свой файл и пришлите его снова.
csv-left-out = ⚠️ Пропущено строк с ошибкой: { $count }.
csv-nowhere = ⚠️ На { $count } из этих номеров никто не сможет позвонить: в { $context } нет подходящего правила.
csv-route-unknown = ❔ Для { $count } номеров не удалось проверить dialplan ({ $context }).
csv-import-now = ✅ Записать
csv-show-diff = 📄 Все изменения
csv-diff-caption = 📄 Все изменения, которые будут записаны. Пароли скрыты.
csv-result-caption = 🔑 Итог и пароли. Сохраните сразу: через минуту этот файл исчезнет и больше не будет показан.
csv-result-lost = ⚠️ Файл с паролями не удалось отправить. Отмените изменение и загрузите файл снова или задайте номерам новые пароли.
csv-password-typed = (в вашем файле)
csv-outcome-create = создан
csv-outcome-change = изменён
csv-outcome-same = без изменений
csv-outcome-bad = пропущен: { $reasons }
csv-list = 📞 Список
csv-undo = ↩️ Отменить
csv-fault-tooManyColumns = Лишний столбец
csv-fault-numberMissing = Нет номера
csv-fault-numberOdd = Номер можно прочесть по-разному
csv-fault-numberNotANumber = Номер не из 2–6 цифр
csv-fault-numberOutOfRange = Номер вне разрешённого диапазона
csv-fault-numberReserved = Номер отведён для другого
csv-fault-numberTaken = Номер занят
csv-fault-numberInDialplan = Номер в dialplan ведёт в другое место
csv-fault-numberTwice = Номер повторяется в файле
csv-fault-byHand = Номер записан вручную, бот его не меняет
csv-fault-nameMissing = Нет имени
csv-fault-nameBad = Такое имя не подойдёт
csv-fault-operatorBad = Такое имя оператора не подойдёт
csv-fault-operatorDiffers = Оператора меняйте не в файле, а у самого номера
csv-fault-kindUnknown = Непонятный тип телефона
csv-fault-kindNoTls = TLS ещё не настроен
csv-fault-stateUnknown = Непонятное состояние
csv-fault-passwordAlphabet = В пароле есть недопустимый знак
csv-fault-passwordTooShort = Пароль короткий: нужно не меньше 12 знаков
csv-fault-passwordTooLong = Пароль длинный: не больше 64 знаков
csv-fault-passwordClasses = Пароль простой: смешайте большие и малые буквы и цифры
csv-fault-passwordPublished = Пароль напечатан в инструкциях
csv-fault-passwordGuessable = Пароль повторяет номер или имя
change-extensions-import =
    Из файла CSV: новых номеров { $created }{ $changed ->
        [0] {""}
       *[other] , изменений { $changed }
    }
