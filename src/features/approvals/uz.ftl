approvals-approved = ✅ Roziligingiz yozib qoʻyildi
approvals-refused = ✖️ Rad etildi
approvals-gone = Kech qoldi: bunga javob berilgan yoki muddati oʻtgan.
approvals-own = Oʻz ishingizni oʻzingiz tasdiqlay olmaysiz.
