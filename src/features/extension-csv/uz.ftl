csv-export = ⬇️ CSV’ga saqlash
csv-import = ⬆️ CSV’dan yuklash
csv-export-caption = 📞 Ichki raqamlar: { $count } ta. Parollar bu faylda yoʻq.
csv-file-extensions = ichki-raqamlar
csv-file-sample = namuna
csv-file-faults = xatolar
csv-file-result = natija-parollar
csv-file-diff = ozgarishlar
csv-column-row = Qator
csv-column-number = Raqam
csv-column-name = Ism
csv-column-kind = Telefon turi
csv-column-operator = Operator
csv-column-state = Holat
csv-column-password = Parol
csv-column-outcome = Natija
csv-kind-softphone = Dastur
csv-kind-desk = Stol telefoni
csv-kind-remote = Masofaviy
csv-kind-tls = TLS
csv-state-on = Yoqilgan
csv-state-off = Oʻchirilgan
csv-ask =
    ⬆️ <b>Ichki raqamlarni fayldan yuklash</b>

    CSV faylni yuboring yoki qatorlarni shu yerga yozing, masalan: <code>1001; Aziza Karimova</code>

    Ustunlar: raqam, ism, telefon turi, parol. Birinchi ikkitasi kerak, qolgani ixtiyoriy. Parol boʻsh boʻlsa, uni oʻzim tanlayman. Bir martada { $limit } qatorgacha.

    Uzun roʻyxatni fayl qilib yuboring: Telegram uzun xabarni boʻlib yuboradi. Xabaringiz oʻqilgach darhol oʻchiriladi. Siz rejani tasdiqlamaguningizcha hech narsa yozilmaydi.
