package io.muster.store.rights;

/** Is told what changes of a {@link RightsSource}, in order, one after the other. It must not block. */
public interface RightsListener {
    void changed(RightsChanges changes);

    /** Any change may have been missed. */
    void lost();
}
