logs-command = The bot's log
logs-title = 📜 <b>Log</b>: the last { $count } { $count ->
        [1] entry
       *[other] entries
    }
logs-title-with = 📜 <b>Log</b>: the last { $count } { $count ->
        [1] entry
       *[other] entries
    } with “{ $word }”
logs-empty = 📜 The log is empty: there was nothing to write since the bot started.
logs-none-with = 📜 There is nothing with “{ $word }” in the log.
logs-usage = More, or only some: <code>/logs 100 asterisk</code>
logs-refresh = 🔄 Refresh
logs-file = 📄 As a file
logs-journal-missing = ⚠️ Only since the bot started: what is older is in systemd's journal, but the server has no program <code>journalctl</code>.
logs-journal-denied = ⚠️ Only since the bot started: it may not read what is older. On the server, run <code>sudo usermod -aG systemd-journal navbatchi</code> (navbatchi is the user the bot runs as) and restart the bot.
logs-journal-failed = ⚠️ Only since the bot started: <code>journalctl</code> did not answer in time. Try again a little later.
