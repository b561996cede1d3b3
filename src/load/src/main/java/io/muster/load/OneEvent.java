package io.muster.load;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A scenario in which everybody wants a place of one role of one event. */
interface OneEvent extends Scenario {
    Settings settings();

    @Override
    default int people() {
        return settings().users();
    }

    @Override
    default int events() {
        return 1;
    }

    @Override
    default List<Api.Role> roles() {
        return List.of(new Api.Role(settings().role(), settings().capacity()));
    }

    /** How many can have a place. */
    default int places() {
        return Math.min(settings().capacity(), settings().users());
    }

    /** What each of them has in the session, for {@link Press}. */
    default Iterator<Map<String, Object>> everybody(Run run) {
        return run.tokens().people().subList(0, settings().users()).stream()
                .map(person -> Map.<String, Object>of(
                        Press.PERSON, person,
                        Press.EVENT, run.events().get(0),
                        Press.ROLE, settings().role()))
                .iterator();
    }
}
