# docker/compose.yaml as the README starts it, and what a person would look at.

prometheus=http://127.0.0.1:9090

try_compose() {
  local folder=$work/compose command
  cp -a "$sources" "$folder"
  cd "$folder"
  command=$(grep -oE '^docker compose -f docker/compose\.yaml up --build$' README.md) || command=false
  check "the README says how to start it" [ "$command" != false ]
  fill_in
  check "refuses to start without a secret" refuses_without MUSTER_JWT_SECRET
  check "refuses to start without a password" refuses_without GRAFANA_ADMIN_PASSWORD
  setsid bash -c "exec $command" > "$work/compose.log" 2>&1 &
  compose=$!
  alive=(kill -0 "$compose")
  check "is up within 120 s" within 120 is 200 http://127.0.0.1:8080/
  if kill -0 "$compose"; then
    say 'up'
    try_composed
    say 'to stop'
    # To the whole group, as a terminal does; but SIGINT is ignored by what a shell has put into the background.
    kill -TERM -- "-$compose"
  else
    tail -20 "$work/compose.log"
  fi
  check "stops within 30 s" within 30 compose_ended
  alive=(true)
  check "the service ended by itself" [ "$(exit_code muster)" = 143 ]
  docker compose -f docker/compose.yaml down -v > /dev/null 2>&1
  cd "$project"
}

# As the README says: a copy of the example, filled in.
fill_in() {
  cp docker/.env.example docker/.env
  sed -i "s|^MUSTER_JWT_SECRET=.*|MUSTER_JWT_SECRET=$secret|; s|^GRAFANA_ADMIN_PASSWORD=.*|GRAFANA_ADMIN_PASSWORD=$(openssl rand -hex 8)|" docker/.env
}
refuses_without() {
  local env=$work/incomplete.env
  sed "s|^$1=.*|$1=|" docker/.env > "$env"
  ! docker compose --env-file "$env" -f docker/compose.yaml config -q > "$work/refusal" 2>&1 && grep -q "$1" "$work/refusal"
}

compose_ended() { ! kill -0 "$compose" 2> /dev/null; }
of() { docker compose -f docker/compose.yaml ps -aq "$1"; }
exit_code() { docker inspect -f '{{.State.ExitCode}}' "$(of "$1")"; }
ask() { curl -s -m 5 -G "$prometheus/api/v1/$1" "${@:2}"; }
query() { ask query --data-urlencode "query=$1"; }

try_composed() {
  local name
  for name in mongodb muster prometheus grafana; do
    check "$name runs" [ "$(docker inspect -f '{{.State.Running}}' "$(of $name)")" = true ]
  done
  check "the service is ready inside" within 10 scraped
  check "the database is not reachable from outside" unreachable_database
  check "nothing listens beyond this machine" only_loopback
  check "takes a burst" crowd compose-burst -Dscenario=fanout -Dusers=200 -Dsockets=10 -Dtarget=http://127.0.0.1:8080 -DmanagerId=compose
  check "Prometheus has counted the burst" within 20 counted
  check "all alerts are loaded, and none is in error" alerts_are_loaded
  check "no alert fires" [ "$(ask alerts | jq '.data.alerts | map(select(.state == "firing")) | length')" = 0 ]
  try_grafana
}

scraped() { [ "$(query 'up{job="muster"}' | jq -r '.data.result[0].value[1]')" = 1 ]; }
counted() { [ "$(query 'sum(muster_responses_total{job="muster"})' | jq -r '(.data.result[0].value[1] // "0") | tonumber >= 200')" = true ]; }
alerts_are_loaded() {
  local written loaded
  written=$(grep -c -- '- alert:' k8s/monitoring/muster.rules.yaml)
  loaded=$(ask rules | jq '[.data.groups[].rules[] | select(.type == "alerting" and .lastError == null and .health != "err")] | length')
  [ "$written" -gt 0 ] && [ "$written" = "$loaded" ]
}
unreachable_database() { [ -z "$(docker port "$(of mongodb)")" ]; }
only_loopback() { ! docker ps --format '{{.Ports}}' | tr ',' '\n' | grep -- '->' | grep -qv '127\.0\.0\.1:'; }

# What Grafana would read, by somebody of its number in its place: the files, its data source, and every query of the dashboard.
try_grafana() {
  local grafana source path expression bad=0 number=0
  grafana=$(of grafana)
  inside() { docker exec "$grafana" "$@"; }
  source=$(inside cat /etc/grafana/provisioning/datasources/prometheus.yaml | awk '$1 == "url:" {print $2}')
  path=$(inside cat /etc/grafana/provisioning/dashboards/muster.yaml | awk '$1 == "path:" {print $2}')
  check "Grafana's data source answers it" inside wget -q -O /dev/null "$source/-/ready"
  check "Grafana reads the dashboard where the provisioning says" inside test -r "$path/muster.dashboard.json"
  while IFS= read -r expression; do
    number=$((number + 1))
    [ "$(query "$expression" | jq -r .status)" = success ] || { bad=$((bad + 1)); echo "        $expression"; }
  done < <(inside cat "$path/muster.dashboard.json" | jq -r '.. | .expr? // empty' \
    | sed -E 's/\$__rate_interval|\$__interval|\$__range/1m/g; s/\[\[?[a-z]+\]\]/.*/g')
  check "Prometheus understands the dashboard's $number queries" [ "$number" -gt 0 -a "$bad" = 0 ]
}
