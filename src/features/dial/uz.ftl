dial-command = Raqamga qoʻngʻiroq qilish: /dial 90 942 92 71
dial-how =
    Raqamni buyruq yoniga yozing, masalan:
    <code>/dial 90 942 92 71</code>

    Avval sizning telefoningiz jiringlaydi, koʻtarsangiz — shu raqamga ulanadi.
dial-no-extension = ❌ Sizga ichki raqam biriktirilmagan, qaysi telefon jiringlashini bilmayman. Administrator /extensions da raqamingizni ochib, sizga biriktirsin.
dial-ringing =
    📞 <b>{ $extension }</b> telefoningiz jiringlayapti. Koʻtaring — { $number } ga ulanadi.
dial-begun = 🔁 Bot shu payt qayta ishga tushdi, bu qoʻngʻiroq boshlangan edi. Telefoningiz jiringlamagan boʻlsa, qaytadan urinib koʻring:
dial-again = 🔁 Yana
