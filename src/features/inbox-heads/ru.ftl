inbox-head =
    👤 <b>{ $name }</b> · { $platform ->
        [instagram] Instagram
       *[messenger] Messenger
    }
inbox-head-how = ✍️ Написанное в этой теме уходит клиенту. Сообщение, которое начинается с //, видит только команда.
inbox-head-window = ⏳ Можно отвечать до { $time }
inbox-head-human = 🧑‍💼 Потом как сотрудник: до { $time }
