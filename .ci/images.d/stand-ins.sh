# Stand-ins for the images that a registry would give, under their names, and a copy of the project to build from.

# The files that git would have, and no others; without the digests of base images, which a stand-in cannot have.
make_sources() {
  sources=$work/sources
  mkdir "$sources"
  git ls-files -z --cached --others --exclude-standard | xargs -0 ls -d 2> /dev/null | tar -c -T - | tar -x -C "$sources"
  sed -i -E 's/@sha256:[0-9a-f]{64}//' "$sources"/docker/Dockerfile.* "$sources/docker/compose.yaml"
}

# image_of FOLDER NAME INSTRUCTION…
image_of() {
  local folder=$1 name=$2 changes=()
  shift 2
  for instruction in "$@"; do changes+=(-c "$instruction"); done
  tar -C "$folder" -c . | docker import "${changes[@]}" - "$name" > /dev/null
}

# from DOCKERFILE N: the name of its Nth base image.
from() { awk '/^FROM /{print $2}' "$sources/docker/$1" | sed -n "$2p"; }
# compose_image SERVICE: the name of the service's image in the compose file.
compose_image() { awk -v service="  $1:" '$0 == service {found = 1} found && /^    image:/ {print $2; exit}' "$sources/docker/compose.yaml"; }

make_stand_ins() {
  make_builders
  make_runtimes
  make_mongodb
  make_prometheus
  make_grafana
}

# The builders: busybox, whose sh brings what was built before when it is to run ./mvnw, if it finds all that Maven would need.
make_builders() {
  local root=$work/builder command
  mkdir -p "$root"/{bin,etc,tmp,built,home/quarkus}
  chmod 1777 "$root/tmp"
  cp "$work/busybox/bin/busybox" "$root/bin/"
  for command in cp chown mkdir id ls grep test; do ln -s busybox "$root/bin/$command"; done
  printf 'root:x:0:0::/root:/bin/sh\nquarkus:x:1001:1001::/home/quarkus:/bin/sh\n' > "$root/etc/passwd"
  printf 'root:x:0:\nquarkus:x:1001:\n' > "$root/etc/group"
  cat > "$root/bin/sh" <<S
#!/bin/busybox sh
[ "\${1:-}" = ./mvnw ] || exec /bin/busybox sh "\$@"
set -eu
test -x mvnw -a -f pom.xml -a -d $server/src/main -a -f .mvn/wrapper/maven-wrapper.properties || { echo 'not all of the sources' >&2; exit 1; }
! test -e $server/src/test -o -e .git -o -e docker/.env || { echo 'more than the sources' >&2; exit 1; }
mkdir $server/target
cp -r /built/. $server/target/
S
  chmod 755 "$root/bin/sh"
  cp -a "$package" "$runner" "${materials[@]}" "$root/built/"
  image_of "$root" "$(from Dockerfile.native 1)" 'USER quarkus' 'WORKDIR /project' 'ENV PATH=/bin'
  image_of "$root" "$(from Dockerfile.jvm 1)" 'USER 185' 'ENV PATH=/bin'
}

# The runtimes: a C library, and a JDK where there is to be one. No shell, as little as the real ones have.
make_runtimes() {
  local root=$work/runtime
  mkdir -p "$root"/{etc,tmp,proc,sys,dev}
  chmod 1777 "$root/tmp"
  cp -a "$work/libc6/." "$root/"
  rm -rf "$root/usr/share"
  printf 'root:x:0:0::/root:/bin/sh\n' > "$root/etc/passwd"
  printf 'root:x:0:\n' > "$root/etc/group"
  image_of "$root" "$(from Dockerfile.native 2)" 'ENV PATH=/usr/bin:/bin'
  mkdir -p "$root/opt/java/lib"
  (cd "$jdk" && tar -c --exclude=src.zip --exclude=ct.sym --dereference bin conf lib release) | tar -x -C "$root/opt/java"
  image_of "$root" "$(from Dockerfile.jvm 2)" 'USER 185' 'ENV PATH=/opt/java/bin'
}

# A database of one node, by the embedded one: it takes its name from its container, as the replica set in compose.yaml does.
make_mongodb() {
  local root=$work/mongodb jar
  mkdir -p "$root"/{bin,opt/database,data/db}
  cp "$work/busybox/bin/busybox" "$root/bin/"
  for command in sh hostname nc; do ln -s busybox "$root/bin/$command"; done
  for jar in $(classpath | tr ':' ' '); do
    case $jar in
      *.jar) cp "$jar" "$root/opt/database/" ;;
      *) [ ! -d "$jar/io/muster/embedded" ] || (cd "$jar" && tar -c io/muster/embedded) | tar -x -C "$root/opt/database" ;;
    esac
  done
  cp "$load_classes/logback.xml" "$root/opt/database/"
  cat > "$root/bin/mongod" <<S
#!/bin/sh
exec java ${quick_java[*]:1} -cp '/opt/database:/opt/database/*' $database_main "\$(hostname):27017"
S
  printf '#!/bin/sh\nexec nc -w 1 127.0.0.1 27017 < /dev/null\n' > "$root/bin/mongosh"
  chmod 755 "$root"/bin/mongo*
  cat > "$root/Dockerfile" <<S
FROM $(from Dockerfile.jvm 2)
USER root
COPY bin /bin
COPY opt /opt
COPY data /data
ENV PATH=/opt/java/bin:/bin
CMD ["mongod"]
S
  docker build -q --network none -t "$(compose_image mongodb)" "$root" > /dev/null
}

# Debian's, laid out and started as the project's own image is.
make_prometheus() {
  local root=$work/prometheus
  mkdir -p "$root"/{bin,etc/prometheus,prometheus,tmp}
  cp -a "$work/libc6/." "$root/"
  rm -rf "$root/usr/share"
  cp "$work/tools/usr/bin/prometheus" "$root/bin/"
  chown 65534:65534 "$root/prometheus"
  image_of "$root" "$(compose_image prometheus)" 'USER 65534' 'WORKDIR /prometheus' 'ENTRYPOINT ["/bin/prometheus"]' \
    'CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]'
}

# There is no Grafana in Debian: somebody of its number who can look at its files and reach its data source.
make_grafana() {
  local root=$work/grafana command
  mkdir -p "$root"/{bin,etc/grafana/provisioning,var/lib/grafana,srv}
  cp -a "$work/libc6/." "$root/"
  rm -rf "$root/usr/share"
  cp "$work/busybox/bin/busybox" "$root/bin/"
  for command in sh cat find test wget httpd; do ln -s busybox "$root/bin/$command"; done
  chown -R 472:0 "$root/var/lib/grafana"
  echo 'a stand-in' > "$root/srv/index.html"
  image_of "$root" "$(compose_image grafana)" 'USER 472' 'ENV PATH=/bin' 'CMD ["httpd", "-f", "-p", "3000", "-h", "/srv"]'
}
