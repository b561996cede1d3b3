package io.muster.operations;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The comments of a Java file, each as one line of text. */
final class JavaComments {
    /** Strings come first: what looks like a comment inside them is none. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|/\\*[\\s\\S]*?\\*/|//[^\\n]*");

    private JavaComments() {}

    static List<String> of(String source) {
        return TOKEN.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(token -> token.startsWith("/"))
                .map(comment -> comment.replaceAll("\\n\\s*\\*(?!/)", " ").replaceAll("\\s+", " "))
                .toList();
    }
}