csv-sample = 📄 Namuna fayl
csv-sample-sent = 📄 Namuna yuborildi. Uni toʻldirib, shu yerga qaytaring.
csv-sample-caption = 📄 Namuna: oʻz raqam va ismlaringizni yozing, CSV qilib saqlang va menga yuboring.
csv-sample-name-1 = Aziza Karimova
csv-sample-name-2 = Jasur Olimov
csv-forgotten = ⚠️ Fayl endi xotiramda yoʻq: u faqat qisqa vaqt va bot qayta ishga tushguncha saqlanadi. Uni yana bir bor yuboring.
csv-unreadable-workbook = ⚠️ Bu Excel kitobi. Uni CSV qilib saqlang («Saqlash» → «CSV UTF-8») va qaytadan yuboring.
csv-unreadable-notText = ⚠️ Bu matnli fayl emas. Jadvalni CSV qilib saqlang va qaytadan yuboring.
csv-unreadable-empty = ⚠️ Faylda birorta ham qator yoʻq.
csv-unreadable-quotes = ⚠️ Qoʻshtirnoqlar notoʻgʻri: biri ochilgan, lekin yopilmagan. Tuzatib, qaytadan yuboring.
csv-unreadable-noHeader = ⚠️ Birinchi qatorda ustun nomlari yoʻq. «Raqam» va «Ism» deb yozing yoki namuna fayldan foydalaning.
csv-unreadable-noNumber = ⚠️ «Raqam» ustuni topilmadi. Birinchi qatorga shu nomni yozing.
csv-unreadable-noName = ⚠️ «Ism» ustuni topilmadi. Birinchi qatorga shu nomni yozing.
csv-unreadable-columnTwice = ⚠️ Bitta ustun ikki marta uchraydi. Keraksizini oʻchirib, qaytadan yuboring.
csv-unreadable-tooManyRows = ⚠️ Qatorlar 1000 tadan koʻp. Faylni boʻlib yuboring.
csv-verdict = 📄 <b>{ $count } ta qator oʻqildi</b>
csv-verdict-create = ➕ Yangi raqam: { $count } ta
csv-verdict-change = ✏️ Oʻzgaradi: { $count } ta
csv-verdict-same = ➖ Oʻzgarishsiz: { $count } ta
csv-verdict-bad = ⚠️ Xato qator: { $count } ta
csv-verdict-fault = • { $fault }: { $rows }-qator
csv-verdict-more-faults = • … qolganlari xatolar faylida
csv-verdict-columns = ℹ️ { $count } ta ustunni tanimadim va eʼtiborga olmadim.
csv-next-good = Hali hech narsa yozilmadi.
csv-next-bad = Hali hech narsa yozilmadi. Faylni tuzatib, shu yerga qaytadan yuboring yoki xato qatorlarsiz davom eting.
csv-next-passwords = 🔑 Oxirida parollar bitta faylda keladi. U bir daqiqadan keyin oʻchadi: darhol saqlab oling.
csv-nothing-to-do = Hammasi allaqachon shunday, qiladigan ish yoʻq.
csv-go-on = ✅ Davom etish: { $count } ta
csv-skip-bad = ⏭ Xatolarsiz davom etish: { $count } ta
csv-show-faults = 📄 Xatolar fayli
csv-faults-caption = ⚠️ Xato qatorlar va sabablari. Asl faylingizni tuzating va qaytadan yuboring.
csv-left-out = ⚠️ { $count } ta xato qator tashlab ketiladi.
csv-nowhere = ⚠️ { $count } ta raqamga hech kim qoʻngʻiroq qila olmaydi: dialplan’ning { $context } qismida mos qoida yoʻq.
csv-route-unknown = ❔ { $count } ta raqam uchun dialplan’ni tekshirib boʻlmadi ({ $context }).
csv-import-now = ✅ Kiritilsin
csv-show-diff = 📄 Hamma oʻzgarishlar
csv-diff-caption = 📄 Kiritiladigan hamma oʻzgarishlar. Parollar yashirilgan.
csv-result-caption = 🔑 Natija va parollar. Darhol saqlab oling: bu fayl bir daqiqadan keyin oʻchadi va qaytadan koʻrsatilmaydi.
csv-result-lost = ⚠️ Parollar faylini yuborib boʻlmadi. Oʻzgarishni ortga qaytarib, faylni qaytadan yuklang yoki raqamlarga yangi parol bering.
csv-password-typed = (faylingizda)
csv-outcome-create = yaratildi
csv-outcome-change = oʻzgartirildi
csv-outcome-same = oʻzgarishsiz
csv-outcome-bad = tashlab ketildi: { $reasons }
csv-list = 📞 Roʻyxat
csv-undo = ↩️ Ortga qaytarish
csv-fault-tooManyColumns = Ortiqcha ustun bor
csv-fault-numberMissing = Raqam yoʻq
csv-fault-numberOdd = Raqamni ikki xil oʻqish mumkin
csv-fault-numberNotANumber = Raqam 2–6 ta raqamdan iborat emas
csv-fault-numberOutOfRange = Raqam ruxsat etilgan oraliqda emas
csv-fault-numberReserved = Raqam boshqa ish uchun ajratilgan
csv-fault-numberTaken = Raqam band
csv-fault-numberInDialplan = Raqam dialplan’da boshqa ishga ulangan
csv-fault-numberTwice = Raqam faylda takrorlangan
csv-fault-byHand = Qoʻlda yozilgan raqam, uni bot oʻzgartirmaydi
csv-fault-nameMissing = Ism yoʻq
csv-fault-nameBad = Bunday ism boʻlmaydi
csv-fault-operatorBad = Operatorning ismi boʻlmaydi
csv-fault-operatorDiffers = Operatorni faylda emas, raqamning oʻzida almashtiring
csv-fault-kindUnknown = Telefon turi tushunarsiz
csv-fault-kindNoTls = TLS hali sozlanmagan
csv-fault-stateUnknown = Holat tushunarsiz
csv-fault-passwordAlphabet = Parolda ruxsat etilmagan belgi bor
csv-fault-passwordTooShort = Parol qisqa: kamida 12 belgi kerak
csv-fault-passwordTooLong = Parol uzun: 64 belgidan oshmasin
csv-fault-passwordClasses = Parol oson: katta harf, kichik harf va raqamlar aralash boʻlsin
csv-fault-passwordPublished = Parol qoʻllanmalarda chop etilgan
csv-fault-passwordGuessable = Parolda raqam yoki ism takrorlangan
change-extensions-import =
    CSV fayldan: { $created } ta yangi raqam{ $changed ->
        [0] {""}
       *[other] , { $changed } ta oʻzgarish
    }
