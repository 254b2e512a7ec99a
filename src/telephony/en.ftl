calls-missed-abandoned = gave up waiting
calls-missed-noAnswer = nobody answered
calls-missed-busy = it was busy
calls-missed-unreachable = the phone was not connected
calls-missed-closed = no phone rang
calls-unknown-number = hidden number
