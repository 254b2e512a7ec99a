logs-command = The bot's log
logs-title = 📜 <b>Log</b>: the last { $count } entries
logs-title-with = 📜 <b>Log</b>: the last { $count } entries with “{ $word }”
logs-empty = 📜 The log is empty: there was nothing to write since the bot started.
logs-none-with = 📜 There is nothing with “{ $word }” in the log.
logs-usage = More, or only some: <code>/logs 100 asterisk</code>
logs-refresh = 🔄 Refresh
logs-file = 📄 As a file
