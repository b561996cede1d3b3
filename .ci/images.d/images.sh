# Each Dockerfile built as it stands, and its image run as docker/compose.yaml and k8s/base run it.

service=http://127.0.0.1:8080
management=http://127.0.0.1:9000

# build DOCKERFILE IMAGE [SOURCES]
build() { docker build -q --network none -f "${3:-$sources}/docker/$1" -t "$2" "${3:-$sources}" > "$work/build.log" 2>&1; }

# A database in a network of both.
start_shared_database() {
  docker network inspect images > /dev/null 2>&1 && return
  docker network create images > /dev/null
  docker run -d --name mongodb --hostname mongodb --network images --network-alias mongodb "$(compose_image mongodb)" > /dev/null
}

# run IMAGE [OPTION…] [-- ARGUMENT…]: its container in $container.
run() {
  local image=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  start_shared_database
  container=$(docker run -d --network images -p 127.0.0.1:8080:8080 -p 127.0.0.1:9000:9000 --memory 512m --read-only \
    --tmpfs /tmp:size=64m --cap-drop ALL --security-opt no-new-privileges \
    -e MUSTER_MONGODB_URI='mongodb://mongodb:27017/?replicaSet=rs0' -e MUSTER_JWT_SECRET="$secret" -e MUSTER_SINGLE_TENANT=true \
    "${options[@]}" "$image" "$@")
  alive=(runs)
}
runs() { [ "$(state Running)" = true ]; }
state() { docker inspect -f "{{.State.$1}}" "$container"; }
ended() { ! runs; }
is_ready() { is 200 "$management/q/health/ready"; }
remove() {
  docker rm -f "$container" > /dev/null
  alive=(true)
}

# process FIELD [FILE]: of the container's first process, as the machine sees it.
process() { awk -v field="$1:" '$1 == field {print $NF}' "/proc/$(state Pid)/status"; }
is_process() { [ "$(process "$1")" = "$2" ]; }
user_of_process() { awk '/^Uid:/ {print $2}' "/proc/$(state Pid)/status"; }
runs_as() { [ "$(user_of_process)" = "$1" ]; }
root_is_read_only() { grep -qE '^[0-9]+ [0-9]+ [0-9:]+ / / ro' "/proc/$(state Pid)/mountinfo"; }

# layer_megabytes IMAGE: what is ours in it, beside the base.
layer_megabytes() {
  docker history --no-trunc --format '{{.Size}} {{.CreatedBy}}' --human=false "$1" \
    | awk '/COPY/ {sum += $1} END {printf "%d\n", sum / 1000000 + 0.5}'
}

try_images() {
  try_image Dockerfile.native muster:1.0.0 1001 110 10
  try_image Dockerfile.jvm muster:1.0.0-jvm 185 80 40
}

# try_image DOCKERFILE IMAGE USER MEGABYTES SECONDS-TO-READY
try_image() {
  local file=$1 image=$2 user=$3 most=$4 soon=$5 began size
  check "$file is built" build "$file" "$image"
  $held || { tail -5 "$work/build.log"; return 0; }
  size=$(layer_megabytes "$image")
  check "$image: ours in it is $size MB, at most $most" [ "$size" -le "$most" ]
  check "$image is of linux/amd64" [ "$(docker image inspect -f '{{.Os}}/{{.Architecture}}' "$image")" = linux/amd64 ]
  try_materials "$image"
  began=$(millis)
  run "$image"
  check "is ready within $soon s" within "$soon" is_ready
  say "ready after $(($(millis) - began)) ms"
  if runs; then
    try_process "$user"
    try_service "$image"
    try_stop
  fi
  [ "$failed" = 0 ] || docker logs "$container" 2>&1 | tail -5 | cut -c1-300
  remove
  try_out_of_memory "$image"
}

# The lists of what it is made of and under which licences ride in the image.
try_materials() {
  local image=$1 folder=$work/licenses
  rm -rf "$folder"
  container=$(docker create "$image")
  check "carries its licences" docker cp "$container:/licenses" "$folder"
  docker rm "$container" > /dev/null
  check "carries the project's own licence" cmp -s "$folder/LICENSE" LICENSE
  check "lists what it is made of" [ "$(jq '.components | length' "$folder/muster.cdx.json")" -gt 100 ]
  check "lists the licences" [ "$(wc -l < "$folder/licenses.txt")" -gt 100 ]
}

