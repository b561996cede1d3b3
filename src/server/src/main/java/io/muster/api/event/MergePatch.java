package io.muster.api.event;

/** The media type of RFC 7396. */
final class MergePatch {
    static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}
}
