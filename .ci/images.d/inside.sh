# In the namespaces: the engine, the stand-ins, and the parts by name.
set -euo pipefail
project=$PWD
secret=$(openssl rand -hex 32)
source .ci/images.d/paths.sh
source .ci/images.d/tools.sh
jdk=$(jdk)
java=$jdk/bin/java
for part in check stand-ins images faults kube compose rollout; do source ".ci/images.d/$part.sh"; done
ip link set lo up

parts=("$@")
[ "${parts[*]}" != all ] || parts=(rollout images faults kube compose)
refusal=
if [ "${parts[*]}" != rollout ] && engine_is_allowed; then
  start_engine
  make_sources
  make_stand_ins
  say "stand-ins"
fi
# A rolling update waits more than it works, and needs no engine: it goes on beside whatever else there is to do.
beside=
if [ "${parts[0]}" = rollout ] && [ ${#parts[@]} -gt 1 ]; then
  setsid bash .ci/images.d/inside.sh rollout > "$work/rollout.log" 2>&1 &
  beside=$!
  parts=("${parts[@]:1}")
fi
for part in "${parts[@]}"; do
  if [ -n "$refusal" ] && [ "$part" != rollout ]; then
    say "$part: skipped, the kernel forbids an engine: $refusal"
    continue
  fi
  "try_$part"
  say "$part: $passed checks hold, $failed do not"
done
if [ -n "$beside" ]; then
  # It may have had too little of the machine beside the others to get ready: once more, alone, and both are shown. What was lost is
  # lost.
  if ! wait "$beside" && [ ! -e "$work/rollout/lost" ]; then
    cat "$work/rollout.log"
    say "rollout: once more, alone"
    kill -KILL -- "-$beside" 2> /dev/null || true
    rm -rf "$work/rollout"
    bash .ci/images.d/inside.sh rollout > "$work/rollout.log" 2>&1 &
    beside=$!
  fi
  check "the rolling update holds" wait "$beside"
  cat "$work/rollout.log"
fi
echo "Images: $passed passed, $failed failed${refusal:+, the kernel forbids an engine: $refusal}"
[ "$failed" = 0 ]
