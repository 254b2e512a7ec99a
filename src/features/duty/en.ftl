duty-command = Duty
duty-own-on = 🟢 <b>You are on duty</b> since { $time }
duty-own-off = ⚪️ <b>You are not on duty</b>. Alerts go first to those who are.
duty-list =
    👥 { $count ->
        [0] Nobody is on duty now.
       *[other] On duty now: { $count }
    }
duty-line = • { $who } · since { $time }
duty-more = … { $count } more
duty-missed =
    { $count ->
        [0] ✅ Every customer was called back.
       *[other] 📵 Customers not called back: { $count }. The list: /missed
    }
duty-nobody-left = ⚠️ Nobody is on duty any more: nobody on duty is told of missed calls. Somebody should write /duty on.
duty-usage = Go on duty: /duty on. Go off: /duty off.
duty-go-on = 🟢 Go on duty
duty-go-off = 🌙 Go off duty
duty-others = 👥 Others
duty-refresh = 🔄 Refresh
duty-back = ‹ Back
duty-others-title = 👥 Who is on duty? Tap a name: on or off. The person is told.
duty-set-on = 🟢 { $who } is on duty
duty-set-off = ⚪️ { $who } is not on duty
duty-person-gone = This person is not on the list any more.
duty-denied = Only a supervisor or an admin sets others.
duty-told-on = 🟢 { $by } put you on duty. Go off: /duty off
duty-told-off = ⚪️ { $by } took you off duty. Go on: /duty on
routes-command = What goes where
routes-title = 🧭 <b>What goes where</b>
routes-calls = 📞 Calls and missed calls: to the group that was named. Another place: write /callshere there
routes-calls-nowhere = 📞 Calls are shown in no group. Write /callshere in the group or topic you want.
routes-inbox = 💬 Customers of Messenger and Instagram: to topics of the group that was named. Another group: write /inboxhere there
routes-inbox-nowhere = 💬 Customers of Messenger and Instagram are shown in no group. Write /inboxhere in a group with topics.
routes-report-own = 📊 Report of the day, { $time }: to a place of its own. Back to the calls: /reportoff
routes-report-calls = 📊 Report of the day, { $time }: to the group of the calls. Another place: write /reporthere there
routes-report-nowhere = 📊 The report of the day goes nowhere. Write /reporthere in the group you want.
routes-report-never = 📊 The report of the day has no hour (config/navbatchi.ini, [report] hour). At any time: /report
routes-alerts = 🔔 Alerts: first to those on duty ({ $onDuty }), then to supervisors, or to admins where there are none ({ $supervisors }), in private. Duty: /duty
routes-quiet = 🤫 Quiet hours: { $from }–{ $until }. Messages come, but without a sound.
routes-never-quiet = 🔊 There are no quiet hours (config/navbatchi.ini, [duty] quiet_hours).
routes-open-calls = 📞 Calls
routes-open-inbox = 💬 Customers
routes-open-report = 📊 Report's place
routes-refresh = 🔄 Refresh
