calls-missed-abandoned = javobni kutmay qoʻydi
calls-missed-noAnswer = hech kim javob bermadi
calls-missed-busy = band edi
calls-missed-unreachable = telefon ulanmagan edi
calls-missed-closed = hech qaysi telefon jiringlamadi
calls-unknown-number = yashirin raqam
