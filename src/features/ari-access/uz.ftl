ari-command = ARI paroli va foydalanuvchilari
ari-title =
    🔑 <b>ARI</b>: Asterisk’ni boshqarish eshigi

    Hozir dasturlar <code>{ $user }</code> nomi bilan kiradi.
ari-title-no-pair =
    🔑 <b>ARI</b>: Asterisk’ni boshqarish eshigi

    .env faylida ARI foydalanuvchisi yoki paroli yoʻq, shuning uchun dasturlar qaysi nom bilan kirishi koʻrinmadi. Sababi: /doctor
ari-rotate = 🔑 Parolni almashtirish
ari-rotate-leaked = 🚨 Parol oshkor boʻlgan
ari-users = 👥 Foydalanuvchilar
ari-rotate-now = ✅ Almashtirilsin
ari-rotate-leaked-now = 🚨 Darhol almashtirilsin
ari-own-password = ✍️ Parolni oʻzim yozaman
ari-ask-password =
    🔑 Yangi ARI parolini yozing: 16–64 belgi, katta harf, kichik harf, raqam va belgilardan ( _ - . @ + ) kamida uch xili boʻlsin.

    Xabaringiz darhol oʻchiriladi.
ari-back = ‹ ARI
ari-kept = Parol oʻz holicha qoldi.
ari-rotation-begun = 🔑 Almashtirish boshlandi. Qanday ketayotganini quyidagi xabarda koʻrasiz.
ari-rotation-interrupted = Jarayon toʻxtab qolgan edi. Almashtirish qanday tugagani alohida xabarda yoziladi.
ari-running = ⏳ Parol almashtirish allaqachon ketyapti (keyingi foydalanuvchi: <code>{ $user }</code>). U tugagach qaytadan urinib koʻring.
ari-no-env = ⚠️ <code>{ $file }</code> faylida ASTERISK_ARI_USERNAME va ASTERISK_ARI_PASSWORD yoʻq. Avval ularni yozing.
ari-fixed-by-environment = ⚠️ { $key } muhit oʻzgaruvchisi sifatida berilgan va .env dan ustun turadi: yangi parol oʻqilmas edi. Uni muhitdan olib tashlab, botni qayta ishga tushiring.
ari-user-missing = ⚠️ .env dagi <code>{ $user }</code> foydalanuvchisi ari.conf da yoʻq.
ari-user-shared = ⚠️ [{ $user }] boʻlimi shablondan olingan yoki ikki joyga boʻlingan. Parolini bexato almashtirish uchun uni ari.conf da bitta oddiy boʻlim qilib yozing.
ari-user-hashed = ⚠️ [{ $user }] paroli xesh holida (password_format = crypt), bot esa uni .env bilan solishtira olmaydi. Avval oddiy (plain) parolga oʻting.
ari-mismatch = ⚠️ [{ $user }] paroli ari.conf va .env da har xil. Avval ularni bir xil qiling, keyin almashtiramiz.
ari-twin-unfit = ⚠️ Navbatlashadigan [{ $user }] foydalanuvchisi ari.conf ning { $line }-qatorida boshqacha sozlangan (faqat oʻqiydi, xesh, boshqa manzil yoki boshqa fayl). U boshqa dasturniki boʻlsa, nomini oʻzgartiring.
ari-away =
    ⚠️ ARI’dan kutilgan javob kelmadi, shuning uchun hech narsa oʻzgartirilmadi.
    Sababi: { $why }
ari-refused-401 = ⚠️ Asterisk hozirgi parolni qabul qilmayapti (401, <code>{ $user }</code>). Avval shuni tuzating: aks holda qaysi parol toʻgʻriligini bilib boʻlmaydi.
ari-refused-403 = ⚠️ Asterisk <code>{ $user }</code> ga bu kompyuterdan kirishga ruxsat bermayapti (403). ari.conf dagi permit va deny ni tekshiring.
ari-refused-404 = ⚠️ ARI yoʻq (404): oʻchirilgan, moduli yuklanmagan yoki Asterisk endi ishga tushyapti. <code>{ $user }</code> kira olmadi.
ari-refused-503 = ⏳ Asterisk endi ishga tushyapti (503), <code>{ $user }</code> hali kira olmaydi. Bir ozdan keyin urinib koʻring.
ari-read-only = ⚠️ <code>{ $user }</code> faqat oʻqiy oladi, dasturlarga esa boshqarish huquqi kerak. ari.conf da read_only = no qiling.
ari-disk-full = ⚠️ <code>{ $folder }</code> diskida joy qolmagan. Avval joy boʻshating.
ari-folder-closed = ⚠️ Bot <code>{ $folder }</code> papkasiga yoza olmaydi. Uning foydalanuvchisiga ruxsat bering.
ari-dependant-unknown = pm2 da <code>{ $name }</code> degan dastur yoʻq.
ari-dependant-down = <code>{ $name }</code> ishlamayapti (pm2 da online emas).
ari-dependant-shadowed = ⚠️ pm2 <code>{ $name }</code> uchun { $key } ning eski qiymatini saqlab turibdi, u .env dan ustun: dastur yangi parolni oʻqimas edi. pm2 dan oʻchirib (pm2 delete), toza muhitda qayta qoʻshing.
ari-dependant-unstable = <code>{ $name }</code> ishga tushdi-yu, yana yiqildi.
ari-dependant-no-session = Qayta ishga tushgach hech kim «{ $name }» ilovasining ARI hodisalarini tinglamayapti.
ari-dependant-pm2 = pm2 bilan gaplashib boʻlmadi: { $why }
ari-password-forgotten = ⚠️ Bot qayta ishga tushdi va yozgan parolingiz saqlanmadi. Qaytadan yozing.
ari-password-alphabet = ⚠️ Parolda faqat lotin harflari, raqamlar va _ - . @ + boʻlsin.
ari-password-tooShort = ⚠️ Parol juda qisqa: kamida 16 belgi kerak.
ari-password-tooLong = ⚠️ Parol juda uzun: 64 belgidan oshmasin.
ari-password-classes = ⚠️ Parol oson: katta harf, kichik harf, raqam va belgilardan kamida uch xili boʻlsin.
ari-password-published = ⚠️ Bu parol qoʻllanmalarda chop etilgan, uni hamma biladi.
ari-password-same = ⚠️ Bu hozirgi parolning oʻzi.
ari-about-alternating =
    Yangi parol avval <code>{ $next }</code> ga beriladi va tekshiriladi, soʻng .env bir zumda unga oʻtadi. <code>{ $user }</code> yana { $minutes } daqiqa ishlaydi (shu orada qaytarish mumkin), keyin oʻchadi. Hech bir qoʻngʻiroq uzilmaydi.
