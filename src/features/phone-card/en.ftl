phone-card =
    📱 <b>Phone settings: { $number } · { $name }</b>

    Server: <code>{ $server }</code>
    User name: <code>{ $number }</code>
    Password: <code>{ $password }</code>
    Domain: <code>{ $domain }</code>
    Port: <code>{ $port }</code>
    Transport: <code>{ $transport }</code>

    ⏱ The password shows only now: this message disappears after a minute, or as soon as the phone registers.
phone-card-copy-password = 📋 Password
phone-card-copy-number = 📋 Number
phone-card-copy-server = 📋 Server
phone-card-copy-link = 📋 Link
phone-card-qr =
    📷 <b>{ $number } · { $name }</b>: QR code for Linphone

    In Linphone choose “Scan QR code” and scan it. Scan inside the app, not with the camera or a browser. If the app asks for the password, copy it from the message above.

    ⏱ The code works for 10 minutes and for one phone only.
phone-card-title = <b>{ $label }</b>
phone-card-waiting =
    ⏳ Waiting for the phone to register…

    Enter the settings above into the phone. As soon as it registers, you see it here.
phone-card-registered = ✅ The phone is registered.
phone-card-address = Address: <code>{ $address }</code>
phone-card-agent = Phone: { $agent }
phone-card-round-trip = Round trip: { $milliseconds } ms
phone-card-unreachable =
    ⚠️ <b>The phone registered, but the PBX cannot reach it</b> (<code>{ $address }</code>).

    Incoming calls may not arrive. Most often a router in between (NAT) is the cause, or the phone was just switched off.

    👉 Switch off STUN in the phone and SIP ALG in the router. If the phone is somewhere else, give the number the phone kind “🏠 Elsewhere, behind a router”.
phone-card-wrong-password =
    ❌ <b>The password is wrong.</b>

    The phone (<code>{ $address }</code>) tried to register as { $number }, but the PBX did not accept its password.

    👉 Enter the password again, by copying it. If the message is gone, get a new password.
phone-card-unknown-user =
    ❌ <b>The user name is wrong.</b>

    The phone (<code>{ $address }</code>) tried to register as “{ $user }”, a user that the PBX does not know.

    👉 The user name in the phone must be exactly <code>{ $number }</code>.
phone-card-not-listening =
    ❌ <b>Asterisk does not answer at { $protocol } port { $port }.</b>

    The phone was sent to this port, but nobody listens there.

    👉 The { $protocol } transport in pjsip.conf must be at port { $port } (after a change Asterisk must be restarted), or correct the port in config/navbatchi.ini.
phone-card-nothing-arrived =
    ❌ <b>Nothing has come from the phone yet.</b>

    Asterisk works at { $protocol } port { $port }, so the trouble is between the phone and the PBX.

    👉 Check the server address, the port and the transport ({ $protocol }) in the phone. It must be in the PBX’s network, or in its VPN. The server’s firewall must let port { $port } through.
phone-card-no-log =
    ❔ <b>The phone has not registered yet, and I cannot tell why.</b>

    Asterisk works, but its log could not be read. So it is unknown whether the phone did not come at all, or has a wrong password.

    👉 Check server, port, user name and password in the phone. docs/production.md says how to let the bot read the log.
phone-card-no-asterisk =
    ❌ <b>Asterisk does not answer.</b>

    👉 Start Asterisk first; the phone will register by itself.
phone-card-emulated = 🧪 This is the sandbox: the phone of this number is on the page, under “☎ Phones”. Press “Connect” beside it, and this message will say that it registered.
phone-card-gone = 🗑 This number is gone, or switched off. I no longer wait for its phone.
phone-card-over = 💤 I do not watch any more. If the phone registers, the list of numbers shows it.
phone-card-replaced = ♻️ A new password was given; these settings do not work any more.
phone-card-check = 🔎 Check now
phone-card-checked = 🔎 Checked
phone-card-new-password = 🔑 New password
phone-card-to-list = ‹ Extensions
