logs-command = Журнал бота
logs-title = 📜 <b>Журнал</b>: последние записи, { $count }
logs-title-with = 📜 <b>Журнал</b>: последние записи с «{ $word }», { $count }
logs-empty = 📜 Журнал пуст: со времени запуска бота записывать было нечего.
logs-none-with = 📜 В журнале нет записей с «{ $word }».
logs-usage = Больше или с отбором: <code>/logs 100 asterisk</code>
logs-refresh = 🔄 Обновить
logs-file = 📄 Файлом
