change-ask = Shu oʻzgarish kiritilsinmi?
change-working = ⏳ { $title }: kiritilmoqda va Asterisk’da tekshirilmoqda…
change-stale = ⚠️ Fayllar shu orada oʻzgardi, shuning uchun reja yangidan tuzildi. Yana bir bor qarab chiqing.
change-busy = ⏳ Oldingi oʻzgarish hali tugamadi. Oʻzim tugatishga urinyapman, bir ozdan keyin yana bosing. { $because }
change-diff-more = … yana { $lines } qator
change-end-done = ✅ { $title }: bajarildi. Asterisk’da tekshirildi.
change-end-recorded = ✅ { $title }: bajarildi.
change-end-put-back =
    ↩️ { $title }: boʻlmadi, hammasi avvalgi holatiga qaytarildi.
    Sababi: { $because }
change-end-waiting =
    ⏳ { $title }: fayllar avvalgi holatida, lekin Asterisk’da tekshirib boʻlmadi. Imkon boʻlishi bilan oʻzim oxiriga yetkazaman va xabar beraman.
    Sababi: { $because }
change-end-stuck =
    ❗️ { $title }: avvalgi holatga toʻliq qaytarib boʻlmadi. Buni qoʻlda koʻrib chiqish kerak.
    Sababi: { $because }
change-recovered = Jarayon toʻxtab qolgan edi, oʻzgarishni oxiriga yetkazdim.
change-undo = Ortga qaytarish: { $what } ({ $change }-oʻzgarish)
change-redo = { $change }-oʻzgarishni qayta kiritish
change-by-hand = Faylga qoʻlda oʻzgartirish kiritilgan
approval-yes = ✅ Roziman
approval-no = ✖️ Rad etaman
approval-go-on = 🔄 Davom etish
approval-question = 👀 <b>{ $name }</b> quyidagini qilmoqchi. Ikkinchi admin sifatida rozimisiz? Javob uchun 5 daqiqa bor.
approval-asked = 👀 Bunga ikkinchi admin roziligi kerak. Soʻraldi: { $names }. Javob kelgach, tugmani yana bosing.
approval-waiting = ⏳ Hali javob yoʻq: { $names }. Javob kelgach, tugmani yana bosing.
approval-alone = 👀 Bunga yana bir kishining koʻzi kerak, lekin sizdan boshqa admin yoʻq. { $seconds } soniya oʻylab koʻring, keyin tugmani yana bosing. Ikkinchi adminni /people orqali taklif qilish mumkin.
approval-refused = ✖️ { $name } rad etdi. Hech narsa oʻzgarmadi.
approval-unreached = ⚠️ Boshqa adminlarga xabar yuborib boʻlmadi (botni bloklagan boʻlishi mumkin). Ular botga /start deb yozsin, keyin tugmani yana bosing.
approval-expired = ⌛ 5 daqiqada hech kim javob bermadi. Tugmani yana bossangiz, qaytadan soʻrayman.
approval-was-given = ✅ { $name } rozi boʻldi.
approval-was-refused = ✖️ { $name } rad etdi.
approval-was-given-you = ✅ { $name } rozi. Endi yuqoridagi tugmani yana bosing.
approval-was-refused-you = ✖️ { $name } rad etdi. Hech narsa oʻzgarmadi.
change-asterisk-away =
    ⚠️ Asterisk javob bermayapti, shuning uchun hech narsa oʻzgartirilmadi.
    Sababi: { $because }
change-stopped =
    ⚠️ Hozir boʻlmaydi, hech narsa oʻzgartirilmadi.
    Sababi: { $because }
change-refused-by-preflight =
    ⚠️ Bunday holatda Asterisk sozlamalarini toʻgʻri oʻqimaydi, shuning uchun hech narsa yozilmadi. Avval buni tuzating:
    { $faults }
