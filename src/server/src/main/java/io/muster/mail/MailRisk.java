package io.muster.mail;

/** What of the settings of letters should be a deliberate decision. */
public enum MailRisk {
    /** Letters, with the codes in them and the password of the server, are handed in in the clear. */
    IN_THE_CLEAR,
    /** The links of letters lead to pages that can be exchanged on the way. */
    OPEN_LINKS
}
