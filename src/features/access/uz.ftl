access-command-start = Boshlash
access-command-help = Yordam
access-command-language = Til
access-command-people = Xodimlar va taklif
access-command-audit = Kim nima qildi
access-welcome = 👋 Salom, { $name }! Siz — { $role }.
access-help-admin = ⚙️ <b>Boshqaruv</b>
access-help-group = 👥 <b>Guruhda yoziladi</b>
access-claim-claimed =
    ✅ Salom, { $name }! Endi siz bu yerning egasisiz.

    Birinchi ichki raqamni yarating: /extensions
    Xodimlarni taklif qiling: /people
    Hamma imkoniyatlar: /help
access-claim-wrong = Kod notoʻgʻri. Serverdagi koddan aynan nusxa oling.
access-claim-locked = Urinishlar tugadi. Kodning muddati oʻtgach (15 daqiqa), serverda yangisi chiqadi.
access-claim-expired = Kodning muddati oʻtgan. Serverda hozir yangi kod chiqdi, shuni oching.
access-claim-notOpen = Bu yerning egasi bor. Undan taklif havolasini soʻrang.
access-invite-joined =
    ✅ Xush kelibsiz, { $name }! Siz — { $role }.

    /help — nimalar qilish mumkin
access-invite-unknown = Bu taklif topilmadi. Yangi havola soʻrang.
access-invite-used = Bu taklifdan foydalanib boʻlingan. Yangi havola soʻrang.
access-invite-expired = Bu taklifning muddati oʻtgan. Yangi havola soʻrang.
access-invite-alreadyIn = Siz allaqachon roʻyxatdasiz. /help
access-role-owner = ega
access-role-admin = admin
access-role-supervisor = nazoratchi
access-role-operator = operator
access-ask-language = 🌐 Qaysi tilda gaplashamiz?
access-people =
    👥 <b>Xodimlar</b>: { $count } kishi

    ◌ — hali Telegram orqali qoʻshilmagan
access-invite = ➕ Taklif qilish
access-invite-this = ✉️ Telegramga taklif qilish
access-ask-role = Kim sifatida taklif qilamiz?
access-invite-link =
    ✉️ Taklif tayyor ({ $role }). Havolani oʻsha odamga yuboring. U bir marta, { $hours } soat ichida ishlaydi:

    { $link }
access-copy-link = 📋 Havola
access-denied = Bunga huquqingiz yetmaydi.
access-person =
    👤 <b>{ $name }</b>
    Vazifasi: { $role }
    Ichki raqami: { $extension }
    { $joined }
access-joined = Telegram: qoʻshilgan
access-not-joined = Telegram: hali qoʻshilmagan
access-make = { $role } qilish
access-make-now = ✅ Ha
access-ask-make = { $name } — { $role } boʻlsinmi?
access-made = ✅ { $name } endi { $role }.
access-remove = 🚪 Chiqarish
access-remove-now = 🚪 Ha, chiqarilsin
access-ask-remove = { $name } chiqarilsinmi? Uning tugmalari, takliflari va boshlagan ishlari darhol bekor boʻladi.
access-removed = ✅ { $name } chiqarildi.
access-treat-denied = Bunga huquqingiz yetmaydi.
access-treat-unknown = Bu odam endi roʻyxatda yoʻq.
access-treat-lastOwner = Oxirgi egani chiqarib yoki lavozimini oʻzgartirib boʻlmaydi. Avval boshqasini ega qiling.
access-back-to-people = ‹ Xodimlar
access-audit = 🧾 <b>Kim nima qildi</b>, eng yangisi yuqorida
access-audit-whole = Zanjir butun: { $rows } ta yozuv.
access-audit-broken = ❗️ Zanjir uzilgan: { $row }-yozuvdan boshlab kimdir tuzatgan yoki oʻchirgan.
access-audit-export = 📄 Hammasi fayl qilib
access-audit-caption = { $rows } ta yozuv
access-did-access-claimOwner = Ega boʻlish
access-did-access-invite = Taklif qilish
access-did-access-acceptInvite = Taklifni qabul qilish
access-did-access-remove = Xodimni chiqarish
access-did-access-setRole = Vazifasini oʻzgartirish
access-did-access-language = Tilni tanlash
access-did-ari-rotation = ARI parolini almashtirish
access-did-asterisk-reload = Fayllarni qayta oʻqitish
access-did-asterisk-restart = Asterisk’ni qayta ishga tushirish
access-did-asterisk-cameBack = Asterisk’ning qaytishi
access-did-asterisk-takeBackRestart = Qayta ishga tushirishni bekor qilish
access-did-change-approval = Ikkinchi admin javobi
access-did-duty-on = Navbatga kirish
access-did-duty-off = Navbatdan chiqish
access-did-missed-claim = Mijozni olish
access-did-missed-call = Mijozga qayta qoʻngʻiroq
access-did-missed-done = Javobsiz qoʻngʻiroqni yopish
access-did-missed-release = Mijozni qaytarish
access-did-missed-reopen = Javobsiz qoʻngʻiroqni qayta ochish
access-did-telegram-command = Ruxsatsiz buyruq
access-did-telegram-press = Ruxsatsiz tugma
access-did-telegram-stranger = Begona odam yozdi
