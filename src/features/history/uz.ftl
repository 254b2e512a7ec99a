history-command = Oʻzgarishlar tarixi
history-command-undo = Oxirgi oʻzgarishni ortga qaytarish
history-list = 🕘 <b>Oʻzgarishlar tarixi</b>, eng yangisi yuqorida. Tafsiloti uchun bosing.
history-empty = 🕘 Hali birorta oʻzgarish boʻlmagan.
history-older = Oldingilari ›
history-back = ‹ Tarix
history-when = { $change }-oʻzgarish · { $time } · { $author }
history-nobody = qoʻlda
history-itself = botning oʻzi
history-because = Sababi: { $because }
history-undo = ↩️ Ortga qaytarish
history-undo-now = ↩️ Ha, ortga qaytarilsin
history-undo-usage = Bunday yozing: <code>/undo 12</code>, yaʼni oʻzgarish raqami bilan. Raqamsiz yozsangiz, oxirgisi ortga qaytariladi.
history-nothing-to-undo = Ortga qaytaradigan oʻzgarish topilmadi.
history-unknown = { $change }-oʻzgarish topilmadi.
history-not-undoable = { $change }-oʻzgarish oxirigacha bajarilmagan, qaytaradigan narsa yoʻq.
history-already-undone = { $change }-oʻzgarish allaqachon ortga qaytarilgan. Hech narsa oʻzgarmadi.
history-conflict =
    ⚠️ Ortga qaytarib boʻlmadi: <code>{ $file }</code> faylida oʻsha qatorlar keyinroq yana oʻzgartirilgan.
    Avval keyingi oʻzgarishni ortga qaytaring yoki faylni qoʻlda tuzating.
history-kept = { $change }-oʻzgarish oʻz joyida qoldi.
