change-ask = Make this change?
change-working = ⏳ { $title }: writing it and checking in Asterisk…
change-stale = ⚠️ The files changed meanwhile, so the plan was made anew. Please look again.
change-busy = ⏳ An earlier change is not finished yet. I am trying to finish it; press again in a moment. { $because }
change-diff-more = … { $lines } more lines
change-end-done = ✅ { $title }: done. Checked in Asterisk.
change-end-recorded = ✅ { $title }: done.
change-end-put-back =
    ↩️ { $title }: it did not work, everything was put back as it was.
    Why: { $because }
change-end-waiting =
    ⏳ { $title }: the files are as before, but Asterisk could not be asked to check. As soon as it can I will finish this and tell you.
    Why: { $because }
change-end-stuck =
    ❗️ { $title }: not everything could be put back. Somebody must look at it by hand.
    Why: { $because }
change-recovered = Work was interrupted; I brought the change to its end.
change-undo = Undo: { $what } (change { $change })
change-redo = Make change { $change } again
change-by-hand = A file was edited by hand
approval-yes = ✅ Approve
approval-no = ✖️ Refuse
approval-go-on = 🔄 Go on
approval-question = 👀 <b>{ $name }</b> wants to do this. Do you agree, as the second admin? You have 5 minutes.
approval-asked = 👀 This needs the consent of a second admin. Asked: { $names }. When they have answered, press the button again.
approval-waiting = ⏳ No answer yet: { $names }. When they have answered, press the button again.
approval-alone = 👀 This deserves a second pair of eyes, but there is no other admin. Think for { $seconds } seconds, then press the button again. /people invites a second admin.
approval-refused = ✖️ { $name } refused. Nothing was changed.
approval-unreached = ⚠️ The other admins could not be written to (they may have blocked the bot). Let them write /start to it, then press the button again.
approval-expired = ⌛ Nobody answered within 5 minutes. Press the button again and I will ask anew.
approval-was-given = ✅ { $name } approved.
approval-was-refused = ✖️ { $name } refused.
approval-was-given-you = ✅ { $name } approved. Now press the button above again.
approval-was-refused-you = ✖️ { $name } refused. Nothing was changed.
change-asterisk-away =
    ⚠️ Asterisk does not answer, so nothing was changed.
    Why: { $because }
change-stopped =
    ⚠️ Not possible now, nothing was changed.
    Why: { $because }
change-refused-by-preflight =
    ⚠️ Like this Asterisk would not read its settings as meant, so nothing was written. Mend this first:
    { $faults }
