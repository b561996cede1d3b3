package io.muster.mail;

import java.util.List;

import io.vertx.ext.mail.SMTPException;

/** Why a letter was not sent. What a server answers may hold an address, so that its code alone is told. */
final class SmtpFailure {
    /** What the client says where a server does not want one letter. */
    private static final List<String> OF_ONE_LETTER = List.of("recipient address not accepted", "sending data failed");

    /** What it says of the server before its first letter, with what the server has answered behind it. */
    private static final List<String> OF_ALL =
            List.of("sender address not accepted", "AUTH ", "DATA command not accepted");

    private SmtpFailure() {}

    static Delivery delivery(Throwable failure) {
        return failure instanceof SMTPException && begins(failure, OF_ONE_LETTER) ? Delivery.REFUSED : Delivery.FAILED;
    }

    private static boolean begins(Throwable failure, List<String> words) {
        String message = String.valueOf(failure.getMessage());
        return words.stream().anyMatch(message::startsWith);
    }

    /** One line without anybody's address. */
    static String reason(Throwable failure) {
        if (!(failure instanceof SMTPException answer)) {
            return failure.getClass().getSimpleName();
        }
        String message = String.valueOf(failure.getMessage());
        String step = OF_ONE_LETTER.stream()
                .filter(message::startsWith)
                .findFirst()
                .or(() -> OF_ALL.stream().filter(message::startsWith).findFirst())
                .orElse("refused");
        return "SMTP " + answer.getReplyCode() + ", " + step.strip();
    }
}
