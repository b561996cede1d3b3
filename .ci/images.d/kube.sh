# The Deployment of each overlay, as kustomize renders it, played by podman on the machine's own network, its probes asked as a
# kubelet asks them. Without a cluster's network and volumes of secrets there is no more to it than one pod.

try_kube() {
  docker image inspect muster:1.0.0 > /dev/null 2>&1 || build Dockerfile.native muster:1.0.0
  set_up_podman
  jq -n --arg secret "$secret" '{"mongodb-uri": "mongodb://127.0.0.1:27017/?replicaSet=rs0", "jwt-secret": $secret} | map_values(@base64)' \
    > "$work/secret.json"
  podman secret create muster "$work/secret.json" > /dev/null
  docker save muster:1.0.0 | podman load -q > /dev/null
  check "the database is up" start_database 27017
  local overlay
  for overlay in "$sources"/k8s/overlays/*/; do try_overlay "$(basename "$overlay")"; done
  kill "$database"
}

set_up_podman() {
  local share=$work/tools/usr/share/containers home=$work/podman
  mkdir -p "$home/.config/containers"
  echo '{"default": [{"type": "insecureAcceptAnything"}]}' > "$home/.config/containers/policy.json"
  : > "$home/registries.conf"
  cat > "$home/containers.conf" <<C
[containers]
seccomp_profile = "$share/seccomp.json"
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
[network]
network_config_dir = "$home/networks"
[engine]
conmon_path = ["$work/tools/usr/bin/conmon"]
helper_binaries_dir = ["$work/tools/usr/libexec/podman", "$work/tools/usr/bin"]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
[engine.runtimes]
runc = ["$work/tools/usr/sbin/runc"]
C
}

podman() {
  DOCKER_CONFIG= HOME=$work/podman CONTAINERS_CONF=$work/podman/containers.conf CONTAINERS_REGISTRIES_CONF=$work/podman/registries.conf \
    with_libraries "$work/tools/usr/bin/podman" --root "$work/podman/root" --runroot "$work/podman/run" \
    --storage-driver overlay --tmpdir "$work/podman/tmp" "$@"
}

# Rendered with what a machine without a cluster needs: the Deployment alone, the machine's network and an image of its own. The
# container's ports, which the machine's network has anyway, are cut from what is played.
render() {
  local overlay=$1 folder=$sources/k8s/played
  rm -rf "$folder"
  mkdir "$folder"
  cat > "$folder/kustomization.yaml" <<K
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [../overlays/$overlay]
images:
  - {name: muster, newName: localhost/muster, newTag: 1.0.0}
  - {name: registry.example.org/muster, newName: localhost/muster, newTag: 1.0.0}
patches:
  - target: {kind: Deployment}
    patch: |-
      - {op: add, path: /spec/template/spec/hostNetwork, value: true}
      - {op: remove, path: /spec/template/spec/containers/0/ports}
K
  kubectl kustomize "$sources/k8s/overlays/$overlay" > "$work/rendered.yaml"
  kubectl kustomize "$folder" | awk 'BEGIN {RS = "---\n"} /(^|\n)kind: Deployment\n/ {print "---\n" $0}' > "$work/played.yaml"
}

# rendered PROBE FIELD: of the overlay; kustomize writes one field a line.
rendered() {
  awk -v probe="$1:" -v field="$2:" '$1 == probe {inside = 1} inside && $1 == field {print $2; exit}' "$work/rendered.yaml"
}
# The container's port of that name: the number stands above it.
port_named() { awk -v name="$1" '/containerPort:/ {port = $NF} $1 == "name:" && $2 == name && port {print port; exit}' "$work/rendered.yaml"; }

# probe NAME: as a kubelet asks: a status from 200 to 399, within its time.
probe() {
  local code
  code=$(curl -s -o /dev/null -m "$(rendered "$1" timeoutSeconds | grep . || echo 1)" -w '%{http_code}' \
    "http://127.0.0.1:$(port_named "$(rendered "$1" port)")$(rendered "$1" path)") || true
  [ "$code" -ge 200 ] && [ "$code" -lt 400 ]
}
play() { podman kube play "$work/played.yaml" > "$work/play.log" 2>&1 || { tail -5 "$work/play.log"; return 1; }; }
probe_fails() { ! probe "$1"; }

pod=muster-pod-0
played() { podman inspect -f "$1" "$pod-muster"; }
pod_runs() { [ "$(played '{{.State.Running}}')" = true ]; }
pod_ended() { ! pod_runs; }

try_overlay() {
  local overlay=$1 pid startup began took grace
  check "overlay $overlay is rendered" render "$overlay"
  startup=$(($(rendered startupProbe periodSeconds) * $(rendered startupProbe failureThreshold)))
  check "its Deployment is played" play
  $held || return 0
  alive=(pod_runs)
  check "has started within $startup s" within "$startup" probe startupProbe
  check "is ready within 10 s" within 10 probe readinessProbe
  check "is alive" probe livenessProbe
  pid=$(played '{{.State.Pid}}')
  check "runs as 1001, with a read-only root and no capability" as_the_policy_says "$pid"
  check "has the overlay's arguments" grep -qz -- "$(awk '/^ *- -Xmx/ {print $2; exit}' "$work/rendered.yaml")" "/proc/$pid/cmdline"
  check "has the overlay's memory and no more" [ "$(played '{{.HostConfig.Memory}}')" = "$(bytes "$(limit memory)")" ]
  check "takes a burst" crowd "kube-$overlay" -Dscenario=fanout -Dusers=100 -Dsockets=10 -Dtarget=http://127.0.0.1:8080 -DmanagerId=kube
  try_database_away
  grace=$(rendered spec terminationGracePeriodSeconds)
  began=$(millis)
  podman kill -s TERM "$pod-muster" > /dev/null
  check "is not ready as soon as it is to stop" within 2 probe_fails readinessProbe
  check "is gone within the pod's $grace s" within "$grace" pod_ended
  took=$(($(millis) - began))
  check "ended after $took ms with $(played '{{.State.ExitCode}}')" [ "$(played '{{.State.ExitCode}}')" = 143 ]
  alive=(true)
  podman kube down "$work/played.yaml" > /dev/null 2>&1 || podman pod rm -f "$pod" > /dev/null
}

as_the_policy_says() {
  [ "$(awk '/^Uid:/ {print $2}' "/proc/$1/status")" = 1001 ] && [ "$(awk '/^CapBnd:/ {print $2}' "/proc/$1/status")" = 0000000000000000 ] \
    && [ "$(awk '/^NoNewPrivs:/ {print $2}' "/proc/$1/status")" = 1 ] && grep -qE '^[0-9]+ [0-9]+ [0-9:]+ / / ro' "/proc/$1/mountinfo"
}

limit() { awk -v what="$1:" '$1 == "limits:" {inside = 1} inside && $1 == what {print $2; exit}' "$work/rendered.yaml"; }
bytes() { numfmt --from=iec-i "${1}"; }

# The database stands still: nobody is sent there any more, and nobody is killed for it.
try_database_away() {
  kill -STOP "$database"
  check "is not ready while the database stands still" within 10 probe_fails readinessProbe
  check "is alive all the same" probe livenessProbe
  kill -CONT "$database"
  check "is ready again" within 15 probe readinessProbe
}
