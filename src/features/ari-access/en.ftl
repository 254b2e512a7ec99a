ari-command = ARI password and users
ari-title =
    🔑 <b>ARI</b>: the door through which Asterisk is run

    Programs sign in as <code>{ $user }</code> now.
ari-title-no-pair =
    🔑 <b>ARI</b>: the door through which Asterisk is run

    The .env file has no ARI user or password, so it cannot be seen by which name the programs sign in. Why: /doctor
ari-rotate = 🔑 Change the password
ari-rotate-leaked = 🚨 The password leaked
ari-users = 👥 Users
ari-rotate-now = ✅ Change it
ari-rotate-leaked-now = 🚨 Change it at once
ari-own-password = ✍️ My own password
ari-ask-password =
    🔑 Write the new ARI password: 16–64 characters, at least three of capital letters, small letters, digits and signs ( _ - . @ + ).

    Your message is deleted at once.
ari-back = ‹ ARI
ari-kept = The password stays as it was.
ari-rotation-begun = 🔑 The change has begun. The message below shows how it goes.
ari-rotation-interrupted = The process was stopped. A message of its own will say how the change ended.
ari-running = ⏳ A password change is running already (next user: <code>{ $user }</code>). Try again when it has ended.
ari-no-env = ⚠️ ASTERISK_ARI_USERNAME and ASTERISK_ARI_PASSWORD are not in <code>{ $file }</code>. Write them there first.
ari-fixed-by-environment = ⚠️ { $key } is given by an environment variable, which wins over .env: a new password would not be read. Take it out of the environment and restart the bot.
ari-user-missing = ⚠️ The user <code>{ $user }</code> of .env is not in ari.conf.
ari-user-shared = ⚠️ The section [{ $user }] comes from a template or stands in parts. To change its password without a slip, write it in ari.conf as one plain section.
ari-user-hashed = ⚠️ The password of [{ $user }] is kept as a hash (password_format = crypt), so the bot cannot compare it with .env. Go over to a plain one first.
ari-mismatch = ⚠️ The password of [{ $user }] differs between ari.conf and .env. Make them equal first.
ari-twin-unfit = ⚠️ The user [{ $user }], which takes turns with the present one, is set up otherwise in line { $line } of ari.conf (read only, hashed, other addresses or another file). If it belongs to another program, rename it.
ari-away =
    ⚠️ ARI did not answer as it should, so nothing was changed.
    Why: { $why }
ari-refused-401 = ⚠️ Asterisk does not take the present password (401, <code>{ $user }</code>). Mend that first: otherwise nobody can tell which password is right.
ari-refused-403 = ⚠️ Asterisk does not let <code>{ $user }</code> in from this machine (403). Check permit and deny in ari.conf.
ari-refused-404 = ⚠️ ARI is not there (404): it is off, its module is not loaded, or Asterisk is only starting. <code>{ $user }</code> could not sign in.
ari-refused-503 = ⏳ Asterisk is only starting (503), so <code>{ $user }</code> cannot sign in yet. Try again in a moment.
ari-read-only = ⚠️ <code>{ $user }</code> may only read, but programs must act. Set read_only = no in ari.conf.
ari-disk-full = ⚠️ The disk of <code>{ $folder }</code> is full. Free some space first.
ari-folder-closed = ⚠️ The bot may not write in the folder <code>{ $folder }</code>. Give its user the right.
ari-dependant-unknown = pm2 knows no program <code>{ $name }</code>.
ari-dependant-down = <code>{ $name }</code> is not running (not online in pm2).
ari-dependant-shadowed = ⚠️ pm2 keeps an old { $key } for <code>{ $name }</code>, which wins over .env: the program would not read the new password. Delete it from pm2 (pm2 delete) and add it again from a clean environment.
ari-dependant-unstable = <code>{ $name }</code> started and fell over again.
ari-dependant-no-session = After the restart nobody listens to ARI's events for the app “{ $name }”.
ari-dependant-pm2 = pm2 could not be talked to: { $why }
ari-password-forgotten = ⚠️ The bot was restarted and did not keep your password. Please write it again.
ari-password-alphabet = ⚠️ Only Latin letters, digits and _ - . @ + may stand in the password.
ari-password-tooShort = ⚠️ The password is too short: it needs at least 16 characters.
ari-password-tooLong = ⚠️ The password is too long: at most 64 characters.
ari-password-classes = ⚠️ The password is too simple: use at least three of capital letters, small letters, digits and signs.
ari-password-published = ⚠️ This password is printed in guides; everybody knows it.
ari-password-same = ⚠️ That is the present password.
ari-about-alternating =
    The new password goes to <code>{ $next }</code> first and is tried; then .env moves over to it at one stroke. <code>{ $user }</code> works for { $minutes } more minutes (until then there is a way back) and is switched off after that. No call is cut.
