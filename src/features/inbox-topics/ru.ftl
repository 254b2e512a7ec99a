inbox-here-command = Показывать переписку с клиентами в этой группе
inbox-off-command = Не показывать переписку с клиентами в группе
inbox-here-done = ✅ Теперь клиенты Messenger и Instagram здесь: для каждого открывается своя тема. Ваш ответ в теме уходит клиенту.
inbox-here-moved = В прежней группе новых сообщений не будет.
inbox-here-undo = Остановить: /inboxoff
inbox-here-no-topics = ⚠️ В этой группе не включены темы, а каждому клиенту нужна тема. Включите «Темы» в настройках группы и напишите /inboxhere ещё раз.
inbox-here-no-rights = ⚠️ У бота нет права создавать темы. Сделайте бота админом, включите «Управление темами» и напишите /inboxhere ещё раз.
inbox-here-mute = ⚠️ В той группе я не могу писать. Дайте боту право отправлять сообщения и напишите /inboxhere ещё раз.
inbox-off-done = Сообщения клиентов больше не появляются в группе. Они сохраняются и появятся после /inboxhere.
inbox-off-nothing = Сообщения клиентов и так нигде не показываются. Включить: /inboxhere в группе с темами
inbox-shut = ⚠️ Не могу показывать сообщения клиентов в группе: бот удалён, темы выключены или отнято право «Управление темами». Сообщения сохраняются. Верните право или напишите /inboxhere в другой группе.
inbox-head =
    👤 <b>{ $name }</b> · { $platform ->
        [instagram] Instagram
       *[messenger] Messenger
    }
inbox-head-how = ✍️ Написанное в этой теме уходит клиенту. Сообщение, которое начинается с //, видит только команда.
inbox-head-window = ⏳ Можно отвечать до { $time }
inbox-head-human = 🧑‍💼 Потом как сотрудник: до { $time }
inbox-recreated = ♻️ Прежняя тема удалена. Последние сообщения:
inbox-late = ⏱ <i>Написано в { $time }, пришло с опозданием</i>
inbox-elsewhere = 📤 <i>Ответили из приложения Meta:</i>
inbox-edited = ✏️ <i>Клиент изменил сообщение:</i>
inbox-reaction = { $emoji } <i>реакция</i>
inbox-reaction-gone = <i>Убрал(а) реакцию</i>
inbox-postback = 🔘 Нажата кнопка: { $title }
inbox-referral = 📣 <i>Откуда: { $from }</i>
inbox-story-reply = ↩️ <i>Ответ на историю:</i>
inbox-mention = 📣 Упоминание в истории
inbox-share = 🔗 Поделился:
inbox-image = 🖼 Фото
inbox-video = 🎬 Видео
inbox-audio = 🎤 Голосовое сообщение
inbox-file = 📎 Файл
inbox-sticker = 🙂 Стикер
inbox-location = 📍 Местоположение
inbox-open = 👁 Открыть
inbox-unknown = ❔ Сообщение, которое здесь нельзя показать ({ $what }). Посмотрите его в приложении Meta.
