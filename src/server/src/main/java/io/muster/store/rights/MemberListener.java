package io.muster.store.rights;

/** Is told what changes of members, in order, one after the other. It must not block. */
public interface MemberListener {
    void changed(MembersChanged changes);

    /** Any change may have been missed. */
    void lost();
}