ari-about-leaked =
    Yangi parol <code>{ $next }</code> ga beriladi, .env unga oʻtadi va <code>{ $user }</code> ning eski paroli darhol oʻldiriladi. Ochiq turgan barcha ARI ulanishlari uziladi. Ortga yoʻl yoʻq.
ari-about-single =
    ⚠️ Sozlamada bitta foydalanuvchi tanlangan: <code>{ $user }</code>. Parol ari.conf va .env da birga almashadi. Bir lahza (odatda 0,1 soniyadan kam) va dasturlar qayta ishga tushguncha ular 401 javobini olishi mumkin.
ari-about-dependants = Soʻng pm2 orqali qayta ishga tushiriladi va tekshiriladi: { $names }
ari-rotation-prepared = 🔑 <b>ARI paroli almashtirilmoqda</b>
ari-rotation-switched = 🔑 <b>ARI paroli almashtirilmoqda</b>
ari-rotation-grace = 🔑 <b>Yangi ARI paroli ishlayapti</b>
ari-rotation-retired = 🔑 <b>ARI paroli almashtirilmoqda</b>
ari-rotation-aborting = ↩️ Boʻlmadi, avvalgi holatga qaytaryapman…
ari-rotation-goingBack = ↩️ Avvalgi parolga qaytaryapman…
ari-rotation-wentBack = ↩️ Avvalgi parolga qaytaryapman…
ari-rotation-done = ✅ <b>ARI paroli almashdi.</b> Dasturlar endi <code>{ $user }</code> nomi bilan kiradi, eski parol (<code>{ $previous }</code>) rad etilishi tekshirildi.
ari-rotation-putBack = ↩️ <b>ARI paroli almashmadi, hammasi avvalgi holatiga qaytarildi.</b> Dasturlar yana <code>{ $previous }</code> nomi bilan kiradi.
ari-rotation-stuck = ❗️ <b>ARI parolini almashtirish oxiriga yetmadi, buni qoʻlda koʻrib chiqish kerak.</b> .env dagi parol ishlaydi; ari.conf da <code>{ $previous }</code> va <code>{ $user }</code> ni tekshiring.
ari-step-set = <code>{ $user }</code> ga yangi parol berildi, ikkala parol tekshirildi
ari-step-use = .env yangi parolga oʻtdi
ari-step-programs = Dasturlar yangi parolga oʻtdi
ari-step-grace = Eski parol ham ishlab turgan muddat
ari-step-retire = Eski parol (<code>{ $previous }</code>) oʻchirildi, ulanishlari uzildi
ari-grace = Eski parol { $until } gacha ham ishlaydi, keyin oʻzim oʻchiraman (<code>{ $previous }</code>).
ari-done-leaked = Eski parol bilan ochilgan barcha ulanishlar uzildi.
ari-because = Sababi: { $because }
ari-waiting =
    ⏳ Hozir davom ettirib boʻlmayapti, .env dagi parol esa ishlab turibdi. Toʻsiq yoʻqolishi bilan oʻzim davom etaman.
    Sababi: { $because }
ari-undo = ↩️ Ortga qaytarish
ari-end-grace = ✅ Eskisi hozir oʻchsin
ari-going-back = Qaytaryapman…
ari-ending-grace = Eski parolni oʻchiryapman…
ari-too-late = Endi kech: bu almashtirish boshqa bosqichda.
ari-remark-old-still-works = <code>{ $user }</code> ning eski paroli hali ham ishlayapti. Asterisk’ni tekshiring.
ari-remark-sessions = Eski parol bilan ochilgan ulanishlarni uzib boʻlmadi ({ $why }). Ular Asterisk qayta ishga tushguncha ochiq qolishi mumkin.
ari-remark-still-down = <code>{ $name }</code> avvalgi parol bilan ham ishga tushmadi. Uning jurnalini koʻring.
ari-remark-asked = Siz shuni soʻradingiz.
change-ari-new-password = { $user } ARI foydalanuvchisiga yangi parol
change-ari-switch = .env ni { $user } ARI foydalanuvchisiga oʻtkazish
change-ari-switch-back = .env ni { $user } ARI foydalanuvchisiga qaytarish
change-ari-retire = { $user } ning eski ARI parolini oʻchirish
fault-ari-locked-out = .env dagi { $user } foydalanuvchisi va paroli ari.conf da qolmas edi: bot Asterisk’ka kira olmay qolardi.
