report-command = Report: day, week, month
report-here-command = The report of the day comes here
report-off-command = The report of the day comes where the calls are
report-title-day = 📊 <b>Report: { $dates }</b>
report-title-week = 📊 <b>Report of 7 days: { $dates }</b>
report-title-month = 📊 <b>Report of 30 days: { $dates }</b>
report-empty-day = There were no calls on this day. A quiet one 🌿
report-empty-week = There were no calls in this week. A quiet one 🌿
report-empty-month = There were no calls in this month. A quiet one 🌿
report-late = ⏰ It could not be sent at { $time }, so it comes now.
report-inbound = 📥 In: <b>{ $inbound }</b> · answered { $answered } ({ $percent }%) · missed { $missed }
report-others = 📤 Out: { $outbound } · internal: { $internal }
report-wait = ⏱ Waiting: { $average } on average, { $longest } at most
report-talk = 🗣 Talks: { $talk } in all
report-not-called-back =
    { $count ->
        [0] ✅ Somebody talked to everyone who was missed
       *[other] 📵 Customers nobody has talked to yet: <b>{ $count }</b>
    }
report-busiest = 🔥 Busiest hour: { $hours } (calls: { $count })
report-operators = 👤 <b>Operators</b> (📥 answered, 📤 called, 🗣 talked)
report-operator = { $who }: 📥 { $taken } · 📤 { $made } · 🗣 { $talk }
report-more = … { $count } more
report-night =
    🌙 Yesterday after the report, until midnight: { $count ->
        [one] one call
       *[other] { $count } calls
    }, { $missed ->
        [0] none missed
       *[other] { $missed } missed
    }
report-chart-hours = { $dates }: by hour
report-chart-days = { $dates }: by day
report-chart-answered = Answered
report-chart-missed = Missed
report-show-day = 📊 Today
report-show-week = 📊 7 days
report-show-month = 📊 30 days
report-usage = Of what time? /report — today, /report week — 7 days, /report month — 30 days.
report-here-done = ✅ From now on the report of the day comes here every day at { $time }. Back: /reportoff
report-here-no-hour = ✅ From now on the report of the day comes here. But it has no hour: write hour in [report] of config/navbatchi.ini on the server.
report-here-mute = ⚠️ I cannot write in that group, so the report will not go there. Let the bot send messages in the group's settings and write /reporthere again.
report-off-done = From now on the report of the day comes where the calls are shown (/callshere). Another place: write /reporthere there
report-off-nothing = No place of its own was chosen for the report of the day: it comes where the calls are shown (/callshere). Another place: write /reporthere there
report-failed = ⚠️ The report of the day could not be sent: Telegram does not let me write in its group. Bring the bot back there and write /reporthere in it; or /reportoff, to have it where the calls are. To see it now: /report
