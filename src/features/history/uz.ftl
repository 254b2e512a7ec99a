history-command = Oʻzgarishlar tarixi
history-command-undo = Oxirgi oʻzgarishni bekor qilish
history-list = 🕘 <b>Oʻzgarishlar tarixi</b>, eng yangisi yuqorida. Tafsiloti uchun bosing.
history-empty = 🕘 Hali birorta oʻzgarish boʻlmagan.
history-older = Oldingilari ›
history-back = ‹ Tarix
history-when = { $change }-oʻzgarish · { $time } · { $author }
history-nobody = qoʻlda
history-because = Sababi: { $because }
history-undo = ↩️ Bekor qilish
history-undo-now = ↩️ Ha, bekor qilinsin
history-undo-usage = Bunday yozing: <code>/undo 12</code>, yaʼni oʻzgarish raqami bilan. Raqamsiz yozsangiz, oxirgisi bekor qilinadi.
history-nothing-to-undo = Bekor qiladigan oʻzgarish topilmadi.
history-unknown = { $change }-oʻzgarish topilmadi.
history-not-undoable = { $change }-oʻzgarish oxirigacha bajarilmagan, bekor qiladigan narsa yoʻq.
history-already-undone = { $change }-oʻzgarish allaqachon bekor qilingan: fayllarda undan iz yoʻq.
history-conflict =
    ⚠️ Bekor qilib boʻlmadi: <code>{ $file }</code> faylida oʻsha qatorlar keyinroq yana oʻzgartirilgan.
    Avval keyingi oʻzgarishni bekor qiling yoki faylni qoʻlda tuzating.
history-kept = { $change }-oʻzgarish oʻz joyida qoldi.
