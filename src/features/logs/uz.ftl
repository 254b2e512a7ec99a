logs-command = Bot jurnali
logs-title = 📜 <b>Jurnal</b>: oxirgi { $count } ta yozuv
logs-title-with = 📜 <b>Jurnal</b>: “{ $word }” bor oxirgi { $count } ta yozuv
logs-empty = 📜 Jurnal boʻsh: bot ishga tushganidan beri yozadigan narsa boʻlmadi.
logs-none-with = 📜 Jurnalda “{ $word }” bor yozuv yoʻq.
logs-usage = Koʻproq yoki saralab: <code>/logs 100 asterisk</code>
logs-refresh = 🔄 Yangilash
logs-file = 📄 Fayl qilib
