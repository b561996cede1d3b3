package io.muster.notice;

/** Those among whom the people are who are told of something. */
public enum Whom {
    /** Members the event is for who have not answered, and who stands by. */
    INVITED,
    /** Members the event is for who have not answered. */
    SILENT,
    /** The person it happened to. */
    PERSON,
    /** Who is in or stands by. */
    PLACED,
    /** Who is in. */
    ACCEPTED,
    /** Who stands by. */
    STANDBY,
    /** The firm's managers. */
    MANAGERS
}
