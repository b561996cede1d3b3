# Where things are, from the project's root: the one place that knows. What is built was built before.
server=src/server                                  # the product's module
load=src/load                                      # the load tests' module
package=$server/target/quarkus-app                 # the service for a JVM
runner=$(echo "$server"/target/*-runner)           # the service as a native binary
materials=($server/target/muster.cdx.json $server/target/licenses.txt)
database_main=io.muster.embedded.EmbeddedMongoProgram
load_classes=$load/target/classes
load_main=io.muster.load.Load
