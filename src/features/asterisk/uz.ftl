asterisk-command = Asterisk: qayta oʻqitish, qayta ishga tushirish
asterisk-title = ☎️ <b>Asterisk { $version }</b>
asterisk-times =
    Ishlab turibdi: { $started } dan beri
    Fayllar oxirgi marta qayta oʻqilgan: { $reloaded }
asterisk-calls =
    { $calls ->
        [0] Hozir hech kim gaplashmayapti
       *[other] Hozir { $calls } ta qoʻngʻiroq bor
    }
asterisk-about = Fayllarni qayta oʻqitish qoʻngʻiroqlarni uzmaydi. Avval fayllarni oʻzim koʻrib chiqaman: Asterisk ularda nima yozilganidan qatʼi nazar “bajarildi” deyaveradi.
asterisk-away =
    ⚠️ Asterisk javob bermayapti, shuning uchun bu yerdan hech narsa qilib boʻlmaydi. Serverda qarang: <code>sudo systemctl status asterisk</code>; ishlab turgan boʻlsa-yu, javob bermasa: <code>sudo systemctl restart asterisk</code> (hamma qoʻngʻiroqlar uziladi).
    Sababi: { $because }
asterisk-no-console =
    ℹ️ Asterisk’ni bu yerdan qayta ishga tushirib boʻlmaydi: uning konsoli bot uchun ochilmagan. Qanday ochish docs/production.md faylining “Asterisk’s console” boʻlimida yozilgan (asterisk-config/sudoers).
    Sababi: { $because }
asterisk-refresh = 🔄 Yangilash
asterisk-to-screen = ☎️ Asterisk
asterisk-reload-dialplan = 📖 Dialplan: qayta oʻqish
asterisk-reload-pjsip = 📱 PJSIP: qayta oʻqish
asterisk-reload-ari = 🔑 ARI: qayta oʻqish
asterisk-reloading-dialplan = ⏳ Asterisk extensions.conf faylini qayta oʻqimoqda…
asterisk-reloading-pjsip = ⏳ Asterisk pjsip.conf faylini qayta oʻqimoqda…
asterisk-reloading-ari = ⏳ Asterisk ari.conf faylini qayta oʻqimoqda…
asterisk-reloaded-dialplan = ✅ Asterisk extensions.conf va unga ulangan fayllarni oʻqidi. Qoʻngʻiroqlar davom etmoqda, yangilari yangi dialplan boʻyicha boradi. Oldindan faqat fayl yuklanishi tekshirildi: kerakli ishni bajarishini sinov qoʻngʻirogʻi koʻrsatadi.
asterisk-reloaded-pjsip = ✅ Asterisk pjsip.conf va unga ulangan fayllarni oʻqidi. Qoʻngʻiroqlar va telefonlarning ulanishi davom etmoqda. Oʻzgargan transport faqat qayta ishga tushirilgach kuchga kiradi.
asterisk-reloaded-ari = ✅ Asterisk ari.conf va unga ulangan fayllarni oʻqidi. Qoʻngʻiroqlar davom etmoqda, ochiq ulanishlar ochiqligicha qoladi.
asterisk-lost =
    ⚠️ Hammasi ham kuchga kirmadi (bunday joylar: { $count } ta). Birinchisi: { $what }
    <code>{ $place }</code>
asterisk-restart = 🔴 Qayta ishga tushirish…
asterisk-ask-when =
    🔴 <b>Asterisk qayta ishga tushirilsinmi?</b>
    { $calls ->
        [0] Hozir hech kim gaplashmayapti.
       *[other] Hozir { $calls } ta qoʻngʻiroq bor; “Hozir” tugmasi ularning hammasini uzadi.
    }
    “Qoʻngʻiroq qolmaganda” kutadi va hech kimni uzmaydi. Bu orada yangi qoʻngʻiroqlar qabul qilinaveradi, shuning uchun uzoq kutish mumkin; ungacha bekor qilsa boʻladi.
asterisk-consent = 🔴 <b>Asterisk hozir qayta ishga tushirilsin.</b> Davom etayotgan qoʻngʻiroqlar uziladi: { $calls } ta.
asterisk-when-convenient = Qoʻngʻiroq qolmaganda
asterisk-when-now = 🔴 Hozir
asterisk-ask-word =
    🔴 Uziladi: { $calls ->
        [0] shu orada boshlanadigan qoʻngʻiroqlar
       *[other] { $calls } ta qoʻngʻiroq
    }. Asterisk qaytguncha hech kim qoʻngʻiroq qila olmaydi. Davom etish uchun <code>{ $word }</code> deb yozing.
asterisk-restarting = ⏳ Asterisk’ka qayta ishga tushish buyurilmoqda…
asterisk-coming-back = ⏳ Asterisk qayta ishga tushmoqda. Qoʻngʻiroqlarni qabul qilishini, meni kiritishini va qoʻngʻiroqlar haqida xabar berishini kutyapman…
asterisk-waiting = ⏳ Birorta ham qoʻngʻiroq qolmaganda Asterisk qayta ishga tushadi. Qaytganda xabar beraman.
asterisk-take-back = ↩️ Endi kerak emas
asterisk-taken-back = ↩️ Qayta ishga tushirish bekor qilindi: Asterisk avvalgidek ishlayapti.
asterisk-not-taken-back = Asterisk konsoli javob bermayapti: qayta ishga tushirishni bekor qilib boʻlmadi.
asterisk-back = ✅ Asterisk qayta ishga tushdi: toʻliq yuklandi, ARI meni kirityapti, qoʻngʻiroqlar haqida yana xabar kelyapti. Telefonlar oʻzi qayta ulanadi, oxirgilari muddati kelganda.
asterisk-not-back-down =
    ❗️ Asterisk toʻxtadi va qaytmadi. Serverda qarang: <code>sudo systemctl status asterisk</code>, <code>sudo tail /var/log/asterisk/messages</code>
    Sababi: { $because }
asterisk-not-back-hangs = ❗️ Asterisk’ka qayta ishga tushish buyurildi, lekin u buni qilmadi: hali ham avvalgisi ishlayapti. Serverda: <code>sudo systemctl restart asterisk</code>
asterisk-not-back-ari =
    ❗️ Asterisk yana ishlayapti, lekin ARI botni kiritmayapti. Nima notoʻgʻriligini /doctor aytadi.
    Sababi: { $because }
asterisk-not-back-events = ⚠️ Asterisk yana ishlayapti va ARI javob beryapti, lekin qoʻngʻiroqlar haqida hali xabar kelmayapti. Shunday qolaversa: /doctor
