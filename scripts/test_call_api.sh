#!/usr/bin/env bash
# Joins two phones for a moment and says what that showed:
#
#   scripts/test_call_api.sh 1001 1002
#   scripts/test_call_api.sh 1001 '90 942 92 71'
#
# FROM rings first; when it is picked up, TO is called. Both talk a few seconds, then it hangs up.
# Asks the running bot over HTTP: API_TOKEN, HTTP_HOST and HTTP_PORT as in .env, or NAVBATCHI_URL for
# another machine. NAVBATCHI_LANG: uz (unless told), ru or en.
# Ends with 0 when both heard each other, 1 when they did not, 2 when it was used wrongly, 3 when the
# test could not be made.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -ne 2 ]; then
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2
  exit 2
fi

# The value of a key of .env; the environment wins, as in the bot.
setting() {
  local value=${!1-}
  if [ -z "$value" ] && [ -r "${NAVBATCHI_ENV:-.env}" ]; then
    value=$(sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "${NAVBATCHI_ENV:-.env}" | tail -n 1 |
      sed 's/[[:space:]]*$//; s/^"\(.*\)"$/\1/; s/^'\''\(.*\)'\''$/\1/')
  fi
  printf %s "$value"
}

token=$(setting API_TOKEN)
if [ -z "$token" ]; then
  echo 'API_TOKEN is not set in .env. Put in what "openssl rand -hex 24" prints, and restart the bot.' >&2
  exit 2
fi
host=$(setting HTTP_HOST)
port=$(setting HTTP_PORT)
url=${NAVBATCHI_URL:-http://${host:-127.0.0.1}:${port:-4000}}
lang=${NAVBATCHI_LANG:-uz}

# The token goes in by standard input: everybody may read the words of a running command.
ask() {
  printf 'header = "Authorization: Bearer %s"\n' "$token" |
    curl --silent --show-error --max-time 20 --config - "$@"
}

# Only digits and the signs between them come into the JSON.
clean() { printf %s "$1" | tr -cd '0-9+() .-'; }

order=$(printf '{"from":"%s","to":"%s"}' "$(clean "$1")" "$(clean "$2")")
if ! answer=$(ask --header 'Content-Type: application/json' --data "$order" "$url/calls/test?lang=$lang"); then
  echo "The bot does not answer at $url. Is it running?" >&2
  exit 3
fi
id=$(printf %s "$answer" | sed -n 's/.*"callId":"\([A-Za-z0-9_-]*\)".*/\1/p')
if [ -z "$id" ]; then
  printf '%s\n' "$answer" | sed 's/.*"message":"\([^"]*\)".*/\1/' >&2
  exit 3
fi

trap 'ask --request DELETE --output /dev/null "$url/calls/test/$id" || true; exit 3' INT TERM
shown=
# The bot ends it after 60 seconds whatever happens.
for _ in $(seq 90); do
  text=$(ask --header 'Accept: text/plain' "$url/calls/test/$id?lang=$lang") || text=
  status=$(printf '%s\n' "$text" | head -n 1)
  message=$(printf '%s\n' "$text" | tail -n +2)
  if [ "$message" != "$shown" ] && [ -n "$message" ]; then
    printf '%s\n\n' "$message"
    shown=$message
  fi
  case $status in
    good) exit 0 ;;
    bad) exit 1 ;;
  esac
  # Both have talked long enough to judge the sound: nothing more is to be learnt.
  case $status in
    heard) ask --request DELETE --output /dev/null "$url/calls/test/$id" || true ;;
  esac
  sleep 1
done
echo 'The test did not end. Look at /logs of the bot.' >&2
exit 3
