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
calls-end-unseen = (its end was not seen)
calls-blind = ⚠️ Nothing has come from Asterisk since { $time }: calls are not seen. The list will be put right as soon as the link is back.
calls-refresh = 🔄 Refresh
calls-here-command = Show the calls here
calls-off-command = No longer show the calls in the group
calls-here-done = ✅ From now on every call is shown here.
calls-here-moved = New calls no longer come to the former place.
calls-here-general = 💡 This is the general topic. To keep the calls out of the talk, open a topic for them and write /callshere there.
calls-here-no-topics = 💡 This group has no topics, so the calls come in between the talk. Switch on “Topics” in the group’s settings, open one for the calls and write /callshere there.
calls-here-undo = To stop: /callsoff
calls-here-mute = ⚠️ I could not write in that group, so the calls are not shown there. Give the bot the right to send messages (reopen the topic if it is closed) and write /callshere again.
calls-here-topicGone = ⚠️ The topic of the calls was deleted. They now come to the group itself. To move them to another topic, write /callshere in it.
calls-here-topicClosed = ⚠️ The topic of the calls was closed, and I cannot write there. They now come to the group itself. Reopen the topic and write /callshere in it.
calls-here-shutOut = ⚠️ I can no longer write in the group of the calls: the bot was removed, or its right to write was. The calls are shown nowhere now (here: /calls). Bring the bot back and write /callshere there.
calls-off-done = The calls are no longer shown in the group. To show them again: /callshere in the place for them
calls-off-nothing = The calls are not shown anywhere now either. To show them: /callshere in a group or topic
calls-storm = 🌊 <b>Many calls</b>: { $count } now. Missed ones come as messages of their own.
calls-card-waiting = ⏳ <b>{ $who }</b> is waiting
calls-card-ringing = 🔔 <b>{ $who }</b> → { $to }
calls-card-talking = 🗣 <b>{ $who }</b> ↔ { $to }, since { $time }
calls-card-answered = ✅ <b>{ $who }</b> ↔ { $to } · { $talk } ({ $time })
calls-card-out-ringing = 📤 { $from } → <b>{ $who }</b>, waiting for an answer
calls-card-out-talking = 📤 { $from } ↔ <b>{ $who }</b>, since { $time }
calls-card-out-answered = 📤 { $from } ↔ <b>{ $who }</b> · { $talk } ({ $time })
calls-card-out-failed = 📤 { $from } → <b>{ $who }</b>: { $because } ({ $time })
calls-card-before-answered = 🕘 Last time: { $time }, { $by } · { $talk }
calls-card-before-missed = 🕘 Last time: { $time }, { $because }
calls-card-before-failed = 🕘 Last time: { $time }, { $from } called: { $because }
calls-card-blind = ⚠️ Nothing has come from Asterisk since { $since }: calls are not seen. Why: /doctor
calls-card-was-blind = ℹ️ Calls were not seen from { $since } to { $until }. Everything is seen again.