ari-about-leaked =
    The new password goes to <code>{ $next }</code>, .env moves over to it, and the old password of <code>{ $user }</code> dies at once. All open ARI connections are cut. There is no way back.
ari-about-single =
    ⚠️ The policy names one user: <code>{ $user }</code>. Its password changes in ari.conf and .env together. For a moment (usually less than 0.1 seconds), and until they are restarted, programs may be answered 401.
ari-about-dependants = Then these are restarted through pm2 and watched: { $names }
ari-rotation-prepared = 🔑 <b>The ARI password is being changed</b>
ari-rotation-switched = 🔑 <b>The ARI password is being changed</b>
ari-rotation-grace = 🔑 <b>The new ARI password is in use</b>
ari-rotation-retired = 🔑 <b>The ARI password is being changed</b>
ari-rotation-aborting = ↩️ It did not work; putting things back…
ari-rotation-goingBack = ↩️ Going back to the previous password…
ari-rotation-wentBack = ↩️ Going back to the previous password…
ari-rotation-done = ✅ <b>The ARI password is changed.</b> Programs sign in as <code>{ $user }</code> now; the old password (<code>{ $previous }</code>) was seen to be refused.
ari-rotation-putBack = ↩️ <b>The ARI password is not changed; everything was put back as it was.</b> Programs sign in as <code>{ $previous }</code> again.
ari-rotation-stuck = ❗️ <b>The change of the ARI password did not come to its end; a person must look.</b> The password in .env works; check <code>{ $previous }</code> and <code>{ $user }</code> in ari.conf.
ari-step-set = <code>{ $user }</code> has a new password; both were tried
ari-step-use = .env moved over to the new password
ari-step-programs = Programs moved over to the new password
ari-step-grace = The time in which the old one works too
ari-step-retire = The old password (<code>{ $previous }</code>) is off, its connections are cut
ari-grace = The old password works until { $until }; then I switch it off (<code>{ $previous }</code>).
ari-done-leaked = All connections made with the old password were cut.
ari-because = Why: { $because }
ari-waiting =
    ⏳ It cannot go on now; the password in .env is good meanwhile. As soon as the trouble is over I will go on by myself.
    Why: { $because }
ari-undo = ↩️ Go back
ari-end-grace = ✅ End the old one now
ari-going-back = Going back…
ari-ending-grace = Switching the old password off…
ari-too-late = Too late: this change is at another step.
ari-remark-old-still-works = The old password of <code>{ $user }</code> is still taken. Look at Asterisk.
ari-remark-sessions = Connections made with the old password could not be cut ({ $why }). They may live until Asterisk is restarted.
ari-remark-still-down = <code>{ $name }</code> did not start with the previous password either. Look at its log.
ari-remark-asked = You asked for it.
change-ari-new-password = A new password for the ARI user { $user }
change-ari-switch = Move .env to the ARI user { $user }
change-ari-switch-back = Move .env back to the ARI user { $user }
change-ari-retire = Switch off the old ARI password of { $user }
fault-ari-locked-out = The user { $user } of .env would not be in ari.conf any more with its password: the bot could not sign in to Asterisk.
