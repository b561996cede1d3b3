# Faults put into the native image's Dockerfile on purpose: what looks at the images must find each.

try_faults() {
  check "root would be found" finds_root
  check "missing sources would be found" finds_missing_sources
  check "a wrong entry point would be found" finds_wrong_entry_point
  check "a process that lives on without memory would be found" finds_survivor
}

# spoilt SED-SCRIPT: a copy of the sources with another Dockerfile.native; fails where the script changes nothing.
spoilt() {
  rm -rf "$work/spoilt"
  cp -a "$sources" "$work/spoilt"
  sed -i -E "$1" "$work/spoilt/docker/Dockerfile.native"
  ! cmp -s "$sources/docker/Dockerfile.native" "$work/spoilt/docker/Dockerfile.native"
}

finds_root() {
  spoilt '/^USER 1001/d' && build Dockerfile.native muster:spoilt "$work/spoilt" || return 1
  run muster:spoilt
  local found=1
  within 10 is_ready && ! runs_as 1001 && found=0
  remove
  return $found
}

finds_missing_sources() {
  spoilt '/^COPY .*\.mvn /d' || return 1
  ! build Dockerfile.native muster:spoilt "$work/spoilt" && grep -q 'not all of the sources' "$work/build.log"
}

finds_wrong_entry_point() {
  spoilt 's|^(ENTRYPOINT \["/opt/muster)/muster"|\1/server"|' && build Dockerfile.native muster:spoilt "$work/spoilt" || return 1
  local found=1
  run muster:spoilt 2> /dev/null || true
  within 10 is_ready || found=0
  remove 2> /dev/null || true
  return $found
}

finds_survivor() {
  spoilt 's/, "-XX:\+ExitOnOutOfMemoryError"//' && build Dockerfile.native muster:spoilt "$work/spoilt" || return 1
  local found=0
  run_out_of_memory muster:spoilt
  within 5 ended || true
  docker logs "$container" > "$work/survivor.log" 2>&1
  ! out_of_memory "$work/survivor.log" || found=1
  remove
  return $found
}
