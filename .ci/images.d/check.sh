# What every part says and counts.

say() { echo "[$SECONDS s] $*"; }

passed=0
failed=0
# check WHAT COMMAND…: goes on where it fails, and remembers; $held tells of the last.
held=true
check() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    held=true
    echo "  ok    $what"
  else
    failed=$((failed + 1))
    held=false
    echo "  FAILS $what"
  fi
}

status() { curl -s -o /dev/null -m 2 -w '%{http_code}' "$@" || true; }

# is STATUS CURL-ARGUMENT…
is() {
  local wanted=$1
  shift
  [ "$(status "$@")" = "$wanted" ]
}

# How many times as long everything may take, on a machine that is busy with something else.
patience=${MUSTER_PATIENCE:-1}

# within SECONDS COMMAND…: until it succeeds; gives up early where the command `alive` fails, after one more try: it may have
# failed because of what is waited for.
alive=(true)
within() {
  local end=$((SECONDS + $1 * patience))
  shift
  until "$@"; do
    if [ $SECONDS -ge $end ] || ! "${alive[@]}"; then
      "$@"
      return
    fi
    sleep .1
  done
}

millis() { echo $(($(date +%s%N) / 1000000)); }

# token CLAIMS: an HS256 token, signed with $secret.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
token() {
  local signed
  signed=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf '%s' "$1" | base64url)
  echo "$signed.$(printf '%s' "$signed" | openssl dgst -sha256 -hmac "$secret" -binary | base64url)"
}

# Java for what runs for seconds: the optimizing compiler would have hardly finished when it ends.
quick_java=("$java" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1)

# crowd NAME OPTION…: the load test against a service that runs; ends with 0 if everything holds, 1 if something does not, 2 if it could
# not be run.
crowd() {
  local name=$1
  shift
  mkdir -p "$work/$name"
  (cd "$work/$name" && MUSTER_JWT_SECRET=$secret "${quick_java[@]}" --add-opens=java.base/java.lang=ALL-UNNAMED \
    -cp "$(classpath)" -Dlimit=$((10000 * patience)) -Dminutes=10 -Dcapacity=10 -Dusers=100 -Dsockets=0 -Dprocesses=1 \
    "$@" "$load_main" > log 2>&1) || {
    local code=$?
    tail -40 "$work/$name/log"
    return $code
  }
}

# start_database PORT: the embedded database, beside the containers; its process in $database.
start_database() {
  local log=$work/database-$1.log
  "${quick_java[@]}" -cp "$(classpath)" "$database_main" "127.0.0.1:$1" > "$log" 2>&1 &
  database=$!
  within 30 grep -qs '^mongodb://' "$log"
}

# Of the load tests and of the embedded database.
classpath() { echo "$project/$load_classes:$(< "$work/load.classpath")"; }
