package io.muster.api.body;

/** The media type of RFC 7396. */
public final class MergePatch {
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}
}
