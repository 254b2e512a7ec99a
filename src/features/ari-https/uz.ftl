ari-https = 🔒 HTTPS
ari-https-explain =
    🔒 <b>ARI uchun HTTPS</b>

    Hozirgi manzil: <code>{ $address }</code>. Parol tarmoqdan ochiq holda oʻtadi.

    Boshqa mashinadagi dasturlar ham ARI’ga kirsa, HTTPS kerak. Hamma narsa shu serverning oʻzida boʻlsa, u shart emas: parolni yoʻlda oʻqiydigan joy yoʻq.

    Sertifikat qaysi? Bilmasangiz — botning oʻzi yasasin.
ari-https-explain-on =
    🔒 <b>ARI uchun HTTPS</b> yoqilgan

    Manzil: <code>{ $address }</code>

    Sertifikatni almashtirish mumkin. Oddiy HTTP’ga qaytish: /history.
ari-https-make = 🪄 Bot yasasin
ari-https-own = 📄 Oʻzimizniki bor
ari-https-ask-reach =
    🔒 Qayerdan ulaniladi?

    🖥 Faqat shu serverdagi dasturlar (xavfsizrogʻi).
    🌐 Tarmoqdagi dasturlar ham. Bunda ARI eshigi tarmoqqa ochiladi: xavfsizlik devorida (firewall) faqat kerakli manzillarga ruxsat bering.
ari-https-here = 🖥 Faqat shu server
ari-https-network = 🌐 Tarmoqdan ham
ari-https-ask-certificate =
    📄 Sertifikat faylining toʻliq yoʻlini yozing, masalan:
    <code>/etc/asterisk/keys/fullchain.pem</code>

    Fayl shu serverda boʻlsin va uni asterisk guruhi oʻqiy olsin.
ari-https-ask-key =
    🔑 Shu sertifikat kalitining toʻliq yoʻlini yozing, masalan:
    <code>/etc/asterisk/keys/privkey.pem</code>
ari-https-ask-authority = 🏛 Sertifikatni bergan tashkilot sertifikati (CA) faylining toʻliq yoʻlini yozing.
ari-https-path-shape = ⚠️ Yoʻl «/» bilan boshlansin, ichida faqat lotin harflari, raqam va . _ / @ + - boʻlsin.
ari-https-unreadable =
    ⚠️ <code>{ $file }</code> faylini oʻqib boʻlmadi: u yoʻq yoki ruxsat yoʻq. Bot ham, Asterisk ham oʻqiy olishi uchun:
    <code>sudo chgrp asterisk { $file } && sudo chmod 640 { $file }</code>
    Let’s Encrypt fayllarini avval /etc/asterisk/keys ga koʻchiring.
ari-https-fault-noCertificate = ⚠️ <code>{ $file }</code> ichida sertifikat yoʻq. U «BEGIN CERTIFICATE» bilan boshlanadi (PEM).
ari-https-fault-noKey = ⚠️ <code>{ $file }</code> ichida kalit yoʻq. U «BEGIN PRIVATE KEY» bilan boshlanadi (PEM).
ari-https-fault-keyLocked = ⚠️ <code>{ $file }</code> kaliti parol bilan yopilgan; Asterisk uni ocha olmaydi. Kalitning parolsiz nusxasini oling.
ari-https-fault-otherKey = ⚠️ <code>{ $file }</code> — bu sertifikatning kaliti emas. Toʻgʻri kalit faylini yozing.
ari-https-fault-expired = ⚠️ Sertifikat muddati { $date } kuni tugagan. Uni yangilang va qayta yozing.
ari-https-fault-notYet = ⚠️ Sertifikat { $date } kunidan boshlab ishlaydi. Boshqasini yozing yoki server soatini tekshiring.
ari-https-fault-unknownIssuer = ⚠️ Sertifikatni «{ $issuer }» bergan, uni hech kim tanimaydi. Oʻsha tashkilotning sertifikati kerak. (Let’s Encrypt boʻlsa, fullchain.pem ni oling.)
ari-https-fixed-by-environment = ⚠️ { $key } muhit oʻzgaruvchisi sifatida berilgan va .env dan ustun turadi: yangi manzil oʻqilmas edi. Uni muhitdan olib tashlab, botni qayta ishga tushiring.
ari-https-no-address = ⚠️ <code>{ $file }</code> faylida ASTERISK_ARI_URL yoʻq. Avval uni yozing.
ari-https-off = ⚠️ http.conf da Asterisk’ning veb-serveri oʻchiq. Avval /doctor yordamida tuzating.
ari-https-no-port = ⚠️ 8089–8093 portlarining hammasi band. Bittasini boʻshating yoki http.conf dagi tlsbindaddr ga boshqa port yozing.
ari-https-no-name =
    ⚠️ Sertifikat quyidagi nomlarga berilgan: { $names }. Shu serverdan bu nomlar serverning oʻziga olib kelmaydi.

    /etc/hosts fayliga <code>127.0.0.1 NOM</code> qatorini qoʻshing yoki sertifikatni bot yasasin.
ari-https-already = Hammasi allaqachon shunday sozlangan.
ari-https-about-made = 🪄 Sertifikat 10 yilga, shu serverning hamma nom va manzillariga yasaladi. Boshqa dasturlarga <code>{ $file }</code> faylini berasiz: ular faqat shunga ishonadi. Yopiq kalitni hech kimga bermang.
ari-https-about-own = 📅 Sertifikat { $date } kunigacha ishlaydi. Har yangilanganda Asterisk uni qayta oʻqishi kerak: <code>asterisk -rx 'module reload http'</code>. Muddati yaqinlashsa, /doctor aytadi.
ari-https-about-plain = Oddiy HTTP ({ $address }) shu serverdagi dasturlar uchun ochiq qoladi.
ari-https-about-open = ⚠️ Oddiy HTTP ({ $address }) tarmoqqa ham ochiq turibdi va shunday qoladi. Hamma HTTPS’ga oʻtgach, uni /doctor yordamida yoping.
ari-https-about-dependants = .env dan foydalanadigan dasturlar ({ $names }) yangi manzilni keyingi ishga tushishida oladi. Avval ular sertifikatga ishonishini tekshiring (Node.js: NODE_EXTRA_CA_CERTS).
ari-https-now = 🔒 Yoqilsin
ari-https-undo = ↩️ Ortga qaytarish
ari-https-back = ‹ ARI
change-ari-https = ARI uchun HTTPS: { $address }
