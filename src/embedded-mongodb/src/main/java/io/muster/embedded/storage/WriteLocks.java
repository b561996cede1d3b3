package io.muster.embedded.storage;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.muster.embedded.bson.ByteKey;

/** Which open transaction has written which record or unique key. Nobody waits here. */
final class WriteLocks {

    private final ConcurrentHashMap<Key, WriteTransaction> owners = new ConcurrentHashMap<>();

    /** What can be locked: a record of a collection, or a key of one of its unique indexes. */
    record Key(UUID collection, String index, Object key) {

        static Key ofRecord(Collection collection, long record) {
            return new Key(collection.uuid(), "", record);
        }

        static Key ofUniqueKey(Collection collection, Index index, byte[] key) {
            return new Key(collection.uuid(), index.definition().name(), new ByteKey(key));
        }
    }

    /** @return the transaction that holds it, unless that is the one that asks */
    Optional<WriteTransaction> acquire(Key key, WriteTransaction transaction) {
        WriteTransaction owner = owners.putIfAbsent(key, transaction);
        return owner == null || owner == transaction ? Optional.empty() : Optional.of(owner);
    }

    void release(Iterable<Key> keys) {
        keys.forEach(owners::remove);
    }
}
