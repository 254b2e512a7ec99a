dial-command = Call a number: /dial 90 942 92 71
dial-how =
    Write the number after the command, for example:
    <code>/dial 90 942 92 71</code>

    Your phone rings first; pick it up and it is connected to that number.
dial-no-extension = ❌ No extension is tied to you, so it is not known which phone to ring. An admin opens yours in /extensions and ties it to you.
dial-ringing =
    📞 Your phone <b>{ $extension }</b> rings. Pick it up and it is connected to { $number }.
dial-end-declined = ❌ Your phone <b>{ $extension }</b> declined the call. { $number } was not called.
dial-end-noAnswer = ❌ Your phone <b>{ $extension }</b> was not picked up. { $number } was not called.
dial-end-unreachable = ❌ Your phone <b>{ $extension }</b> is not connected to Asterisk and did not ring. Switch it on, see that it is connected, and press again. { $number } was not called.
dial-end-missed = ✖️ { $number }: { $because }.
dial-end-talked = ✅ You talked with { $number } · { $talk }
dial-end-over = ☎️ The call to { $number } is over.
dial-begun = 🔁 The bot was restarted just then, and this call had been begun. If your phone did not ring, try once more:
dial-again = 🔁 Again
