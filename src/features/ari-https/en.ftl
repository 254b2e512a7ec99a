ari-https = 🔒 HTTPS
ari-https-explain =
    🔒 <b>HTTPS for ARI</b>

    The address now: <code>{ $address }</code>. The password goes over the network in the open.

    HTTPS is for programs that sign in to ARI from other machines. When all is on this server it is no must: there is no way on which the password could be read.

    Which certificate? If you do not know, let the bot make one.
ari-https-explain-on =
    🔒 <b>HTTPS for ARI</b> is on

    The address: <code>{ $address }</code>

    You can change the certificate. Back to plain HTTP: /history.
ari-https-make = 🪄 Let the bot make it
ari-https-own = 📄 We have one
ari-https-ask-reach =
    🔒 From where will programs come?

    🖥 Only from this server (safer).
    🌐 From the network too. Then the door to ARI stands open to the network: let only the addresses in that need it (firewall).
ari-https-here = 🖥 Only this server
ari-https-network = 🌐 The network too
ari-https-ask-certificate =
    📄 Write the whole path of the certificate’s file, for example:
    <code>/etc/asterisk/keys/fullchain.pem</code>

    It must be on this server, and readable for the group asterisk.
ari-https-ask-key =
    🔑 Write the whole path of this certificate’s key, for example:
    <code>/etc/asterisk/keys/privkey.pem</code>
ari-https-ask-authority = 🏛 Write the whole path of the certificate of whoever issued it (CA).
ari-https-path-shape = ⚠️ The path must begin with “/” and hold only Latin letters, digits and . _ / @ + -
ari-https-unreadable =
    ⚠️ <code>{ $file }</code> cannot be read: it is not there, or there is no right. For both the bot and Asterisk to read it:
    <code>sudo chgrp asterisk { $file } && sudo chmod 640 { $file }</code>
    Copy files of Let’s Encrypt to /etc/asterisk/keys first.
ari-https-fault-noCertificate = ⚠️ There is no certificate in <code>{ $file }</code>. It begins with “BEGIN CERTIFICATE” (PEM).
ari-https-fault-noKey = ⚠️ There is no key in <code>{ $file }</code>. It begins with “BEGIN PRIVATE KEY” (PEM).
ari-https-fault-keyLocked = ⚠️ The key <code>{ $file }</code> is locked with a pass phrase; Asterisk cannot open it. Make a copy without one.
ari-https-fault-otherKey = ⚠️ <code>{ $file }</code> is not this certificate’s key. Write the right key file.
ari-https-fault-expired = ⚠️ The certificate expired on { $date }. Renew it and write it again.
ari-https-fault-notYet = ⚠️ The certificate is good from { $date } only. Take another one, or check the server’s clock.
ari-https-fault-unknownIssuer = ⚠️ The certificate was issued by “{ $issuer }”, whom nobody knows. The issuer’s own certificate is needed. (With Let’s Encrypt take fullchain.pem.)
ari-https-fixed-by-environment = ⚠️ { $key } is given by an environment variable, which wins over .env: a new address would not be read. Take it out of the environment and restart the bot.
ari-https-no-address = ⚠️ ASTERISK_ARI_URL is not in <code>{ $file }</code>. Write it there first.
ari-https-off = ⚠️ Asterisk’s web server is off in http.conf. Mend that with /doctor first.
ari-https-no-port = ⚠️ The ports 8089–8093 are all taken. Free one, or write another into tlsbindaddr in http.conf.
ari-https-no-name =
    ⚠️ The certificate is for these names: { $names }. Seen from this server they do not lead to it.

    Add the line <code>127.0.0.1 NAME</code> to /etc/hosts, or let the bot make a certificate.
ari-https-already = All is set up like that already.
ari-https-about-made = 🪄 The certificate is made for 10 years and for every name and address of this server. Give other programs the file <code>{ $file }</code>: they believe only that. Give the key to nobody.
ari-https-about-own = 📅 The certificate is good until { $date }. Each time it is renewed Asterisk must read it again: <code>asterisk -rx 'module reload http'</code>. When its end is near, /doctor says so.
ari-https-about-plain = Plain HTTP ({ $address }) stays open for programs on this server.
ari-https-about-open = ⚠️ Plain HTTP ({ $address }) is open to the network too, and stays so. When all have moved to HTTPS, close it with /doctor.
ari-https-about-dependants = Programs that use this .env ({ $names }) take the new address at their next start. See first that they believe the certificate (Node.js: NODE_EXTRA_CA_CERTS).
ari-https-now = 🔒 Turn it on
ari-https-undo = ↩️ Undo
ari-https-back = ‹ ARI
change-ari-https = HTTPS for ARI: { $address }
