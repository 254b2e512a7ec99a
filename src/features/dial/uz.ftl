dial-command = Raqamga qoʻngʻiroq qilish: /dial 90 942 92 71
dial-how =
    Raqamni buyruq yoniga yozing, masalan:
    <code>/dial 90 942 92 71</code>

    Avval sizning telefoningiz jiringlaydi, koʻtarsangiz — shu raqamga ulanadi.
dial-no-extension = ❌ Sizga ichki raqam biriktirilmagan, qaysi telefon jiringlashini bilmayman. Administrator /extensions da raqamingizni ochib, sizga biriktirsin.
dial-ringing =
    📞 <b>{ $extension }</b> telefoningiz jiringlayapti. Koʻtaring — { $number } ga ulanadi.
dial-end-declined = ❌ <b>{ $extension }</b> telefoningizda qoʻngʻiroq rad etildi. { $number } chaqirilmadi.
dial-end-noAnswer = ❌ <b>{ $extension }</b> telefoningiz koʻtarilmadi. { $number } chaqirilmadi.
dial-end-unreachable = ❌ <b>{ $extension }</b> telefoningiz Asterisk’ga ulanmagan, jiringlamadi. Uni yoqing, ulanganini koʻring va qaytadan bosing. { $number } chaqirilmadi.
dial-end-missed = ✖️ { $number }: { $because }.
dial-end-talked = ✅ { $number } bilan gaplashdingiz · { $talk }
dial-end-over = ☎️ { $number } ga qoʻngʻiroq tugadi.
dial-begun = 🔁 Bot shu payt qayta ishga tushdi, bu qoʻngʻiroq boshlangan edi. Telefoningiz jiringlamagan boʻlsa, qaytadan urinib koʻring:
dial-again = 🔁 Yana
