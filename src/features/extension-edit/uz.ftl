extension-edit-not-ours = { $number } bot yaratgan raqamlar orasida yoʻq.
extension-edit-kept = { $number } oʻz holicha qoldi.
extension-edit-to-card = 📞 { $number }
extension-edit-undo = ↩️ Ortga qaytarish
extension-edit-switch-off-now = 🚫 Toʻxtatib qoʻyilsin
extension-edit-switch-on-now = ▶️ Qayta yoqilsin
extension-edit-already-off = { $number } allaqachon toʻxtatib qoʻyilgan.
extension-edit-already-on = { $number } yoqilgan, hech narsa oʻzgartirilmadi.
extension-edit-note-off = 🚫 Telefon ulana olmaydi va unga qoʻngʻiroq qilib boʻlmaydi. Parol va sozlamalar saqlanadi, xohlagan payt qayta yoqasiz.
extension-edit-note-on = ▶️ Telefon avvalgi paroli bilan yana ulanadi.
extension-edit-talking = ⚠️ Hozir shu telefonda suhbat ketyapti. U uzilmaydi, lekin tugagach yangi qoʻngʻiroq boʻlmaydi.
extension-edit-ask-name =
    ✏️ <b>{ $number }</b> uchun yangi ismni yozing

    Hozirgi ism: { $name }. Qoʻngʻiroq qilganda hamkasblar ekranida shu ism koʻrinadi.
extension-edit-bad-name = ⚠️ Bunday ism boʻlmaydi. Ism harf bilan boshlansin va 40 belgidan oshmasin.
extension-edit-same-name = { $number } hozir ham «{ $name }» deb ataladi.
extension-edit-rename-now = ✅ Nomi oʻzgartirilsin
extension-edit-operator-renamed = 👤 Operator «{ $operator }» ham shunday ataladi.
extension-edit-operator-keeps-name = 👤 Operator { $operator } oʻz ismida qoladi: u Telegramda oʻzi roʻyxatdan oʻtgan.
extension-edit-ask-operator =
    👤 <b>{ $number }</b> kimga beriladi?

    Operatorni tanlang yoki yangi operatorning ismini yozing.
extension-edit-ask-other-operator =
    👤 <b>{ $number }</b> hozir { $name } ixtiyorida

    Boshqa operatorni tanlang, yangi operatorning ismini yozing yoki raqamni boʻshating.
extension-edit-free = 🔓 Raqamni boʻshatish
extension-edit-free-now = ✅ Boʻshatilsin
extension-edit-give-now = ✅ Berilsin
extension-edit-nobodys = { $number } hech kimga biriktirilmagan.
extension-edit-note-tied = 👤 { $number } endi { $name } ixtiyorida boʻladi. Parol oʻzgarmaydi.
extension-edit-note-loses = { $name } bu raqamsiz qoladi.
extension-edit-note-freed = 🔓 { $name } bu raqamsiz qoladi. Telefon ishlayveradi va avvalgi ism bilan koʻrinadi: paroli ham oʻzgarmaydi.
extension-edit-ask-kind =
    ☎️ <b>{ $number }</b>: qanday telefon ulanadi?

    Hozir: { $kind }
extension-edit-kind-softphone = 📱 Telefondagi dastur
extension-edit-kind-desk = ☎️ Stol telefoni
extension-edit-kind-remote = 🏠 Boshqa joyda, router ortida
extension-edit-kind-tls = 🔒 Shifrlangan (TLS)
extension-edit-kind-now = ✅ Almashtirilsin
extension-edit-same-kind = { $number } hozir ham shu turdagi telefon uchun sozlangan.
extension-edit-no-tls = 🔒 Shifrlangan telefon uchun pjsip.conf’da TLS transporti kerak: protocol=tls, sertifikat va kalit bilan. U hali yoʻq.
extension-edit-note-softphone = 📱 Javoblar telefon turgan haqiqiy manzilga yuboriladi.
extension-edit-note-desk = ☎️ Telefon server bilan bitta tarmoqda turishi kerak.
extension-edit-note-remote = 🏠 Javoblar router manziliga yuboriladi, har 30 soniyada telefon borligi tekshiriladi.
extension-edit-note-tls = 🔒 Telefonda ham TLS va SRTP (SDES) yoqilishi kerak, aks holda u ulanmaydi.
extension-edit-update-now = ✅ Yangilansin
extension-edit-up-to-date = { $number } hozirgi Asterisk’ka mos yozilgan.
change-extension-disable = { $number } ({ $name }) raqamini toʻxtatib qoʻyish
change-extension-enable = { $number } ({ $name }) raqamini qayta yoqish
change-extension-rename = { $number }: { $from } → { $to }
change-extension-tie = { $number } raqamini berish ({ $name })
change-extension-free = { $number } raqamini boʻshatish ({ $name })
change-extension-kind-softphone = { $number } ({ $name }): telefondagi dastur sozlamalari
change-extension-kind-desk = { $number } ({ $name }): stol telefoni sozlamalari
change-extension-kind-remote = { $number } ({ $name }): router ortidagi telefon sozlamalari
change-extension-kind-tls = { $number } ({ $name }): shifrlangan telefon sozlamalari
change-extension-update = { $number } ({ $name }) yozuvini hozirgi Asterisk’ka moslash
