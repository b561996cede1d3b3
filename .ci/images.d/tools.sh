# Programs out of Debian's packages, and the load test's class path.

packages=(docker.io containerd runc iptables podman conmon catatonit nginx prometheus busybox-static libc6
  golang-github-containers-common libip4tc2 libip6tc2 libxtables12 libnetfilter-conntrack3 libnfnetlink0 libdevmapper1.02.1
  libseccomp2 libsubid4 libgpgme11 libassuan0 libglib2.0-0)

# Unpacked into $work/tools, libc6 and busybox into folders of their own. Compose and kubectl are newer than Debian 12's.
fetch_tools() {
  mkdir -p "$work/debs" "$work/tools" "$work/libc6" "$work/busybox"
  chmod 777 "$work/debs"
  (cd "$work/debs" && { apt-get download -qq "${packages[@]}" || { apt-get update -qq && apt-get download -qq "${packages[@]}"; }; })
  local newer=(docker-compose)
  command -v kubectl > /dev/null || newer+=(kubectl)
  fetch_newer "${newer[@]}"
  local deb
  for deb in "$work"/debs/*.deb; do
    case ${deb##*/} in
      libc6_*) dpkg -x "$deb" "$work/libc6" ;;
      busybox-static_*) dpkg -x "$deb" "$work/busybox" ;;
      *) dpkg -x "$deb" "$work/tools" ;;
    esac
  done
  local name
  for name in iptables ip6tables; do ln -s xtables-legacy-multi "$work/tools/usr/sbin/$name"; done
  rm -r "$work/debs"
}

# fetch_newer PACKAGE…: of Debian 13, from the machine's own mirror.
fetch_newer() {
  local apt=$work/apt options
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 'Component: main' \
    | sed '1!d; s|.*|deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] & trixie main|' > "$apt/sources.list"
  options=(-o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$apt/lists" -o Dir::State::status=/dev/null
    -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none)
  apt-get "${options[@]}" -qq update
  (cd "$work/debs" && apt-get "${options[@]}" -qq download "$@")
}

# The classes and libraries of the load tests, and with them those of the embedded database: java runs them without Maven, which
# the namespaces could not give a network. Each module it needs writes its own; the load tests are the last.
read_load_classpath() {
  ./mvnw -B -ntp -q -pl "$load" -Dnolint -Dspotless.check.skip=true compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath -Dmdep.outputFile="$work/load.classpath" -Dmdep.includeScope=runtime
}

# A JDK 25, for what runs in an image and beside it.
jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* "${GRAALVM_HOME:-}"; do
    if grep -qs '^JAVA_VERSION="25' "$home/release"; then
      realpath "$home"
      return
    fi
  done
  echo 'no JDK 25 in JAVA_HOME, /usr/lib/jvm or GRAALVM_HOME' >&2
  return 1
}

# With the libraries unpacked beside them, which nothing else is to find.
with_libraries() {
  local libraries=$work/tools/usr/lib/x86_64-linux-gnu:$work/tools/lib/x86_64-linux-gnu
  LD_LIBRARY_PATH=$libraries XTABLES_LIBDIR=$work/tools/usr/lib/x86_64-linux-gnu/xtables "$@"
}

# The engines make groups of their own in what all of the machine shares, and leave them empty.
list_cgroups() { find /sys/fs/cgroup -type d -regex '.*/\(docker\|libpod_parent\)\(/.*\)?' 2> /dev/null | sort; }
remember_cgroups() { list_cgroups > "$work/cgroups"; }
remove_cgroups() { list_cgroups | comm -13 "$work/cgroups" - | sort -r | xargs -r rmdir; }

# kernel_allows COMMAND…: $refusal says what it does not.
kernel_allows() {
  refusal=$("$@" 2>&1) || {
    refusal="$*: $refusal"
    return 1
  }
}

# What is written into these folders is seen in the namespaces only, and in memory.
cover_folders() {
  local folder over=$work/over
  mkdir "$over"
  kernel_allows mount -t tmpfs -o mode=755 over "$over" || return
  for folder in etc opt run tmp; do
    mkdir -p "$over/$folder/upper" "$over/$folder/work"
    chmod --reference="/$folder" "$over/$folder/upper"
    kernel_allows mount -t overlay -o "lowerdir=/$folder,upperdir=$over/$folder/upper,workdir=$over/$folder/work" over "/$folder" || return
  done
}

# What an engine is made of, each by itself: only what is refused here may be skipped.
engine_is_allowed() {
  local memory=/sys/fs/cgroup/memory
  [ -d "$memory" ] || memory=/sys/fs/cgroup
  cover_folders && kernel_allows ip link add images0 type veth peer name images1 && kernel_allows ip link delete images0 \
    && kernel_allows ip link add images0 type bridge && kernel_allows ip link delete images0 \
    && kernel_allows with_libraries "$work/tools/usr/sbin/iptables" -t nat -S \
    && kernel_allows mkdir "$memory/images-allowed" && kernel_allows rmdir "$memory/images-allowed"
}

start_engine() {
  # What the engines keep is gone with the namespaces: in memory they wait for no disk.
  local folder
  for folder in engine podman; do
    mkdir -p "$work/$folder"
    mount -t tmpfs -o mode=755 "$folder" "$work/$folder"
  done
  export PATH=$work/tools/usr/sbin:$work/tools/usr/bin:$PATH
  export DOCKER_HOST=unix://$work/docker.sock DOCKER_CONFIG=$work/docker DOCKER_BUILDKIT=1
  mkdir -p "$DOCKER_CONFIG/cli-plugins"
  ln -s "$work/tools/usr/libexec/docker/cli-plugins/docker-compose" "$DOCKER_CONFIG/cli-plugins/"
  with_libraries dockerd --data-root "$work/engine/data" --exec-root "$work/engine/exec" -H "$DOCKER_HOST" \
    --pidfile "$work/docker.pid" --ip6tables=false --userland-proxy=false > "$work/engine.log" 2>&1 &
  alive=(kill -0 $!)
  within 30 engine_answers || { tail -3 "$work/engine.log"; return 1; }
  alive=(true)
  say "engine $(docker version -f '{{.Server.Version}}')"
}
engine_answers() { docker version > /dev/null 2>&1; }
