# Two versions of the service on one database behind nginx, with the ingress' settings, replaced one for the other as the
# Deployment says while people come and go and others listen. The load test's judge looks at the whole history.

rolls=${ROLLOUTS:-10}            # there and back
front=8000
ingress=k8s/ingress-nginx/ingress.yaml
deployment=k8s/base/deployment.yaml
listeners=20

try_rollout() {
  rollout=$work/rollout
  mkdir -p "$rollout"/{nginx,pods}
  versions=([0]=$project/$package [1]=$project/$runner)
  [ -z "${MUSTER_BEFORE:-}" ] || versions=([0]=$MUSTER_BEFORE [1]=$project/$package)
  pre_stop=$(awk '/preStop:/ {inside = 1} inside && $1 == "seconds:" {print $2; exit}' "$deployment")
  grace=$(awk '$1 == "terminationGracePeriodSeconds:" {print $2}' "$deployment")
  next=0
  check "the database is up" start_database 27018
  start_pod 0 && first=$pod && start_pod 0 && second=$pod || { check "two of the first version are ready" false; return; }
  write_upstreams
  check "the proxy is up" start_proxy

  crowd rollout/load -Dscenario=steady -Duntil="$rollout/end" -Dusers=10 -Dsockets=$listeners -Dtarget="http://127.0.0.1:$front" \
    -DmanagerId=rollout &
  local load=$! roll version
  check "people are there" within 60 somebody_pressed
  for roll in $(seq $rolls); do
    for version in 1 0; do
      roll_out $version || { check "roll $roll, to version $version" false; break 2; }
    done
  done
  say "$roll times there and back"
  within "$grace" all_retired || true
  touch "$rollout/end"
  local code=0
  wait "$load" || code=$?
  [ $code != 1 ] || touch "$rollout/lost"
  check "nobody lost a request or a frame" [ $code = 0 ]
  sed -n '/^ *holds\|^ *FAILS/p' "$rollout/load/log" | head -12
  check "every process was asked" every_pod_served
  check "every process that was asked to stop ended in time and by itself" every_pod_ended
  check "sockets moved with each of them" [ "$(grep -c '^101 ' "$rollout/access.log")" -gt $((listeners * rolls)) ]
  kill "$proxy" "$database"
}

# start_pod VERSION: its number in $pod, ready.
start_pod() {
  pod=$((next++))
  local version=${versions[$1]} command folder=$rollout/pods/$pod
  mkdir "$folder"
  command=("$version" -Xmx256m)
  [ ! -d "$version" ] || command=("$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$version/quarkus-run.jar")
  (
    QUARKUS_HTTP_PORT=$(port_of "$pod") QUARKUS_MANAGEMENT_PORT=$(management_of "$pod") MUSTER_JWT_SECRET=$secret \
      MUSTER_MONGODB_URI='mongodb://127.0.0.1:27018/?replicaSet=rs0' MUSTER_SINGLE_TENANT=true \
      MUSTER_RATE_LIMIT_PER_EVENT_MINUTE=0 MUSTER_RATE_LIMIT_PER_MINUTE=0 "${command[@]}" > "$folder/log" 2>&1 &
    echo $! > "$folder/pid"
    wait $! && echo 0 > "$folder/exit" || echo $? > "$folder/exit"
  ) &
  within 60 is 200 "http://127.0.0.1:$(management_of "$pod")/q/health/ready"
}
port_of() { echo $((10000 + $1)); }
management_of() { echo $((20000 + $1)); }
# The load test has made its events and opened its sockets by then: what it asks for before, it asks for once.
somebody_pressed() { grep -Eqs '^(200|409) POST [^ ]*/respond ' "$rollout/access.log"; }
served() { grep -qs ":$(port_of "$1") " "$rollout/access.log"; }

# As the Deployment's strategy has it: a new one is ready before an old one goes, one at a time.
roll_out() {
  start_pod "$1" || return 1
  local old=$first
  first=$pod
  replace "$old"
  start_pod "$1" || return 1
  old=$second
  second=$pod
  replace "$old"
}
# The proxy learns of it while the old one is in its preStop already.
replace() {
  retire "$1" &
  write_upstreams
  kill -HUP "$proxy"
  within 10 served "$pod"
}
# As a kubelet does: preStop, SIGTERM, and SIGKILL when the pod's time is over, which nobody may need.
retire() {
  local folder=$rollout/pods/$1
  sleep "$pre_stop"
  kill -TERM "$(< "$folder/pid")"
  within $((grace - pre_stop)) test -e "$folder/exit" || kill -KILL "$(< "$folder/pid")"
  touch "$folder/retired"
}
all_retired() { [ "$(find "$rollout/pods" -name retired | wc -l)" = $((next - 2)) ]; }
every_pod_served() { for pod in $(seq 0 $((next - 1))); do served "$pod" || return 1; done; }
every_pod_ended() {
  all_retired || return 1
  ! cat "$rollout"/pods/*/exit | grep -qv '^143$'
}

# annotation NAME N: of the Nth Ingress.
annotation() { awk -v name="nginx.ingress.kubernetes.io/$1:" -v n="$2" '/^---/ {at++} at == n - 1 && $1 == name {print $2}' "$ingress" | tr -d '"'; }
path_of_events() { awk '$1 == "-" && $2 == "path:" {print $3; exit}' "$ingress"; }

write_upstreams() {
  local server
  server="server 127.0.0.1:$(port_of "$first"); server 127.0.0.1:$(port_of "$second"); keepalive 320;"
  cat > "$rollout/upstreams.conf" <<N
upstream events { hash $(annotation upstream-hash-by 1) consistent; $server }
upstream others { $server }
N
}

# What ingress-nginx makes of the two Ingresses: its defaults, and the annotations.
start_proxy() {
  cat > "$rollout/nginx.conf" <<N
user root;
daemon off;
worker_processes 1;
error_log $rollout/error.log;
pid $rollout/nginx.pid;
worker_shutdown_timeout 240s;
events { worker_connections 4096; }
http {
  log_format asked '\$status \$request_method \$uri \$upstream_addr \$upstream_status \$request_time';
  access_log $rollout/access.log asked;
  map \$http_upgrade \$connection_upgrade { default upgrade; '' ''; }
  client_body_temp_path nginx/body; proxy_temp_path nginx/proxy; fastcgi_temp_path nginx/f; uwsgi_temp_path nginx/u; scgi_temp_path nginx/s;
  client_max_body_size $(annotation proxy-body-size 1);
  proxy_http_version 1.1;
  proxy_set_header Host \$host;
  proxy_set_header Upgrade \$http_upgrade;
  proxy_set_header Connection \$connection_upgrade;
  proxy_connect_timeout 5s;
  proxy_next_upstream error timeout;
  proxy_next_upstream_tries 3;
  proxy_buffering off;
  include $rollout/upstreams.conf;
  server {
    listen 127.0.0.1:$front;
    location ~* "^$(path_of_events)" {
      proxy_pass http://events;
      proxy_read_timeout $(annotation proxy-read-timeout 1)s;
    }
    location / {
      proxy_pass http://others;
      proxy_read_timeout $(annotation proxy-read-timeout 2)s;
      proxy_send_timeout $(annotation proxy-send-timeout 2)s;
    }
  }
}
N
  "$work/tools/usr/sbin/nginx" -p "$rollout/" -c "$rollout/nginx.conf" > "$rollout/nginx.log" 2>&1 &
  proxy=$!
  alive=(kill -0 "$proxy")
  within 10 is 401 "http://127.0.0.1:$front/api/events"
}
