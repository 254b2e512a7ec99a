test-call-command = A test call: do two phones hear each other
test-call-ask-first =
    🧪 <b>Test call</b>

    Which phone shall ring first? { $offered ->
        [0] No phone is connected now (/extensions). Write a number, for example 1001 or 90 942 92 71
       *[other] Press a button or write a number (an extension, or 90 942 92 71).
    }
test-call-ask-second =
    🧪 When <b>{ $from }</b> is picked up, whom to connect it to? { $offered ->
        [0] Write a number.
       *[other] Press a button or write a number.
    }
test-call-confirm =
    🧪 First <b>{ $from }</b> rings, and when it is picked up, <b>{ $to }</b>.

    Pick up both and speak to each other. After 20 seconds of talk it ends by itself.
test-call-start = 📞 Start
test-call-begun = 🧪 The test has begun: { $from } → { $to }. The message below shows how it goes.
test-call-title = 🧪 <b>Test: { $from } → { $to }</b>
test-call-hang-up = ⏹ Hang up
test-call-hanging-up = Hanging up…
test-call-already-over = This test is over.
test-call-again = 🔁 Test again
test-call-others = ✏️ Other numbers
test-call-leg-none = not called yet
test-call-leg-calling = calling…
test-call-leg-ringing = 🔔 ringing…
test-call-leg-rang = 🔔 rang for { $seconds } s
test-call-leg-answered = ✅ answered after { $seconds } s
test-call-leg-heard = 🔊 sound came
test-call-leg-silent = 🔇 no sound came
test-call-leg-ended = ended
test-call-talked = ⏱ Talk { $time }
test-call-good = ✅ <b>All is well.</b> Both rang, both answered, and sound came from both.
test-call-one-way =
    ⚠️ <b>Sound goes one way only:</b> no sound at all came from { $who } to the phone server, so the other side does not hear it.

    Check:
    • are the RTP ports open on router and firewall (rtp.conf: usually UDP 10000–20000)
    • if the phone is behind NAT: set its kind to “behind NAT” on the card of the extension
    • if the phone server is behind NAT: external_media_address and local_net in pjsip.conf
    • are SIP ALG and VPN off on the phone's side
test-call-no-sound =
    ⚠️ <b>No sound is seen from either.</b> The talk was connected, but no sound passed through Asterisk.

    Check:
    • are the RTP ports open on the firewall (rtp.conf: usually UDP 10000–20000)
    • if the phone server is behind NAT: external_media_address and local_net in pjsip.conf
    • with direct_media = yes in pjsip.conf the sound goes past Asterisk and cannot be seen from here
test-call-short = ℹ️ Both answered, but the talk was too short: speak for at least 4 seconds to test the sound.
test-call-stopped = ℹ️ The test was ended before it came to its end.
test-call-unseen = ⚠️ How the test ended was not seen: the link to Asterisk was cut. Why: /doctor
test-call-no-second =
    ⚠️ The first phone answered, but Asterisk did not call { $who }. In the dialplan (extensions.conf) this number leads elsewhere: to a menu, a queue or voice mail.
test-call-restarted = ℹ️ The bot restarted during the test, so it was ended. Test once more.
test-call-failed-busy = ❌ <b>{ $who } is busy</b> or refused the call. Test again when it is free; if it is free, look whether “do not disturb” (DND) is on.
test-call-failed-rejected = ❌ <b>{ $who } refused the call.</b> Look whether “do not disturb” (DND) or a block list is on in the phone.
test-call-failed-noAnswer = ❌ <b>{ $who } rang, but nobody answered.</b> The way works; test again when somebody is at the phone.
test-call-failed-notRegistered = ❌ <b>{ $who } is not connected to Asterisk.</b> Turn the phone on, check its network and password. Its state: /extensions
test-call-failed-noSuchNumber = ❌ <b>There is no way to { $who }.</b> Check the number; if it is right, the line outside (trunk) or the dialplan does not take it.
test-call-failed-codec = ❌ <b>There is no codec in common with { $who }.</b> Turn on G.711 (ulaw/PCMU or alaw/PCMA) in the phone, or add the phone's codec to [extensions] codecs.
test-call-failed-authRefused = ❌ <b>The call to { $who } was not allowed.</b> Check the login and password of the line outside (trunk), the balance, and the limits at the telephone company.
test-call-failed-silentPhone = ❌ <b>{ $who } did not respond</b>, though it counts as connected. The phone is off, or NAT has closed the way: restart the phone, choose the kind “behind NAT”.
test-call-failed-lineDown = ❌ <b>The way to { $who } does not work.</b> The line outside (trunk) does not answer, or all its channels are busy. Check the internet and the telephone company; /doctor checks Asterisk
test-call-failed-other = ❌ <b>{ $who } could not be reached.</b> Asterisk gave no exact reason. Run /doctor.
test-call-unknown-phone = ❌ Asterisk knows no phone { $who }. The list of numbers: /extensions
test-call-phone-offline = ❌ <b>{ $who } is not connected to Asterisk</b>, so it cannot ring. Turn the phone on and see in /extensions that it is connected.
test-call-phone-busy = ❌ <b>{ $who } is busy now</b>: it has a call. Test again when it is over.
test-call-same = ❌ Two different phones are needed: a phone cannot call itself.
test-call-two-a-minute = ⏳ Two tests a minute can be made. Wait a little and press again.