fault-line-too-long = Qator 8190 baytdan uzun, Asterisk uni oʻqimaydi.
fault-comment-markers = Izoh belgilari «;--» va «--;» juft emas.
fault-no-closing-bracket = Boʻlim nomidan keyin «]» qolib ketgan.
fault-no-closing-parenthesis = Boʻlim nomidan keyin «)» qolib ketgan.
fault-bad-escape = Qator boshidagi teskari chiziqdan keyin harf kelishi kerak.
fault-no-equals-sign = Qatorda «=» yoʻq, Asterisk uni oʻqimaydi.
fault-no-key = «=» oldida hech narsa yoʻq, Asterisk qatorni oʻqimaydi.
fault-open-comment = «;--» izohi yopilmagan, undan keyingi hamma narsani Asterisk koʻrmaydi.
fault-no-section = Qator birinchi [boʻlim]dan oldin turibdi.
fault-name-cut = Boʻlim nomi juda uzun, Asterisk uni 79 belgida kesadi.
fault-addition-without-section = «(+)» [{ $section }] boʻlimiga qoʻshadi, lekin yuqorida bunday boʻlim yoʻq.
fault-parent-missing = Yuqorida [{ $template }] andozasi yoʻq.
fault-unclear-option = Asterisk «({ $option })» ni qanday tushunishini bu yerda bilib boʻlmaydi.
fault-missing-file = Bunday fayl yoʻq.
fault-include-missing = #include «{ $pattern }» uchun fayl topilmadi, shuning uchun Asterisk butun faylni rad etadi. #tryinclude boʻlsa, kechirgan boʻlardi.
fault-include-too-deep = Fayllar bir-birini oʻntadan koʻp bosqichda chaqiradi.
fault-include-too-many = Bu chaqiruv juda koʻp faylga olib boradi yoki yoʻlini Asterisk oʻqiy olmaydi.
fault-unknown-directive = Asterisk bu «#» qatorini tanimaydi va tashlab ketadi.
fault-exec = Fayl dastur ishga tushiradi (#exec), u nima chiqarishini oldindan bilib boʻlmaydi.
fault-exec-off = Bu yerda Asterisk #exec qatorlarini bajarmaydi (execincludes oʻchiq).
fault-duplicate-object = [{ $id }] (type={ $type }) { $file } faylining { $line }-qatorida ham bor. Keyingi ishga tushishda Asterisk birorta ham { $type } yuklamaydi.
fault-not-single = type={ $type } boʻlimi faqat bitta boʻlishi mumkin, birinchisi { $file } faylining { $line }-qatorida.
fault-no-type = [{ $id }] boʻlimida «type» qatori yoʻq, Asterisk uni tashlab ketadi.
fault-unknown-type = [{ $id }] boʻlimining «{ $type }» turi nomaʼlum, Asterisk uni tashlab ketadi.
fault-unknown-setting = [{ $id }]: type={ $type } da «{ $key }» sozlamasi yoʻq, shuning uchun Asterisk uni yaratmaydi.
fault-auth-missing = [{ $id }]: { $key } «{ $name }» ni koʻrsatadi, lekin type=auth boʻlgan bunday boʻlim yoʻq.
fault-aor-missing = [{ $id }]: { $key } «{ $name }» ni koʻrsatadi, lekin type=aor boʻlgan bunday boʻlim yoʻq.
fault-transport-missing = [{ $id }]: { $key } «{ $name }» ni koʻrsatadi, lekin type=transport boʻlgan bunday boʻlim yoʻq.
fault-endpoint-missing = [{ $id }]: { $key } «{ $name }» ni koʻrsatadi, lekin type=endpoint boʻlgan bunday boʻlim yoʻq.
fault-no-context = [{ $id }] boʻlimida context yoʻq, uning qoʻngʻiroqlari «default» ga tushadi.
fault-unknown-codec = [{ $id }]: Asterisk «{ $codec }» kodekini bilmaydi, shuning uchun raqamni yaratmaydi.
fault-auth-type = [{ $id }]: auth_type «{ $type }» nomaʼlum, shuning uchun Asterisk auth’ni yaratmaydi.
fault-no-username = [{ $id }] boʻlimida username yoʻq, shuning uchun Asterisk auth’ni yaratmaydi.
fault-no-password = [{ $id }] boʻlimida parol yoʻq. Parolsiz hech kim kira olmasligi kerak.
fault-contact-invalid = [{ $id }]: contact «{ $contact }» SIP manzil (sip:…) emas, shuning uchun Asterisk aor’ni yaratmaydi.
fault-not-a-number = [{ $id }]: { $key } son boʻlishi kerak, shuning uchun Asterisk { $type } ni yaratmaydi.
fault-no-contacts = [{ $id }] boʻlimida max_contacts yoʻq: birorta telefon ulana olmaydi (403).
fault-protocol = [{ $id }]: protocol «{ $protocol }» nomaʼlum, shuning uchun Asterisk transportni yaratmaydi.
fault-no-match = [{ $id }] hech narsaga mos kelmaydi, shuning uchun Asterisk identify’ni yaratmaydi.
fault-uri-invalid = [{ $id }]: { $key } SIP manzil (sip:…) emas, shuning uchun Asterisk registration’ni yaratmaydi.
fault-wizard-clash = [{ $id }] (type={ $type }) ni { $file } faylining { $line }-qatori ham yaratadi.
fault-no-transport = type=transport boʻlimi yoʻq: Asterisk birorta telefonni eshitmaydi.
fault-no-general = [general] boʻlimi yoʻq: ARI hamma soʻrovga 404 javobini beradi.
fault-duplicate-general = [general] { $file } faylining { $line }-qatorida ham bor. Keyingi ishga tushishda ARI hamma soʻrovga 404 javobini beradi.
fault-general-setting = [general] da «{ $key }» sozlamasi yoʻq: ARI hamma soʻrovga 404 javobini beradi.
fault-general-not-a-number = { $key } son boʻlishi kerak: ARI hamma soʻrovga 404 javobini beradi.
fault-ari-off = «enabled» oʻchiq: ARI hamma soʻrovga 404 javobini beradi.
fault-duplicate-user = [{ $id }] { $file } faylining { $line }-qatorida ham bor. Keyingi ishga tushishda Asterisk’da birorta ham ARI foydalanuvchisi boʻlmaydi.
fault-user-setting = Foydalanuvchida «{ $key }» sozlamasi yoʻq: [{ $id }] rad etiladi.
fault-user-no-password = [{ $id }] parolsiz, shuning uchun rad etiladi.
fault-password-format = [{ $id }]: password_format plain yoki crypt boʻlishi kerak.
fault-not-a-hash = [{ $id }] paroli xesh emas: u bilan kirib boʻlmaydi (401).
fault-not-a-boolean = [{ $id }]: read_only na yes, na no, shuning uchun no deb olinadi.
fault-bad-acl = [{ $id }]: permit va deny da manzil boʻlishi kerak, u rad etiladi.
fault-odd-name = [{ $id }] nomi bilan birorta dastur kira olmaydi.
fault-user-no-type = [{ $id }] boʻlimida «type = user» qatori yoʻq: Asterisk uni tashlab ketadi, u bilan kirib boʻlmaydi (401).
fault-user-unknown-type = [{ $id }] boʻlimining «{ $type }» turi nomaʼlum, Asterisk uni tashlab ketadi.
fault-no-user = Birorta ham ARI foydalanuvchisi yoʻq: hech kim kira olmaydi (401).
reason-not-taken = Asterisk { $id } ({ $type }) ni qabul qilmadi.
reason-other-value = Asterisk’da { $id } ({ $type }) uchun { $key } boshqacha.
reason-still-there = Asterisk’da { $id } ({ $type }) hali ham bor.
reason-stands-twice = { $id } ({ $type }) ikki marta yozilgan, ikkinchisi { $file } faylining { $line }-qatorida.
reason-foreign = { $file } faylini shu orada boshqa birov oʻzgartirdi, unga tegilmadi.
reason-interrupted = Bot shu ish oʻrtasida toʻxtab qolgan.
reason-tls-not-opened = Asterisk { $address } manzilini ochmadi: sertifikatni yoki uning kalitini oʻqiy olmayapti (fayllarni kim oʻqiy oladi?) yoki port band.
reason-tls-stranger = { $address } manzilida boshqa dastur javob beryapti. Portni boʻshatib, qayta urinib koʻring.
reason-tls-distrusted = { $address } manzilidagi sertifikat kelishilgan sertifikat emas.
reason-events-not-opened = { $url } manzilida hodisalar oqimi ochilmadi.
reason-ari-unreachable = ARI orqali Asterisk bilan bogʻlanib boʻlmadi.
reason-ari-late = Asterisk ARI’da { $seconds } soniya ichida javob bermadi.
reason-ari-credentials = Asterisk ARI foydalanuvchi nomi yoki parolini qabul qilmadi.
reason-ari-read-only = Bu ARI foydalanuvchisi faqat oʻqiy oladi.
reason-ari-missing = ARI yoʻq: modullari yuklanmagan, oʻchirilgan yoki Asterisk endi ishga tushmoqda.
reason-ari-starting = Asterisk endi ishga tushmoqda, hali soʻrov qabul qilmaydi.
reason-console-away = Asterisk ishlamayapti yoki bu foydalanuvchiga uning konsoli yopiq.
reason-no-right = { $file } yoki uning papkasiga bot yoza olmaydi, foydalanuvchisiga huquq bering.
reason-disk-full = { $file } turgan diskda joy qolmagan, joy boʻshating.
reason-file-changed = { $file } shu orada oʻzgargan.
reason-section-missing = Faylda { $name } ({ $type }) boʻlimi endi yoʻq.
reason-section-twice = { $name } ({ $type }) boʻlimi ikki marta yozilgan, { $first } va { $second }-qatorlarda: ortiqchasini qoʻlda oʻchiring.
reason-section-used = { $name } boʻlimi { $line }-qatordagi boshqa boʻlimga kerak: avval ularni qoʻlda ajrating.
reason-section-includes = { $name } boʻlimi ichida, { $line }-qatorda fayl ulangan: avval shu qatorni qoʻlda boshqa joyga olib chiqing.
reason-section-goes-on = { $line }-qatordan keyin u yerga tegishli boʻlmagan sozlamalar bor: avval ularni qoʻlda toʻgʻrilang.
reason-setting-scattered = { $name } ({ $type }) boʻlimida { $key } bir necha joyda yozilgan ({ $line }-qator): qoʻlda bittasini qoldiring.
reason-line-unsafe = { $line }-qator blok-izoh bilan aralashgan yoki juda uzun, bot unga tegmaydi. Uni qoʻlda oʻzgartiring.
reason-type-of-template = { $number } oʻz turini (type) andozadan oladi: uni qoʻlda oʻzgartiring.
reason-still-busy = Oldingi oʻzgarish hali tugamagan.
reason-token-refused = Meta yangi kalitni (token) qabul qilmadi.
reason-env-by-hand = { $file } qoʻlda oʻzgartirilgan.
reason-password-by-hand = ari.conf dagi { $user } parolini boshqa birov oʻzgartirgan.
reason-user-gone = ari.conf da { $user } degan ARI foydalanuvchisi endi yoʻq.
reason-pair-mended = Asterisk .env dagi nom va parolni qabul qilmadi, shuning uchun endi .env da { $user } turibdi.
reason-pair-hopeless = Asterisk .env dagi nom va parolni ham, almashtirishdagi ikkala foydalanuvchini ham qabul qilmayapti.
reason-way-back-lost = .env avval qanday boʻlgani tarixda qolmagan.
reason-file-changed-in-write = { $file } yozish paytida oʻzgarib qoldi.
reason-file-gone = { $file } yoʻq boʻlib qolgan.
reason-read-only-disk = { $file } turgan disk faqat oʻqishga ochiq, uni yozishga ham oching (mount).
reason-quota-full = { $file } uchun ajratilgan disk joyi tugagan, joy boʻshating.
reason-mounted-file = { $file } alohida fayl boʻlib ulangan (mount), uni almashtirib boʻlmaydi: oʻrniga papkasini ulang.
reason-disk-error = { $file } turgan disk xato berdi: boshqa ishlardan oldin diskni tekshiring.
reason-no-reading = { $file } ni bot oʻqiy olmaydi, foydalanuvchisiga huquq bering.
reason-ari-user-still-there = Asterisk’da { $user } degan ARI foydalanuvchisi hali ham bor.
reason-ari-user-other-rights = Asterisk’da { $user } huquqlari ari.conf dagidan boshqacha.
reason-ari-user-refused = Asterisk fayllarda yozilgan { $user } parolini qabul qilmayapti.
reason-console-late = Asterisk konsoli “{ $line }” buyrugʻiga { $seconds } soniya ichida javob bermadi.
reason-console-program = “{ $program }” ni ishga tushirib boʻlmadi: sozlamalarda Asterisk buyrugʻini (command) tekshiring.
reason-console-sudo = sudo bot foydalanuvchisiga Asterisk’ni parolsiz ishlatishga ruxsat bermayapti: unga NOPASSWD qoidasini qoʻshing.
reason-console-old = Bu Asterisk’da “{ $line }” buyrugʻi yoʻq: versiyasi eski yoki moduli yuklanmagan.
reason-console-refused = Asterisk “{ $line }” buyrugʻini bajarmadi.
reason-reload-busy = Asterisk hali fayllarni qayta oʻqish bilan band.
reason-module-missing = Asterisk’da { $module } moduli yuklanmagan.
reason-ari-status = Asterisk ARI’da { $status } deb javob berdi.
reason-ari-unreadable = Asterisk’ning javobini tushunib boʻlmadi.
reason-hard-links = { $file } faylining { $count } ta nomi bor (hard link), almashtirilsa ular bir-biridan ajraladi. Uni bitta fayl qiling.
reason-not-as-written = { $file } yozilganidek oʻqilmayapti: diskni tekshiring.
reason-owner-kept = { $file } egasi { $user }, guruhi { $group }, bot faylni ularga bera olmaydi: botni shu foydalanuvchi yoki root nomidan ishga tushiring.
reason-link-circle = { $file } ramziy havola boʻlib, aylanib oʻziga qaytadi.
reason-link-nowhere = { $file } ramziy havola, lekin u koʻrsatgan { $target } yoʻq.
reason-folder-missing = { $file } turishi kerak boʻlgan papka yoʻq.
reason-env-twice = { $key } bir necha marta yozilgan, { $lines }-qatorlarda: bittasini qoldiring.
reason-env-unclear = { $line }-qatordagi { $key } qiymatining qoʻshtirnogʻi noaniq: qoʻlda toʻgʻrilang.
reason-env-open-quote = Faylni xavfsiz oʻzgartirib boʻlmaydi: { $key } boshqacha oʻqilib qoladi. Qoʻshtirnoq yopilmay qolganmi?
reason-pm2-missing = “{ $program }” ni ishga tushirib boʻlmadi: [dependants] dagi command ni tekshiring.
reason-pm2-late = pm2 { $seconds } soniya ichida javob bermadi.
reason-pm2-refused = pm2 “{ $words }” buyrugʻini bajarmadi.
reason-pm2-unreadable = pm2 bergan roʻyxatni tushunib boʻlmadi.
reason-snapshot-gone = Faylning saqlangan nusxasi yoʻq yoki buzilgan ({ $name }).
reason-unexpected = Kutilmagan xato yuz berdi, tafsiloti jurnalda: /logs
reason-own-disk-full = Botning oʻzi turgan diskda joy qolmagan, joy boʻshating.