try_process() {
  check "runs as $1" runs_as "$1"
  check "is process 1 of its container" is_process NSpid 1
  check "has no capability" is_process CapBnd 0000000000000000
  check "gets no new privileges" is_process NoNewPrivs 1
  check "filters system calls" is_process Seccomp 2
  check "root is read-only" root_is_read_only
  check "memory is limited" [ "$(docker inspect -f '{{.HostConfig.Memory}}' "$container")" = 536870912 ]
}

try_service() {
  check "refuses without a token" is 401 "$service/api/events"
  check "has its page" is 200 "$service/"
  check "gives exactly the places to a burst, and tells the sockets" \
    crowd "burst-${1//:/-}" -Dscenario=fanout -Dusers=300 -Dsockets=20 -Dtarget="$service" -DmanagerId=images
}

# A socket is open while it is asked to stop: it is closed with 1001, requests are answered a while longer, and it is gone in time.
try_stop() {
  local began socket took code
  open_socket
  check "lets a socket in" within 5 socket_is_open
  began=$(millis)
  docker kill -s TERM "$container" > /dev/null
  check "is not ready as soon as it is to stop" within 2 is 503 "$management/q/health/ready"
  check "answers while it drains" is 401 "$service/api/events"
  check "ends by itself within 10 s" within 10 ended
  took=$(($(millis) - began))
  code=$(state ExitCode)
  check "ended after $took ms with $code, by the signal alone" [ "$code" = 143 ]
  wait "$socket" || true
  check "closed its sockets with 1001" env LC_ALL=C grep -qsaP '\x88.\x03\xe9' "$work/socket"
}

open_socket() {
  rm -f "$work/socket"
  curl -sN --http1.1 -m 60 -o "$work/socket" "$service/api/ws" -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
    -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: bXVzdGVyIGlzIGxpdmUhIQ==' \
    -H "Authorization: Bearer $(token "{\"sub\":\"m\",\"managerId\":\"images\",\"exp\":$(($(date +%s) + 600))}")" &
  socket=$!
}
socket_is_open() { grep -qsa welcome "$work/socket"; }

# A small heap, and more bodies let in than fit into it: the process ends by itself, with the code of ExitOnOutOfMemoryError, so
# that whoever runs it starts another. The option is the image's own; of what it says only the heap is changed.
try_out_of_memory() {
  local image=$1 log=$work/out-of-memory.log
  run_out_of_memory "$image"
  check "an OutOfMemoryError ends it" within 15 ended
  docker logs "$container" > "$log" 2>&1
  check "it says so and ends with $(state ExitCode)" out_of_memory "$log"
  remove
}
run_out_of_memory() {
  local image=$1 arguments options=(-e MUSTER_HTTP_MAX_BODIES_UNDER_WAY=1G -e MUSTER_HTTP_MAX_BODIES_OF_CALLER=1G)
  case $image in
    *-jvm) run "$image" "${options[@]}" -e JAVA_TOOL_OPTIONS=-Xmx30m ;;
    *)
      mapfile -t arguments < <(docker image inspect -f '{{json .Config.Cmd}}' "$image" | jq -r '.[]' | sed 's/^-Xmx.*/-Xmx20m/')
      run "$image" "${options[@]}" -- "${arguments[@]}"
      ;;
  esac
  within 40 is_ready || true
  exhaust
}
out_of_memory() { [ "$(state ExitCode)" = 3 ] && grep -q 'due to java.lang.OutOfMemoryError' "$1"; }

# Many bodies as large as they may be, all at once: each comes slowly, so that none is done before most of all of them is there.
exhaust() {
  local body=$work/body token
  token=$(token "{\"sub\":\"m\",\"managerId\":\"images\",\"exp\":$(($(date +%s) + 600))}")
  [ -e "$body" ] || jq -nc '{events: [range(30) | {event_name: ("x" * 200), date: "2099-01-01", notes: ("y" * 30000), roles: [{role: "Server", count: 1}]}]}' > "$body"
  seq 200 | xargs -P 200 -I{} curl -s -m 10 --limit-rate 300K -o /dev/null "$service/api/events/batch" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' --data-binary "@$body" || true
}
