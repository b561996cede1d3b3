package io.muster.embedded.bson;

import java.util.Map;

/** The names of MongoDB 4.2's error codes, as far as this database or a fail point answers them. */
final class ErrorNames {

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(2, "BadValue"),
            Map.entry(4, "NoSuchKey"),
            Map.entry(6, "HostUnreachable"),
            Map.entry(7, "HostNotFound"),
            Map.entry(8, "UnknownError"),
            Map.entry(9, "FailedToParse"),
            Map.entry(11, "UserNotFound"),
            Map.entry(13, "Unauthorized"),
            Map.entry(14, "TypeMismatch"),
            Map.entry(16, "InvalidLength"),
            Map.entry(17, "ProtocolError"),
            Map.entry(18, "AuthenticationFailed"),
            Map.entry(20, "IllegalOperation"),
            Map.entry(22, "InvalidBSON"),
            Map.entry(24, "LockTimeout"),
            Map.entry(26, "NamespaceNotFound"),
            Map.entry(27, "IndexNotFound"),
            Map.entry(28, "PathNotViable"),
            Map.entry(40, "ConflictingUpdateOperators"),
            Map.entry(43, "CursorNotFound"),
            Map.entry(48, "NamespaceExists"),
            Map.entry(50, "MaxTimeMSExpired"),
            Map.entry(52, "DollarPrefixedFieldName"),
            Map.entry(53, "InvalidIdField"),
            Map.entry(59, "CommandNotFound"),
            Map.entry(64, "WriteConcernFailed"),
            Map.entry(66, "ImmutableField"),
            Map.entry(67, "CannotCreateIndex"),
            Map.entry(72, "InvalidOptions"),
            Map.entry(73, "InvalidNamespace"),
            Map.entry(79, "UnknownReplWriteConcern"),
            Map.entry(85, "IndexOptionsConflict"),
            Map.entry(86, "IndexKeySpecsConflict"),
            Map.entry(89, "NetworkTimeout"),
            Map.entry(91, "ShutdownInProgress"),
            Map.entry(100, "UnsatisfiableWriteConcern"),
            Map.entry(112, "WriteConflict"),
            Map.entry(115, "CommandNotSupported"),
            Map.entry(117, "ConflictingOperationInProgress"),
            Map.entry(121, "DocumentValidationFailure"),
            Map.entry(125, "CommandFailed"),
            Map.entry(133, "FailedToSatisfyReadPreference"),
            Map.entry(136, "CappedPositionLost"),
            Map.entry(168, "InvalidPipelineOperator"),
            Map.entry(171, "CannotIndexParallelArrays"),
            Map.entry(189, "PrimarySteppedDown"),
            Map.entry(217, "IncompleteTransactionHistory"),
            Map.entry(225, "TransactionTooOld"),
            Map.entry(237, "CursorKilled"),
            Map.entry(241, "ConversionFailure"),
            Map.entry(246, "SnapshotUnavailable"),
            Map.entry(251, "NoSuchTransaction"),
            Map.entry(256, "TransactionCommitted"),
            Map.entry(260, "InvalidResumeToken"),
            Map.entry(262, "ExceededTimeLimit"),
            Map.entry(263, "OperationNotSupportedInTransaction"),
            Map.entry(267, "PreparedTransactionInProgress"),
            Map.entry(280, "ChangeStreamFatalError"),
            Map.entry(286, "ChangeStreamHistoryLost"),
            Map.entry(9001, "SocketException"),
            Map.entry(10107, "NotMaster"),
            Map.entry(10334, "BSONObjectTooLarge"),
            Map.entry(11000, "DuplicateKey"),
            Map.entry(11600, "InterruptedAtShutdown"),
            Map.entry(11601, "Interrupted"),
            Map.entry(11602, "InterruptedDueToReplStateChange"),
            Map.entry(13435, "NotMasterNoSlaveOk"),
            Map.entry(13436, "NotMasterOrSecondary"));

    private ErrorNames() {}

    static String of(int code) {
        return NAMES.getOrDefault(code, "Location" + code);
    }
}
