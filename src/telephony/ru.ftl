calls-missed-abandoned = не дождался ответа
calls-missed-noAnswer = никто не ответил
calls-missed-busy = было занято
calls-missed-unreachable = телефон не был подключён
calls-missed-closed = ни один телефон не звонил
calls-unknown-number = скрытый номер
