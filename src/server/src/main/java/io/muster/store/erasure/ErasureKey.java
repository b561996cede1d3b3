package io.muster.store.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.store.DatabaseFailure;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The key of the hashes by which somebody is known who is erased. It is made once in the life of the database, which keeps it, and is read once
 * by each process. Without it a hash says nothing, also to who can guess userKeys.
 */
final class ErasureKey {
    private static final String ID = "key";
    private static final String SECRET = "secret";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final ReactiveMongoCollection<Document> forgotten;
    private final AtomicReference<@Nullable SecretKeySpec> known = new AtomicReference<>();

    ErasureKey(ReactiveMongoCollection<Document> forgotten) {
        this.forgotten = forgotten;
    }

    /** A function that hashes userKeys: 64 hexadecimal digits. */
    Uni<Hash> hash() {
        SecretKeySpec read = known.get();
        return read != null
                ? Uni.createFrom().item(new Hash(read))
                : read().invoke(known::set).map(Hash::new);
    }

    /** Hashes with the key. */
    record Hash(SecretKeySpec key) {
        String of(String userKey) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                return HexFormat.of().formatHex(mac.doFinal(userKey.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private Uni<SecretKeySpec> read() {
        return stored().onItem().ifNull().switchTo(() -> make().chain(this::stored));
    }

    private Uni<SecretKeySpec> stored() {
        return forgotten
                .find(new FindOptions().filter(Filters.eq("_id", ID)).limit(1))
                .collect()
                .first()
                .map(found -> found == null
                        ? null
                        : new SecretKeySpec(found.get(SECRET, Binary.class).getData(), ALGORITHM));
    }

    /** Of several processes the first one makes it. */
    private Uni<Void> make() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return forgotten
                .updateOne(
                        Filters.eq("_id", ID),
                        Updates.setOnInsert(SECRET, new Binary(secret)),
                        new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithNull()
                .replaceWithVoid();
    }
}
