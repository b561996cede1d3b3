package io.muster.load;

import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

import io.gatling.javaapi.core.ChainBuilder;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;

/** People of a pool accept and decline in turn, on several events. */
final class ComeAndGo {
    private ComeAndGo() {}

    static ChainBuilder chain(Run run, int pool, ChainBuilder between) {
        Iterator<Map<String, Object>> turns = Stream.iterate(0, i -> i + 1)
                .map(i -> Map.<String, Object>of(
                        Press.PERSON, run.tokens().people().get(i % pool),
                        Press.EVENT, run.events().get(i % run.events().size()),
                        Press.ROLE, run.settings().role()))
                .iterator();
        return exec(feed(turns), Press.accept(run.recorder()), between, Press.decline(run.recorder()));
    }
}
