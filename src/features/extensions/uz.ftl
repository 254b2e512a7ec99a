extensions-command = Ichki raqamlar
extensions-command-new = Yangi ichki raqam
extensions-list =
    📞 <b>Ichki raqamlar</b>: { $count } ta{ $pages ->
        [1] {""}
       *[other] {" "}· { $page }/{ $pages }-sahifa
    }
extensions-list-legend = 🟢 ulangan · 📞 gaplashmoqda · ⚪️ ulanmagan
extensions-list-found = 🔎 «{ $find }»: { $count } ta topildi
extensions-list-find = 🔎 Tez topish: <code>/extensions Aziza</code> yoki <code>/extensions 1005</code>
extensions-list-empty = Hali birorta ham yoʻq. Birinchisini yarating, bir daqiqa kifoya.
extensions-state-unknown = Asterisk javob bermayapti, shuning uchun raqamlarning holati nomaʼlum.
extensions-create = ➕ Yaratish
extensions-refresh = 🔄 Yangilash
extensions-back-to-list = ‹ Roʻyxat
extensions-gone = { $number } endi yoʻq.
extensions-card-title = 📞 { $label }
extensions-card-kind = Telefon turi: { $kind }
extensions-card-by-hand = ✍️ Qoʻlda yozilgan: <code>{ $file }</code>, { NUMBER($line, useGrouping: "false") }-qator.
extensions-state-online = Telefon ulangan
extensions-state-busy = Hozir gaplashmoqda
extensions-state-offline = Telefon ulanmagan
extensions-kind-softphone = 📱 Telefondagi dastur
extensions-kind-desk = ☎️ Stol telefoni
extensions-kind-remote = 🏠 Boshqa joyda, router ortida
extensions-kind-tls = 🔒 Shifrlangan (TLS)
extensions-ask-person =
    👤 <b>Yangi ichki raqam kim uchun?</b>

    { $offered ->
        [0] Yangi operatorning ismini yozing.
       *[other] Operatorni tanlang yoki yangi operatorning ismini yozing.
    }
extensions-bad-name = ⚠️ Bunday ism boʻlmaydi. Ism harf bilan boshlansin va 40 belgidan oshmasin.
extensions-ask-number =
    🔢 <b>{ $name }</b> uchun raqam

    Boʻsh raqamlardan birini tanlang yoki oʻzingiz yozing ({ $first }–{ $last }).
extensions-number-notANumber = ⚠️ «{ $number }» raqam emas. Faqat 2–6 ta raqam yozing, masalan 1001.
extensions-number-outOfRange = ⚠️ { $number } boʻlmaydi: { $first } dan { $last } gacha raqam yozing.
extensions-number-reserved = ⚠️ { $number } boshqa ish uchun ajratilgan. Boshqasini tanlang.
extensions-number-taken = ⚠️ { $number } band. Boshqasini tanlang.
extensions-number-inDialplan = ⚠️ { $number } boshqa ishga band: dialplan’ning { $context } qismida u <code>{ $step }</code> ga ulangan. Boshqasini tanlang.
extensions-number-nowhere = ⚠️ Bu raqamga hech kim qoʻngʻiroq qila olmaydi: dialplan’ning { $context } qismida unga mos qoida yoʻq.
extensions-number-unknown = ℹ️ Dialplan’ni tekshirib boʻlmadi: raqamga qoʻngʻiroq borishini sinab koʻring.
extensions-ask-kind =
    ☎️ <b>{ $number } · { $name }</b>

    Qanday telefon ulanadi?
extensions-create-now = ✅ Yaratilsin
extensions-own-password = 🔑 Parolni oʻzim yozaman
extensions-ask-password =
    🔑 Parolni yozing: kamida 12 belgi, katta va kichik harflar hamda raqamlar (- _ . ~ ham mumkin).

    Xabaringiz darhol oʻchiriladi.
extensions-password-forgotten = ⚠️ Bot qayta ishga tushdi va yozgan parolingiz saqlanmadi. Qaytadan yozing.
extensions-password-alphabet = ⚠️ Parolda faqat lotin harflari, raqamlar va - _ . ~ boʻlsin.
extensions-password-tooShort = ⚠️ Parol juda qisqa: kamida 12 belgi kerak.
extensions-password-tooLong = ⚠️ Parol juda uzun: 64 belgidan oshmasin.
extensions-password-classes = ⚠️ Parol oson: katta harf, kichik harf, raqam va belgilardan kamida uch xili boʻlsin.
extensions-password-published = ⚠️ Bu parol qoʻllanmalarda chop etilgan, uni hamma biladi.
extensions-password-guessable = ⚠️ Bu parolni topish oson: unda raqam yoki ism takrorlangan.
extensions-show = 📞 Koʻrish
extensions-undo = ↩️ Ortga qaytarish
extensions-try-again = 🔁 Qaytadan
extensions-renew = 🔑 Yangi parol
extensions-renew-now = ✅ Parol almashtirilsin
extensions-delete = 🗑 Oʻchirish
extensions-delete-now = 🗑 Ha, oʻchirilsin
extensions-kept = { $number } oʻz holicha qoldi.
extensions-not-ours = { $number } bot yaratgan raqamlar orasida yoʻq.
extensions-state-disabled = Toʻxtatib qoʻyilgan: telefon ulana olmaydi
extensions-list-legend-disabled = 🚫 toʻxtatilgan
extensions-card-operator = Operator: { $name }
extensions-card-nobody = Operator: biriktirilmagan
extensions-card-outdated = ⚠️ Yozuv Asterisk’ning boshqa versiyasi uchun qilingan, telefon ulanmasligi mumkin.
extensions-card-aging = ℹ️ Yozuv Asterisk’ning eski versiyalari uchun qilingan. Telefon ishlayveradi; istasangiz, yangilab qoʻying.
extensions-operator = 👤 Operator
extensions-rename = ✏️ Nomi
extensions-kind = ☎️ Telefon turi
extensions-disable = 🚫 Toʻxtatish
extensions-enable = ▶️ Qayta yoqish
extensions-update = 🔧 Asterisk’ka moslash
extensions-password-disabled = { $number } toʻxtatib qoʻyilgan. Avval qayta yoqing, keyin yangi parol bering.
change-extension-create = Yangi ichki raqam { $number } ({ $name })
change-extension-delete = { $number } ({ $name }) raqamini oʻchirish
change-extension-password = { $number } uchun yangi parol
extensions-card-lost = ⚠️ Telefon sozlamalarini yuborib boʻlmadi va parol koʻrsatilmadi. Yangi parol bering: /extensions → raqam → 🔑 Yangi parol.
extensions-list-legend-broken = ⚠️ ishlamaydi
