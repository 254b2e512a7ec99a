phone-card =
    📱 <b>Telefon sozlamalari: { $number } · { $name }</b>

    Server: <code>{ $server }</code>
    Foydalanuvchi: <code>{ $number }</code>
    Parol: <code>{ $password }</code>
    Domen: <code>{ $domain }</code>
    Port: <code>{ $port }</code>
    Transport: <code>{ $transport }</code>

    ⏱ Parol faqat hozir koʻrinadi: bu xabar bir daqiqadan keyin yoki telefon ulanishi bilan oʻchadi.
phone-card-copy-password = 📋 Parol
phone-card-copy-number = 📋 Raqam
phone-card-copy-server = 📋 Server
phone-card-copy-link = 📋 Havola
phone-card-qr =
    📷 <b>{ $number } · { $name }</b>: Linphone uchun QR-kod

    Linphone’da «QR-kodni skanerlash»ni tanlang va kodni skanerlang. Kod ilovaning oʻzida skanerlanadi, kamera yoki brauzerda emas. Ilova parolni soʻrasa, yuqoridagi xabardan koʻchiring.

    ⏱ Kod 10 daqiqa va faqat bitta telefon uchun ishlaydi.
phone-card-title = <b>{ $label }</b>
phone-card-waiting =
    ⏳ Telefon ulanishini kutyapman…

    Yuqoridagi sozlamalarni telefonga kiriting. Ulanishi bilan shu yerda koʻrinadi.
phone-card-registered = ✅ Telefon ulandi.
phone-card-address = Manzil: <code>{ $address }</code>
phone-card-agent = Telefon: { $agent }
phone-card-round-trip = Javob vaqti: { $milliseconds } ms
phone-card-unreachable =
    ⚠️ <b>Telefon ulandi, lekin PBX unga yetib bora olmayapti</b> (<code>{ $address }</code>).

    Kiruvchi qoʻngʻiroqlar kelmasligi mumkin. Odatda bunga oradagi router (NAT) sabab, yoki telefon hozirgina oʻchirilgan.

    👉 Telefonda STUN’ni, routerda SIP ALG’ni oʻchiring. Telefon boshqa joyda boʻlsa, raqamning telefon turi «🏠 Boshqa joyda, router ortida» boʻlsin.
phone-card-wrong-password =
    ❌ <b>Parol notoʻgʻri.</b>

    Telefon (<code>{ $address }</code>) { $number } boʻlib ulanmoqchi boʻldi, lekin PBX parolni qabul qilmadi.

    👉 Parolni qaytadan, nusxalab kiriting. Xabar oʻchib ketgan boʻlsa, yangi parol oling.
phone-card-unknown-user =
    ❌ <b>Foydalanuvchi nomi notoʻgʻri.</b>

    Telefon (<code>{ $address }</code>) «{ $user }» nomi bilan ulanmoqchi boʻldi, PBX bunday foydalanuvchini bilmaydi.

    👉 Telefonda foydalanuvchi nomi aynan <code>{ $number }</code> boʻlsin.
phone-card-not-listening =
    ❌ <b>Asterisk { $protocol } { $port }-portda javob bermayapti.</b>

    Telefon shu portga yuborilgan, lekin u yerda hech kim tinglamayapti.

    👉 pjsip.conf faylida { $protocol } transporti { $port }-portda boʻlsin (oʻzgartirilsa, Asterisk qayta ishga tushirilsin) yoki config/navbatchi.ini faylidagi portni toʻgʻrilang.
phone-card-nothing-arrived =
    ❌ <b>Telefondan hali hech narsa kelmadi.</b>

    Asterisk { $protocol } { $port }-portda ishlayapti, demak muammo telefon bilan PBX orasida.

    👉 Telefonda server manzili, port va transport ({ $protocol }) sozlamadagidek ekanini tekshiring. Telefon PBX bilan bir tarmoqda yoki VPN’da boʻlsin. Serverdagi himoya devori (firewall) { $port }-portni ochsin.
phone-card-no-log =
    ❔ <b>Telefon hali ulanmadi, sababini ayta olmayman.</b>

    Asterisk ishlayapti, lekin uning jurnalini oʻqib boʻlmadi. Shuning uchun telefon umuman kelmaganmi yoki paroli notoʻgʻrimi, bilinmaydi.

    👉 Telefonda server, port, foydalanuvchi va parolni tekshiring. Jurnalga ruxsat berish docs/production.md faylida yozilgan.
phone-card-no-asterisk =
    ❌ <b>Asterisk javob bermayapti.</b>

    👉 Avval Asterisk’ni ishga tushiring, telefon oʻzi qayta ulanadi.
phone-card-emulated = 🧪 Bu sinov muhiti: bu raqamning telefoni sahifadagi «☎ Telefonlar» roʻyxatida turibdi. Yonidagi «Ulash»ni bosing, shu xabar uning ulanganini aytadi.
phone-card-gone = 🗑 Bu raqam endi yoʻq yoki toʻxtatib qoʻyilgan, telefonni kutmayapman.
phone-card-over = 💤 Endi kuzatmayapman. Telefon ulansa, raqamlar roʻyxatida koʻrinadi.
phone-card-replaced = ♻️ Yangi parol berildi, bu sozlamalar endi ishlamaydi.
phone-card-check = 🔎 Tekshirish
phone-card-checked = 🔎 Tekshirildi
phone-card-new-password = 🔑 Yangi parol
phone-card-to-list = ‹ Ichki raqamlar
