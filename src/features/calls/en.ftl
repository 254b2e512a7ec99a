calls-command = Calls
calls-live =
    📞 <b>Now</b>: { $count ->
        [0] nobody is talking
        [one] { $count } call
       *[other] { $count } calls
    }
calls-live-ringing = 🔔 { $who } → { $to } · { $time }
calls-live-talking = 🗣 { $who } ↔ { $to } · { $time }
calls-live-waiting = ⏳ { $who } is waiting · { $time }
calls-more = … and { $count } more
calls-past = 🕘 <b>The last calls</b>
calls-past-answered = ✅ { $time } { $who } → { $to } · { $talk }
calls-past-missed = ❌ { $time } { $who } · { $because }
calls-past-failed = ✖️ { $time } { $who } · { $because }
calls-missed-abandoned = gave up waiting
calls-missed-noAnswer = nobody answered
calls-missed-busy = it was busy
calls-missed-unreachable = the phone was not connected
calls-missed-closed = no phone rang
calls-end-unseen = (its end was not seen)
calls-unknown-number = hidden number
calls-blind = ⚠️ Nothing has come from Asterisk since { $time }: calls are not seen. The list will be put right as soon as the link is back.
calls-refresh = 🔄 Refresh
