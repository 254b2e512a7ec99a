asterisk-command = Asterisk: reload, restart
asterisk-title = ☎️ <b>Asterisk { $version }</b>
asterisk-times =
    Up since { $started }
    Files last read again: { $reloaded }
asterisk-calls =
    { $calls ->
        [0] Nobody is talking now
        [one] { $calls } call going on
       *[other] { $calls } calls going on
    }
asterisk-about = Reading the files again cuts no call. I look through them first: Asterisk says “success” whatever stands in them.
asterisk-away =
    ⚠️ Asterisk does not answer, so nothing can be done with it from here. Look on the server: <code>sudo systemctl status asterisk</code>; if it is up but silent: <code>sudo systemctl restart asterisk</code> (cuts all calls).
    Why: { $because }
asterisk-no-console =
    ℹ️ Asterisk cannot be restarted from here: its console is not open to the bot. “Asterisk’s console” in docs/production.md says how to open it (asterisk-config/sudoers).
    Why: { $because }
asterisk-refresh = 🔄 Refresh
asterisk-to-screen = ☎️ Asterisk
asterisk-reload-dialplan = 📖 Reload the dialplan
asterisk-reload-pjsip = 📱 Reload the phones
asterisk-reload-ari = 🔑 Reload the ARI users
asterisk-reloading-dialplan = ⏳ Asterisk is reading extensions.conf again…
asterisk-reloading-pjsip = ⏳ Asterisk is reading pjsip.conf again…
asterisk-reloading-ari = ⏳ Asterisk is reading ari.conf again…
asterisk-reloaded-dialplan = ✅ Asterisk has read extensions.conf and what it includes. Calls go on; new ones follow the new dialplan. Only loading was looked at beforehand: try a call to be sure that it does what you want.
asterisk-reloaded-pjsip = ✅ Asterisk has read pjsip.conf and what it includes. Calls and registrations go on. A changed transport counts only after a restart.
asterisk-reloaded-ari = ✅ Asterisk has read ari.conf and what it includes. Calls go on; open connections stay open.
asterisk-lost =
    ⚠️ Not all of it counts ({ $count } in all). The first: { $what }
    <code>{ $place }</code>
asterisk-restart = 🔴 Restart…
asterisk-ask-when =
    🔴 <b>Restart Asterisk?</b>
    { $calls ->
        [0] Nobody is talking now.
        [one] { $calls } call is going on; “now” cuts it.
       *[other] { $calls } calls are going on; “now” cuts them all.
    }
    “When no call is left” waits and cuts nobody. New calls still come in meanwhile, so it may take long; until then it can be taken back.
asterisk-consent = 🔴 <b>Restart Asterisk now.</b> Calls that would be cut: { $calls }.
asterisk-when-convenient = When no call is left
asterisk-when-now = 🔴 Now
asterisk-ask-word =
    🔴 This cuts { $calls ->
        [0] calls that begin until then
        [one] { $calls } call
       *[other] { $calls } calls
    }, and no call gets through until Asterisk is back. Type <code>{ $word }</code> to go on.
asterisk-restarting = ⏳ Telling Asterisk to restart…
asterisk-coming-back = ⏳ Asterisk is restarting. Waiting until it takes calls, lets me in and tells me of calls…
asterisk-waiting = ⏳ Asterisk restarts as soon as no call is left. I will tell you when it is back.
asterisk-take-back = ↩️ Take the restart back
asterisk-taken-back = ↩️ The restart was taken back: Asterisk goes on as before.
asterisk-not-taken-back = Asterisk’s console does not answer: the restart could not be taken back.
asterisk-back = ✅ Asterisk was restarted: it is fully up, ARI lets me in, and I hear of calls again. Phones register again by themselves, the last ones when their time is up.
asterisk-not-back-down =
    ❗️ Asterisk went down and is not back. Look on the server: <code>sudo systemctl status asterisk</code>, <code>sudo tail /var/log/asterisk/messages</code>
    Why: { $because }
asterisk-not-back-hangs = ❗️ Asterisk was told to restart but has not done it: the one from before still runs. On the server: <code>sudo systemctl restart asterisk</code>
asterisk-not-back-ari =
    ❗️ Asterisk is up again, but ARI does not let the bot in. /doctor says what is wrong.
    Why: { $because }
asterisk-not-back-events = ⚠️ Asterisk is up again and ARI answers, but nothing is heard of calls yet. If that stays so: /doctor