fault-line-too-long = The line is longer than 8190 bytes; Asterisk skips it.
fault-comment-markers = The marks of block comments “;--” and “--;” do not pair up.
fault-no-closing-bracket = The “]” of the section name is missing.
fault-no-closing-parenthesis = The “)” behind the section name is missing.
fault-bad-escape = A backslash at the start of a line must stand before a letter.
fault-no-equals-sign = There is no “=” in the line; Asterisk skips it.
fault-no-key = There is nothing before the “=”; Asterisk skips the line.
fault-open-comment = A block comment “;--” is never closed; all that follows is hidden from Asterisk.
fault-no-section = The line stands before the first [section].
fault-name-cut = The section name is too long; Asterisk cuts it at 79 characters.
fault-addition-without-section = “(+)” adds to [{ $section }], but there is no such section above.
fault-parent-missing = There is no template [{ $template }] above.
fault-unclear-option = What “({ $option })” means to Asterisk cannot be told here.
fault-missing-file = The file does not exist.
fault-include-missing = No file fits #include “{ $pattern }”, so Asterisk refuses the whole file. #tryinclude would be forgiven.
fault-include-too-deep = Files include each other more than ten levels deep.
fault-include-too-many = The include leads to too many files, or its path is one Asterisk cannot follow.
fault-unknown-directive = Asterisk does not know this “#” line and skips it.
fault-exec = The file runs a program (#exec); what it prints cannot be known here.
fault-exec-off = Asterisk does not run #exec lines here (execincludes is off).
fault-duplicate-object = [{ $id }] (type={ $type }) stands already in { $file }, line { $line }. At its next start Asterisk will have no { $type } at all.
fault-not-single = There may be only one section of type={ $type }; the first is in { $file }, line { $line }.
fault-no-type = [{ $id }] has no “type” line; Asterisk passes over it.
fault-unknown-type = [{ $id }] has the unknown type “{ $type }”; Asterisk passes over it.
fault-unknown-setting = [{ $id }]: “{ $key }” is no setting of type={ $type }, so Asterisk does not create it.
fault-auth-missing = [{ $id }]: { $key } names “{ $name }”, but there is no such section of type=auth.
fault-aor-missing = [{ $id }]: { $key } names “{ $name }”, but there is no such section of type=aor.
fault-transport-missing = [{ $id }]: { $key } names “{ $name }”, but there is no such section of type=transport.
fault-endpoint-missing = [{ $id }]: { $key } names “{ $name }”, but there is no such section of type=endpoint.
fault-no-context = [{ $id }] has no context; its calls go to “default”.
fault-unknown-codec = [{ $id }]: Asterisk knows no codec “{ $codec }”, so it does not create the endpoint.
fault-auth-type = [{ $id }]: auth_type “{ $type }” is unknown, so Asterisk does not create the auth.
fault-no-username = [{ $id }] has no username, so Asterisk does not create the auth.
fault-no-password = [{ $id }] has no password; nobody should be able to log in without one.
fault-contact-invalid = [{ $id }]: contact “{ $contact }” is no SIP address (sip:…), so Asterisk does not create the aor.
fault-not-a-number = [{ $id }]: { $key } must be a number, so Asterisk does not create the { $type }.
fault-no-contacts = [{ $id }] has no max_contacts: no phone can register (403).
fault-protocol = [{ $id }]: protocol “{ $protocol }” is unknown, so Asterisk does not create the transport.
fault-no-match = [{ $id }] matches nothing, so Asterisk does not create the identify.
fault-uri-invalid = [{ $id }]: { $key } is no SIP address (sip:…), so Asterisk does not create the registration.
fault-wizard-clash = [{ $id }] (type={ $type }) is also made by { $file }, line { $line }.
fault-no-transport = There is no section of type=transport: Asterisk listens to no phone.
fault-no-general = There is no [general] section: ARI answers 404 to everything.
fault-duplicate-general = [general] stands already in { $file }, line { $line }. At its next start ARI will answer 404 to everything.
fault-general-setting = “{ $key }” is no setting of [general]: ARI answers 404 to everything.
fault-general-not-a-number = { $key } must be a number: ARI answers 404 to everything.
fault-ari-off = “enabled” is off: ARI answers 404 to everything.
fault-duplicate-user = [{ $id }] stands already in { $file }, line { $line }. At its next start Asterisk will have no ARI user at all.
fault-user-setting = “{ $key }” is no setting of a user: [{ $id }] is refused.
fault-user-no-password = [{ $id }] has no password and is refused.
fault-password-format = password_format of [{ $id }] must be plain or crypt.
fault-not-a-hash = The password of [{ $id }] is no hash: its logins fail (401).
fault-not-a-boolean = read_only of [{ $id }] is neither yes nor no and counts as no.
fault-bad-acl = permit and deny of [{ $id }] need addresses; it is refused.
fault-odd-name = No program can log in with the name [{ $id }].
fault-user-no-type = [{ $id }] has no “type = user” line: Asterisk passes over it, and its logins fail (401).
fault-user-unknown-type = [{ $id }] has the unknown type “{ $type }”; Asterisk passes over it.
fault-no-user = There is no ARI user: every login fails (401).
reason-not-taken = Asterisk did not take { $id } ({ $type }).
reason-other-value = Asterisk has another { $key } for { $id } ({ $type }).
reason-still-there = Asterisk still has { $id } ({ $type }).
reason-stands-twice = { $id } ({ $type }) stands twice, the second time in { $file }, line { $line }.
reason-foreign = { $file } was changed by somebody else meanwhile and was left alone.
reason-interrupted = The bot was stopped in the middle of this change.
reason-tls-not-opened = Asterisk did not open { $address }: it cannot read the certificate or its key (who may read the files?), or the port is taken.
reason-tls-stranger = Another program answers at { $address }. Free that port, then try again.
reason-tls-distrusted = The certificate that answers at { $address } is another one than was agreed on.
reason-events-not-opened = No event socket could be opened at { $url }.
reason-ari-unreachable = Asterisk cannot be reached on ARI.
reason-ari-late = Asterisk did not answer on ARI within { $seconds } s.
reason-ari-credentials = Asterisk refused the ARI user name or password.
reason-ari-read-only = This ARI user may only read.
reason-ari-missing = ARI is not there: its modules are not loaded, it is disabled, or Asterisk is starting.
reason-ari-starting = Asterisk is starting and does not take requests yet.
reason-console-away = Asterisk is not running, or this user may not use its console.
reason-no-right = The bot may not write { $file } or its folder; give its user the right.
reason-disk-full = The disk of { $file } is full; free some space.
reason-file-changed = { $file } was changed meanwhile.
reason-section-missing = The section { $name } ({ $type }) is gone from the file.
reason-section-twice = The section { $name } ({ $type }) stands twice, in lines { $first } and { $second }: remove one by hand.
reason-section-used = The section { $name } is needed by another one in line { $line }: part them by hand first.
reason-section-includes = The section { $name } includes a file in line { $line }: move that line out of it by hand first.
reason-section-goes-on = Behind line { $line } more settings follow that do not belong there: put them right by hand first.
reason-setting-scattered = { $key } of the section { $name } ({ $type }) stands in more than one place (line { $line }): leave one by hand.
reason-line-unsafe = Line { $line } is in or beside a block comment, or too long: the bot does not touch it. Change it by hand.
reason-type-of-template = { $number } takes its type from a template: change it by hand.
reason-still-busy = An earlier change is not finished yet.
reason-token-refused = Meta does not take the new token.
reason-env-by-hand = { $file } was edited by hand.
reason-password-by-hand = Somebody else changed the password of { $user } in ari.conf.
reason-user-gone = The ARI user { $user } is not in ari.conf any more.
reason-pair-mended = Asterisk refused the name and password in .env, so .env names { $user } now.
reason-pair-hopeless = Asterisk refuses the pair in .env and both users of this change.
reason-way-back-lost = How .env was before is not in the history any more.
reason-file-changed-in-write = { $file } changed while it was being written.
reason-file-gone = { $file } is gone.
reason-read-only-disk = The disk of { $file } is open for reading only; mount it for writing.
reason-quota-full = The disk space set aside for { $file } is used up; free some.
reason-mounted-file = { $file } is mounted as a single file and cannot be exchanged; mount its folder instead.
reason-disk-error = The disk of { $file } reports an error; check it before anything else.
reason-no-reading = The bot may not read { $file }; give its user the right.
reason-ari-user-still-there = Asterisk still has the ARI user { $user }.
reason-ari-user-other-rights = What { $user } may do in Asterisk is not what ari.conf says.
reason-ari-user-refused = Asterisk does not take the password that the files have for { $user }.
reason-console-late = Asterisk’s console did not answer “{ $line }” within { $seconds } s.
reason-console-program = “{ $program }” cannot be run: check Asterisk’s command in the settings.
reason-console-sudo = sudo does not let the bot’s user run Asterisk without a password: add a NOPASSWD rule for it.
reason-console-old = This Asterisk has no command “{ $line }”: it is too old, or its module is not loaded.
reason-console-refused = Asterisk did not do “{ $line }”.
reason-reload-busy = Asterisk is still busy reading its files again.
reason-module-missing = Asterisk does not run the module { $module }.
reason-ari-status = Asterisk answered { $status } on ARI.
reason-ari-unreadable = Asterisk gave an answer that cannot be read.
reason-hard-links = { $file } has { $count } names (hard links), and replacing it would part them. Make it one file.
reason-not-as-written = { $file } does not read back as it was written; check the disk.
reason-owner-kept = { $file } belongs to user { $user }, group { $group }, and the bot may not give files to them: run it as that user or as root.
reason-link-circle = { $file } is a symbolic link that leads in a circle.
reason-link-nowhere = { $file } is a symbolic link to { $target }, which is missing.
reason-folder-missing = The folder of { $file } does not exist.
reason-env-twice = { $key } stands more than once, in lines { $lines }: keep one.
reason-env-unclear = The value of { $key } in line { $line } is quoted in an unclear way: mend it by hand.
reason-env-open-quote = The file cannot be changed safely: { $key } would read otherwise. Is a quote open?
reason-pm2-missing = “{ $program }” cannot be run: check command in [dependants].
reason-pm2-late = pm2 did not answer within { $seconds } s.
reason-pm2-refused = pm2 did not do “{ $words }”.
reason-pm2-unreadable = pm2 gave a list that cannot be read.
reason-snapshot-gone = The kept copy of the file is missing or damaged ({ $name }).
reason-unexpected = Something unexpected went wrong; the log says what: /logs
reason-own-disk-full = The bot’s own disk is full; free some space.
