finding-no-aors = Raqamda aors qatori yoʻq: telefon ulana olmaydi (404).
finding-aor-name = Telefon { $number } nomi bilan ulanadi, aors esa «{ $aor }» deb yozilgan: telefon ulana olmaydi (404).
finding-no-codecs = Birorta ham kodek (allow) yozilmagan: gaplashib boʻlmaydi.
finding-digest = auth_type = digest ni Asterisk { $version } tanimaydi: telefon ulana olmaydi.
finding-open = Parol soʻralmaydi (auth yoʻq): { $number } raqamiga istagan odam ulanishi mumkin.
finding-one-place = max_contacts = 1, lekin remove_existing yoʻq: telefon qayta yonganda ulana olmay qolishi mumkin (403).
finding-password-published = Parol qoʻllanmalardan olingan, uni hamma biladi.
finding-password-weak = Parolni topish oson.
finding-other-context = Qoʻngʻiroqlari «{ $wanted }» ga emas, «{ $context }» ga tushadi.
finding-fixed-address = Doimiy manzilga qoʻngʻiroq qiladi: { $contact }.
finding-template = [{ $id }] ({ $type }) andozadan olingan: { $templates }.
finding-wizard = pjsip_wizard.conf yaratadi. Uni faqat qoʻlda oʻzgartirish mumkin.
finding-trunk = Bu telefon emas, boshqa stansiya yoki provayder bilan aloqa.
mend-unknown-setting = Asterisk tanimaydigan «{ $key }» qatori olib tashlanadi
mend-transport = mavjud boʻlmagan «{ $name }» transporti olib tashlanadi
mend-context = context = { $context } qoʻshiladi
mend-codec = nomaʼlum «{ $codec }» kodeki olib tashlanadi
mend-codecs = kodeklar qoʻshiladi: { $codecs }
mend-aor-name = telefon { $number } nomi bilan ulanadigan boʻladi
mend-auth-name = raqam oʻz paroliga bogʻlanadi
mend-auth-type = auth_type shu Asterisk tushunadigan { $type } boʻladi
mend-username = username = { $number } qoʻshiladi
mend-contact = SIP manzil boʻlmagan contact qatori olib tashlanadi: { $contact }
mend-max-contacts = max_contacts = 1 qoʻshiladi, shunda telefon ulana oladi
mend-remove-existing = remove_existing = yes qoʻshiladi, shunda qayta yongan telefon oʻz joyini oladi
mend-aor = telefon ulanadigan joy (aor) yaratiladi
