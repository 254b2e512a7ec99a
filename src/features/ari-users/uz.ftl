ari-users-list = 👥 <b>ARI foydalanuvchilari</b>: { $count } ta
ari-users-legend = 🟢 bot va dasturlar shu nom bilan kiradi · 👤 toʻliq huquq · 👁 faqat oʻqiydi · ⚠️ fayl va ishlab turgan Asterisk har xil
ari-users-not-compared = Asterisk konsoliga ulanib boʻlmadi, shuning uchun faqat ari.conf dagisi koʻrsatildi.
ari-users-add = ➕ Yangi
ari-users-add-read-only = ➕ Faqat oʻqiydigan
ari-users-back-to-ari = ‹ ARI
ari-users-back = ‹ Foydalanuvchilar
ari-users-gone = { $user } endi yoʻq.
ari-users-title = 👤 <b>{ $user }</b>
ari-users-full = Toʻliq huquq: Asterisk’ni boshqara oladi.
ari-users-read-only = 👁 Faqat oʻqiydi, lekin ARI orqali SIP parollarini ham koʻra oladi.
ari-users-hashed = 🔏 Paroli faylda ochiq emas, xesh holida turadi (crypt): uni fayldan hech kim oʻqiy olmaydi. Yangi parol ham shunday saqlanadi.
ari-users-part-current = 🟢 Bot va dasturlar hozir shu nom bilan kiradi. Paroli /ari orqali almashtiriladi.
ari-users-part-twin = Parol almashtirilganda navbat shunga keladi.
ari-users-place = Joyi: <code>{ $file }</code>, { $line }-qator
ari-users-difference-notRunning = ⚠️ ari.conf da bor, lekin ishlab turgan Asterisk uni bilmaydi: fayl hali qayta oʻqilmagan yoki unda xato bor.
ari-users-difference-notInFile = ⚠️ Ishlab turgan Asterisk biladi, lekin ari.conf da yoʻq: keyingi qayta oʻqishda yoʻqoladi.
ari-users-difference-otherRights = ⚠️ Ishlab turgan Asterisk’dagi huquqi ari.conf dagidan boshqacha.
ari-users-renew = 🔑 Yangi parol
ari-users-renew-now = ✅ Parol almashtirilsin
ari-users-remove = 🗑 Oʻchirish
ari-users-remove-now = 🗑 Ha, oʻchirilsin
ari-users-add-now = ✅ Qoʻshilsin
ari-users-undo = ↩️ Ortga qaytarish
ari-users-kept = { $user } oʻz holicha qoldi.
ari-users-ask =
    👤 <b>Yangi ARI foydalanuvchisi</b>

    Nomini yozing: lotin harfi bilan boshlansin, 2–32 belgi (harf, raqam, _ va -). Paroli oʻzi tuziladi.
ari-users-ask-read-only =
    👁 <b>Faqat oʻqiydigan ARI foydalanuvchisi</b>

    Nomini yozing: lotin harfi bilan boshlansin, 2–32 belgi (harf, raqam, _ va -). Paroli oʻzi tuziladi.
ari-users-name-shape = ⚠️ «{ $user }» boʻlmaydi: lotin harfi bilan boshlansin, 2–32 belgi (harf, raqam, _ va -).
ari-users-name-taken = ⚠️ ari.conf da { $user } degan boʻlim bor. Boshqa nom tanlang.
ari-users-no-file = ⚠️ <code>{ $file }</code> fayli yoʻq.
ari-users-by-rotation = { $user } ning paroli /ari → «Parolni almashtirish» orqali almashtiriladi.
ari-users-needed = ⚠️ { $user } ni oʻchirib boʻlmaydi: bot va dasturlar shu nom bilan (yoki navbat bilan) kiradi.
ari-users-shared = ⚠️ [{ $user }] boʻlimi shablondan olingan yoki ikki joyga boʻlingan. Parolini qoʻlda almashtiring.
ari-users-about-full = ⚠️ Bu foydalanuvchi Asterisk’ni toʻliq boshqara oladi: qoʻngʻiroq qiladi, sozlamani oʻzgartiradi.
ari-users-about-read-only = ⚠️ Faqat oʻqiydigan foydalanuvchi ham ARI orqali SIP parollarini koʻra oladi. Uni faqat ishonchli dasturga bering.
ari-users-about-password = { $user } nomi bilan kiradigan dasturga yangi parolni oʻzingiz yozasiz: unga qadar u 401 javobini oladi. Ochiq turgan ulanishlari uzilmaydi.
ari-users-about-removal = Shu nom bilan kiradigan dastur endi kira olmaydi. Ochiq turgan ulanishlari uzilmaydi.
ari-users-secret =
    🔑 <b>{ $user }</b> uchun ARI paroli: <code>{ $password }</code>

    ⏱ Parol faqat hozir koʻrinadi: bu xabar bir daqiqadan keyin oʻchadi.
ari-users-copy = 📋 Parol
ari-users-secret-lost = ⚠️ Parolni yuborib boʻlmadi. Yangi parol bering: /ari → Foydalanuvchilar.
change-ari-user-add = Yangi ARI foydalanuvchisi { $user }
change-ari-user-password = { $user } ARI foydalanuvchisiga yangi parol
change-ari-user-remove = { $user } ARI foydalanuvchisini oʻchirish
