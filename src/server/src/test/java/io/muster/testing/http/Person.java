package io.muster.testing.http;

import java.util.List;
import java.util.stream.IntStream;

import io.muster.testing.service.PackagedService;

/** A member of staff with a token of their own, working for one manager. */
public record Person(String userKey, String token) {

    public static Person worksFor(String managerId, String sub) {
        String token = TestTokens.staff(sub)
                .claim("name", "Staff " + sub)
                .claim("managerIds", List.of(managerId))
                .secret(PackagedService.SECRET)
                .sign();
        return new Person("oidc:" + sub, token);
    }

    /** So many different people. */
    public static List<Person> crowd(String managerId, String prefix, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> worksFor(managerId, prefix + "-" + i))
                .toList();
    }
}
