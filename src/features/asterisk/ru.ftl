asterisk-command = Asterisk: перечитать, перезапустить
asterisk-title = ☎️ <b>Asterisk { $version }</b>
asterisk-times =
    Работает с { $started }
    Файлы перечитаны: { $reloaded }
asterisk-calls =
    { $calls ->
        [0] Сейчас никто не разговаривает
        [one] Сейчас идёт { $calls } звонок
        [few] Сейчас идут { $calls } звонка
       *[other] Сейчас идут { $calls } звонков
    }
asterisk-about = Перечитывание файлов звонков не обрывает. Сначала я просматриваю файлы сам: Asterisk говорит «успешно», что бы в них ни стояло.
asterisk-away =
    ⚠️ Asterisk не отвечает, поэтому отсюда с ним ничего не сделать. Посмотрите на сервере: <code>sudo systemctl status asterisk</code>; если он запущен, но молчит: <code>sudo systemctl restart asterisk</code> (оборвёт все звонки).
    Причина: { $because }
asterisk-no-console =
    ℹ️ Перезапустить Asterisk отсюда нельзя: его консоль боту не открыта. Как её открыть, сказано в docs/production.md, раздел «Asterisk’s console» (asterisk-config/sudoers).
    Причина: { $because }
asterisk-refresh = 🔄 Обновить
asterisk-to-screen = ☎️ Asterisk
asterisk-reload-dialplan = 📖 Перечитать dialplan
asterisk-reload-pjsip = 📱 Перечитать телефоны
asterisk-reload-ari = 🔑 Перечитать ARI
asterisk-reloading-dialplan = ⏳ Asterisk перечитывает extensions.conf…
asterisk-reloading-pjsip = ⏳ Asterisk перечитывает pjsip.conf…
asterisk-reloading-ari = ⏳ Asterisk перечитывает ari.conf…
asterisk-reloaded-dialplan = ✅ Asterisk прочитал extensions.conf и всё, что он включает. Звонки продолжаются, новые пойдут по новому dialplan. Заранее проверено только то, что файл загрузится: делает ли он то, что нужно, покажет пробный звонок.
asterisk-reloaded-pjsip = ✅ Asterisk прочитал pjsip.conf и всё, что он включает. Звонки и регистрации продолжаются. Изменённый transport вступит в силу только после перезапуска.
asterisk-reloaded-ari = ✅ Asterisk прочитал ari.conf и всё, что он включает. Звонки продолжаются, открытые соединения остаются.
asterisk-lost =
    ⚠️ Действует не всё (всего таких мест: { $count }). Первое: { $what }
    <code>{ $place }</code>
asterisk-restart = 🔴 Перезапустить…
asterisk-ask-when =
    🔴 <b>Перезапустить Asterisk?</b>
    { $calls ->
        [0] Сейчас никто не разговаривает.
        [one] Сейчас идёт { $calls } звонок; «сейчас» его оборвёт.
        [few] Сейчас идут { $calls } звонка; «сейчас» оборвёт их все.
       *[other] Сейчас идут { $calls } звонков; «сейчас» оборвёт их все.
    }
    «Когда звонков не останется» подождёт и никого не оборвёт. Новые звонки тем временем принимаются, поэтому ждать можно долго; до тех пор это можно отменить.
asterisk-consent = 🔴 <b>Перезапустить Asterisk сейчас.</b> Идущие звонки оборвутся: { $calls }.
asterisk-when-convenient = Когда звонков не останется
asterisk-when-now = 🔴 Сейчас
asterisk-ask-word =
    🔴 Будет оборвано: { $calls ->
        [0] звонки, которые начнутся до этого
        [one] { $calls } звонок
        [few] { $calls } звонка
       *[other] { $calls } звонков
    }. Пока Asterisk не вернётся, дозвониться нельзя. Чтобы продолжить, напишите <code>{ $word }</code>.
asterisk-restarting = ⏳ Прошу Asterisk перезапуститься…
asterisk-coming-back = ⏳ Asterisk перезапускается. Жду, пока он начнёт принимать звонки, впустит меня и станет сообщать о звонках…
asterisk-waiting = ⏳ Asterisk перезапустится, как только не останется звонков. Когда он вернётся, я напишу.
asterisk-take-back = ↩️ Отменить перезапуск
asterisk-taken-back = ↩️ Перезапуск отменён: Asterisk работает, как прежде.
asterisk-not-taken-back = Консоль Asterisk не отвечает: отменить перезапуск не удалось.
asterisk-back = ✅ Asterisk перезапущен: он полностью загрузился, ARI меня впускает, о звонках снова слышно. Телефоны зарегистрируются сами, последние — когда подойдёт их срок.
asterisk-not-back-down =
    ❗️ Asterisk остановился и не вернулся. Посмотрите на сервере: <code>sudo systemctl status asterisk</code>, <code>sudo tail /var/log/asterisk/messages</code>
    Причина: { $because }
asterisk-not-back-hangs = ❗️ Asterisk попросили перезапуститься, но он этого не сделал: работает всё тот же. На сервере: <code>sudo systemctl restart asterisk</code>
asterisk-not-back-ari =
    ❗️ Asterisk снова запущен, но ARI бота не впускает. Что не так, скажет /doctor
    Причина: { $because }
asterisk-not-back-events = ⚠️ Asterisk снова запущен и ARI отвечает, но о звонках пока не слышно. Если так и останется: /doctor
